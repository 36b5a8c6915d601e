import { describe, expect, it } from 'vitest';
import { withAudit } from '../../src/access/audit.ts';
import { mostEvents } from '../../src/access/audit-log.ts';
import type { AccessReport } from '../../src/model/access.ts';
import { group, idOf, members, snapshotOf } from '../support/planning.ts';
import { accessOf, rootAsAdmin } from './samples.ts';

const yaml = `groups:
  Alpha:
    membership: exact
    members: { ada: read, kim: read }
`;
const snapshot = snapshotOf(
  [group(1, 'Alpha', { ada: 'read', bob: 'write' }), group(2, 'Same', {}), group(3, 'Same', { bob: 'read' })],
  [...members('ada', 'bob', 'kim'), { user: 'root', role: 'admin' }],
  { me: rootAsAdmin },
);

let count = 0;

function event(type: string, data: unknown, fields: Readonly<Record<string, unknown>> = {}): object {
  count += 1;
  return {
    _id: idOf(count),
    createdAt: '2026-11-01T10:00:00.000Z',
    type,
    message: `What the Hub says of ${type}`,
    author: { user: 'mallory', type: 'user' },
    data,
    ...fields,
  };
}

const inAlpha = (...users: readonly string[]): object => ({
  resourceGroup: { id: idOf(1), name: 'Alpha' },
  users: users.map((user) => ({ user, role: 'write' })),
});
const added = (...users: readonly string[]): object => event('resource_group.add_users', inAlpha(...users));

function audited(...events: readonly unknown[]): AccessReport {
  return withAudit(accessOf(yaml, snapshot), { kind: 'read', lists: [events] });
}

/** Who made the row of somebody in a group, as the log says; `null` for “not found”. */
function byOf({ rows }: AccessReport, user: string, id = 1): string | null | undefined {
  return rows.find((row) => row.user === user && row.group_id === idOf(id) && row.primary)?.event?.message;
}

describe('--audit-log', () => {
  it('tells who added somebody, when, and in the Hub’s words', () => {
    const report = audited(added('BOB'));
    expect(report.rows.find(({ user, group_id: id }) => user === 'bob' && id === idOf(1))?.event).toEqual({
      at: '2026-11-01T10:00:00.000Z',
      by: 'mallory',
      type: 'resource_group.add_users',
      message: 'What the Hub says of resource_group.add_users',
    });
    // kim is missing, bob is undeclared in Alpha and unmanaged in Same, root administers three groups.
    expect(report.audit).toEqual({
      events: 1,
      since: '2026-11-01T10:00:00.000Z',
      cut: false,
      problem: null,
      found: 1,
      not_found: 5,
    });
  });

  it('changes neither the digest nor anything else of a row', () => {
    const bare = accessOf(yaml, snapshot);
    const report = audited(added('bob'));
    expect(report.digest).toBe(bare.digest);
    expect(report.rows.map((row) => ({ ...row, event: null }))).toEqual(bare.rows);
  });

  it('takes the newest event, in whatever order and however often it comes', () => {
    const newer = event(
      'resource_group.change_role',
      { group: { id: idOf(1) }, member: 'bob' },
      {
        createdAt: '2026-11-02T10:00:00+02:00',
      },
    );
    for (const events of [
      [newer, added('bob')],
      [added('bob'), newer, newer],
    ])
      expect(byOf(audited(...events), 'bob')).toBe('What the Hub says of resource_group.change_role');
  });

  it.each<[what: string, event: unknown]>([
    ['another group', event('resource_group.add_users', { resourceGroup: { id: idOf(2) }, users: ['bob'] })],
    ['no group', event('resource_group.add_users', { users: ['bob'] })],
    ['a group that is named elsewhere', event('resource_group.add_users', { note: idOf(1), users: ['bob'] })],
    ['nobody', event('resource_group.add_users', { resourceGroup: { id: idOf(1) } })],
    [
      'only who did it',
      event('resource_group.add_users', { resourceGroup: { id: idOf(1) }, addedBy: { user: 'bob' } }),
    ],
    [
      'the author',
      event('resource_group.add_users', { resourceGroup: { id: idOf(1) }, author: { user: 'bob' } }),
    ],
    ['only the message', event('resource_group.add_users', null, { message: `bob ${idOf(1)} Alpha` })],
    ['another type', event('repo.create', inAlpha('bob'))],
    ['no time', event('resource_group.add_users', inAlpha('bob'), { createdAt: 'yesterday' })],
    ['no message', event('resource_group.add_users', inAlpha('bob'), { message: null })],
    ['a removal of somebody who is there', event('resource_group.remove_users', inAlpha('bob'))],
    [
      'data without end',
      event('resource_group.add_users', { a: { b: { c: { d: { e: { f: inAlpha('bob') } } } } } }),
    ],
    ['what is no event', 'bob'],
  ])('does not guess from an event with %s', (_, one) => {
    expect(byOf(audited(one), 'bob')).toBeUndefined();
  });

  it('does not take an older event for the reason of what a newer one has undone', () => {
    const later = { createdAt: '2026-11-05T10:00:00.000Z' };
    const removed = event('resource_group.remove_users', inAlpha('bob'), later);
    expect(byOf(audited(added('bob'), removed), 'bob')).toBeUndefined();
  });

  it('tells of somebody who is missing who removed them, from the group or from the organization', () => {
    const removed = event('resource_group.remove_users', inAlpha('kim'));
    expect(byOf(audited(removed), 'kim')).toBe('What the Hub says of resource_group.remove_users');
    const left = event('org.leave', { user: 'kim' }, { createdAt: '2026-11-03T10:00:00.000Z' });
    expect(byOf(audited(left), 'kim')).toBe('What the Hub says of org.leave');
    expect(byOf(audited(removed, left), 'kim')).toBe('What the Hub says of org.leave');
    const early = event('org.remove_user', { user: 'kim' }, { createdAt: '2026-10-03T10:00:00.000Z' });
    expect(byOf(audited(removed, early), 'kim')).toBe('What the Hub says of resource_group.remove_users');
    expect(byOf(audited(left), 'bob')).toBeUndefined();
  });

  it('tells who made an organization admin', () => {
    const made = event('org.change_role', { user: 'root', role: 'admin' });
    expect(byOf(audited(made), 'root')).toBe('What the Hub says of org.change_role');
  });

  it('knows a group by a name that only one has, and not by one that two have', () => {
    const named = (name: string): object =>
      event('resource_group.add_users', { resourceGroup: { name }, users: ['bob'] });
    expect(byOf(audited(named('Alpha')), 'bob')).toBe('What the Hub says of resource_group.add_users');
    expect(byOf(audited(named('Same')), 'bob', 3)).toBeUndefined();
  });

  it('says that older events are not there when the Hub sends as many as it ever does', () => {
    const one = added('ada');
    const report = withAudit(accessOf(yaml, snapshot), {
      kind: 'read',
      lists: [Array.from({ length: mostEvents }, () => one)],
    });
    expect(report.audit).toMatchObject({ events: 1, cut: true });
  });

  it('says why there is none', () => {
    const report = withAudit(accessOf(yaml, snapshot), { kind: 'problem', problem: 'The Hub says no.' });
    expect(report.audit).toMatchObject({ events: 0, found: 0, not_found: 0, problem: 'The Hub says no.' });
    expect(audited().audit).toMatchObject({ events: 0, since: null, found: 0, not_found: 6 });
  });
});
