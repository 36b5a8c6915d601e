import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparedWith } from '../support/openapi.ts';
import { errorOf, rolesIn, start } from './client.ts';
import { acme, groupsPath, ids, tokens } from './seeds.ts';

const usersOf = (id: string): string => `${groupsPath}/${id}/users`;
const before = { Ada: 'admin', grace: 'admin', kim: 'read' };

describe(`adding users, ${comparedWith}`, () => {
  it.each([
    ['one', [{ user: 'zoe', role: 'read' }], { zoe: 'read' }],
    [
      'several',
      [
        { user: 'zoe', role: 'write' },
        { user: 'bob', role: 'contributor' },
      ],
      { zoe: 'write', bob: 'contributor' },
    ],
    [
      'in another letter case, answered in the own spelling',
      [{ user: 'ZOE', role: 'read' }],
      { zoe: 'read' },
    ],
    ['by the field name', [{ name: 'zoe', role: 'read' }], { zoe: 'read' }],
    [
      'by both fields in one request',
      [
        { name: 'zoe', role: 'read' },
        { user: 'bob', role: 'read' },
      ],
      { zoe: 'read', bob: 'read' },
    ],
    ['a service account', [{ user: 'ci-bot', role: 'write' }], { 'ci-bot': 'write' }],
    [
      'with the role that only the description has',
      [{ user: 'bob', role: 'no_access' }],
      { bob: 'no_access' },
    ],
  ])('%s', async (_, users, added) => {
    const { send, sandbox } = await start({ seed: acme });
    const reply = await send('POST', usersOf(ids.models), { body: { users } });
    expect(reply.status).toBe(200);
    expect(rolesIn(reply)).toEqual({ ...before, ...added });
    expect(sandbox.log[0]?.effect).toEqual(
      Object.entries(added).map(([user, after]) => ({ group: ids.models, user, before: null, after })),
    );
  });

  it.each([
    [
      'an unknown user',
      400,
      [
        { user: 'kmi', role: 'read' },
        { user: 'zoe', role: 'read' },
      ],
      ['kmi'],
    ],
    [
      'every unknown user',
      400,
      [
        { user: 'kmi', role: 'read' },
        { user: 'zeo', role: 'read' },
      ],
      ['kmi', 'zeo'],
    ],
    [
      'a user named twice',
      400,
      [
        { user: 'zoe', role: 'read' },
        { user: 'Zoe', role: 'write' },
      ],
      ['Zoe'],
    ],
    [
      'a user named twice by both fields',
      400,
      [
        { user: 'zoe', role: 'read' },
        { name: 'zoe', role: 'read' },
      ],
      ['zoe'],
    ],
    [
      'who is not in the organization',
      403,
      [
        { user: 'stranger', role: 'read' },
        { user: 'zoe', role: 'read' },
      ],
      ['stranger'],
    ],
    [
      'who is in the group already',
      403,
      [
        { user: 'zoe', role: 'read' },
        { user: 'KIM', role: 'read' },
      ],
      ['kim'],
    ],
    [
      'several of both kinds',
      403,
      [
        { user: 'kim', role: 'read' },
        { user: 'stranger', role: 'read' },
        { user: 'ada', role: 'read' },
      ],
      ['kim', 'stranger', 'Ada'],
    ],
  ])('refuses %s with %i, adds nobody and names them', async (_, status, users, named) => {
    const { send, sandbox } = await start({ seed: acme });
    const reply = await send('POST', usersOf(ids.models), { body: { users } });
    expect(reply.status).toBe(status);
    for (const name of named) expect(errorOf(reply)).toContain(name);
    expect(errorOf(reply)).not.toContain('zoe,');
    expect(reply.headers['x-error-message']).toBe(errorOf(reply));
    expect(rolesIn(await send('GET', `${groupsPath}/${ids.models}`))).toEqual(before);
    expect(sandbox.log[0]?.effect).toEqual([]);
  });

  it.each([
    ['no body', undefined],
    ['no list', {}],
    ['an empty list', { users: [] }],
    ['no role', { users: [{ user: 'zoe' }] }],
    ['a role that is none', { users: [{ user: 'zoe', role: 'owner' }] }],
    ['no user', { users: [{ role: 'read' }] }],
    ['a number for a user', { users: [{ user: 7, role: 'read' }] }],
    ['a list for the body', [{ user: 'zoe', role: 'read' }]],
  ])('answers 400 to %s', async (_, body) => {
    const { send } = await start({ seed: acme });
    const reply = await send('POST', usersOf(ids.models), body === undefined ? {} : { body });
    expect(reply.status).toBe(400);
  });

  it.each([
    [400, [{ user: 'kmi', role: 'read' }]],
    [
      400,
      [
        { user: 'zoe', role: 'read' },
        { user: 'ZOE', role: 'read' },
      ],
    ],
    [403, [{ user: 'stranger', role: 'read' }]],
    [403, [{ user: 'kim', role: 'read' }]],
  ])('names nobody when it is told to be silent (%i, case %#)', async (status, users) => {
    const { send } = await start({ seed: { ...acme, options: { error_text: 'silent' } } });
    const reply = await send('POST', usersOf(ids.models), { body: { users } });
    expect(reply.status).toBe(status);
    expect(errorOf(reply)).not.toMatch(/kmi|zoe|stranger|kim/i);
  });

  it('adds all of a request or nobody, whatever is in it', async () => {
    const { send, sandbox } = await start({ seed: { ...acme, options: { rate_limit: { q: 1_000_000 } } } });
    const names = ['zoe', 'ZOE', 'bob', 'kim', 'ci-bot', 'stranger', 'nobody-known'];
    const entry = fc.record({
      user: fc.constantFrom(...names),
      role: fc.constantFrom('read', 'write', 'owner'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 4 }), async (users) => {
        sandbox.mutate((directory) => {
          for (const name of ['zoe', 'bob', 'ci-bot']) directory.removeFromGroup(ids.models, name);
        });
        const reply = await send('POST', usersOf(ids.models), { body: { users } });
        const now = rolesIn(await send('GET', `${groupsPath}/${ids.models}`));
        const added = Object.fromEntries(
          users.map(({ user, role }) => [user === 'ZOE' ? 'zoe' : user, role]),
        );
        expect(now).toEqual(reply.status === 200 ? { ...before, ...added } : before);
        const fine =
          users.length > 0 &&
          Object.keys(added).length === users.length &&
          users.every(({ user, role }) => role !== 'owner' && ['zoe', 'ZOE', 'bob', 'ci-bot'].includes(user));
        expect(reply.status === 200).toBe(fine);
      }),
      { numRuns: 150 },
    );
  });
});

