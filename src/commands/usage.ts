import type { Command, CommanderError } from 'commander';
import { KnownError } from '../errors.ts';
import { roles } from '../model/membership.ts';
import { nearest } from '../text/nearest.ts';

/**
 * What is wrong with the command line, as an error of this program. The value that an unknown option was given is not
 * repeated: it may be a secret.
 *
 * @param words the command line
 */
export function usageError(error: CommanderError, program: Command, words: readonly string[]): KnownError {
  if (error.code === 'commander.excessArguments') return excess(program, words, error);
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestions = rest.map((line) => line.replace(/^\((.*)\)$/, '$1'));
  const said = error.code === 'commander.unknownOption' ? first.replace(/=.*/s, "'") : first;
  const slip = wrongValue(error.message, program, words);
  return new KnownError('usage', slip?.message ?? said.charAt(0).toUpperCase() + said.slice(1), {
    hint: [...suggestions, ...(slip?.hints ?? []), seeHelp(program, words)].join(' '),
    cause: error,
  });
}

/** A value that its argument or its option does not take; `message` is `null` where commander's own says it. */
interface WrongValue {
  readonly message: string | null;
  readonly hints: readonly string[];
}

function wrongValue(said: string, program: Command, words: readonly string[]): WrongValue | null {
  const argument = /command-argument value '(.*)' is invalid for argument '(\w+)'\. (.*)$/s.exec(said);
  const [, value = '', name = '', expected = ''] = argument ?? [];
  if (name === 'role') return wrongRole(value, commandOf(program, words)?.args[0] ?? '');
  if (name === 'plan' && /\.ya?ml$/i.test(value)) return wrongPlan(value, commandOf(program, words)?.name());
  if (argument !== null) return { message: `'${value}' is not what ${name} takes. ${expected}`, hints: [] };
  const option = / argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s.exec(said);
  if (option === null) return null;
  const near = nearest(option[1] ?? '', (option[2] ?? '').split(', '));
  return { message: null, hints: near === null ? [] : [`Did you mean ${near}?`] };
}

/** @param user the word before it; the two are easily written in the other order */
function wrongRole(value: string, user: string): WrongValue {
  const known: readonly string[] = roles;
  const near = nearest(value, known);
  const meant = known.includes(user) ? `\`hf-groups grant ${quoted(value)} ${user} …\`` : near;
  return {
    message: `There is no role '${value}'`,
    hints: [`The roles are ${roles.join(', ')}.`, ...(meant === null ? [] : [`Did you mean ${meant}?`])],
  };
}

function wrongPlan(value: string, command: string | undefined): WrongValue {
  const right = `hf-groups ${command === 'apply' ? 'apply' : 'plan'} --file ${quoted(value)}`;
  return {
    message: `'${value}' is a configuration, and \`${command ?? 'apply'}\` takes a plan that \`plan --out\` saved`,
    hints: [`Did you mean \`${right}\`?`],
  };
}

/** The error for a command line without a command, or for help on one that is not there. */
export function noCommand(program: Command, words: readonly string[]): KnownError {
  const [first, second] = words.filter((word) => !word.startsWith('-'));
  const names = program.commands.map((command) => command.name()).filter((name) => name !== 'help');
  const message =
    first === 'help' && second !== undefined ? `Unknown command '${second}'` : 'No command is given';
  return new KnownError('usage', message, {
    hint: `There are ${names.join(', ')}. ${seeHelp(program, [])}`,
  });
}

/** The help of the command that was meant, where that can be told. */
export function seeHelp(program: Command, words: readonly string[]): string {
  const command = commandOf(program, words);
  return `See \`${[program.name(), ...(command === undefined ? [] : [command.name()])].join(' ')} --help\`.`;
}

function commandOf(program: Command, words: readonly string[]): Command | undefined {
  return program.commands.find((one) => one.name() === words.find((word) => !word.startsWith('-')));
}

/** A file behind `plan` or `validate` is what everybody writes first; the words that are right are put in its place. */
function excess(program: Command, words: readonly string[], cause: CommanderError): KnownError {
  const command = commandOf(program, words);
  const name = command?.name() ?? '';
  const expected = command?.registeredArguments.length ?? 0;
  const word = command?.args[expected] ?? '';
  const takes =
    expected === 0 ? `\`${name}\` takes no file without an option` : `\`${name}\` takes one file only`;
  const hint = hintFor(name, word);
  return new KnownError('usage', `${takes}: '${word}'`, {
    hint: [...(hint === null ? [] : [hint]), seeHelp(program, words)].join(' '),
    cause,
  });
}

function hintFor(command: string, word: string): string | null {
  const readsFiles = ['plan', 'validate', 'apply'].includes(command);
  if (readsFiles && command !== 'validate' && word.endsWith('.json'))
    return `A saved plan is shown with \`hf-groups show ${quoted(word)}\` and made with \`hf-groups apply ${quoted(word)}\`.`;
  return readsFiles ? `Did you mean \`hf-groups ${command} --file ${quoted(word)}\`?` : null;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
