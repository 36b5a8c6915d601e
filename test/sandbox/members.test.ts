import { describe, expect, it } from 'vitest';
import { comparedWith } from '../support/openapi.ts';
import { type Client, column, type Reply, rolesIn, start, text } from './client.ts';
import { acme, crowd, groupsPath, ids, membersPath, tokens } from './seeds.ts';

const crowdPath = '/api/organizations/crowd/members';

function nextOf(reply: Reply): string | null {
  const link = reply.headers['link'];
  if (link === undefined) return null;
  const next = /^<([^>]+)>; rel="next"$/.exec(link)?.[1];
  expect(next).toBeDefined();
  return next ?? null;
}

async function pages(
  client: Client,
  path: string,
  between: () => void = () => {},
): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for (let next: string | null = path; next !== null; ) {
    const reply: Reply = await client.send('GET', next);
    expect(reply.status).toBe(200);
    found.push(column(reply, 'user'));
    next = nextOf(reply);
    between();
  }
  return found;
}

describe(`the pages of members, ${comparedWith}`, () => {
  it.each([
    ['no limit', 1200, '', [500, 500, 201]],
    ['the least limit', 24, '?limit=10', [10, 10, 5]],
    ['pages that are just full', 19, '?limit=10', [10, 10]],
    ['one page that is just full', 9, '?limit=10', [10]],
    ['the greatest limit', 600, '?limit=10000', [601]],
    ['a search', 24, '?limit=10&search=USER-001', [10]],
    ['a search that finds more than a page', 24, '?limit=10&search=user', [10, 10, 4]],
    ['a search that finds nobody', 24, '?search=xyz', [0]],
  ])('%s', async (_, size, query, lengths) => {
    const client = await start({ seed: crowd(size) });
    const found = await pages(client, `${crowdPath}${query}`);
    expect(found.map((page) => page.length)).toEqual(lengths);
    expect(new Set(found.flat()).size).toBe(lengths.reduce((sum, length) => sum + length, 0));
  });

  it('lead on by an absolute link on the own origin that keeps the rest of the query', async () => {
    const { send, sandbox } = await start({ seed: crowd(24) });
    const next = nextOf(
      await send('GET', `${crowdPath}?limit=10&search=user`, {
        headers: { host: `LOCALHOST:${new URL(sandbox.url).port}` },
      }),
    );
    const url = new URL(next ?? '');
    expect(url.origin).toBe(sandbox.url);
    expect(url.pathname).toBe(crowdPath);
    expect(url.searchParams.get('limit')).toBe('10');
    expect(url.searchParams.get('search')).toBe('user');
  });

  it('neither repeat nor skip anybody when people come, go and come back in between', async () => {
    const client = await start({ seed: crowd(30) });
    let turn = 0;
    const found = await pages(client, `${crowdPath}?limit=10`, () => {
      turn += 1;
      if (turn > 1) return;
      client.sandbox.mutate((directory) => {
        for (const name of ['boss', 'user-0002', 'user-0009', 'user-0015']) directory.leave(name);
        directory.join({ name: 'boss', role: 'admin' });
        directory.join({ name: 'newcomer' });
      });
    });
    const all = found.flat();
    const stayed = Array.from({ length: 30 }, (_, index) => `user-${String(index + 1).padStart(4, '0')}`);
    expect(all).toEqual(expect.arrayContaining(stayed.filter((name) => name !== 'user-0015')));
    expect(all).not.toContain('user-0015');
    expect(all.slice(-2)).toEqual(['boss', 'newcomer']);
    expect(all.filter((name) => name === 'user-0011')).toHaveLength(1);
  });

  it.each([
    'limit=9',
    'limit=1',
    'limit=0',
    'limit=-10',
    'limit=10001',
    'limit=ten',
    'limit=',
    'limit=10.5',
    'cursor=xyz',
    'cursor=YWZ0ZXIgMw!',
    'cursor=',
  ])('answer 400 to %s', async (query) => {
    const { send } = await start({ seed: acme });
    expect((await send('GET', `${membersPath}?${query}`)).status).toBe(400);
  });
});

