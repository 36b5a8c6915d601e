import { expect, test } from 'vitest';
import { entryEnds } from '../../src/apply/entry-end.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import { configurationOf, group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const snapshot = snapshotOf([group(1, 'Lab', {}), group(2, 'Shop', {})], members('Ada', 'bob', 'kim', 'zoe'));
const configuration =
  configurationOf(`teams: { a: { members: [Zoe, eve] }, b: { members: [zoe, kim, Joe] }, c: { members: [kim] } }
groups:
  Team: { id: "${idOf(3)}", teams: { b: { role: read, expires: 2026-11-03 }, a: { role: read, expires: 2026-11-04 }, c: read }, members: { joe: read } }
  Shorter: { id: "${idOf(4)}", teams: { a: { role: read, expires: 2026-11-04 }, b: { role: read, expires: 2026-11-03 } } }
  Lasting: { id: "${idOf(5)}", teams: { c: read, b: { role: read, expires: 2026-11-03 } } }
  Lab: { members: { ada@acme.ai: { role: admin, expires: 2026-11-01 }, bob: read, zoe: absent } }
  Renamed: { id: "${idOf(2)}", members: { KIM: { role: read, expires: 2026-11-02 } } }
  Fresh: { create: true, members: { bob: { role: admin, expires: 2026-11-05 } } }
  Unmanaged: { description: Nobody is declared here }
`);
const live = liveOf(snapshot);
const [change] = membershipsIn(planOf('groups: { Lab: { members: { kim: read } } }', snapshot).changes);
if (change === undefined) throw new Error('the plan has a change');

test.each([
  ['by an address, in a group by its name', idOf(1), 'Ada', 'admin', '2026-11-01'],
  ['with another role than asked for', idOf(1), 'Ada', 'read', null],
  ['without an end', idOf(1), 'bob', 'read', null],
  ['that takes a role away', idOf(1), 'zoe', null, null],
  ['of another group', idOf(2), 'Ada', 'admin', null],
  ['in a group by its id', idOf(2), 'kim', 'read', '2026-11-02'],
  ['in a group that is not declared', idOf(9), 'kim', 'read', null],
  ['in a group that is to be made', null, 'Bob', 'admin', '2026-11-05'],
  ['of two teams, the later one last', idOf(3), 'zoe', 'read', '2026-11-04'],
  ['of two teams, the later one first', idOf(4), 'zoe', 'read', '2026-11-04'],
  ['of one team', idOf(3), 'EVE', 'read', '2026-11-04'],
  ['of two teams, the last without an end', idOf(3), 'kim', 'read', null],
  ['of two teams, the first without an end', idOf(5), 'kim', 'read', null],
  ['of a team and an own one without an end', idOf(3), 'joe', 'read', null],
  ['of a team, with another role than asked for', idOf(3), 'zoe', 'write', null],
])('the end of an entry %s', (_, id, user, after, day) => {
  const group = { id, name: id === null ? 'Fresh' : 'claimed' };
  expect(entryEnds(configuration, live)({ ...change, group, user, after })).toBe(day);
});

test('what is not about a person has no end', () => {
  const [setting] = planOf('groups: { Lab: { description: New } }', snapshot).changes;
  expect([setting?.kind, setting && entryEnds(configuration, live)(setting)]).toEqual(['setting', null]);
});

test('where nothing of teams ends, what they give has no end', () => {
  const yaml = `teams: { c: { members: [kim] } }\ngroups: { Lab: { teams: { c: read } } }`;
  expect(entryEnds(configurationOf(yaml), live)({ ...change, user: 'kim', after: 'read' })).toBeNull();
});
