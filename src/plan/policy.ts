import type { Guards } from '../config/types.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import { identify } from '../kinds/membership/people.ts';
import type { Live } from '../live/types.ts';
import { compareCodePoints } from '../text/order.ts';
import { visible } from '../text/visible.ts';
import type { Policy } from './types.ts';

/** What the guards of a run compare with, and a warning for every protected member who is nobody. */
export function policyOf(
  guards: Guards,
  groups: readonly MatchedGroup[],
  live: Live,
): { readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const names = guards.protectedMembers.map((person) => {
    const { key, resolved } = identify(person, live);
    const user = resolved ? spelled(key, live) : null;
    if (user === null) {
      const message = `The protected member \`${visible(person.written)}\` is not in the organization`;
      diagnostics.push(diagnose('unknown-protected-member', person.place, message));
    }
    return user ?? (resolved ? key : person.written);
  });
  return {
    policy: {
      max_removals: guards.maxRemovals,
      protected_members: [...new Set(names)].sort(compareCodePoints),
      managed_groups: groups
        .filter(({ declared }) => declared.membership !== null)
        .map(({ live: group }) => group.info.id)
        .toSorted(compareCodePoints),
    },
    diagnostics,
  };
}

/** The Hub's spelling of a username; `null` when neither the members list nor a group has it. */
function spelled(key: string, live: Live): string | null {
  const person = live.people.get(key);
  if (person !== undefined) return person.user;
  for (const { members } of live.groups) {
    const membership = members.get(key);
    if (membership !== undefined) return membership.user;
  }
  return null;
}
