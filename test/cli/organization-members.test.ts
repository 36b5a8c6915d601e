import { describe, expect, it } from 'vitest';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { acme, type Scene, scene, token } from './support/scene.ts';

const head = 'version: 1\norganization: acme-ai\n';
const grace = `${head}organization_members: { grace: admin }\n`;
const roleOf = '/api/organizations/acme-ai/members/grace/role';

/** What grace is, in the organization and in groups. */
function graceIn({ hub }: Scene): Readonly<Record<string, unknown>> {
  const { groups, members } = hub.state();
  const there = groups.flatMap(({ name, members: roles }) => {
    const role = Object.entries(roles).find(([user]) => user.toLowerCase() === 'grace')?.[1];
    return role === undefined ? [] : [[name, role]];
  });
  return { organization: members['grace']?.role, ...Object.fromEntries(there) };
}

const kept = { 'Foundation Models': 'write', Evaluation: 'admin' };

async function report(made: Scene, ...words: readonly string[]) {
  const { code, stdout } = await made.run(['apply', '--auto-approve', '--json', ...words]);
  const { result, changes } = JSON.parse(stdout);
  return {
    code,
    result,
    statuses: changes.map(({ status }: { readonly status: string }) => status),
    changes,
  };
}

describe('organization_members', () => {
  it('are given their role by a call that sends back all of their groups, between two looks at everything', async () => {
    const made = await scene(grace);
    expect(await report(made)).toMatchObject({ code: 0, result: 'applied', statuses: ['applied'] });
    expect(graceIn(made)).toEqual({ organization: 'admin', ...kept });
    const requests = made.hub.log.map(
      ({ method, path }) => `${method} ${path.replace('/api/organizations/acme-ai', '')}`,
    );
    const at = requests.indexOf('PUT /members/grace/role');
    expect(requests.slice(at - 2).sort()).toEqual(
      [
        'GET /members',
        'GET /members',
        'GET /resource-groups',
        'GET /resource-groups',
        'PUT /members/grace/role',
      ].sort(),
    );
    const again = await made.run(['plan']);
    expect(again.stdout).toMatch(/^No changes\. acme-ai matches groups\.yaml\.$/m);
  });

  it('and their memberships change in one run', async () => {
    const groups =
      'groups: { Foundation Models: { members: { grace: absent } }, Evaluation: { members: { grace: write, kim: admin } } }';
    const made = await scene(`${head}organization_members: { grace: contributor }\n${groups}\n`);
    expect(await report(made)).toMatchObject({ code: 0, result: 'applied' });
    expect(graceIn(made)).toEqual({ organization: 'contributor', Evaluation: 'write' });
    expect(made.writes().at(-1)).toBe(`PUT ${roleOf}`);
  });

  it('keep what somebody gave them since the plan', async () => {
    const made = await scene(grace);
    await made.run(['plan', '--out', 'plan.json']);
    const id = made.hub.state().groups.find(({ name }) => name === 'Evaluation')?.id;
    await fetch(`${made.hub.url}/api/organizations/acme-ai/resource-groups/${id}/users/grace`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ role: 'read' }),
    });
    const { code } = await made.run(['apply', 'plan.json']);
    expect([code, graceIn(made)]).toEqual([0, { organization: 'admin', ...kept, Evaluation: 'read' }]);
  });

  const put = { method: 'PUT', path: roleOf };
  it.each<[string, FaultScript, unknown, unknown]>([
    [
      'lost a group',
      [{ when: put, do: { lie: 'half' } }],
      { code: 4, result: 'partial', statuses: ['failed'] },
      { organization: 'admin' },
    ],
    [
      'says that it is done and is not',
      [{ when: { ...put, times: 2 }, do: { lie: 'nothing' } }],
      { code: 0, result: 'applied', statuses: ['applied'] },
      { organization: 'admin', ...kept },
    ],
    [
      'is not answered, and done',
      [{ when: { ...put, times: 1 }, do: { reset: 'after' } }],
      { code: 0, result: 'applied', statuses: ['applied'] },
      { organization: 'admin', ...kept },
    ],
    [
      'is refused',
      [{ when: put, do: { status: 403, body: { error: 'Not you' } } }],
      { code: 1, result: 'failed', statuses: ['failed'] },
      { organization: 'write', ...kept },
    ],
    [
      'cannot be looked at before',
      [
        {
          when: { method: 'GET', path: '/api/organizations/acme-ai/members', nth: 2 },
          do: { status: 403 },
        },
      ],
      { code: 4, result: 'partial', statuses: ['not_attempted'] },
      { organization: 'write', ...kept },
    ],
    [
      'cannot be looked at after',
      [
        {
          when: { method: 'GET', path: '/api/organizations/acme-ai/resource-groups', nth: 3 },
          do: { status: 403 },
        },
      ],
      { code: 4, result: 'partial', statuses: ['failed'] },
      { organization: 'admin', ...kept },
    ],
  ])('the call that %s', async (_, faults, told, then) => {
    const made = await scene(grace, { faults });
    const ran = await report(made);
    expect(ran).toMatchObject(told as object);
    if (!Object.keys(then as object).includes('Evaluation')) {
      expect(ran.changes[0].error.message).toMatch(
        /^grace is admin in the organization now, but is not in "\w+.*" as before: look at the groups of grace/,
      );
      expect(graceIn(made)).toMatchObject(then as object);
    } else expect(graceIn(made)).toEqual(then);
  });

  it('are left alone by a token that is no admin’s', async () => {
    const own = { token: 'hf_TheTokenOfAda00000000', name: 'ada', user: 'Ada', access: 'admin' } as const;
    const made = await scene(grace, { seed: { ...acme, tokens: [own] } });
    const { code, stdout } = await made.run(['plan', '--detailed-exitcode']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/grace admin in the organization.*only the token of an organization admin/);
  });
});
