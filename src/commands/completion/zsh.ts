import type { Completed, CompletedArgument, CompletedCommand, CompletedOption, Values } from './completed.ts';

/** A script for zsh: a file `_hf-groups` in `$fpath`, or `source <(hf-groups completion zsh)` after `compinit`. */
export function zshScript({ name, options, commands }: Completed): string {
  const run = `_${name.replaceAll('-', '_')}`;
  return `#compdef ${name}
# Completion of ${name} for zsh, written by \`${name} completion zsh\`.
${run}() {
  local context state state_descr line
  typeset -A opt_args
  local -a global
  global=(
${options.map((option) => `    ${optionSpec(option)}`).join('\n')}
  )
  _arguments -C $global '1: :->command' '*:: :->rest' && return
  case $state in
    command)
      local -a commands
      commands=(
${commands.map(({ name: word, description }) => `        ${quoted(`${escaped(word)}:${escaped(description)}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    rest)
      case $line[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = ${run} ]; then
  ${run} "$@"
else
  compdef ${run} ${name}
fi
`;
}

function commandCase(command: CompletedCommand): string {
  const specs = [...command.options.map(optionSpec), ...command.arguments.map(argumentSpec)];
  return `        ${command.name})
          _arguments $global${specs.map((spec) => ` \\\n            ${spec}`).join('')}
          ;;`;
}

function optionSpec({ forms, description, values, repeatable }: CompletedOption): string {
  // The value of a long form is behind `=` or the next word, that of a short one behind it or the next word.
  const spelled = forms.map((form) =>
    values === null ? form : `${form}${form.startsWith('--') ? '=' : '+'}`,
  );
  const excluded = repeatable ? '*' : forms.length < 2 ? '' : `(${forms.join(' ')})`;
  const named = forms.length < 2 ? spelled.join('') : `'{${spelled.join(',')}}'`;
  const value = values === null ? '' : `:value:${action(values)}`;
  return `'${excluded}${named}[${inside(escaped(description))}]${inside(value)}'`;
}

function argumentSpec({ name, values }: CompletedArgument, at: number): string {
  return quoted(`${at + 1}::${escaped(name)}:${action(values)}`);
}

function action(values: Values): string {
  switch (values.kind) {
    case 'choices':
      return `(${values.choices.join(' ')})`;
    case 'files':
      return '_files';
    case 'free':
      return '';
  }
}

/** What `_arguments` and `_describe` read as their own. */
function escaped(text: string): string {
  return text.replace(/[\\:[\]]/g, '\\$&');
}

/** Within single quotes. */
function inside(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function quoted(text: string): string {
  return `'${inside(text)}'`;
}
