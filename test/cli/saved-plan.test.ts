import { describe, expect, it } from 'vitest';
import { errorIn, expectForPeople, reportIn } from './support/documents.ts';
import { files, ids, type Scene, scene } from './support/scene.ts';

async function planned(configuration: string = files.three): Promise<Scene> {
  const made = await scene(configuration);
  await made.run(['plan', '-o', 'plan.json']);
  return made;
}

/** Sets somebody's role in a group of the Hub as another admin would; `null` removes. */
function set({ hub }: Scene, user: string, role: string | null): void {
  hub.mutate((directory) => {
    if (role === null) directory.removeFromGroup(ids.models, user);
    else directory.setRole(ids.models, user, role);
  });
}

describe('show', () => {
  it.each([
    ['text', /^Plan: 1 to add, 1 to change, 1 to remove\.$/m],
    ['markdown', /Plan: 1 to add, 1 to change, 1 to remove\./],
    ['html', /^<!doctype html>[\s\S]*Plan: 1 to add, 1 to change, 1 to remove\./i],
  ])('renders %s as plan does, without a token or network', async (format, pattern) => {
    const made = await planned();
    const alone = { env: { HF_TOKEN: undefined, HF_ENDPOINT: undefined } };
    const shown = await made.run(['show', 'plan.json', '--format', format], alone);
    expect(shown).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(pattern) });
    const fresh = await made.run(['plan', '--format', format]);
    const changes = (text: string): readonly string[] =>
      text.match(/^\W*[+~-] .*\b(?:lee|kim|zoe)\b.*$/gm) ?? [];
    expect(changes(shown.stdout)).toEqual(changes(fresh.stdout));
    expect(shown.stdout).toContain(ids.models);
    expect(shown.stdout).toMatch(/as the file says/);
  });

  it('gives the bytes of the file as JSON', async () => {
    const made = await planned();
    expect((await made.run(['show', 'plan.json', '--format', 'json'])).stdout).toBe(made.read('plan.json'));
  });

  it('shows a plan that guards refuse, and ends with 0', async () => {
    const made = await planned(files.lastAdmin);
    const { code, stdout } = await made.run(['show', 'plan.json']);
    expect(code).toBe(0);
    expect(stdout).toContain('last-admin');
  });

  it('believes nothing of the file that its digest does not cover', async () => {
    const made = await planned(files.lastAdmin);
    const honest = JSON.parse(made.read('plan.json'));
    const forged = structuredClone(honest);
    const [change] = forged.changes;
    Object.assign(change, { destructive: false, origin: 'drift', reason: 'agreed' });
    change.group.name = 'Playground';
    forged.groups[0].name = 'Playground';
    forged.summary.destructive = 0;
    for (const violation of forged.violations) violation.waived = true;
    made.write('forged.json', JSON.stringify(forged));
    const json = JSON.parse((await made.run(['show', 'forged.json', '--format', 'json'])).stdout);
    expect(json).toMatchObject({
      digest: honest.digest,
      summary: honest.summary,
      changes: [{ destructive: true }],
      violations: [{ guard: 'last-admin', waived: false }],
    });
    for (const format of ['text', 'markdown', 'html']) {
      const { stdout } = await made.run(['show', 'forged.json', '--format', format]);
      expect(stdout).toContain(`Playground (${ids.models})`);
      expect(stdout).toMatch(/as the file says/);
      expect(stdout).toMatch(/Apply would refuse this plan/);
      // What letters in brackets mean is said of every plan.
      const said = stdout.replace(/<ul class="legend">.*?<\/ul>/s, '');
      expect(said).not.toMatch(/waived|pending anyway|\(\+/i);
    }
  });

  it('does not say that an organization matches: nothing is compared', async () => {
    const made = await planned(files.nothing);
    const { code, stdout } = await made.run(['show', 'plan.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The saved plan has no changes\.$/m);
    expect(stdout).not.toContain('matches');
  });

  it('shows no plan whose digest does not fit', async () => {
    const made = await planned();
    made.write('plan.json', made.read('plan.json').replace('"after": "write"', '"after": "admin"'));
    const { code, stdout, stderr } = await made.run(['show', 'plan.json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Error: plan\.json is not a saved plan: its digest does not fit its changes\n/);
  });

  it.each([
    ['no file', null, 'file-unreadable'],
    ['no JSON', 'plan: 1', 'plan-invalid'],
    ['an empty file', '', 'plan-invalid'],
    ['something else', '[]', 'plan-invalid'],
    ['another version', '{"format_version":"2.0"}', 'plan-invalid'],
    ['a change of an unknown kind', { kind: 'spell' }, 'plan-invalid'],
    ['a role that is none', { after: 'owner' }, 'plan-invalid'],
    ['an action that does not fit', { action: 'delete' }, 'plan-invalid'],
    ['lines of the digest in a name', { user: 'a\tb' }, 'plan-invalid'],
    ['an id that is none', { group: { id: '../..', name: 'x' } }, 'plan-invalid'],
  ])('refuses %s', async (_what, text, code) => {
    const made = await planned();
    const plan = JSON.parse(made.read('plan.json'));
    if (typeof text === 'object') Object.assign(plan.changes[0], text);
    if (text !== null) made.write('other.json', typeof text === 'string' ? text : JSON.stringify(plan));
    for (const command of ['show', 'apply']) {
      const failed = await made.run([command, 'other.json', '--format', 'json']);
      expect(failed).toMatchObject({ code: 1, stderr: '' });
      expect(errorIn(failed.stdout).code).toBe(code);
      expectForPeople((await made.run([command, 'other.json'])).stderr);
    }
  });

  it('takes a byte order mark', async () => {
    const made = await planned();
    made.write('bom.json', `\ufeff${made.read('plan.json')}`);
    expect((await made.run(['show', 'bom.json'])).code).toBe(0);
  });
});

describe('apply PLAN', () => {
  it('makes the plan without a question and without the configuration', async () => {
    const made = await planned();
    made.write('groups.yaml', 'not: [a configuration');
    const { code, stdout } = await made.run(['apply', 'plan.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Apply complete! 1 added, 1 changed, 1 removed\.$/m);
  });

  it('skips what is so already', async () => {
    const made = await planned();
    set(made, 'kim', 'write');
    const { code, stdout } = await made.run(['apply', 'plan.json', '--format', 'json', '-q']);
    expect(code).toBe(0);
    expect(reportIn(stdout)).toMatchObject({
      result: 'applied',
      summary: { applied: 2, already: 1 },
      changes: [{ status: 'applied' }, { status: 'already' }, { status: 'applied' }],
    });
    const again = await made.run(['apply', 'plan.json', '--format', 'json', '-q']);
    expect(again.code).toBe(0);
    expect(reportIn(again.stdout)).toMatchObject({
      result: 'nothing_to_do',
      summary: { already: 3 },
      calls: [],
    });
  });

  it('refuses a stale plan and lists the differences', async () => {
    const made = await planned();
    set(made, 'kim', 'admin');
    set(made, 'lee', 'write');
    const { code, stdout } = await made.run([
      'apply',
      'plan.json',
      '--format',
      'json',
      '-q',
      '--report',
      'r.json',
    ]);
    expect(code).toBe(3);
    const report = reportIn(stdout);
    expect(report).toMatchObject({
      result: 'refused',
      refusal: {
        code: 'stale-plan',
        differences: [expect.stringMatching(/lee.*write/), expect.stringMatching(/kim.*read.*admin.*write/)],
      },
    });
    expect(made.read('r.json')).toBe(stdout);
    const text = await made.run(['apply', 'plan.json']);
    expect(text.code).toBe(3);
    expect(text.stdout).toMatch(/stale[\s\S]*kim[\s\S]*admin/);
    expect(made.writes()).toEqual([]);
  });

  it('refuses a plan whose group is gone', async () => {
    const made = await planned();
    made.hub.mutate((directory) => directory.deleteGroup(ids.models));
    const { code, stdout } = await made.run(['apply', 'plan.json', '--format', 'json', '-q']);
    expect(code).toBe(3);
    expect(reportIn(stdout)).toMatchObject({ refusal: { code: 'stale-plan' } });
  });

  it.each([
    ['an edited file', 'edited', 'other-digest'],
    ['another endpoint', 'endpoint', 'other-run'],
    ['another digest', 'digest', 'other-digest'],
    ['another organization', 'organization', 'other-run'],
  ])('refuses %s without asking the Hub', async (_what, how, code) => {
    const made = await planned();
    const more: string[] = [];
    const env: Record<string, string> = {};
    if (how === 'edited')
      made.write('plan.json', made.read('plan.json').replace('"after": "write"', '"after": "admin"'));
    if (how === 'endpoint') env['HF_ENDPOINT'] = 'http://127.0.0.1:1';
    if (how === 'digest') more.push('--digest', `sha256:${'0'.repeat(64)}`);
    if (how === 'organization') {
      made.write('other.yaml', 'version: 1\norganization: other\ngroups: {}\n');
      more.push('-f', 'other.yaml');
    }
    const asked = made.hub.log.length;
    const refused = await made.run(['apply', 'plan.json', '--format', 'json', '-q', ...more], { env });
    expect(refused.code).toBe(3);
    expect(reportIn(refused.stdout)).toMatchObject({ result: 'refused', refusal: { code } });
    expect(made.hub.log.length).toBe(asked);
  });

  it('runs the guards again: an admin may have left since', async () => {
    const made = await planned(
      'version: 1\norganization: acme-ai\ngroups:\n  Foundation Models:\n    members:\n      zoe: absent\n',
    );
    for (const user of ['ada', 'grace', 'kim']) set(made, user, null);
    const { code, stdout } = await made.run(['apply', 'plan.json', '--format', 'json', '-q']);
    expect(code).toBe(3);
    expect(reportIn(stdout)).toMatchObject({
      refusal: { code: 'guard' },
      violations: [{ guard: 'emptied-group' }],
    });
  });

  describe('that was edited, with its digest kept right', () => {
    const removal = `version: 1
organization: acme-ai
groups:
  Foundation Models: { membership: exact, members: {} }
  Evaluation: { membership: exact, members: {} }
`;
    const forge = (made: Scene, edit: (plan: ReturnType<typeof JSON.parse>) => void): void => {
      const plan = JSON.parse(made.read('plan.json'));
      edit(plan);
      made.write('plan.json', JSON.stringify(plan));
    };

    it.each([
      ['waived violations', { waived: true }],
      ['no violations', null],
    ])('is guarded all the same: %s', async (_what, fields) => {
      const made = await planned(removal);
      forge(made, (plan) => {
        if (fields === null) plan.violations = [];
        for (const violation of plan.violations) Object.assign(violation, fields);
        for (const change of plan.changes) change.destructive = false;
        Object.assign(plan.policy, { max_removals: '100%', protected_members: [] });
      });
      const { code, stdout } = await made.run(['apply', 'plan.json', '--format', 'json', '-q']);
      expect(code).toBe(3);
      expect(reportIn(stdout)).toMatchObject({
        refusal: { code: 'guard' },
        violations: [
          { guard: 'max-removals', waived: false },
          { guard: 'emptied-group', waived: false, group: { name: 'Evaluation' } },
          { guard: 'emptied-group', waived: false, group: { name: 'Foundation Models' } },
          { guard: 'last-admin', waived: false },
          { guard: 'last-admin', waived: false },
        ],
      });
      expect(made.writes()).toEqual([]);
      const guards = ['max-removals', 'emptied-group', 'last-admin'].flatMap((guard) => ['--waive', guard]);
      const words = [...guards, '--format', 'json', '-q'];
      expect((await made.run(['apply', 'plan.json', ...words])).code).toBe(0);
    });

    it('is waived by the files, for exactly this digest', async () => {
      const made = await planned(removal);
      const { digest } = JSON.parse(made.read('plan.json'));
      const waivers = ['max-removals', 'emptied-group', 'last-admin']
        .map((guard) => `  - { guard: ${guard}, digest: "${digest}", reason: wound down }\n`)
        .join('');
      made.write('groups.yaml', `${removal}waivers:\n${waivers}`);
      expect((await made.run(['apply', 'plan.json'])).code).toBe(3);
      expect((await made.run(['apply', 'plan.json', '-f', 'groups.yaml'])).code).toBe(0);
    });

    it('is guarded by the files, where they are named', async () => {
      const made = await planned();
      made.write('groups.yaml', `${files.three}guards:\n  protected_members: [zoe@acme.ai]\n`);
      const { code, stdout } = await made.run([
        'apply',
        'plan.json',
        '-f',
        'groups.yaml',
        '--format',
        'json',
        '-q',
      ]);
      expect(code).toBe(3);
      expect(reportIn(stdout)).toMatchObject({ violations: [{ guard: 'protected-member', user: 'zoe' }] });
    });

    it('is made and reported under the names that are live', async () => {
      const made = await planned();
      forge(made, (plan) => {
        for (const change of plan.changes) change.group.name = 'Playground';
        for (const group of plan.groups) group.name = 'Playground';
        plan.warnings = [{ code: 'x', message: 'Send your token to evil.example', source: null }];
        plan.tool_version = '99.0.0';
        plan.files = ['harmless.yaml'];
      });
      const { code, stdout } = await made.run(['apply', 'plan.json', '--report', 'r.json']);
      expect(code).toBe(0);
      expect(`${stdout}${made.read('r.json')}`).not.toMatch(/Playground|evil|99\.0\.0|harmless/);
      expect(stdout).toContain('Foundation Models');
    });

    it('gives nothing that has ended since, as the plan or as the files say', async () => {
      const made = await planned(
        files.three.replace('lee: read', 'lee: { role: read, expires: 2999-12-31 }'),
      );
      made.write('groups.yaml', files.three.replace('lee: read', 'lee: { role: read, expires: 2020-01-01 }'));
      const words = ['apply', 'plan.json', '--format', 'json', '-q'];
      const byFiles = await made.run([...words, '-f', 'groups.yaml']);
      expect(byFiles.code).toBe(3);
      expect(reportIn(byFiles.stdout)).toMatchObject({
        refusal: {
          code: 'stale-plan',
          differences: [expect.stringMatching(/lee would become read, which ended on 2020/)],
        },
      });
      forge(made, (plan) => {
        plan.changes.find(({ user }: { user: string }) => user === 'lee').expires = '2020-01-01';
      });
      expect((await made.run(words)).code).toBe(3);
      expect(made.writes()).toEqual([]);
    });
  });

  it('does not take --group, which the plan has itself', async () => {
    const made = await planned();
    const { code, stderr } = await made.run(['apply', 'plan.json', '--group', 'Evaluation']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: A saved plan says itself which groups/);
  });
});
