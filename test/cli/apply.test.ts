import { describe, expect, it } from 'vitest';
import { errorIn, expectForPeople, planIn, reportIn } from './support/documents.ts';
import { acme, files, ids, type Scene, scene } from './support/scene.ts';

const usersPath = `/api/organizations/acme-ai/resource-groups/${ids.models}/users`;

function rolesIn({ hub }: Scene, group = 'Foundation Models'): unknown {
  const groups = hub.state().groups;
  const found = Array.isArray(groups)
    ? groups.find(({ name }) => name === group)
    : Object.entries(groups ?? {}).find(([name]) => name === group)?.[1];
  return found?.members;
}

describe('apply', () => {
  it('makes the plan: adds, then role changes, then removals', async () => {
    const made = await scene(files.three);
    const { code, stdout, stderr } = await made.run(['apply', '--auto-approve']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Plan: 1 to add, 1 to change, 1 to remove\.$/m);
    expect(stdout).toMatch(/^Apply complete! 1 added, 1 changed, 1 removed\.$/m);
    expectForPeople(stdout);
    expect(made.writes()).toEqual([`POST ${usersPath}`, `PATCH ${usersPath}/kim`, `DELETE ${usersPath}/zoe`]);
    expect(rolesIn(made)).toEqual({ Ada: 'admin', grace: 'write', kim: 'write', lee: 'read' });
    const again = await made.run(['plan', '--detailed-exitcode']);
    expect(again.code).toBe(0);
    expect(again.stdout).toMatch(/^No changes\. acme-ai matches groups\.yaml\.$/m);
  });

  it('answers a report, the same on standard output and in the file', async () => {
    const { run, read, hub } = await scene(files.three);
    const ended = await run(['apply', '--auto-approve', '--format', 'json', '--report', 'report.json']);
    expect(ended.code).toBe(0);
    // To a reader of JSON the plan is not part of the result.
    expect(ended.stderr).toMatch(/^Plan: 1 to add/m);
    const report = reportIn(ended.stdout);
    expect(report).toMatchObject({
      endpoint: hub.url,
      organization: 'acme-ai',
      result: 'applied',
      refusal: null,
      summary: { applied: 3, already: 0, failed: 0, blocked: 0, not_attempted: 0 },
      changes: [{ status: 'applied' }, { status: 'applied' }, { status: 'applied' }],
      calls: [
        { method: 'POST', path: usersPath, status: 200, attempts: 1, changes: [0] },
        { method: 'PATCH', status: 200, changes: [1] },
        { method: 'DELETE', status: 200, changes: [2] },
      ],
    });
    expect(read('report.json')).toBe(ended.stdout);
    const quiet = await run(['apply', '--auto-approve', '--format', 'json', '--quiet']);
    expect(quiet).toMatchObject({ code: 0, stderr: '' });
    expect(reportIn(quiet.stdout)).toMatchObject({ result: 'nothing_to_do', calls: [] });
  });

  it.each(['markdown', 'html'])('renders the report as %s', async (format) => {
    const { run } = await scene(files.three);
    const { code, stdout } = await run(['apply', '--auto-approve', '--quiet', '--format', format]);
    expect(code).toBe(0);
    expect(stdout).toContain('Apply complete! 1 added, 1 changed, 1 removed.');
    expectForPeople(stdout);
  });

  it('refuses without a terminal and without --auto-approve, and writes nothing', async () => {
    const { run, writes, json } = await scene(files.three);
    const { code, stdout } = await run(['apply', '--report', 'report.json'], { stdin: 'yes\n' });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Plan: 1 to add, 1 to change, 1 to remove\.$/m);
    expect(stdout).toMatch(/--auto-approve/);
    expect(json('report.json')).toMatchObject({ result: 'refused', refusal: { code: 'not-approved' } });
    const answer = await run(['apply', '--format', 'json']);
    expect(answer.code).toBe(3);
    expect(reportIn(answer.stdout)).toMatchObject({ result: 'refused', summary: { not_attempted: 3 } });
    expect(writes()).toEqual([]);
  });

  it('asks nothing where nothing is to be done', async () => {
    const { run } = await scene(files.nothing);
    const { code, stdout } = await run(['apply']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No changes\. acme-ai matches groups\.yaml\.$/m);
  });

  it('ends with 4 when there was nothing but blocked entries', async () => {
    const { run, writes } = await scene(files.blocked);
    const { code, stdout } = await run(['apply', '--auto-approve', '--format', 'json']);
    expect(code).toBe(4);
    expect(reportIn(stdout)).toMatchObject({ result: 'partial', blocked: [{ user: 'gracee' }] });
    expect(writes()).toEqual([]);
  });

  it('sends as many members in one call as --batch-size says', async () => {
    const made = await scene(
      'version: 1\norganization: acme-ai\ngroups:\n  Evaluation:\n    members: { ada: read, lee: read, zoe: read }\n',
    );
    expect((await made.run(['apply', '--auto-approve', '--batch-size', '2'])).code).toBe(0);
    expect(made.hub.log.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      {
        users: [
          { user: 'Ada', role: 'read' },
          { user: 'lee', role: 'read' },
        ],
      },
      { users: [{ user: 'zoe', role: 'read' }] },
    ]);
  });

  it('makes only the groups that --group names', async () => {
    const made = await scene(
      `${files.three.replace('Evaluation: {}', 'Evaluation:\n    members:\n      lee: read')}`,
    );
    const { code } = await made.run(['apply', '--auto-approve', '--group', 'Evaluation']);
    expect(code).toBe(0);
    expect(made.writes()).toEqual([`POST ${usersPath.replace(ids.models, ids.evaluation)}`]);
  });

  it('goes on after a failure, says what failed and ends with 4', async () => {
    const made = await scene(files.three);
    made.hub.setFaults([{ when: { method: 'PATCH' }, do: { status: 400, body: { error: 'not today' } } }]);
    const { code, stdout } = await made.run(['apply', '--auto-approve', '--format', 'json', '-q']);
    expect(code).toBe(4);
    expect(reportIn(stdout)).toMatchObject({
      result: 'partial',
      changes: [
        { status: 'applied' },
        { status: 'failed', error: { http_status: 400, message: expect.stringContaining('not today') } },
        { status: 'not_attempted' },
      ],
    });
    made.hub.setFaults([{ when: { method: 'PATCH' }, do: { status: 400, body: { error: 'not today' } } }]);
    const text = await made.run(['apply', '--auto-approve']);
    expect(text.stdout).toContain('not today');
    expectForPeople(text.stdout + text.stderr);
  });

  it('ends with 1 when every call failed', async () => {
    const made = await scene(files.three, {
      faults: [
        { when: { path: '**/users**' }, do: { status: 403, body: { error: 'You have no permission' } } },
      ],
    });
    const { code, stdout } = await made.run(['apply', '--auto-approve', '--format', 'json', '-q']);
    expect(code).toBe(1);
    expect(reportIn(stdout)).toMatchObject({ result: 'failed', summary: { applied: 0 } });
  });
});

