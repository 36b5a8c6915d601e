import { expect, test } from 'vitest';
import { groupInfoOf } from '../../src/live/contents.ts';
import { liveOf } from '../../src/live/live.ts';
import {
  emptyGroup,
  groupIn,
  severalOfOneName,
  viewsOf,
  withGroup,
  withGroups,
} from '../../src/live/view.ts';
import { group, idOf, snapshotOf } from '../support/planning.ts';

const viewed = viewsOf(
  liveOf(snapshotOf([group(1, 'One', { ada: 'read' }), group(2, 'Two', {}), group(3, 'Two', {})], [])),
);
const one = { id: idOf(1), name: 'One' };
const byName = (name: string) => ({ id: null, name });

test('a target is found by its id, whatever its name, and one without an id by its name', () => {
  const view = viewed([{ id: idOf(1), name: 'Renamed' }, byName('One'), null, { id: idOf(9), name: 'One' }]);
  expect([...view.groups.values()].map(({ info }) => info.id)).toEqual([idOf(1), idOf(1)]);
  expect(groupIn(view, byName('One'))?.members.size).toBe(1);
  expect(groupIn(view, { id: idOf(9), name: 'One' })).toBeNull();
  expect(groupIn(view, null)).toBeNull();
});

test('of several groups of one name nothing can be said by the name', () => {
  expect(groupIn(viewed([byName('Two')]), byName('Two'))).toMatchObject({
    info: { name: 'Two' },
    unreadable: severalOfOneName,
  });
  const second = { id: idOf(2), name: 'Two' };
  expect(groupIn(viewed([second]), second)?.unreadable).toBeNull();
});

test('a group as it is now takes the place of what was, and one that is gone leaves it', () => {
  const view = viewed([one]);
  const made = emptyGroup(byName('New'));
  expect(groupIn(withGroup(view, one, made), one)).toBe(made);
  expect(withGroup(view, one, null).groups.size).toBe(0);
  expect(view.groups.size).toBe(1);
});

test('groups are altered one after the other, each as the last left it', () => {
  const view = viewed([one]);
  const altered = withGroups(view, (groups) => {
    groups.set(byName('New'), emptyGroup(byName('New')));
    groups.set(one, null);
    expect(groups.get(one)).toBeNull();
    expect(groups.get(byName('New'))?.info.name).toBe('New');
    expect(groups.get(null)).toBeNull();
  });
  expect([...altered.groups.values()].map(({ info }) => info.name)).toEqual(['New']);
  expect(groupIn(view, one)?.info.name).toBe('One');
});

test('a group begins with nothing and nobody in it', () => {
  const empty = emptyGroup(byName('New'));
  expect(empty).toMatchObject({ object: { resources: [] }, members: new Map(), unreadable: null });
  expect(groupInfoOf(empty)).toEqual({
    id: 'new:New',
    name: 'New',
    members: 0,
    repositories: 0,
    private: 0,
    other_resources: 0,
    repository_names: [],
  });
});
