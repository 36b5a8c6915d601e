import { describe, expect, test } from 'vitest';
import { HubError } from '../../src/errors.ts';
import type { HubMember, HubReader } from '../../src/hub/hub.ts';
import { fetchSnapshot, withEmails } from '../../src/live/fetch.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { type Need, needs } from '../../src/model/need.ts';
import { noLists } from '../support/hub.ts';
import { group, members } from '../support/planning.ts';

const noon = new Date('2026-11-20T12:00:00.000Z');

/** A Hub that answers from memory and keeps which addresses it was asked for. */
function reader(people: readonly HubMember[], byEmail: (email: string) => readonly HubMember[]) {
  const asked: string[] = [];
  const hub: HubReader = {
    ...noLists,
    endpoint: 'https://huggingface.co',
    listGroups: async () => [group(1, 'One', {})],
    listMembers: async () => people,
    auditLog: () => Promise.reject(new Error('not asked for')),
    whoami: async () => ({ name: 'root' }),
    getGroup: async () => group(1, 'One', {}),
    findMembersByEmail: async (_organization, email) => {
      asked.push(email);
      return byEmail(email);
    },
  };
  return { hub, asked };
}

test('what is read is kept as it came, with the time', async () => {
  const people = members('ada');
  const { hub, asked } = reader(people, () => []);
  expect(await fetchSnapshot(hub, 'acme-ai', ['ADA@acme.ai'], () => noon)).toEqual({
    format_version: '1.0',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    taken_at: '2026-11-20T12:00:00.000Z',
    me: { name: 'root' },
    groups: [group(1, 'One', {})],
    members: people,
  });
  expect(asked).toEqual([]);
});

test.each<[string, readonly Need[], Partial<Snapshot>]>([
  ['repositories', ['repositories'], { repositories: ['a repository'] }],
  ['service accounts', ['service_accounts'], { service_accounts: ['an account'] }],
  ['usage', ['usage'], { usage: { currency: 'USD' } }],
  [
    'all of them',
    needs,
    { repositories: ['a repository'], service_accounts: ['an account'], usage: { currency: 'USD' } },
  ],
])('what nothing needs is not read, and what something needs is: %s', async (_, needed, expected) => {
  const { hub } = reader(members('ada'), () => []);
  // What is not needed rejects.
  const { listRepositories, listServiceAccounts, usageByGroup } = hub;
  const has = (need: Need): boolean => needed.includes(need);
  const asked: HubReader = {
    ...hub,
    listRepositories: has('repositories') ? async () => ['a repository'] : listRepositories,
    listServiceAccounts: has('service_accounts') ? async () => ['an account'] : listServiceAccounts,
    usageByGroup: has('usage') ? async () => ({ currency: 'USD' }) : usageByGroup,
  };
  const { repositories, service_accounts, usage } = await fetchSnapshot(
    asked,
    'acme-ai',
    [],
    () => noon,
    needed,
  );
  expect({ repositories, service_accounts, usage }).toEqual(expected);
});

