import { named } from '../../text/named.ts';
import { visible } from '../../text/visible.ts';
import { type Kind, unreadableValue } from '../kind.ts';
import { afterMoves, groupsOf, keyOfChange, overreachOf, resourceIn, resourceStanding } from './after.ts';
import { withAudiences } from './audience.ts';
import { type ResourceBlocked, resourceBlockedWords } from './blocked.ts';
import { resourceCall, resourceStage } from './calls.ts';
import { exposes, leavesForNone, type ResourceChange } from './change.ts';
import { checkResources } from './check.ts';
import { compareResources } from './compare.ts';
import { fitsResource } from './fits.ts';
import { countDeclared, neededAgain, neededFor } from './needs.ts';
import { resourceText } from './text.ts';
import { bearingOf, opens, tellResources } from './verdict.ts';

/** Which repositories and collections are in a group. */
export const resourceKind: Kind<ResourceChange, ResourceBlocked> = {
  check: checkResources,
  needs: neededFor,
  needsOf: neededAgain,
  declares: countDeclared,
  unlisted: () => null,
  compare: compareResources,
  hindrance: () => null,
  weigh: (changes, before, _after, joined) => withAudiences(changes, before, joined),
  subject: ({ subject }) => subject,
  digestValue: (value) => value,
  touches: groupsOf,
  isDestructive: exposes,
  lastDay: () => null,
  fits: fitsResource,
  bare: (change) => ({ ...change, private: null, audience: null, destructive: leavesForNone(change) }),
  renamed: (change, toName) => ({ ...change, group: toName(change.group), from: toName(change.from) }),
  spelled(change, live) {
    const known = resourceIn(change, live) ?? live.repositories?.get(keyOfChange(change));
    const now = { ...change, private: known?.private ?? null };
    return { ...now, destructive: exposes(now) };
  },

  stage: resourceStage,
  perCall: () => 1,
  carries: () => [],
  companions: () => [],
  call: (_organization, changes, _carried, idOf) => resourceCall(changes, idOf),
  afresh: () => false,
  lost: () => null,
  property: () => null,

  standing: resourceStanding,
  after: afterMoves,
  overreach: overreachOf,
  unforeseen: () => null,
  provider: () => null,

  person: () => null,
  text: resourceText,
  givesMuch: opens,
  bearing: bearingOf,
  tell: tellResources,
  blocked: resourceBlockedWords,
  value: (value) => (value === null ? 'in no group' : `in the group ${visible(value)}`),
  found({ subject }, now) {
    const what = named(subject);
    if (now === unreadableValue) return `Where ${what} is by now cannot be read.`;
    return `${what} is ${now === null ? 'in no group' : `in the group ${visible(now)}`} meanwhile, which the plan did not know.`;
  },
};
