import type { Command, CommanderError } from 'commander';
import { KnownError } from '../errors.ts';

/**
 * What is wrong with the command line, as an error of this program.
 *
 * @param words the command line
 */
export function usageError(error: CommanderError, program: Command, words: readonly string[]): KnownError {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestions = rest.map((line) => line.replace(/^\((.*)\)$/, '$1'));
  const message = first.charAt(0).toUpperCase() + first.slice(1);
  return new KnownError('usage', message, {
    hint: [...suggestions, seeHelp(program, words)].join(' '),
    cause: error,
  });
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
function seeHelp(program: Command, words: readonly string[]): string {
  const command = program.commands.find((one) => one.name() === words.find((word) => !word.startsWith('-')));
  return `See \`${[program.name(), ...(command === undefined ? [] : [command.name()])].join(' ')} --help\`.`;
}
