import { groupPath, groupsPath } from '../../hub/paths.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import type { Call } from '../../model/plan.ts';
import { quoted } from '../../text/named.ts';
import { visible } from '../../text/visible.ts';
import type { Kind, Numbered } from '../kind.ts';
import { afterGroups, groupStanding, hindranceOf, weighGroups } from './after.ts';
import { adminsAmong, beginningOf, carriedWith } from './begin.ts';
import { type GroupBlocked, groupBlockedWords } from './blocked.ts';
import type { GroupChange } from './change.ts';
import { checkGroups } from './check.ts';
import { compareWhole } from './compare.ts';
import { isToBeGone, isToBeMade } from './declared.ts';
import { strangersIn } from './strangers.ts';
import { groupText } from './text.ts';
import { tellGroups } from './verdict.ts';

/** Whether a group is there at all. */
export const groupKind: Kind<GroupChange, GroupBlocked> = {
  check: checkGroups,
  needs: () => [],
  needsOf: () => [],
  declares: ({ groups }) => groups.filter((group) => isToBeMade(group) || isToBeGone(group)).length,
  unlisted(declared) {
    if (isToBeGone(declared)) return 'in_sync';
    return isToBeMade(declared) ? 'make' : null;
  },
  compare: compareWhole,
  hindrance: hindranceOf,
  weigh: weighGroups,
  subject: ({ subject }) => subject,
  digestValue: (value) => JSON.stringify(value),
  touches: ({ group }) => [group],
  isDestructive: ({ after }) => after === null,
  lastDay: () => null,
  fits: ({ group, subject, before, after }) =>
    subject === group.name &&
    (after === null ? group.id !== null && before === subject : group.id === null && after === subject),
  bare: (change) => ({ ...change, loss: null }),
  renamed: (change, toName) => ({ ...change, group: toName(change.group) }),
  spelled: (change) => change,

  stage: ({ after }) => (after === null ? 'delete_group' : 'make_group'),
  perCall: () => 1,
  carries: (_change, others, batchSize) => carriedWith(others, batchSize),
  companions: (_change, carried, live) => adminsAmong(carried, live),
  call: groupCall,
  afresh: () => false,
  lost: () => null,
  property: () => 'id',

  standing: groupStanding,
  after: afterGroups,
  overreach: () => null,
  unforeseen: strangersIn,
  provider: () => null,

  person: () => null,
  text: groupText,
  bearing: ({ after }) => (after === null ? 'less' : 'none'),
  givesMuch: () => false,
  tell: tellGroups,
  blocked: groupBlockedWords,
  value: (name) => (name === null ? 'not there' : visible(name)),
  found: ({ subject }, now) =>
    now === null
      ? `The group ${quoted(subject)} is not there any more, which the plan did not know.`
      : `The group ${quoted(subject)} is called ${quoted(now)} meanwhile, which the plan did not know.`,
};

function groupCall(
  organization: string,
  [first]: readonly Numbered<GroupChange>[],
  carried: readonly Numbered[],
  idOf: (group: DeclaredGroupRef) => string,
): Call {
  if (first === undefined) throw new RangeError('a call without a change');
  const { index, change } = first;
  const changes = [index, ...carried.map((one) => one.index)];
  return change.after === null
    ? { method: 'DELETE', path: groupPath(organization, idOf(change.group)), body: null, changes }
    : { method: 'POST', path: groupsPath(organization), body: beginningOf(change.after, carried), changes };
}
