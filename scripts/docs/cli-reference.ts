import type { Argument, Command, Option } from 'commander';
import { helpNotes } from '../../src/commands/help.ts';
import { createProgram } from '../../src/commands/program.ts';
import { exitCodes } from '../../src/run/io.ts';
import { code, table } from './markdown.ts';

/** What each exit code means. */
const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'Done. For `plan` also when there are changes, unless `--detailed-exitcode` is given.',
  error:
    'Error: a bad configuration, a bad command line, no token, the Hub refused or could not be reached. Nothing was written. Also an `apply` of which every call failed.',
  changes: '`plan --detailed-exitcode`: there are changes, or blocked entries.',
  refused:
    'Refused, and nothing was written: a guard, a stale plan, another digest, an answer other than `yes`.',
  incomplete:
    'Something was left undone: `apply` made what it could, and other changes failed or are blocked. Blocked entries alone do not change the code of `plan`.',
  SIGINT:
    'Interrupted by SIGINT (Ctrl-C). No new call was started, those in flight were waited for, 5 seconds at most (what had not answered by then is in doubt), and the report was still written.',
  SIGTERM: 'The same after SIGTERM.',
  SIGHUP: 'The same after SIGHUP.',
};

/** What each exit code means, by its number. */
export const exitMeanings: Readonly<Record<string, string>> = Object.fromEntries(
  typedEntries(exitCodes).map(([name, number]) => [String(number), meanings[name]]),
);

/** The table of exit codes. */
export function exitCodeTable(): string {
  const rows = typedEntries(exitCodes).map(([name, number]) => [code(String(number)), meanings[name]]);
  return table(['code', 'meaning'], rows);
}

/** The program as its commands are declared; nothing can be run with it. */
export function declaredProgram(): Command {
  return createProgram(
    async () => {},
    () => {},
  );
}

/** The commands that the documentation describes. */
export function documentedCommands(): readonly Command[] {
  return declaredProgram().commands.filter((command) => command.name() !== 'help');
}

/** A section for every command. */
export function commandReference(): string {
  return documentedCommands().map(section).join('\n\n');
}

/** A list of the commands with links. */
export function commandContents(): string {
  const rows = documentedCommands().map((command) => [
    `[${code(command.name())}](#${command.name()})`,
    command.summary(),
  ]);
  return table(['command', 'what it does'], rows);
}

/** The options that every command has. */
export function globalOptions(): string {
  const program = declaredProgram();
  const help = program.createHelp();
  return optionTable(help.visibleOptions(program));
}

function section(command: Command): string {
  const { registeredArguments, options } = command;
  const synopsis = ['hf-groups', command.name(), '[options]', ...registeredArguments.map(argumentText)];
  const parts = [
    `### ${command.name()}`,
    code(synopsis.join(' ')),
    command.description(),
    ...(registeredArguments.length === 0 ? [] : [argumentTable(registeredArguments)]),
    optionTable(options.filter(({ hidden }) => !hidden)),
    ...notesOf(command.name()),
  ];
  return parts.join('\n\n');
}

/** The examples and exit codes of the command's own help. */
function notesOf(name: string): readonly string[] {
  const notes = helpNotes[name];
  if (notes === undefined) return [];
  return [
    table(
      ['example', 'what it does'],
      notes.examples.map(({ line, does }) => [code(line), does]),
    ),
    table(
      ['exit code', 'meaning'],
      notes.exitCodes.map((exit) => [exit.code, exit.meaning]),
    ),
  ];
}

function argumentText(argument: Argument): string {
  const name = argument.name().toUpperCase();
  return argument.required ? name : `[${name}]`;
}

function argumentTable(list: readonly Argument[]): string {
  return table(
    ['argument', 'meaning'],
    list.map((argument) => [code(argumentText(argument)), argument.description]),
  );
}

function optionTable(options: readonly Option[]): string {
  return table(
    ['option', 'meaning', 'default', 'choices'],
    options.map(({ flags, description, defaultValue, argChoices, negate }) => [
      code(flags),
      description,
      negate || defaultValue === undefined ? '' : code(String(defaultValue)),
      (argChoices ?? []).map(code).join(', '),
    ]),
  );
}

function typedEntries<const T extends object>(data: T): readonly [keyof T & string, T[keyof T & string]][] {
  const names = Object.keys(data).filter((name): name is keyof T & string => Object.hasOwn(data, name));
  return names.map((name) => [name, data[name]]);
}
