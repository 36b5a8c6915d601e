import type { Live, LiveGroup } from '../../live/types.ts';
import type { Change, Policy, Violation } from '../types.ts';

/** What a guard looks at: the whole plan, before the first write. */
export interface GuardInput {
  readonly changes: readonly Change[];
  readonly live: Live;
  readonly policy: Policy;
}

/** A guard's finding; whether it is waived is decided elsewhere. */
export type Finding = Omit<Violation, 'waived' | 'guard'>;

/** Looks at a plan and tells what must not happen, one finding for each group or member concerned. */
export type Guard = (input: GuardInput) => readonly Finding[];

/** The changes of each live group that has some. */
export function changesByGroup({
  changes,
  live,
}: GuardInput): readonly (readonly [LiveGroup, readonly Change[]])[] {
  const byId = new Map<string, Change[]>();
  for (const change of changes) {
    const known = byId.get(change.group.id);
    if (known === undefined) byId.set(change.group.id, [change]);
    else known.push(change);
  }
  return live.groups.flatMap((group) => {
    const own = byId.get(group.info.id);
    return own === undefined ? [] : [[group, own] as const];
  });
}
