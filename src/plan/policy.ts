import type { Guards } from '../config/types.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import { identify } from '../kinds/membership/people.ts';
import type { Live } from '../live/types.ts';
import { visible } from '../text/visible.ts';
import type { Policy } from './types.ts';

/** What the guards of a run compare with, and a warning for every protected member who is nobody. */
export function policyOf(
  guards: Guards,
  groups: readonly MatchedGroup[],
  live: Live,
): { readonly policy: Policy; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const inGroups = new Set(live.groups.flatMap((group) => [...group.members.keys()]));
  const names = guards.protectedMembers.map((person) => {
    const { key, resolved } = identify(person, live);
    const known = resolved && (live.people.has(key) || inGroups.has(key));
    if (!known) {
      const message = `The protected member \`${visible(person.written)}\` is not in the organization`;
      diagnostics.push(diagnose('unknown-protected-member', person.place, message));
    }
    return resolved ? (live.people.get(key)?.user ?? key) : person.written;
  });
  return {
    policy: {
      max_removals: guards.maxRemovals,
      protected_members: [...new Set(names)].toSorted(),
      managed_groups: groups
        .filter(({ declared }) => declared.membership !== null)
        .map(({ live: group }) => group.info.id)
        .toSorted(),
    },
    diagnostics,
  };
}
