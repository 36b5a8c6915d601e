import { describe, expect, it } from 'vitest';
import { comparedWith } from '../support/openapi.ts';
import { column, errorOf, rolesIn, start, text } from './client.ts';
import { acme, groupsPath, ids, tokens } from './seeds.ts';

describe(`reading groups, ${comparedWith}`, () => {
  it.each([
    ['an organization admin: all', tokens.admin, ['Foundation Models', 'From SCIM', 'For all']],
    ['a token that only reads: as its user', tokens.read, ['Foundation Models', 'From SCIM', 'For all']],
    ["a group's admin: the own groups", tokens.groupAdmin, ['Foundation Models']],
    ['a member: the own groups', tokens.member, ['Foundation Models', 'From SCIM']],
  ])('%s', async (_, token, names) => {
    const { send } = await start({ seed: acme });
    expect(column(await send('GET', groupsPath, { token }), 'name')).toEqual(names);
  });

  it('answers a group as the Hub does', async () => {
    const { send } = await start({ seed: acme });
    const reply = await send('GET', `${groupsPath}/${ids.models}`);
    const resources = [
      { type: 'model', name: 'acme-ai/large', private: true },
      { type: 'dataset', name: 'acme-ai/text', private: false },
    ];
    expect(reply.body).toMatchObject({
      id: ids.models,
      name: 'Foundation Models',
      description: null,
      autoJoin: { enabled: false },
      users: [
        { type: 'user', name: 'Ada', fullname: 'Ada Lovelace', role: 'admin' },
        { name: 'grace' },
        { name: 'kim' },
      ],
      resources,
      repos: resources,
    });
  });

  it.each([
    ['resources', true, false],
    ['repos', false, true],
    ['both', true, true],
  ] as const)('carries what is in it under the name %s', async (resource_field, resources, repos) => {
    const { send } = await start({ seed: { ...acme, options: { resource_field } } });
    const { body } = await send('GET', `${groupsPath}/${ids.models}`);
    expect(body).toEqual(
      resources
        ? expect.objectContaining({ resources: expect.anything() })
        : expect.not.objectContaining({ resources: expect.anything() }),
    );
    expect(body).toEqual(
      repos
        ? expect.objectContaining({ repos: expect.anything() })
        : expect.not.objectContaining({ repos: expect.anything() }),
    );
  });

  it('has other things than repositories under the newer name alone', async () => {
    const things = [
      { type: 'collection', id: 'c'.repeat(24), slug: 'best', title: 'Best', private: true },
      { type: 'job', id: 'job-1', name: 'train' },
    ];
    const { send } = await start({
      seed: { organization: 'o', members: { a: 'admin' }, groups: { G: { resources: things } } },
    });
    const { body } = await send('GET', '/api/organizations/o/resource-groups');
    expect(body).toMatchObject([{ resources: things, repos: [] }]);
  });

  it.each([
    ['an unknown organization', 404, '/api/organizations/other/resource-groups', tokens.admin],
    ['an unknown group', 404, `${groupsPath}/${'f'.repeat(24)}`, tokens.admin],
    ['a group of others', 403, `${groupsPath}/${ids.open}`, tokens.member],
    ['a token without access', 403, groupsPath, tokens.none],
    ['a user outside', 403, groupsPath, tokens.outsider],
  ])('%s: %i', async (_, status, path, token) => {
    const { send } = await start({ seed: acme });
    expect((await send('GET', path, { token })).status).toBe(status);
  });

  it('finds the organization in any letter case', async () => {
    const { send } = await start({ seed: acme });
    expect((await send('GET', '/api/organizations/ACME-AI/resource-groups')).status).toBe(200);
  });

  it('tells what the token waits for, in the words of the Hub', async () => {
    const { send } = await start({ seed: acme });
    const reply = await send('GET', groupsPath, { token: tokens.pending });
    expect(reply.status).toBe(403);
    expect(errorOf(reply)).toBe(
      'Due to the organization token policy, your token needs to be approved by the organization before you can access this resource.',
    );
  });

  it.each([
    ['GET', groupsPath],
    ['GET', `${groupsPath}/${ids.models}`],
    ['DELETE', `${groupsPath}/${ids.models}/users/kim`],
    ['POST', '/api/models/acme-ai/large/resource-group'],
    ['PUT', '/api/organizations/acme-ai/members/kim/role'],
  ])('%s %s needs a plan: 402', async (method, path) => {
    const { send } = await start({ seed: { ...acme, plan: 'none' } });
    expect((await send(method, path)).status).toBe(402);
  });
});