describe('an address that the list does not have is asked for', () => {
  const hidden = [{ user: 'ada' }, { user: 'Kim' }];
  test.each<[string, readonly HubMember[], readonly HubMember[], string | null]>([
    ['nobody has it', hidden, [], null],
    ['one of several is answered', hidden, [{ user: 'Kim' }], 'Kim'],
    [
      'who is answered shows it',
      hidden,
      [{ user: 'ada' }, { user: 'Kim', verifiedEmail: 'KIM@acme.ai' }],
      'Kim',
    ],
    [
      'an object that is nobody is answered, too',
      hidden,
      [{ user: '' }, { user: 'Kim', verifiedEmail: 'kim@acme.ai' }],
      'Kim',
    ],
    ['who is answered shows another', hidden, [{ user: 'Kim', verifiedEmail: 'other@acme.ai' }], null],
    ['the Hub does not filter and answers everybody', hidden, hidden, null],
    ['the Hub does not filter and there is one member only', [{ user: 'ada' }], [{ user: 'ada' }], null],
  ])('%s', async (_, people, answer, user) => {
    const { hub } = reader(people, () => answer);
    const { emails } = await fetchSnapshot(hub, 'acme-ai', ['Kim@acme.ai'], () => noon);
    expect(emails).toEqual({ 'kim@acme.ai': user });
  });

  test('once, in an order that does not hang on the file', async () => {
    const { hub, asked } = reader(members('ada'), () => []);
    const wanted = ['zoe@acme.ai', 'Kim@acme.ai', 'ada@acme.ai', 'kim@ACME.ai'];
    await fetchSnapshot(hub, 'acme-ai', wanted, () => noon);
    expect(asked).toEqual(['kim@acme.ai', 'zoe@acme.ai']);
  });

  test('and kept in the order of the addresses, whichever answer comes first', async () => {
    const { hub } = reader([{ user: 'kim' }, { user: 'zoe' }], () => []);
    let answered = (): void => {};
    const zoe = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const findMembersByEmail: HubReader['findMembersByEmail'] = async (_, email) => {
      if (email === 'kim@acme.ai') await zoe;
      else answered();
      return [];
    };
    const wanted = ['zoe@acme.ai', 'kim@acme.ai'];
    const { emails } = await fetchSnapshot({ ...hub, findMembersByEmail }, 'acme-ai', wanted, () => noon);
    expect(Object.keys(emails ?? {})).toEqual(['kim@acme.ai', 'zoe@acme.ai']);
  });

  test('also beside an object of the list that is nobody', async () => {
    const odd = { ...reader(members('ada'), () => []).hub };
    const listMembers: HubReader['listMembers'] = async () => [...(await odd.listMembers('acme-ai')), {}];
    const { emails } = await fetchSnapshot({ ...odd, listMembers }, 'acme-ai', ['a@acme.ai'], () => noon);
    expect(emails).toEqual({ 'a@acme.ai': null });
  });

  test('and is that of one answer alone only where there are others: an object that is nobody is none', async () => {
    const kim = [{ user: 'kim' }];
    const { hub } = reader(kim, () => kim);
    const emailsOf = async (list: readonly unknown[]) => {
      const listMembers = async () => list;
      const read = await fetchSnapshot({ ...hub, listMembers }, 'acme-ai', ['kim@acme.ai'], () => noon);
      return read.emails;
    };
    expect(await emailsOf([...kim, {}])).toEqual({ 'kim@acme.ai': null });
    expect(await emailsOf([...kim, { user: 'ada' }])).toEqual({ 'kim@acme.ai': 'kim' });
  });

  test('and an answer that is nobody says nothing', async () => {
    const { hub } = reader([{ user: 'ada' }, { user: 'kim' }], () => [{ user: '' }]);
    const { emails } = await fetchSnapshot(hub, 'acme-ai', ['kim@acme.ai'], () => noon);
    expect(emails).toEqual({ 'kim@acme.ai': null });
  });
});

describe('a look-up that the Hub refuses', () => {
  const refusing = (status: number | null) =>
    reader([{ user: 'ada' }, { user: 'kim' }], (email) => {
      if (email.startsWith('ada')) return [{ user: 'ada' }];
      throw new HubError('hub-refused', 'no', { request: 'GET members', status });
    });

  test.each([400, 403, 404, 402, 422])('with %i is the trouble of that address alone', async (status) => {
    const snapshot = await fetchSnapshot(
      refusing(status).hub,
      'acme-ai',
      ['Kim@acme.ai', 'ada@acme.ai'],
      () => noon,
    );
    expect(snapshot.emails).toEqual({ 'ada@acme.ai': 'ada' });
    expect(snapshot.email_problems).toEqual({
      'kim@acme.ai': `the Hub refused to look it up (HTTP ${status})`,
    });
  });

  test.each([401, 408, 429, 500, null])('with %j is that of the run', async (status) => {
    await expect(fetchSnapshot(refusing(status).hub, 'acme-ai', ['kim@acme.ai'], () => noon)).rejects.toThrow(
      'no',
    );
  });
});

