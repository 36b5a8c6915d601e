import { describe, expect, test } from 'vitest';
import { answeredBy } from '../../src/apply/making/answer.ts';
import { lookAt, seenIn } from '../../src/apply/making/look.ts';
import type { LookReader } from '../../src/apply/making/step.ts';
import { KnownError } from '../../src/errors.ts';
import { liveGroupOf } from '../../src/live/group.ts';
import { groupIn, type LiveView, withGroup } from '../../src/live/view.ts';
import type { TargetRef } from '../../src/model/change.ts';
import type { ErrorCode } from '../../src/model/error-code.ts';

const lab = { id: 'a'.repeat(24), name: 'lab' };
const made = { id: null, name: 'lab' };
const ada = { name: 'ada', role: 'read' };
const group = { ...lab, users: [ada] };

/** A Hub that answers these; whatever else is asked for is a fault. */
function hubWith(answers: {
  readonly group?: unknown;
  readonly groups?: readonly unknown[];
  readonly members?: readonly unknown[];
}) {
  const asked: string[] = [];
  const answer = <T>(what: string, value: T | undefined): Promise<T> => {
    asked.push(what);
    return value === undefined ? Promise.reject(new Error(what)) : Promise.resolve(value);
  };
  const hub: LookReader = {
    getGroup: (_organization, id) => answer(`group ${id}`, answers.group as typeof group | undefined),
    listGroups: () => answer('groups', answers.groups),
    listMembers: () => answer('members', answers.members),
  };
  return { hub, asked };
}

/** Nothing is known. */
const emptyView: LiveView = {
  groups: new Map(),
  people: new Map(),
  listed: [],
  repositories: null,
  usage: null,
};

const look = (answers: Parameters<typeof hubWith>[0], target: TargetRef, view: LiveView = emptyView) =>
  lookAt(hubWith(answers).hub, 'acme', target, view);
const unreadable = (message: string) => ({ kind: 'unreadable', interrupted: false, message });

describe('a look', () => {
  test('at a group is for that group alone, by its id', async () => {
    const { hub, asked } = hubWith({ group });
    const state = await lookAt(hub, 'acme', lab, emptyView);
    expect(asked).toEqual([`group ${lab.id}`]);
    expect(state.kind === 'read' && groupIn(state.view, lab)?.members.get('ada')).toEqual({
      user: 'ada',
      role: 'read',
    });
  });

  test('at a group that is to be made is for its name, and for its id once it has one', async () => {
    const other = { ...group, id: 'b'.repeat(24), name: 'other' };
    const state = await look({ groups: [other, group] }, made);
    expect(state.kind === 'read' && groupIn(state.view, made)?.info.id).toBe(lab.id);
    const { hub, asked } = hubWith({ group });
    await lookAt(hub, 'acme', made, withGroup(emptyView, made, liveGroupOf(group)));
    expect(asked).toEqual([`group ${lab.id}`]);
  });

  test('that finds no group of the name has seen that there is none', async () => {
    const state = await look({ groups: [] }, made, withGroup(emptyView, lab, liveGroupOf(group)));
    expect(state.kind === 'read' && [groupIn(state.view, made), groupIn(state.view, lab)?.info.name]).toEqual(
      [null, 'lab'],
    );
  });

  test('at the organization is for its members and all of its groups', async () => {
    const gone = { id: 'c'.repeat(24), name: 'gone' };
    const known = withGroup(withGroup(emptyView, lab, liveGroupOf(lab)), gone, liveGroupOf(gone));
    const state = await look({ members: [{ user: 'Ada' }], groups: [group] }, null, known);
    if (state.kind !== 'read') throw new Error(state.kind);
    const { people, listed } = state.view;
    expect([[...people.keys()], listed.map(({ info }) => info.name)]).toEqual([['ada'], ['lab']]);
    expect(groupIn(state.view, lab)?.members.has('ada')).toBe(true);
    const told = [lab, gone, made].map((target) => seenIn(state.view, target));
    expect(told).toEqual([
      { kind: 'read', view: state.view },
      { kind: 'gone', group: 'gone' },
      { kind: 'read', view: state.view },
    ]);
    expect(seenIn(known, lab)).toEqual({
      ...unreadable('the Hub sends no list of its members'),
      group: 'lab',
    });
  });

  test('at the organization passes over a member without a name', async () => {
    const state = await look({ members: [{ user: 'ada' }, { type: 'user' }, null], groups: [group] }, null);
    expect(state.kind === 'read' && [...state.view.people.keys()]).toEqual(['ada']);
  });

  test.each<[string, Parameters<typeof hubWith>[0], TargetRef, string]>([
    ['a group without a list of members', { group: lab }, lab, 'the Hub sends no list of its members'],
    [
      'members all of whom have no name',
      { members: [{}], groups: [] },
      null,
      'the Hub lists no member with a name',
    ],
    [
      'the organization with groups without an id',
      { members: [], groups: [group, { name: 'lab' }] },
      null,
      'the Hub lists groups that do not say which they are',
    ],
    [
      'groups without an id',
      { groups: [group, { name: 'lab' }] },
      made,
      'the Hub lists groups that do not say which they are',
    ],
    [
      'two groups of the name',
      { groups: [group, { ...group, id: 'b'.repeat(24) }] },
      made,
      'the Hub lists more than one group of this name',
    ],
    [
      'a group that was made, without a list of members',
      { groups: [lab] },
      made,
      'the Hub sends no list of its members',
    ],
  ])('cannot read %s', async (_, answers, target, message) => {
    expect(await look(answers, target)).toEqual(unreadable(message));
  });

  test.each<[ErrorCode, object]>([
    ['hub-not-found', { kind: 'gone' }],
    ['hub-forbidden', unreadable('why')],
    ['interrupted', { ...unreadable('why'), interrupted: true }],
  ])('that ends with %s', async (code, state) => {
    const hub = { ...hubWith({}).hub, getGroup: () => Promise.reject(new KnownError(code, 'why')) };
    expect(await lookAt(hub, 'acme', lab, emptyView)).toEqual(state);
  });

  test('passes a fault of the program on', async () => {
    await expect(look({}, lab)).rejects.toThrow(`group ${lab.id}`);
  });
});

