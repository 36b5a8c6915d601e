import { describe, expect, it } from 'vitest';
import { errorOf, start } from './client.ts';
import { acme, groupsPath, ids, tokens } from './seeds.ts';

const usersOf = (id: string): string => `${groupsPath}/${id}/users`;

describe('a group that SCIM manages', () => {
  it.each([
    ['POST', '', { users: [{ user: 'bob', role: 'read' }] }, 403],
    [
      'POST',
      '',
      {
        users: [
          { user: 'deploy-bot', role: 'read' },
          { user: 'bob', role: 'read' },
        ],
      },
      403,
    ],
    ['POST', '', { users: [{ user: 'deploy-bot', role: 'read' }] }, 200],
    ['PATCH', '/kim', { role: 'write' }, 403],
    ['PATCH', '/ci-bot', { role: 'read' }, 200],
    ['DELETE', '/kim', undefined, 403],
    ['DELETE', '/ci-bot', undefined, 200],
  ])('%s users%s %j answers %i', async (method, path, body, status) => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    const reply = await send(method, `${usersOf(ids.scim)}${path}`, body === undefined ? {} : { body });
    expect(reply.status).toBe(status);
    if (status !== 403) return;
    expect(errorOf(reply)).toContain('SCIM');
    expect(sandbox.state()).toEqual(was);
  });

  it('carries no field that says so', async () => {
    const { send } = await start({ seed: acme });
    expect(JSON.stringify((await send('GET', `${groupsPath}/${ids.scim}`)).body)).not.toMatch(/"scim"/i);
  });
});

describe('who may write a group', () => {
  it.each([
    ['an organization admin', tokens.admin, ids.models, 200],
    ["a group's own admin", tokens.groupAdmin, ids.models, 200],
    ["another group's admin", tokens.groupAdmin, ids.open, 403],
    ['a member who is not its admin', tokens.member, ids.models, 403],
    ['a token that only reads', tokens.read, ids.models, 403],
    ['a token without access', tokens.none, ids.models, 403],
    ['a token that waits for approval', tokens.pending, ids.models, 403],
    ['a user who is not in the organization', tokens.outsider, ids.models, 403],
  ])('%s: %s', async (_, token, id, status) => {
    const { send, sandbox } = await start({ seed: acme });
    const was = sandbox.state();
    const reply = await send('POST', usersOf(id), {
      token,
      body: { users: [{ user: 'zoe', role: 'read' }] },
    });
    expect(reply.status).toBe(status);
    if (status === 403) expect(sandbox.state()).toEqual(was);
  });

  it.each([
    ['read', 403],
    ['contributor', 403],
    ['write', 403],
    ['admin', 200],
  ])('a member with the role %s in it: %i', async (role, status) => {
    const { send, sandbox } = await start({ seed: acme });
    sandbox.mutate((directory) => directory.setRole(ids.models, 'kim', role));
    const reply = await send('DELETE', `${usersOf(ids.models)}/grace`, { token: tokens.member });
    expect(reply.status).toBe(status);
  });
});
