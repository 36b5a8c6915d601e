import { groupIn } from '../../live/view.ts';
import type { MembershipBlocked, MembershipChange } from '../../model/membership.ts';
import { named } from '../../text/named.ts';
import { visible } from '../../text/visible.ts';
import { isToBeGone } from '../group/declared.ts';
import { type CompareInput, type Comparison, type Kind, unreadableValue } from '../kind.ts';
import { afterChanges, blockedByScim, membershipStanding, overreachOf } from './after.ts';
import { membershipBlockedWords } from './blocked.ts';
import { membershipCall, membershipStage } from './calls.ts';
import { compareMembership } from './compare.ts';
import { declaredMemberships } from './declared.ts';
import { heldBySuggestion } from './holders.ts';
import { peopleConflicts, TeamDirectory } from './people.ts';
import { protectedPeople } from './protected.ts';
import { isDestructive } from './roles.ts';
import { Suggester, withSuggestions } from './suggest.ts';
import { membershipText } from './text.ts';
import { givesMuch, tellMemberships } from './verdict.ts';

/** Who is in a group, with which role. */
export const membershipKind: Kind<MembershipChange, MembershipBlocked> = {
  check: () => [],
  needs: () => [],
  needsOf: () => [],
  declares: declaredMemberships,
  unlisted: () => null,
  compare({ configuration, groups, live, today, suggest }: CompareInput): Comparison<MembershipChange> {
    const teams = new TeamDirectory(configuration.teams, live);
    const suggester = new Suggester(live, suggest);
    const { unmatched: unmatchedProtected } = protectedPeople(configuration, live, suggester);
    const context = { live, teams, today, suggester, unmatchedProtected };
    // Nobody is left alone in a group that is to be deleted.
    const kept = groups.filter(({ declared }) => !isToBeGone(declared));
    const found = kept.map((group) => compareMembership(group, context));
    const blocked = found.flatMap((one) => one.blocked);
    return {
      changes: found.flatMap(({ changes }) => changes),
      blocked: [
        ...heldBySuggestion(withSuggestions(blocked, suggester)),
        ...found.flatMap(({ blockedGroups }) => blockedGroups),
      ],
      unmanaged: found.flatMap(({ unmanaged }) => unmanaged),
      diagnostics: [
        ...peopleConflicts(configuration, live),
        ...teams.diagnostics,
        ...found.flatMap(({ diagnostics }) => diagnostics),
      ],
    };
  },
  hindrance: () => null,
  weigh: (changes) => changes,
  subject: ({ user }) => user.toLowerCase(),
  digestValue: (role) => role,
  touches: ({ group }) => [group],
  isDestructive: ({ before, after }) => isDestructive(before, after),
  lastDay: ({ expires }) => expires,
  fits: () => true,
  bare: (change) => ({ ...change, afterwards: null, first_access: false }),
  renamed: (change, toName) => ({ ...change, group: toName(change.group) }),
  spelled(change, live) {
    const key = change.user.toLowerCase();
    const inGroup = groupIn(live, change.group)?.members.get(key);
    return { ...change, user: live.people.get(key)?.user ?? inGroup?.user ?? change.user };
  },

  stage: membershipStage,
  // The API adds many users in one call and changes or removes one, so the calls are the fewest there can be.
  perCall: (stage, batchSize) => (stage === 'add' ? batchSize : 1),
  carries: () => [],
  companions: () => [],
  call: (organization, changes, _carried, idOf) => membershipCall(organization, changes, idOf),
  afresh: () => false,
  property: () => 'users',
  lost: () => null,

  standing: membershipStanding,
  after: afterChanges,
  overreach: overreachOf,
  unforeseen: () => null,
  provider: blockedByScim,

  person: ({ user }) => user,
  text: membershipText,
  bearing: ({ destructive }) => (destructive ? 'less' : 'more'),
  givesMuch,
  tell: tellMemberships,
  blocked: membershipBlockedWords,
  value: (role) => (role === null ? 'not in the group' : visible(role)),
  found(change, now) {
    const subject = named(change.user);
    if (now === unreadableValue) return `What the Hub says of ${subject} by now cannot be read.`;
    const how = now === null ? 'is not in the group' : `has the role ${now}`;
    return `${subject} ${how} meanwhile, which the plan did not know.`;
  },
};
