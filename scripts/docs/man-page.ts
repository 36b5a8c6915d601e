import type { Command, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { helpNotes } from '../../src/commands/help.ts';
import { declaredProgram, documentedCommands, exitMeanings } from './cli-reference.ts';

/**
 * The manual page `hf-groups(1)`, in the macros of man(7), made from the commands as they declare themselves. It has no
 * date, so that the same program gives the same page.
 */
export function manPage(): string {
  const program = declaredProgram();
  const commands = documentedCommands();
  const lines = [
    '.\\" Written by `npm run docs` from the commands as they are declared.',
    `.TH HF\\-GROUPS 1 "" "hf\\-groups ${escaped(manifest.version)}" "User Commands"`,
    '.SH NAME',
    `hf\\-groups \\- ${escaped(oneLine(manifest.description))}`,
    '.SH SYNOPSIS',
    '.B hf\\-groups',
    '.I COMMAND',
    '[\\fIOPTION\\fR ...] [\\fIARGUMENT\\fR ...]',
    '.SH DESCRIPTION',
    escaped(program.description()),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH OPTIONS OF EVERY COMMAND',
    ...optionLines(program.createHelp().visibleOptions(program)),
    '.SH EXIT STATUS',
    ...Object.entries(exitMeanings).flatMap(([name, meaning]) => ['.TP', `.B ${name}`, escaped(meaning)]),
    '.SH ENVIRONMENT',
    'See',
    '.I docs/cli.md',
    'in the package, which has every variable and every exit code with its meaning.',
    '.SH EXAMPLES',
    ...(helpNotes['']?.examples ?? []).flatMap(({ line, does }) => [
      '.TP',
      `.B ${escaped(line)}`,
      escaped(does),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function commandLines(command: Command): readonly string[] {
  const given = command.registeredArguments.map((argument) => {
    const name = `\\fI${escaped(argument.name().toUpperCase())}\\fR`;
    return argument.required ? name : `[${name}]`;
  });
  return [
    `.SS "${[escaped(command.name()), '[options]', ...given].join(' ')}"`,
    escaped(command.description()),
    ...command.registeredArguments.flatMap((argument) => [
      '.TP',
      `.I ${escaped(argument.name().toUpperCase())}`,
      escaped(argument.description),
    ]),
    ...optionLines(command.options.filter(({ hidden }) => !hidden)),
  ];
}

function optionLines(options: readonly Option[]): readonly string[] {
  return options.flatMap(({ flags, description, argChoices, defaultValue, negate }) => {
    const choices = argChoices === undefined ? '' : ` One of ${argChoices.join(', ')}.`;
    const fallback = negate || defaultValue === undefined ? '' : ` Default: ${String(defaultValue)}.`;
    const text = choices + fallback === '' ? description : `${description}.${choices}${fallback}`;
    return ['.TP', `.B ${escaped(flags)}`, escaped(text)];
  });
}

function oneLine(text: string): string {
  return text.replace(/\.$/, '');
}

/** Text in which roff sees nothing of its own: no escape, no request at the beginning, and dashes that can be copied. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('“', '\\(lq')
    .replaceAll('”', '\\(rq')
    .replaceAll('’', '\\(cq')
    .replace(/^[.']/, '\\&$&');
}
