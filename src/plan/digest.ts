import { createHash } from 'node:crypto';
import { kindOf } from '../kinds/registry.ts';
import { targetKey } from '../model/change.ts';
import type { Change, Plan } from '../model/plan.ts';

/** One change as the digest reads it. Two changes are the same exactly when their lines are. */
export function digestLine(change: Change): string {
  const kind = kindOf(change);
  const value = (one: string | null): string => (one === null ? '-' : kind.digestValue(one));
  const parts = [
    change.kind,
    change.action,
    targetKey(change.group),
    kind.subject(change),
    value(change.before),
    value(change.after),
  ];
  const line = parts.join('\t');
  return `${fit.test(line) ? line : parts.map(column).join('\t')}\n`;
}

/** What could end its column or its line, or is no UTF-8: a lone surrogate. */
const unfit = /[\p{Cc}\p{Cs}]/u;
/** Six columns, each without any of it. */
const fit = /^[^\p{Cc}\p{Cs}]*(?:\t[^\p{Cc}\p{Cs}]*){5}$/u;

/**
 * A text as it stands in a line. Names may come from the Hub or from a plan that somebody edited: one with a tab or a
 * line feed would be read as more columns, and as other changes. It stands as JSON text behind U+0001, as no other does.
 */
function column(text: string): string {
  return unfit.test(text) ? `\u0001${JSON.stringify(text)}` : text;
}

/**
 * `sha256:` and the hex digest of what a plan would change: the same on every machine, and there even when nothing
 * changes.
 *
 * @param endpoint without a trailing slash
 * @param changes sorted
 */
export function digestOf(endpoint: string, organization: string, changes: readonly Change[]): string {
  const hash = createHash('sha256');
  hash.update(`hf-groups/1\t${endpoint}\t${organization.toLowerCase()}\n`);
  hash.update(changes.map(digestLine).join(''));
  return `sha256:${hash.digest('hex')}`;
}

/** Whether the digest of a saved plan is that of its changes. */
export function fitsDigest({ endpoint, organization, changes, digest }: Plan): boolean {
  return digestOf(endpoint, organization, changes) === digest;
}
