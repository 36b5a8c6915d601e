import { describe, expect, it } from 'vitest';
import type { SnapshotSeed } from '../../src/sandbox/model.ts';
import { parseSeed } from '../../src/sandbox/seed/file.ts';
import { comparedWith } from '../support/openapi.ts';
import { column, start } from './client.ts';
import { problemsOf } from './problems.ts';
import { acme, groupsPath, ids, membersPath } from './seeds.ts';

describe(`a saved snapshot as seed, ${comparedWith}`, () => {
  const head = {
    format_version: '1.0',
    endpoint: 'http://127.0.0.1:1',
    organization: 'acme-ai',
    taken_at: '2026-11-20T12:00:00.000Z',
  };

  const repositoriesPath = '/api/organizations/acme-ai/settings/repositories';

  async function take(): Promise<SnapshotSeed> {
    const { send } = await start({ seed: acme });
    const groups = (await send('GET', groupsPath)).body;
    const members = (await send('GET', membersPath)).body;
    const repositories = (await send('GET', repositoriesPath)).body;
    return JSON.parse(JSON.stringify({ ...head, me: { name: 'Ada' }, groups, members, repositories }));
  }

  it('answers as the organization did that it was taken of', async () => {
    const snapshot = await take();
    const { send, sandbox } = await start({ seed: snapshot });
    expect((await send('GET', groupsPath)).body).toEqual(snapshot.groups);
    expect((await send('GET', membersPath)).body).toEqual(snapshot.members);
    expect((await send('GET', repositoriesPath)).body).toEqual(snapshot.repositories);
    expect(sandbox.token).toMatch(/^hf_sandbox_admin_[0-9a-f]{16}$/);
    expect(sandbox.state().service_accounts.map(({ name }) => name)).toEqual(['ci-bot']);
    const found = await send('GET', `${membersPath}?limit=10&email=grace%40acme.ai`);
    expect(column(found, 'user')).toEqual(['grace']);
  });

  it('takes objects with no more than their names', async () => {
    const seed = {
      ...head,
      me: { name: 'robot' },
      groups: [
        {
          id: ids.models,
          name: 'M',
          users: [{ name: 'ada', role: 'custom' }],
          repos: [{ type: 'model', name: 'acme-ai/m' }],
        },
      ],
      members: [{ user: 'ada' }],
    };
    const { sandbox } = await start({ seed });
    expect(sandbox.state()).toMatchObject({
      members: { ada: { role: 'read' } },
      service_accounts: [{ name: 'robot', role: 'admin' }],
      groups: [{ members: { ada: 'custom' } }],
      options: { resource_field: 'repos' },
    });
    expect(sandbox.token).toMatch(/^hf_sandbox_admin_[0-9a-f]{16}$/);
  });

  it('takes the own user for an admin where the copy shows no role, and for what it shows', async () => {
    const members = [{ user: 'ada' }, { user: 'me' }];
    const bare = await start({ seed: { ...head, me: { name: 'ME' }, groups: [], members } });
    expect(bare.sandbox.state().members).toMatchObject({ ada: { role: 'read' }, me: { role: 'admin' } });
    const told = [
      { user: 'ada', role: 'admin' },
      { user: 'me', role: 'write' },
    ];
    const shown = await start({ seed: { ...head, me: { name: 'me' }, groups: [], members: told } });
    expect(shown.sandbox.state().members).toMatchObject({ me: { role: 'write' } });
    expect(shown.sandbox.state().tokens).toMatchObject([{ user: 'me' }, { user: 'me' }]);
  });

  it.each([
    ['the plan that the own user was told of', [{ name: 'ACME-AI', plan: 'enterprise' }], 'enterprise'],
    ['Team where another organization has one', [{ name: 'other', plan: 'plus' }], 'team'],
    ['Team where nothing says which', undefined, 'team'],
  ])('has %s', async (_, orgs, plan) => {
    const me = { name: 'ada', ...(orgs === undefined ? {} : { orgs }) };
    const { sandbox } = await start({ seed: { ...head, me, groups: [], members: [] } });
    expect(sandbox.state().plan).toBe(plan);
  });

  it('passes over repositories that do not say which they are', async () => {
    const repositories = [
      null,
      7,
      { type: 'model' },
      { id: 'acme-ai/odd', type: 'model', visibility: 'new' },
    ];
    const { sandbox } = await start({
      seed: { ...head, me: { name: 'ada' }, groups: [], members: [], repositories },
    });
    expect(sandbox.state().repositories).toEqual([
      { type: 'model', name: 'acme-ai/odd', visibility: 'private' },
    ]);
  });

  it('is refused with groups that are none', () => {
    const text = JSON.stringify({ ...head, groups: [{ name: 'M' }], members: [{}] });
    expect(problemsOf(() => parseSeed(text, 'live.json'))).toEqual([
      'groups › 0: "id" is missing',
      'groups › 0: "users" is missing',
      'members › 0: "user" is missing',
    ]);
  });
});
