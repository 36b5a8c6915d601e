import { isCalendarDate } from '../text/date.ts';

/**
 * What was probably meant by a value that has not the right form. A guess is only ever proposed: nothing is read as
 * anything but what it says.
 */

/** What is longer is no name with something around it. */
const longestWord = 320;

/** A date that was written in another way; `null` when it cannot be told, as for `03/04/2026`. */
export function guessDate(word: string): string | null {
  const yearFirst = dateIn(word, /(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})(?:[T ].*)?/, '$1-$2-$3');
  if (yearFirst !== null) return yearFirst;
  const dayFirst = dateIn(word, yearLast, '$4-$3-$1');
  const monthFirst = dateIn(word, yearLast, '$4-$1-$3');
  // Whoever writes points puts the day first.
  if (word.includes('.') || monthFirst === null || monthFirst === dayFirst) return dayFirst;
  return dayFirst === null ? monthFirst : null;
}

const yearLast = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/;

/** @param form year, month and day, by the groups of the pattern; what else there is stays, and is no date */
function dateIn(word: string, pattern: RegExp, form: string): string | null {
  const parts = word.replace(pattern, form).split('-');
  const text = parts.map((part) => part.padStart(2, '0')).join('-');
  return isCalendarDate(text) ? text : null;
}

/** A username or an address in something around it: `@ada`, a profile's URL, `Ada <ada@acme.ai>`, curly quotes. */
export function guessPerson(word: string): string | null {
  if (word.length > longestWord) return null;
  const inside =
    inPattern(word, /<([^<>\s]+@[^<>\s]+)>$/) ??
    inPattern(word, /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([A-Za-z0-9_.-]+)\/?$/);
  if (inside !== null) return inside;
  const bare = word.replace(/^[@“”„‘’'"\s]+|[“”‘’'",;\s]+$/g, '').replace(/^mailto:/i, '');
  return bare !== word && /^[A-Za-z0-9_][A-Za-z0-9._@-]*$/.test(bare) ? bare : null;
}

/** An organization's name in the URL of its page. */
export function guessOrganization(word: string): string | null {
  return inPattern(
    word,
    /^(?:https?:\/\/)?[^/\s]+\.[a-z]+\/(?:organizations\/)?([A-Za-z0-9][A-Za-z0-9._-]*)/,
  );
}

/** The name of a repository or a collection in the URL of its page. */
export function guessResource(word: string): string | null {
  if (word.length > longestWord) return null;
  return inPattern(
    word,
    /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/(?:(?:datasets|spaces|buckets|collections)\/)?([A-Za-z0-9][A-Za-z0-9._-]*\/[A-Za-z0-9._-]+)(?:[/?#].*)?$/,
  );
}

/** A group's id in capitals, or at the end of the URL of its page. */
export function guessId(word: string): string | null {
  return inPattern(word.toLowerCase(), /(?:^|\/)([0-9a-f]{24})\/?$/);
}

/** A limit that was written as a fraction, with a blank, or in quotes. */
export function guessLimit(word: string): string | null {
  const fraction = /^0?\.\d{1,2}$/.test(word) ? Math.round(Number(word) * 100) : 0;
  if (fraction > 0) return `${fraction}%`;
  const percentage = inPattern(word, /^["']?(\d{1,3})\s*(?:%|percent)["']?$/i);
  if (percentage === null) return inPattern(word, /^["']?(\d{1,3})["']?$/);
  return Number(percentage) <= 100 ? `${percentage}%` : null;
}

/** What the pattern's only group holds; `null` where the word is another. */
function inPattern(word: string, pattern: RegExp): string | null {
  return pattern.exec(word)?.[1] ?? null;
}

const otherRoles: Readonly<Record<string, string>> = {
  reader: 'read',
  viewer: 'read',
  view: 'read',
  writer: 'write',
  editor: 'write',
  edit: 'write',
  contribute: 'contributor',
  owner: 'admin',
  administrator: 'admin',
  none: 'absent',
  no: 'absent',
  no_access: 'absent',
  remove: 'absent',
  removed: 'absent',
  delete: 'absent',
  deleted: 'absent',
  revoked: 'absent',
};

/** A role by what it is called elsewhere. */
export function guessRole(word: string, allowed: readonly string[]): string | null {
  const bare = word.toLowerCase().replace(/[\s,;.]+$/, '');
  const role = Object.hasOwn(otherRoles, bare) ? otherRoles[bare] : bare;
  return allowed.find((one) => one === role) ?? null;
}
