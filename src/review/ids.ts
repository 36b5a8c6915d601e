import { createHash } from 'node:crypto';
import type { Change } from '../model/plan.ts';
import { digestLine } from '../plan/digest.ts';

/** The length of one id: 96 bits, so that nobody finds a change that has the id of another. */
const idLength = 16;
/** The most characters that all ids of a comment take: the rest of its room is for people. */
export const idRoom = 20_000;
/** Ids one behind the other, as a regular expression. */
export const idsPattern = `^(?:[A-Za-z0-9.-]{${idLength}})*$`;

/**
 * A short name of a change: the first 16 base64url characters of the SHA-256 of its line in the digest, without the line
 * break. The same change has the same id in every plan. A dot stands for the underscore: by chance `hf_` would turn up in
 * a long list of them, and be blotted out as a token.
 */
export function changeId(change: Change): string {
  const line = digestLine(change).slice(0, -1);
  return createHash('sha256').update(line).digest('base64url').slice(0, idLength).replaceAll('_', '.');
}

/** The ids of a plan's changes, one behind the other, as far as they fit. */
export interface Ids {
  /** Of destructive changes; `null` when they do not fit. */
  readonly destructive: string | null;
  /** Of all others; `null` when they do not fit beside the destructive ones. */
  readonly changes: string | null;
}

/**
 * The ids of changes. The destructive ones come first, since those are what a review is asked for by default.
 *
 * @param room the most characters of both together
 */
export function idsOf(changes: readonly Change[], room: number = idRoom): Ids {
  const destructive = changes.filter((change) => change.destructive);
  const others = changes.length - destructive.length;
  if (destructive.length * idLength > room) return { destructive: null, changes: null };
  return {
    destructive: destructive.map(changeId).join(''),
    changes:
      (destructive.length + others) * idLength > room
        ? null
        : changes
            .filter((change) => !change.destructive)
            .map(changeId)
            .join(''),
  };
}

/** The single ids of a marker's text. */
export function splitIds(ids: string | null): readonly string[] {
  return ids === null
    ? []
    : Array.from({ length: ids.length / idLength }, (_, at) => ids.slice(at * idLength, (at + 1) * idLength));
}
