import { isCalendarDate } from '../text/date.ts';

/**
 * What was probably meant by a value that has not the right form. A guess is only ever proposed: nothing is read as
 * anything but what it says.
 */

/** What is longer is no name with something around it. */
const longestWord = 320;

/** A date that was written in another way; `null` when it cannot be told, as for `03/04/2026`. */
export function guessDate(word: string): string | null {
  const year = /^(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})(?:[T ].*)?$/.exec(word);
  if (year !== null) return date(year[1], year[2], year[3]);
  const [, first, separator, second, last] = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/.exec(word) ?? [];
  if (separator === '.') return date(last, second, first);
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 || a === b) return date(last, second, first);
  return b > 12 ? date(last, first, second) : null;
}

function date(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(text) ? text : null;
}

/** A username or an address in something around it: `@ada`, a profile's URL, `Ada <ada@acme.ai>`, curly quotes. */
export function guessPerson(word: string): string | null {
  if (word.length > longestWord) return null;
  const [, address] = /<([^<>\s]+@[^<>\s]+)>$/.exec(word) ?? [];
  if (address !== undefined) return address;
  const [, path] =
    /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([A-Za-z0-9_.-]+)\/?$/.exec(word) ?? [];
  if (path !== undefined) return path;
  const bare = word.replace(/^[@“”„‘’'"\s]+|[“”‘’'",;\s]+$/g, '').replace(/^mailto:/i, '');
  return bare !== word && /^[A-Za-z0-9_][A-Za-z0-9._@-]*$/.test(bare) ? bare : null;
}

/** An organization's name in the URL of its page. */
export function guessOrganization(word: string): string | null {
  const [, name] =
    /^(?:https?:\/\/)?[^/\s]+\.[a-z]+\/(?:organizations\/)?([A-Za-z0-9][A-Za-z0-9._-]*)\/?/.exec(word) ?? [];
  return name ?? null;
}

/** A group's id in capitals, or at the end of the URL of its page. */
export function guessId(word: string): string | null {
  return /(?:^|\/)([0-9a-f]{24})\/?$/i.exec(word)?.[1]?.toLowerCase() ?? null;
}

/** A limit that was written as a fraction, with a blank, or in quotes. */
export function guessLimit(word: string): string | null {
  const fraction = /^0?\.\d{1,2}$/.test(word) ? Math.round(Number(word) * 100) : 0;
  if (fraction > 0) return `${fraction}%`;
  const [, count, percent] = /^["']?(\d{1,3})\s*(%|percent)?["']?$/i.exec(word) ?? [];
  if (count === undefined) return null;
  if (percent === undefined) return count;
  return Number(count) <= 100 ? `${count}%` : null;
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
  return role !== undefined && allowed.includes(role) ? role : null;
}
