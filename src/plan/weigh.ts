import { withJoiners } from '../kinds/setting/after.ts';
import type { Live } from '../live/organization.ts';
import type { Change } from '../model/plan.ts';
import { once } from '../text/once.ts';
import { viewAfter, viewFor } from './live-after.ts';
import { byKind } from './units.ts';

/** The changes with what each means for people, by what is live before and after all of them. */
export function weighed(changes: readonly Change[], live: Live): readonly Change[] {
  const before = once(() => viewFor(live, changes));
  const after = once(() => viewAfter(before(), changes));
  const joined = once(() => withJoiners(changes, before(), after()));
  const weighty = new Map<Change, Change>();
  for (const { kind, changes: own } of byKind(changes)) {
    const now = kind.weigh(own, before, after, joined);
    if (now === own) continue;
    own.forEach((change, index) => {
      weighty.set(change, now[index] ?? change);
    });
  }
  return weighty.size === 0 ? changes : changes.map((change) => weighty.get(change) ?? change);
}
