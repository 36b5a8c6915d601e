import { groupIn } from '../../live/view.ts';
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
  weigh: withAudiences,
  subject: ({ subject }) => subject,
  digestValue: (value) => value,
  touches: groupsOf,
  isDestructive: exposes,
  lastDay: () => null,
  fits: fitsResource,
  // Who sees it stays, as the file's own word: nothing is made or refused by it.
  bare: (change) => ({
    ...change,
    from: change.from && { ...change.from, name: change.from.id ?? change.from.name },
    private: null,
    destructive: leavesForNone(change),
  }),
  spelled(change, live) {
    const known = resourceIn(change, live) ?? live.repositories?.get(keyOfChange(change));
    const now = { ...change, private: known?.private ?? null };
    const from = groupIn(live, change.from)?.info ?? change.from;
    return { ...now, from: from && { id: from.id, name: from.name }, destructive: exposes(now) };
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