const withAdmin = [{ user: 'kim', role: 'admin' }];

describe(`making, changing and deleting groups, ${comparedWith}`, () => {
  it('makes a group with users, repositories and auto-join', async () => {
    const { send, sandbox } = await start({ seed: acme });
    const body = {
      name: 'Foundation Models',
      description: 'another of that name',
      users: [{ user: 'KIM', role: 'write' }],
      repos: [
        { type: 'space', name: 'acme-ai/demo' },
        { type: 'model', name: 'acme-ai/large' },
      ],
      autoJoin: { enabled: true, role: 'read', scope: 'read_plus' },
    };
    const reply = await send('POST', groupsPath, { body });
    expect(reply.status).toBe(200);
    expect(rolesIn(reply)).toEqual({ Ada: 'read', grace: 'read', kim: 'write', bob: 'read' });
    expect(reply.body).toMatchObject({
      description: 'another of that name',
      autoJoin: body.autoJoin,
      resources: [{ name: 'acme-ai/demo', addedBy: 'Ada' }, { name: 'acme-ai/large' }],
    });
    expect(text(reply.body, 'id')).not.toBe(ids.models);
    const old = sandbox.state().groups.find(({ id }) => id === ids.models);
    expect(old?.resources.map(({ name }) => name)).toEqual(['acme-ai/text']);
  });

  it('gives ids that are the same every time and differ for groups of one name', async () => {
    const make = async (): Promise<readonly string[]> => {
      const { send } = await start({ seed: acme });
      const one = await send('POST', groupsPath, { body: { name: 'Same' } });
      const two = await send('POST', groupsPath, { body: { name: 'Same' } });
      return [text(one.body, 'id'), text(two.body, 'id')];
    };
    const first = await make();
    expect(new Set(first).size).toBe(2);
    expect(await make()).toEqual(first);
  });

  it.each([
    ['no name', 400, {}, tokens.admin],
    ['an empty name', 400, { name: '' }, tokens.admin],
    ['a name that is too long', 400, { name: 'x'.repeat(201) }, tokens.admin],
    ['a description that is too long', 400, { name: 'x', description: 'x'.repeat(501) }, tokens.admin],
    ['an unknown user', 400, { name: 'x', users: [{ user: 'kmi', role: 'read' }] }, tokens.admin],
    ['a user outside', 403, { name: 'x', users: [{ user: 'stranger', role: 'read' }] }, tokens.admin],
    [
      'an unknown repository',
      404,
      { name: 'x', repos: [{ type: 'model', name: 'acme-ai/none' }] },
      tokens.admin,
    ],
    [
      'a repository of somebody else',
      403,
      { name: 'x', repos: [{ type: 'model', name: 'elsewhere/theirs' }] },
      tokens.admin,
    ],
    ['no admin in it, by who is no organization admin', 403, { name: 'x' }, tokens.groupAdmin],
    [
      'a repository out of a group of others, by who is no organization admin',
      403,
      { name: 'x', users: withAdmin, repos: [{ type: 'dataset', name: 'acme-ai/open' }] },
      tokens.groupAdmin,
    ],
    ['who may only read the organization', 403, { name: 'x', users: withAdmin }, tokens.member],
    ['a token that only reads', 403, { name: 'x' }, tokens.read],
  ])('refuses to make one: %s (%i)', async (_, status, body, token) => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    expect((await send('POST', groupsPath, { body, token })).status).toBe(status);
    expect(sandbox.state()).toEqual(was);
  });

  it('lets who writes the organization make one with an admin in it', async () => {
    const { send } = await start({ seed: acme });
    const reply = await send('POST', groupsPath, {
      body: { name: 'x', users: withAdmin, repos: [{ type: 'model', name: 'acme-ai/large' }] },
      token: tokens.groupAdmin,
    });
    expect(reply.body).toMatchObject({ resources: [{ name: 'acme-ai/large', addedBy: 'grace' }] });
    expect(rolesIn(reply)).toEqual({ kim: 'admin' });
  });

  it.each([
    ['team', 402],
    ['enterprise', 200],
    ['plus', 200],
  ] as const)('sets spend limits with the plan %s: %i', async (plan, status) => {
    const { send, sandbox } = await start({ seed: { ...acme, plan } });
    const was = sandbox.state();
    const body = { name: 'Renamed', spendLimits: { total: 500 } };
    expect((await send('PATCH', `${groupsPath}/${ids.models}`, { body })).status).toBe(status);
    if (status === 402) expect(sandbox.state()).toEqual(was);
  });

  it('switches auto-join on nowhere that SCIM manages, and off everywhere', async () => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    const path = `${groupsPath}/${ids.scim}/settings`;
    const set = (autoJoin: object) => send('POST', path, { body: { autoJoin } });
    expect((await set({ enabled: true, role: 'read' })).status).toBe(403);
    expect(sandbox.state()).toEqual(was);
    expect((await set({ enabled: false })).status).toBe(200);
  });

  it('changes what is named and leaves the rest', async () => {
    const { send } = await start({ seed: { ...acme, plan: 'enterprise' } });
    const path = `${groupsPath}/${ids.models}`;
    await send('PATCH', path, { body: { description: 'text', spendLimits: { total: 500, jobs: 100 } } });
    const reply = await send('PATCH', path, {
      body: { name: 'Renamed', spendLimits: { jobs: null } },
      token: tokens.groupAdmin,
    });
    expect(reply.body).toMatchObject({ name: 'Renamed', description: 'text' });
    expect(reply.body).toEqual(expect.objectContaining({ spendLimits: { total: 500 } }));
    expect((await send('PATCH', path, { body: { description: null } })).status).toBe(400);
    expect((await send('PATCH', path, { body: { spendLimits: { jobs: -1 } } })).status).toBe(400);
  });

  it('deletes a group, and with it what its users had through it', async () => {
    const { send, sandbox } = await start({ seed: acme });
    const path = `${groupsPath}/${ids.models}`;
    expect((await send('DELETE', path)).body).toEqual({ success: true });
    expect(sandbox.log[0]?.effect.map(({ user, after }) => [user, after])).toEqual([
      ['Ada', null],
      ['grace', null],
      ['kim', null],
    ]);
    expect(sandbox.state().repositories?.map(({ name }) => name)).toEqual([
      'acme-ai/demo',
      'elsewhere/theirs',
      'acme-ai/large',
      'acme-ai/text',
    ]);
    expect((await send('GET', path)).status).toBe(404);
    expect((await send('DELETE', path)).status).toBe(404);
  });
});

