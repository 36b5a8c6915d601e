import type { Completed, CompletedCommand, CompletedOption, Values } from './completed.ts';

/** A script for fish: `hf-groups completion fish | source`, or a file `hf-groups.fish` in its completions folder. */
export function fishScript({ name, options, commands }: Completed): string {
  const names = commands.map((command) => command.name).join(' ');
  const line = (...words: readonly string[]): string => ['complete', '-c', name, ...words].join(' ');
  return `# Completion of ${name} for fish, written by \`${name} completion fish\`.
${line('-f')}
${options.map((option) => line(...optionWords(option))).join('\n')}
${commands
  .map(({ name: word, description }) =>
    line('-n', quoted(`not __fish_seen_subcommand_from ${names}`), '-a', word, '-d', quoted(description)),
  )
  .join('\n')}
${commands
  .flatMap((command) => [
    ...command.options.map((option) => line('-n', whenIn(command), ...optionWords(option))),
    ...command.arguments.flatMap(({ values, description }, at) => {
      const words = valueWords(values);
      return words.length === 0 ? [] : [line('-n', whenAt(command, at), ...words, '-d', quoted(description))];
    }),
  ])
  .join('\n')}
`;
}

function whenIn({ name }: CompletedCommand): string {
  return quoted(`__fish_seen_subcommand_from ${name}`);
}

/** Where so many arguments of the command stand already: before them are the program and the command. */
function whenAt({ name }: CompletedCommand, at: number): string {
  const words = 'count (__fish_print_cmd_args_without_options)';
  return quoted(`__fish_seen_subcommand_from ${name}; and test (${words}) -eq ${at + 2}`);
}

function optionWords({ forms, description, values }: CompletedOption): readonly string[] {
  const named = forms.flatMap((form) =>
    form.startsWith('--') ? ['-l', form.slice(2)] : ['-s', form.slice(1)],
  );
  const value = values === null ? [] : ['-r', ...valueWords(values)];
  return [...named, ...value, '-d', quoted(description)];
}

function valueWords(values: Values): readonly string[] {
  switch (values.kind) {
    case 'choices':
      return ['-f', '-a', quoted(values.choices.join(' '))];
    case 'files':
      return ['-F'];
    case 'free':
      return [];
  }
}

/** Within single quotes of fish only the backslash and the quote itself are special. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
