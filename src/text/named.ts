import { escapeOf, visible } from './visible.ts';

/** The longest name that is shown whole: the Hub's own bound for a group's name. */
export const longestName = 200;

/** What a username, a role, a team or a path usually looks like: one word, which is no sentence of this program. */
const oneWord = /^(?![.:@+~%/-]*$)[\p{L}\p{N}_./\\][\p{L}\p{M}\p{N}_.:=@+~%/\\-]*$/u;

/**
 * A name from outside in quotes, as it stands among words of this program: a group may be called like a sentence, and
 * what is within quotes is never one. A quote in the name is shown as an escape, so that the name cannot end itself.
 *
 * @param max the most characters (code points) of the name
 */
export function quoted(name: string, max: number = longestName): string {
  return `"${visible(name, max).replaceAll('"', '\\u{22}')}"`;
}

/** A name from outside: bare where it is one ordinary word, as names of users are, else {@link quoted}. */
export function named(name: string, max: number = longestName): string {
  const shown = visible(name, max);
  return shown === name && oneWord.test(name) ? name : quoted(name, max);
}

/** What somebody else says, a `reason` or an answer of the Hub: between marks that it cannot close. */
export function said(text: string, max: number = 2_000): string {
  return `“${visible(text, max).replace(/[“”]/g, escapeOf)}”`;
}
