import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hubRoles } from '../../src/sandbox/model.ts';
import { rolesIn, start } from './client.ts';
import { acme, groupsPath, ids, membersPath, tokens } from './seeds.ts';

describe('the copy of the state', () => {
  it('is a seed from which another sandbox answers the same, whatever was written', async () => {
    const write = fc.oneof(
      fc.record({
        kind: fc.constant('set' as const),
        user: fc.constantFrom('zoe', 'bob', 'ci-bot'),
        role: fc.constantFrom(...hubRoles),
      }),
      fc.record({ kind: fc.constant('remove' as const), user: fc.constantFrom('kim', 'zoe', 'bob') }),
      fc.record({ kind: fc.constant('leave' as const), user: fc.constantFrom('kim', 'grace') }),
      fc.record({ kind: fc.constant('group' as const), name: fc.constantFrom('New', 'For all') }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 6 }), async (writes) => {
        const first = await start({ seed: acme });
        first.sandbox.mutate((directory) => {
          for (const one of writes) {
            if (one.kind === 'set') directory.setRole(ids.models, one.user, one.role);
            if (one.kind === 'remove') directory.removeFromGroup(ids.models, one.user);
            if (one.kind === 'leave') directory.leave(one.user);
            if (one.kind === 'group') directory.createGroup(one.name);
          }
        });
        const second = await start({ seed: first.sandbox.state() });
        expect(second.sandbox.state()).toEqual(first.sandbox.state());
        for (const path of [groupsPath, membersPath]) {
          const [left, right] = [await first.send('GET', path), await second.send('GET', path)];
          expect(right.body).toEqual(left.body);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('does not change with the sandbox', async () => {
    const { sandbox, send } = await start({ seed: acme });
    const was = sandbox.state();
    const copy = structuredClone(was);
    await send('DELETE', `${groupsPath}/${ids.models}/users/kim`);
    sandbox.mutate((directory) => directory.updateGroup(ids.models, { name: 'Other' }));
    expect(was).toEqual(copy);
    expect(sandbox.state()).not.toEqual(copy);
  });
});

describe('somebody in the web interface', () => {
  it('changes what the API answers, past permissions and SCIM, and is not in the log', async () => {
    const { sandbox, send } = await start({ seed: acme });
    sandbox.mutate((directory) => {
      const { id } = directory.groupNamed('From SCIM');
      directory.setRole(id, 'KIM', 'admin');
      directory.setRole(id, 'zoe', 'read');
      directory.removeFromGroup(id, 'ci-bot');
    });
    expect(sandbox.log).toEqual([]);
    const reply = await send('GET', `${groupsPath}/${ids.scim}`, { token: tokens.admin });
    expect(rolesIn(reply)).toEqual({ kim: 'admin', zoe: 'read' });
    expect(sandbox.log.map(({ effect }) => effect)).toEqual([[]]);
  });

  it.each([
    ['group', 'setRole', 'f'.repeat(24), 'kim'],
    ['user', 'removeFromGroup', ids.models, 'nobody'],
  ] as const)('cannot change a %s that there is not', async (_, method, id, user) => {
    const { sandbox } = await start({ seed: acme });
    expect(() => sandbox.mutate((directory) => directory[method](id, user, 'read'))).toThrow(RangeError);
  });
});
