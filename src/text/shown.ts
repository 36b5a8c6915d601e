import type { Source } from '../model/source.ts';
import { longestName, named } from './named.ts';
import { visible } from './visible.ts';

/** The longest message that is shown whole. */
export const longestMessage = 2_000;

/**
 * Text from outside as every renderer shows it: on one line, without anything that a terminal obeys. The GitHub runner
 * takes `::name` at the beginning of a line of a log for a command, and `##[name]` anywhere in it, so these are made
 * visible too.
 */
export function shown(text: string, max: number = longestMessage): string {
  return visible(text, max)
    .replace(/^(\s*:):/, '$1\\u{3a}')
    .replaceAll('##[', '#\\u{23}[');
}

/** A name as it is shown. */
export function shownName(name: string): string {
  return shown(name, longestName);
}

/** The file of a place as it is shown. With a colon behind it, a path such as `:` would be a command: it gets a `./`. */
export function shownFile(file: string): string {
  return shown(/^\s*:/.test(file) ? `./${file}` : file);
}

/** A path among words. Standard input has the name that the user gave it, and needs no quotes. */
export function namedFile(file: string): string {
  return file === '-' ? file : shown(named(shownFile(file)));
}

/** `FILE:LINE`, or an empty text for no place. A path that could be taken for something else is in quotes. */
export function shownPlace(source: Source | null): string {
  return source === null ? '' : shown(`${namedFile(source.file)}:${source.line}`);
}