test('an error that is not the Hub’s is that of the run, whatever it says', async () => {
  const { hub } = reader([{ user: 'ada' }], () => {
    throw Object.assign(new Error('broken'), { status: 404 });
  });
  await expect(fetchSnapshot(hub, 'acme-ai', ['kim@acme.ai'], () => noon)).rejects.toThrow('broken');
});

test('somebody who is answered twice is one person', async () => {
  const { hub } = reader([{ user: 'ada' }, { user: 'kim' }], () => [{ user: 'Kim' }, { user: 'kim' }]);
  const { emails } = await fetchSnapshot(hub, 'acme-ai', ['kim@acme.ai'], () => noon);
  expect(emails).toEqual({ 'kim@acme.ai': 'kim' });
});

test('a list that cannot be read ends it', async () => {
  const { hub } = reader([], () => []);
  const listMembers = async () => {
    throw new HubError('hub-unreadable', 'cut', { request: 'GET members' });
  };
  await expect(fetchSnapshot({ ...hub, listMembers }, 'acme-ai', [], () => noon)).rejects.toThrow('cut');
});

describe('addresses that are looked up later', () => {
  const hidden: readonly HubMember[] = [{ user: 'ada' }, { user: 'kim' }];
  const snapshotWith = async (people: readonly HubMember[], fields: Partial<Snapshot> = {}) => {
    const found = reader(people, (email) => {
      if (email === 'odd@acme.ai') throw refused;
      return email === 'ada@acme.ai' ? [{ user: 'ada' }] : [];
    });
    const snapshot = { ...(await fetchSnapshot(found.hub, 'acme-ai', [], () => noon)), ...fields };
    return { ...found, snapshot };
  };
  const refused = new HubError('hub-refused', 'no', { request: 'GET members', status: 403 });

  test('are those that nothing shows yet, and what was known stays', async () => {
    const known = { emails: { 'kim@acme.ai': 'kim' }, email_problems: { 'x@acme.ai': 'why' } };
    const { hub, asked, snapshot } = await snapshotWith([...hidden, ...members('Zoe')], known);
    const emails = ['ADA@acme.ai', 'kim@acme.ai', 'zoe@acme.ai', 'odd@acme.ai', 'who@acme.ai'];
    expect(await withEmails(hub, snapshot, emails)).toEqual({
      ...snapshot,
      emails: { 'kim@acme.ai': 'kim', 'ada@acme.ai': 'ada', 'who@acme.ai': null },
      email_problems: { 'x@acme.ai': 'why', 'odd@acme.ai': 'the Hub refused to look it up (HTTP 403)' },
    });
    expect(asked.toSorted()).toEqual(['ada@acme.ai', 'odd@acme.ai', 'who@acme.ai']);
  });

  test('are none where all are shown, nor where all are known', async () => {
    const shown = await snapshotWith(members('ada', 'kim'));
    expect(await withEmails(shown.hub, shown.snapshot, ['who@acme.ai'])).toBe(shown.snapshot);
    const known = await snapshotWith(hidden, { emails: { 'who@acme.ai': null } });
    expect(await withEmails(known.hub, known.snapshot, ['WHO@acme.ai'])).toBe(known.snapshot);
    const odd = { ...shown.snapshot, members: [7, ...shown.snapshot.members] };
    expect(await withEmails(shown.hub, odd, ['who@acme.ai'])).toBe(odd);
    expect([...shown.asked, ...known.asked]).toEqual([]);
  });

  test('are looked up also beside an object of the list that is nobody', async () => {
    const { hub, asked, snapshot } = await snapshotWith(hidden);
    const odd = { ...snapshot, members: [7, ...snapshot.members] };
    expect((await withEmails(hub, odd, ['ada@acme.ai'])).emails).toEqual({ 'ada@acme.ai': 'ada' });
    expect(asked).toEqual(['ada@acme.ai']);
  });
});