describe(`changing and removing users, ${comparedWith}`, () => {
  it.each([
    ['PATCH', 'kim', { role: 'write' }, 200, { ...before, kim: 'write' }],
    ['PATCH', 'KIM', { role: 'admin' }, 200, { ...before, kim: 'admin' }],
    ['PATCH', 'kim', { role: 'owner' }, 400, before],
    ['PATCH', 'kim', {}, 400, before],
    ['PATCH', 'zoe', { role: 'write' }, 404, before],
    ['PATCH', 'nobody', { role: 'write' }, 404, before],
    ['DELETE', 'kim', undefined, 200, { Ada: 'admin', grace: 'admin' }],
    ['DELETE', 'GRACE', undefined, 200, { Ada: 'admin', kim: 'read' }],
    ['DELETE', 'zoe', undefined, 404, before],
    ['DELETE', 'stranger', undefined, 404, before],
  ])('%s %s with %j answers %i', async (method, user, body, status, after) => {
    const { send } = await start({ seed: acme });
    const reply = await send(method, `${usersOf(ids.models)}/${user}`, body === undefined ? {} : { body });
    expect(reply.status).toBe(status);
    if (status === 200) expect(rolesIn(reply)).toEqual(after);
    expect(rolesIn(await send('GET', `${groupsPath}/${ids.models}`))).toEqual(after);
  });

  it('keeps who added a user when another changes the role', async () => {
    const { send } = await start({ seed: acme });
    await send('POST', usersOf(ids.models), {
      token: tokens.groupAdmin,
      body: { users: [{ user: 'zoe', role: 'read' }] },
    });
    const reply = await send('PATCH', `${usersOf(ids.models)}/zoe`, { body: { role: 'write' } });
    expect(reply.body).toMatchObject({
      users: expect.arrayContaining([
        expect.objectContaining({ name: 'zoe', role: 'write', addedBy: 'grace' }),
      ]),
    });
  });

  it('logs what a change did, and nothing for one that changes nothing', async () => {
    const { send, sandbox } = await start({ seed: acme });
    await send('PATCH', `${usersOf(ids.models)}/kim`, { body: { role: 'write' } });
    await send('PATCH', `${usersOf(ids.models)}/kim`, { body: { role: 'write' } });
    await send('DELETE', `${usersOf(ids.models)}/kim`);
    expect(sandbox.log.map((entry) => entry.effect)).toEqual([
      [{ group: ids.models, user: 'kim', before: 'read', after: 'write' }],
      [],
      [{ group: ids.models, user: 'kim', before: 'write', after: null }],
    ]);
  });
});
