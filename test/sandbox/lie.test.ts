import { describe, expect, it } from 'vitest';
import type { Lie } from '../../src/sandbox/lie.ts';
import { rolesIn, start } from './client.ts';
import { acme, groupsPath, ids, membersPath } from './seeds.ts';

const seed = { ...acme, plan: 'enterprise' as const };
const group = `${groupsPath}/${ids.models}`;
const large = '/api/models/acme-ai/large/resource-group';
const lying = (lie: Lie) =>
  start({ seed, faults: [{ when: { path: '^/api/(?!org.*/resource-groups$)', times: 1 }, do: { lie } }] });

describe('a change that is told as done and is not', () => {
  it.each([
    ['a name', 'PATCH', group, { name: 'Other' }, { name: 'Foundation Models' }],
    [
      'auto-join',
      'POST',
      `${group}/settings`,
      { autoJoin: { enabled: true, role: 'read' } },
      { autoJoin: { enabled: false } },
    ],
    ['a user', 'DELETE', `${group}/users/kim`, undefined, { name: 'Foundation Models' }],
    ['a group deleted', 'DELETE', group, undefined, { success: true }],
    ['a repository moved', 'POST', large, { resourceGroupId: null }, { name: 'acme-ai/large' }],
    ['a role', 'PUT', `${membersPath}/grace/role`, { role: 'read' }, { success: true }],
  ])('%s', async (_, method, path, body, answer) => {
    const { send, sandbox } = await lying('nothing');
    const was = sandbox.state();
    const reply = await send(method, path, body === undefined ? {} : { body });
    expect(reply).toMatchObject({ status: 200, body: answer });
    expect(sandbox.state()).toEqual(was);
    expect(sandbox.log).toMatchObject([{ faulted: true, effect: [], sideEffect: [] }]);
  });

  it('a group made', async () => {
    const { send, sandbox } = await start({ seed, faults: [{ do: { lie: 'nothing' } }] });
    const was = sandbox.state();
    expect((await send('POST', groupsPath, { body: { name: 'New' } })).body).toMatchObject({ name: 'New' });
    expect(sandbox.state()).toEqual(was);
  });
});

it('takes half of what a new group is to have', async () => {
  const { send } = await start({ seed, faults: [{ do: { lie: 'half' } }] });
  const users = ['kim', 'bob', 'zoe'].map((user) => ({ user, role: 'read' }));
  const repos = [
    { type: 'model', name: 'acme-ai/large' },
    { type: 'space', name: 'acme-ai/demo' },
  ];
  const reply = await send('POST', groupsPath, { body: { name: 'New', users, repos } });
  expect(rolesIn(reply)).toEqual({ kim: 'read', bob: 'read' });
  expect(reply.body).toMatchObject({ resources: [{ name: 'acme-ai/large' }] });
});

it('takes half of the groups of a member', async () => {
  const { send, sandbox } = await lying('half');
  const resourceGroups = [ids.models, ids.open].map((id) => ({ id, role: 'write' }));
  await send('PUT', `${membersPath}/grace/role`, { body: { role: 'read', resourceGroups } });
  expect(sandbox.state().groups.map(({ members }) => members['grace'])).toEqual([
    'write',
    undefined,
    undefined,
  ]);
});

it.each([
  ['PATCH', group, { description: 'New' }, { description: null }],
  [
    'POST',
    `${group}/settings`,
    { autoJoin: { enabled: true, role: 'read' } },
    { autoJoin: { enabled: false } },
  ],
])('shows a group as it was before: %s %s', async (method, path, body, was) => {
  const { send } = await lying('stale');
  expect((await send(method, path, { body })).body).toMatchObject(was);
  expect((await send('GET', group)).body).toMatchObject(body);
});

it('has nothing stale to show of what is no group', async () => {
  const { send, sandbox } = await lying('stale');
  await send('POST', large, { body: { resourceGroupId: null } });
  expect(sandbox.state().repositories).toHaveLength(3);
});