describe('the answer to a write', () => {
  const known = liveGroupOf({ ...group, description: 'old', autoJoin: { enabled: true, role: 'write' } });
  const answered = (body: Readonly<Record<string, unknown>>, property = 'users') =>
    answeredBy(body, [property], known);

  test.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['nothing', {}, 'users', 'silent'],
    ['users that are no list', { users: 7 }, 'users', 'silent'],
    ['another property', { description: 'new' }, 'users', 'silent'],
    ['another group', { id: 'b'.repeat(24), users: [] }, 'users', 'another'],
    ['the group in capitals', { id: lab.id.toUpperCase(), users: [] }, 'users', 'read'],
    ['an id that is none', { id: 7, users: [] }, 'users', 'read'],
    ['the property', { description: null }, 'description', 'read'],
  ])('that holds %s', (_, body, property, kind) => {
    expect(answered(body, property).kind).toBe(kind);
  });

  test('shows who is in the group, and keeps the rest as it was', () => {
    const state = answered({ users: [{ name: 'Bob', role: 'write' }] });
    expect(state).toMatchObject({
      whole: true,
      group: { info: lab, object: { description: 'old' }, autoJoin: 'write' },
    });
    expect(state.kind === 'read' && [...state.group.members.keys()]).toEqual(['bob']);
  });

  test('shows a setting, and keeps who is in the group', () => {
    const state = answered({ description: 'new', name: 'renamed' }, 'description');
    expect(state).toMatchObject({
      whole: true,
      group: {
        info: { id: lab.id, name: 'renamed' },
        object: { description: 'new' },
        unreadable: null,
      },
    });
    expect(state.kind === 'read' && [...state.group.members.keys()]).toEqual(['ada']);
  });

  test.each([
    ['somebody without a role', [ada, { name: 'bob' }]],
    ['somebody without a name', [ada, { role: 'read' }]],
  ])('that holds %s does not show the whole', (_, users) => {
    expect(answered({ users })).toMatchObject({ kind: 'read', whole: false });
  });

  test('tells of a group that was made by its id and its name', () => {
    expect(answeredBy({ id: lab.id }, ['name'], null)).toEqual({ kind: 'another' });
    expect(answeredBy(group, ['name'], null)).toMatchObject({
      kind: 'read',
      whole: true,
      group: { info: lab },
    });
  });
});
