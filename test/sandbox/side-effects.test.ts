import { expect, it } from 'vitest';
import { start } from './client.ts';
import { acme, groupsPath, ids, membersPath } from './seeds.ts';

const group = `${groupsPath}/${ids.open}`;

it.each<
  [
    string,
    string,
    string,
    object | null,
    readonly (readonly [string, string, string | null, string | null])[],
  ]
>([
  [
    'a rename and limits, to the cent',
    'PATCH',
    group,
    { name: 'All', description: 'Us', spendLimits: { total: 5, inferenceProviders: 123456 } },
    [
      ['setting', 'name', 'For all', 'All'],
      ['setting', 'description', null, 'Us'],
      ['setting', 'spend_limits.total', null, '0.05'],
      ['setting', 'spend_limits.inference_providers', null, '1234.56'],
    ],
  ],
  ['nothing', 'PATCH', group, { name: 'For all' }, []],
  [
    'auto-join',
    'POST',
    `${group}/settings`,
    { autoJoin: { enabled: true, role: 'write' } },
    [['setting', 'auto_join', 'read/read_plus', 'write/all']],
  ],
  [
    'a move',
    'POST',
    '/api/models/acme-ai/large/resource-group',
    { resourceGroupId: ids.open },
    [['resource', 'model:acme-ai/large', ids.models, ids.open]],
  ],
  [
    'a group deleted',
    'DELETE',
    group,
    null,
    [
      ['resource', 'dataset:acme-ai/open', ids.open, null],
      ['resource', `collection:acme-ai/inside-${ids.inside}`, ids.open, null],
      ['group', 'For all', 'For all', null],
    ],
  ],
  [
    'a role',
    'PUT',
    `${membersPath}/zoe/role`,
    { role: 'read' },
    [['organization_role', 'zoe', 'no_access', 'read']],
  ],
])('the log has %s', async (_, method, path, body, expected) => {
  const { send, sandbox } = await start({ seed: { ...acme, plan: 'enterprise' } });
  await send(method, path, body === null ? {} : { body });
  expect(
    sandbox.log[0]?.sideEffect.map(({ kind, subject, before, after }) => [kind, subject, before, after]),
  ).toEqual(expected);
});

it('has a new group with what it begins with', async () => {
  const { send, sandbox } = await start({ seed: acme });
  await send('POST', groupsPath, {
    body: { name: 'New', description: 'text', repos: [{ type: 'space', name: 'acme-ai/demo' }] },
  });
  const id = sandbox.state().groups.at(-1)?.id;
  expect(sandbox.log[0]?.sideEffect).toEqual([
    { kind: 'group', group: id, subject: 'New', before: null, after: 'New' },
    { kind: 'setting', group: id, subject: 'description', before: null, after: 'text' },
    { kind: 'resource', group: id, subject: 'space:acme-ai/demo', before: null, after: id },
  ]);
});