describe('guards', () => {
  it('show the plan, refuse with 3 in plan and apply, and pass with --waive', async () => {
    const made = await scene(files.lastAdmin);
    const planned = await made.run(['plan', '-o', 'plan.json']);
    expect(planned.code).toBe(3);
    expect(planned.stdout).toMatch(/^~ Ada +admin -> write\b/m);
    expect(planned.stdout).toContain('last-admin');
    expect(planned.stdout).toMatch(/^Plan: 0 to add, 1 to change, 0 to remove\.$/m);
    const json = await made.run(['plan', '--format', 'json']);
    expect(json.code).toBe(3);
    expect(planIn(json.stdout)).toMatchObject({ violations: [{ guard: 'last-admin', waived: false }] });
    const refused = await made.run(['apply', '--auto-approve', '--format', 'json', '--report', 'r.json']);
    expect(refused.code).toBe(3);
    expect(reportIn(refused.stdout)).toMatchObject({ result: 'refused', refusal: { code: 'guard' } });
    expect(made.read('r.json')).toBe(refused.stdout);
    expect(made.writes()).toEqual([]);
    const other = await made.run(['apply', '--auto-approve', '--waive', 'max-removals']);
    expect(other.code).toBe(3);
    const saved = await made.run(['apply', 'plan.json']);
    expect(saved.code).toBe(3);
    const waived = await made.run(['apply', 'plan.json', '--waive', 'max-removals', '--waive', 'last-admin']);
    expect(waived.code).toBe(0);
    expect(made.writes()).toEqual([`PATCH ${usersPath}/Ada`]);
  });

  it('tell what they found once, for a fresh plan and for a saved one', async () => {
    const made = await scene(files.lastAdmin);
    await made.run(['plan', '-o', 'plan.json']);
    for (const words of [['--auto-approve'], ['plan.json']]) {
      const { code, stdout, stderr } = await made.run(['apply', ...words]);
      expect(code).toBe(3);
      expect(`${stdout}${stderr}`.match(/would lose/g)).toHaveLength(1);
    }
  });

  it('pass with a waiver in the file that has the printed digest, and only that', async () => {
    const made = await scene(files.lastAdmin);
    const { stdout } = await made.run(['plan']);
    const digest = /sha256:[0-9a-f]{64}/.exec(stdout)?.[0];
    const waiver = (value: string | undefined): string =>
      `${files.lastAdmin}waivers:\n  - guard: last-admin\n    digest: ${value}\n    reason: a test\n`;
    made.write('groups.yaml', waiver(digest));
    const planned = await made.run(['plan', '--format', 'json']);
    expect(planned.code).toBe(0);
    expect(planIn(planned.stdout)).toMatchObject({ digest, violations: [{ waived: true }], warnings: [] });
    made.write('groups.yaml', waiver(`sha256:${'0'.repeat(64)}`));
    const stale = await made.run(['plan', '--format', 'json']);
    expect(stale.code).toBe(3);
    expect(planIn(stale.stdout)).toMatchObject({ warnings: [{ code: 'stale-waiver' }] });
    made.write('groups.yaml', waiver(digest));
    expect((await made.run(['apply', '--auto-approve'])).code).toBe(0);
  });

  const emptied = `${files.nothing}  Evaluation:\n    membership: exact\n    members: {}\n`;
  it.each([
    ['emptied-group', emptied, acme],
    ['max-removals', `${files.three}guards: { max_removals: 0 }\n`, acme],
    ['protected-member', `${files.three}guards: { protected_members: [zoe] }\n`, acme],
    [
      'self-lockout',
      files.three.replace('zoe: absent', 'root: absent'),
      {
        ...acme,
        groups: {
          ...acme.groups,
          'Foundation Models': { id: ids.models, members: { root: 'write', Ada: 'admin' } },
        },
      },
    ],
  ])('%s', async (guard, configuration, seed) => {
    const made = await scene(configuration, { seed });
    const { code, stdout } = await made.run(['plan', '--format', 'json']);
    expect(code).toBe(3);
    expect(planIn(stdout)['violations']).toContainEqual(expect.objectContaining({ guard, waived: false }));
    expect((await made.run(['apply', '--auto-approve'])).code).toBe(3);
    expect(made.writes()).toEqual([]);
  });
});

