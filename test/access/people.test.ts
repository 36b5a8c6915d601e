import { describe, expect, it } from 'vitest';
import { comparePeople } from '../../src/access/people.ts';
import { peopleList } from '../../src/access/people-list.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { AccessPeople } from '../../src/model/access.ts';
import { group, members, snapshotOf } from '../support/planning.ts';
import { accessOf, rootAsAdmin } from './samples.ts';

const snapshot = {
  ...snapshotOf(
    [group(1, 'Alpha', { ada: 'read', bob: 'write', bot: 'write' }), group(2, 'Beta', { ada: 'admin' })],
    members('ada', 'bob', 'kim'),
    { me: rootAsAdmin },
  ),
  service_accounts: [{ user: 'bot', name: 'The Bot' }],
};

function compared(csv: string, from: Snapshot = snapshot, known = new Map<string, string>()): AccessPeople {
  const { rows } = accessOf(null, from);
  return comparePeople(rows, peopleList(csv, 'p.csv'), { live: liveOf(from), known, file: 'p.csv' });
}

const users = (people: readonly { readonly user: string | null }[]): readonly unknown[] =>
  people.map(({ user }) => user);
const written = (people: readonly { readonly written: string }[]): readonly string[] =>
  people.map((one) => one.written);

describe('--people', () => {
  it('tells leavers with their groups, who has no access, and addresses that match nobody', () => {
    const found = compared('email,name\nBOB@acme.ai,Bob\nkim@acme.ai,Kim\nnew@acme.ai,New\n');
    expect(found.leavers).toEqual([
      {
        user: 'ada',
        fullname: null,
        email: 'ada@acme.ai',
        external: false,
        service_account: false,
        groups: ['Alpha', 'Beta'],
      },
    ]);
    expect(found.without_access).toEqual([{ line: 3, written: 'kim@acme.ai', user: 'kim' }]);
    expect(found.unmatched).toEqual([{ line: 4, written: 'new@acme.ai', user: null }]);
    expect(users(found.service_accounts)).toEqual(['bot']);
    expect(found).toMatchObject({ file: 'p.csv', entries: 3, unclear: [] });
  });

  it('takes usernames, and the address where the username is nobody’s', () => {
    const found = compared('username,email\nADA,\nold-bob,bob@acme.ai\nnobody,\n');
    expect([users(found.leavers), written(found.without_access), written(found.unmatched)]).toEqual([
      [],
      [],
      ['nobody'],
    ]);
  });

  it('counts somebody who is listed twice once', () => {
    expect(compared('email,username\nkim@acme.ai,\n,kim\n').without_access.length).toBe(1);
  });

  it('takes usernames of addresses from the file of the configuration', () => {
    const hidden = {
      ...snapshot,
      members: [
        { user: 'ada', role: 'read' },
        { user: 'bob', role: 'read' },
      ],
    };
    const known = new Map([['a@other.example', 'Ada']]);
    expect(users(compared('email\na@other.example\n', hidden, known).leavers)).toEqual(['bob']);
  });

  it('calls nobody a leaver whose address cannot be seen while one of the list is nobody’s', () => {
    const hidden = { ...snapshot, members: [{ user: 'ada', role: 'read' }, ...members('bob')] };
    const open = compared('email\nsomebody@acme.ai\n', hidden);
    expect([users(open.leavers), users(open.unclear)]).toEqual([['bob'], ['ada']]);
    const closed = compared('email,username\nbob@acme.ai,\n', hidden);
    expect([users(closed.leavers), users(closed.unclear)]).toEqual([['ada'], []]);
  });

  it('takes nobody for having access who is declared and not live', () => {
    const rows = accessOf('groups: { Alpha: { members: { kim: read } } }', snapshot).rows;
    const found = comparePeople(rows, peopleList('username\nkim\n', 'p.csv'), {
      live: liveOf(snapshot),
      known: new Map(),
      file: 'p.csv',
    });
    expect(written(found.without_access)).toEqual(['kim']);
  });
});

describe('a list of people', () => {
  it('is CSV with a header, whose other columns and empty rows are passed over', () => {
    expect(peopleList('\ufeffName,EMAIL\r\n"Nowak, Ada",ada@acme.ai\r\nNobody,\r\n', 'p.csv')).toEqual([
      { line: 2, email: 'ada@acme.ai', username: null },
    ]);
  });

  it.each([
    ['name\nAda\n', 'neither a column `email` nor a column `username`'],
    ['email\n', 'nobody is in it'],
    ['email\n\n', 'nobody is in it'],
    ['', 'neither a column'],
    ['email;username\nada@acme.ai;ada\n', 'neither a column'],
    ['email\n"ada\n', 'in line'],
  ])('is not %j', (csv, problem) => {
    expect(() => peopleList(csv, 'p.csv')).toThrow(problem);
  });
});
