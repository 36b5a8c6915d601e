import type { LiveGroup } from '../../live/types.ts';
import type { MembershipChange } from '../../model/membership.ts';
import { type CompareInput, type Comparison, type Kind, unreadableValue } from '../kind.ts';
import { afterChanges, blockedByScim, overreachOf } from './after.ts';
import { membershipCall, membershipPhases } from './calls.ts';
import { compareMembership } from './compare.ts';
import { heldBySuggestion } from './holders.ts';
import { TeamDirectory } from './people.ts';
import { protectedPeople } from './protected.ts';
import { isDestructive } from './roles.ts';
import { Suggester, withSuggestions } from './suggest.ts';
import { membershipText } from './text.ts';
import { givesMuch, tellMemberships } from './verdict.ts';

/** Who is in a group, with which role. */
export const membershipKind: Kind<MembershipChange> = {
  compare({ configuration, groups, live, today, suggest }: CompareInput): Comparison<MembershipChange> {
    const teams = new TeamDirectory(configuration.teams, live);
    const suggester = new Suggester(live, suggest);
    const { unmatched: unmatchedProtected } = protectedPeople(configuration, live, suggester);
    const context = { live, teams, today, suggester, unmatchedProtected };
    const found = groups.map(({ declared, live: group }) => compareMembership(declared, group, context));
    const blocked = withSuggestions(
      found.flatMap((one) => one.blocked),
      suggester,
    );
    return {
      changes: found.flatMap(({ changes }) => changes),
      blocked: heldBySuggestion(blocked),
      unmanaged: found.flatMap(({ unmanaged }) => unmanaged),
      diagnostics: [...teams.diagnostics, ...found.flatMap(({ diagnostics }) => diagnostics)],
    };
  },
  subject: (change: MembershipChange): string => change.user.toLowerCase(),
  current: (change: MembershipChange, group: LiveGroup): string | null => {
    const key = change.user.toLowerCase();
    // A role that cannot be read is another one than was planned.
    return group.members.get(key)?.role ?? (group.odd.has(key) ? unreadableValue : null);
  },
  isDestructive: (change: MembershipChange): boolean => isDestructive(change.before, change.after),
  phases: membershipPhases,
  call: membershipCall,
  after: afterChanges,
  overreach: overreachOf,
  provider: blockedByScim,
  text: membershipText,
  person: (change: MembershipChange): string => change.user,
  givesMuch,
  tell: tellMemberships,
};