describe('--digest', () => {
  it('lets the plan with this digest pass and no other', async () => {
    const made = await scene(files.three);
    const { digest } = planIn((await made.run(['plan', '--format', 'json'])).stdout);
    const wrong = `sha256:${'a'.repeat(64)}`;
    const refused = await made.run(['apply', '--auto-approve', '--digest', wrong, '--format', 'json', '-q']);
    expect(refused.code).toBe(3);
    expect(reportIn(refused.stdout)).toMatchObject({ result: 'refused', refusal: { code: 'other-digest' } });
    expect(made.writes()).toEqual([]);
    expect((await made.run(['apply', '--auto-approve', '--digest', String(digest)])).code).toBe(0);
  });

  it.each(['sha256:abc', 'abc', `sha256:${'A'.repeat(64)}`])('%s is no digest', async (digest) => {
    const { run } = await scene(files.three);
    expect((await run(['apply', '--digest', digest])).code).toBe(1);
  });
});

describe('the report', () => {
  it('is known to be unwritable before the first write', async () => {
    const made = await scene(files.three);
    const { code, stdout, stderr } = await made.run(['apply', '--auto-approve', '--report', 'nope/r.json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Error: Cannot write nope\/r\.json: its folder does not exist\n$/);
    expect(made.hub.log).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('that got lost on a full disk leaves something undone', async () => {
    const made = await scene(files.three);
    const { code, stdout, stderr } = await made.run([
      'apply',
      '--auto-approve',
      '--format',
      'json',
      '-q',
      '--report',
      '/dev/full',
    ]);
    expect(reportIn(stdout)).toMatchObject({ result: 'applied' });
    expect(stderr).toMatch(/^Error: Cannot write \/dev\/full: the disk is full\n$/);
    expect(code).toBe(4);
  });

  it('holds the error of a run that came to no plan', async () => {
    const made = await scene(files.three, {
      faults: [{ do: { status: 402, body: { error: 'no plan' } } }],
    });
    made.write('report.json', '{"result": "applied"}');
    const { code } = await made.run(['apply', '--auto-approve', '--report', 'report.json']);
    expect(code).toBe(1);
    expect(errorIn(made.read('report.json')).code).toBe('hub-payment-required');
  });
});