describe('looking a member up by e-mail', () => {
  const everybody = ['Ada', 'grace', 'kim', 'zoe', 'bob'];

  it.each([
    ["one of the organization's domain", 'ada@acme.ai', ['Ada']],
    ['another letter case', 'GRACE@ACME.AI', ['grace']],
    ['nobody', 'nobody@acme.ai', []],
    ['another domain: no filter at all', 'kim@elsewhere.org', everybody],
    ['a domain below: no filter at all', 'ada@sub.acme.ai', everybody],
  ])('%s', async (_, email, found) => {
    const { send } = await start({ seed: acme });
    const reply = await send('GET', `${membersPath}?limit=10&email=${encodeURIComponent(email)}`);
    expect(column(reply, 'user')).toEqual(found);
  });

  it('answers 400 to what is no e-mail address', async () => {
    const { send } = await start({ seed: acme });
    expect((await send('GET', `${membersPath}?email=ada`)).status).toBe(400);
  });
});

describe('what a member shows', () => {
  it.each([
    ['an organization admin on a paid plan sees e-mail addresses', tokens.admin, 'team', true],
    ['an admin without a plan does not', tokens.admin, 'none', false],
    ['a member does not', tokens.member, 'team', false],
  ] as const)('%s', async (_, token, plan, seen) => {
    const { send } = await start({ seed: { ...acme, plan } });
    const reply = await send('GET', membersPath, { token });
    expect(reply.status).toBe(200);
    expect(JSON.stringify(reply.body).includes('"verifiedEmail":"ada@acme.ai"')).toBe(seen);
    expect(JSON.stringify(reply.body).includes('verifiedEmail')).toBe(seen);
  });

  it('shows to who is no admin the groups that both are in', async () => {
    const { send } = await start({ seed: acme });
    const reply = await send('GET', membersPath, { token: tokens.groupAdmin });
    expect(reply.body).toMatchObject([
      { user: 'Ada' },
      { user: 'grace' },
      { user: 'kim', resourceGroups: [{ id: ids.models }] },
      { user: 'zoe' },
      { user: 'bob', resourceGroups: [] },
    ]);
  });

  it('has roles and groups, and no service accounts', async () => {
    const { send } = await start({ seed: acme });
    const reply = await send('GET', membersPath);
    expect(column(reply, 'user')).toEqual(['Ada', 'grace', 'kim', 'zoe', 'bob']);
    expect(reply.body).toMatchObject([
      {
        role: 'admin',
        fullname: 'Ada Lovelace',
        resourceGroups: [{ id: ids.models, role: 'admin', numUsers: 3 }],
      },
      { role: 'write' },
      { role: 'read', resourceGroups: [{ id: ids.models }, { id: ids.scim }] },
      { role: 'no_access', resourceGroups: [] },
      { role: 'read' },
    ]);
  });
});

describe(`a member's role in the organization, ${comparedWith}`, () => {
  const path = `${membersPath}/grace/role`;

  it.each([
    ['without groups: out of every group', { role: 'read' }, {}],
    ['with no groups: out of every group', { role: 'read', resourceGroups: [] }, {}],
    [
      'with groups: in these alone',
      { role: 'read', resourceGroups: [{ id: ids.open, role: 'write' }] },
      { [ids.open]: 'write' },
    ],
    [
      'with an id in capitals',
      { role: 'read', resourceGroups: [{ id: ids.models.toUpperCase(), role: 'read' }] },
      { [ids.models]: 'read' },
    ],
  ])('%s', async (_, body, groups) => {
    const { send, sandbox } = await start({ seed: acme });
    const reply = await send('PUT', path, { body });
    expect(reply.body).toEqual({ success: true });
    expect(sandbox.state().members['grace']?.role).toBe('read');
    const now = sandbox
      .state()
      .groups.flatMap(({ id, members }) => (members['grace'] === undefined ? [] : [[id, members['grace']]]));
    expect(Object.fromEntries(now)).toEqual(groups);
  });

  it.each([
    ['an unknown member', 404, '/nobody/role', { role: 'read' }, tokens.admin],
    ['a service account', 404, '/ci-bot/role', { role: 'read' }, tokens.admin],
    [
      'an unknown group',
      404,
      '/grace/role',
      { role: 'read', resourceGroups: [{ id: 'a'.repeat(24), role: 'read' }] },
      tokens.admin,
    ],
    ['a role that is none', 400, '/grace/role', { role: 'owner' }, tokens.admin],
    ['a group that SCIM manages', 403, '/kim/role', { role: 'read' }, tokens.admin],
    ["a group's admin", 403, '/grace/role', { role: 'read' }, tokens.groupAdmin],
    ['a token that only reads', 403, '/grace/role', { role: 'read' }, tokens.read],
  ])('refuses %s with %i and changes nothing', async (_, status, rest, body, token) => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    expect((await send('PUT', `${membersPath}${rest}`, { body, token })).status).toBe(status);
    expect(sandbox.state()).toEqual(was);
  });
});