describe(`the group of a repository, ${comparedWith}`, () => {
  const large = '/api/models/acme-ai/large/resource-group';

  it('is one at most: setting another takes it out of the first', async () => {
    const { send, sandbox } = await start({ seed: acme });
    const reply = await send('POST', large, { body: { resourceGroupId: ids.open } });
    expect(reply.body).toEqual({ name: 'acme-ai/large', type: 'model', private: true, addedBy: 'Ada' });
    const holding = () =>
      sandbox
        .state()
        .groups.filter(({ resources }) => resources.some(({ name }) => name === 'acme-ai/large'));
    expect(holding().map(({ id }) => id)).toEqual([ids.open]);
    await send('POST', large, { body: { resourceGroupId: null } });
    expect(holding()).toEqual([]);
    await send('POST', '/api/spaces/acme-ai/demo/resource-group', { body: { resourceGroupId: ids.models } });
    const loose = sandbox.state().repositories?.map(({ name }) => name);
    expect(loose).toEqual(['elsewhere/theirs', 'acme-ai/large']);
  });

  it.each([
    [
      'an unknown repository',
      404,
      '/api/models/acme-ai/none/resource-group',
      { resourceGroupId: null },
      tokens.admin,
    ],
    [
      'a repository of another type',
      404,
      '/api/datasets/acme-ai/large/resource-group',
      { resourceGroupId: null },
      tokens.admin,
    ],
    ['an unknown group', 404, large, { resourceGroupId: 'f'.repeat(24) }, tokens.admin],
    ['no id', 400, large, {}, tokens.admin],
    ['an id that is none', 400, large, { resourceGroupId: 'x' }, tokens.admin],
    ['a group that one may not write', 403, large, { resourceGroupId: ids.open }, tokens.groupAdmin],
    ['taking out of a group that one may not write', 403, large, { resourceGroupId: null }, tokens.member],
    [
      'out of no group into none, by who is no organization admin',
      403,
      '/api/spaces/acme-ai/demo/resource-group',
      { resourceGroupId: null },
      tokens.groupAdmin,
    ],
    ['a token that only reads', 403, large, { resourceGroupId: ids.open }, tokens.read],
  ])('%s: %i', async (_, status, path, body, token) => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    expect((await send('POST', path, { body, token })).status).toBe(status);
    expect(sandbox.state()).toEqual(was);
  });
});
