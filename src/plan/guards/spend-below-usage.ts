import { type Product, productOf, products, type SettingChange } from '../../kinds/setting/change.ts';
import { centsOf, dollarsOf } from '../../kinds/setting/dollars.ts';
import { liveSetting } from '../../kinds/setting/live.ts';
import { usedOf } from '../../kinds/setting/usage.ts';
import type { LiveGroup } from '../../live/organization.ts';
import { targetKey } from '../../model/change.ts';
import { enumerate } from '../../text/count.ts';
import { quoted } from '../../text/named.ts';
import type { GroupStates, Guard, Outlook } from './guard.ts';

/** Refuses a spend limit that is reached already: what runs is stopped at once, and nothing starts it again. */
export const spendBelowUsage: Guard = {
  title: 'A spend limit would be reached at once',
  cause:
    'A spend limit would be set at or below what the group has used this month. The Hub pauses its paid Spaces and cancels its Jobs then, and nothing starts them again. $0.00 is reached where nothing has been used, too. One violation for each such group.',
  cure: 'Set a limit above what is used, wait for the next month, or waive the guard for this plan; $0.00 is reached in every month.',
  check: (outlook) =>
    outlook.groups.flatMap((states) => {
      const reached = reachedIn(states, outlook);
      if (reached.length === 0) return [];
      const message = `${quoted(states.ref.name)} would have ${reached.length === 1 ? 'a spend limit' : 'spend limits'} at or below what it has used this month: ${enumerate(reached)}`;
      return [{ message, group: states.ref, user: null, source: null }];
    }),
  concerns: (change) =>
    change.kind === 'setting' && productOf(change.subject) !== null && mayBeReached(change),
  note: () => null,
  instead: () => 'Set a limit above what is used, or wait for the next month; $0.00 is reached then too.',
};

/** `jobs $5.00, with $7.20 used`, for each limit that is reached and was not as it is. */
function reachedIn({ ref, before, after }: GroupStates, { live }: Outlook): readonly string[] {
  const usage = live.usage?.get(targetKey(ref));
  return products.flatMap((product) => {
    const limit = limitOf(after, product);
    const used = usedOf(usage, product);
    if (limit === null || used === null || limit === limitOf(before, product) || limit > used) return [];
    return [`${product} $${dollarsOf(limit)}, with ${used === 0 ? 'nothing' : `$${dollarsOf(used)}`} used`];
  });
}

/** Whether the limit is reached, as far as the change itself knows what has been used; one that is taken away is not. */
function mayBeReached({ after, used }: SettingChange): boolean {
  const limit = centsOf(after ?? '');
  if (limit === null) return false;
  const cents = centsOf(used ?? '');
  return cents === null || limit <= cents;
}

/** In cents; `null` for no limit, and for one that cannot be read. */
function limitOf(group: LiveGroup, product: Product): number | null {
  const limit = liveSetting(group, `spend_limits.${product}`);
  return limit.kind === 'value' ? centsOf(limit.value ?? '') : null;
}
