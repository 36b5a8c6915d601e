import type { LiveGroup } from '../../live/types.ts';
import type { CompareInput, Comparison, Kind } from '../kind.ts';
import { afterChanges, blockedByScim, overreachOf } from './after.ts';
import { membershipCall, membershipPhases } from './calls.ts';
import { compareMembership } from './compare.ts';
import { TeamDirectory } from './people.ts';
import { isDestructive } from './roles.ts';
import { withSuggestions } from './suggest.ts';
import { membershipText } from './text.ts';
import type { MembershipChange } from './types.ts';

/** Who is in a group, with which role. */
export const membershipKind: Kind<MembershipChange> = {
  compare({ configuration, groups, live, today, suggest }: CompareInput): Comparison<MembershipChange> {
    const teams = new TeamDirectory(configuration.teams, live);
    const found = groups.map(({ declared, live: group }) =>
      compareMembership(declared, group, { live, teams, today }),
    );
    const blocked = found.flatMap((one) => one.blocked);
    return {
      changes: found.flatMap(({ changes }) => changes),
      blocked: suggest ? withSuggestions(blocked, live) : blocked,
      unmanaged: found.flatMap(({ unmanaged }) => unmanaged),
      diagnostics: [...teams.diagnostics, ...found.flatMap(({ diagnostics }) => diagnostics)],
    };
  },
  subject: (change: MembershipChange): string => change.user.toLowerCase(),
  current: (change: MembershipChange, group: LiveGroup): string | null =>
    group.members.get(change.user.toLowerCase())?.role ?? null,
  isDestructive: (change: MembershipChange): boolean => isDestructive(change.before, change.after),
  phases: membershipPhases,
  call: membershipCall,
  after: afterChanges,
  overreach: overreachOf,
  provider: blockedByScim,
  text: membershipText,
};