describe('auto-join', () => {
  it('takes in who joins the organization, and nobody who was there before', async () => {
    const { send, sandbox } = await start({ seed: acme });
    await send('DELETE', `${groupsPath}/${ids.open}/users/bob`);
    sandbox.mutate((directory) => {
      directory.join({ name: 'newcomer' });
      directory.join({ name: 'barred', role: 'no_access' });
    });
    expect(rolesIn(await send('GET', `${groupsPath}/${ids.open}`))).toEqual({ newcomer: 'read' });
    sandbox.mutate((directory) => {
      directory.leave('bob');
      directory.join({ name: 'bob' });
    });
    expect(rolesIn(await send('GET', `${groupsPath}/${ids.open}`))).toEqual({
      newcomer: 'read',
      bob: 'read',
    });
  });

  it.each([
    [
      'all',
      { enabled: true, role: 'write', scope: 'all' },
      { Ada: 'admin', grace: 'admin', kim: 'read', zoe: 'write', bob: 'write' },
    ],
    [
      'read_plus',
      { enabled: true, role: 'write', scope: 'read_plus' },
      { Ada: 'admin', grace: 'admin', kim: 'read', bob: 'write' },
    ],
    [
      'as text',
      { enabled: 'true', role: 'read' },
      { Ada: 'admin', grace: 'admin', kim: 'read', zoe: 'read', bob: 'read' },
    ],
    ['off', { enabled: false }, { Ada: 'admin', grace: 'admin', kim: 'read' }],
  ])('switched on for %s adds at once whom it means', async (_, autoJoin, after) => {
    const { send } = await start({ seed: acme });
    const reply = await send('POST', `${groupsPath}/${ids.models}/settings`, { body: { autoJoin } });
    expect(rolesIn(reply)).toEqual(after);
    const off = await send('POST', `${groupsPath}/${ids.models}/settings`, {
      body: { autoJoin: { enabled: false } },
    });
    expect(rolesIn(off)).toEqual(after);
    expect(off.body).toMatchObject({ autoJoin: { enabled: false } });
  });
});

describe(`whoami, ${comparedWith}`, () => {
  it.each([
    ['a whole token', tokens.admin, 'Ada', { role: 'write' }, 'admin'],
    ['a token that only reads', tokens.read, 'Ada', { role: 'fineGrained' }, 'admin'],
    [
      'a token without access',
      tokens.none,
      'Ada',
      { role: 'fineGrained', fineGrained: { scoped: [] } },
      'admin',
    ],
    ['a token that waits for approval', tokens.pending, 'Ada', { role: 'write' }, 'admin'],
    ['a plain member', tokens.member, 'kim', { role: 'write' }, 'read'],
    ['an outsider', tokens.outsider, 'stranger', { role: 'write' }, null],
  ])('of %s', async (_, token, name, accessToken, role) => {
    const { send } = await start({ seed: acme });
    const { body } = await send('GET', '/api/whoami-v2', { token });
    expect(text(body, 'name')).toBe(name);
    expect(body).toMatchObject({
      auth: { accessToken },
      orgs: role === null ? [] : [{ name: 'acme-ai', plan: 'team', roleInOrg: role }],
    });
  });
});
