import { type Origin, targetKey } from '../model/change.ts';
import type { Blocked, Change } from '../model/plan.ts';
import { digestLine } from './digest.ts';

/**
 * Marks every change and blocked entry with where it comes from: `drift` when the base, planned against the same
 * snapshot, has it too, else `this_change`. Operations are compared, never text that was rendered.
 */
export function withOrigin(
  head: { readonly changes: readonly Change[]; readonly blocked: readonly Blocked[] },
  base: { readonly changes: readonly Change[]; readonly blocked: readonly Blocked[] },
): { readonly changes: readonly Change[]; readonly blocked: readonly Blocked[] } {
  const changes = new Set(base.changes.map(digestLine));
  const blocked = new Set(base.blocked.map(blockedKey));
  const origin = (pending: boolean): Origin => (pending ? 'drift' : 'this_change');
  return {
    changes: head.changes.map((change) => ({ ...change, origin: origin(changes.has(digestLine(change))) })),
    blocked: head.blocked.map((entry) => ({ ...entry, origin: origin(blocked.has(blockedKey(entry))) })),
  };
}

function blockedKey(entry: Blocked): string {
  const { kind, group, user, subject, after, reason } = entry;
  return JSON.stringify([
    kind,
    targetKey(group),
    user?.toLowerCase() ?? null,
    subject ?? null,
    after,
    reason,
  ]);
}
