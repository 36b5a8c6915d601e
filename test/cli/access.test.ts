import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { accessIn, errorIn, planIn } from './support/documents.ts';
import { acme, files, ids, scene } from './support/scene.ts';

const declared = `version: 1
organization: acme-ai
groups:
  Foundation Models:
    members: { ada: admin, lee: read, kim: write }
`;

describe('access', () => {
  it('reads and does not write, and says how much it asked', async () => {
    const made = await scene(declared);
    const { code, stdout, stderr } = await made.run(['access', '--format', 'json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = accessIn(stdout);
    expect(report).toMatchObject({
      organization: 'acme-ai',
      evidence: { user: 'root', organization_role: 'admin', from: 'hub', calls: made.hub.log.length },
      files: [{ path: 'groups.yaml', commit: null }],
    });
    expect(made.writes()).toEqual([]);
    const plan = planIn((await made.run(['plan', '--format', 'json'])).stdout);
    expect(report['summary']).toMatchObject({ statuses: { missing: 1, differs: 1 } });
    expect(plan['summary']).toMatchObject({ create: 1, update: 1 });
  });

  it('shows groups one under another with full names and the line', async () => {
    const made = await scene(declared);
    const { stdout } = await made.run(['access']);
    expect(stdout).toContain('Access to acme-ai on http://127.0.0.1:');
    expect(stdout).toMatch(
      /^"Foundation Models"\n {2}groups\.yaml:4, additive; 4 members; holds model:acme-ai\/base/m,
    );
    expect(stdout).toMatch(/^! read +kim +.*own entry, groups\.yaml:5, declared write$/m);
    expect(stdout.indexOf('"Evaluation"')).toBeLessThan(stdout.indexOf('"Foundation Models"'));
  });

  it('needs no file: by the name of the organization, or where the token has only one', async () => {
    const made = await scene(declared);
    const elsewhere = { cwd: '/' };
    for (const words of [['access', 'acme-ai'], ['access']]) {
      const report = accessIn((await made.run([...words, '--format', 'json'], elsewhere)).stdout);
      expect(report).toMatchObject({ files: [], summary: { statuses: { unmanaged: 6, as_declared: 0 } } });
    }
    const other = await made.run(['access', 'other-org']);
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('are of acme-ai') });
  });

  it('reads a snapshot without token or network, and gives the same rows', async () => {
    const made = await scene(declared);
    await made.run(['plan', '--save-live', 'live.json']);
    const asked = made.hub.log.length;
    const env = { HF_TOKEN: undefined, HF_ENDPOINT: undefined };
    const saved = accessIn(
      (await made.run(['access', '--live', 'live.json', '--format', 'json'], { env })).stdout,
    );
    expect(made.hub.log.length).toBe(asked);
    const now = accessIn((await made.run(['access', '--format', 'json'])).stdout);
    expect(saved).toMatchObject({
      evidence: { from: 'snapshot', calls: null },
      rows: now['rows'],
      digest: now['digest'],
    });
  });

  it('finds somebody by an address that only the Hub knows', async () => {
    const made = await scene(files.nothing, {
      seed: { ...acme, tokens: [{ token: 'hf_ofgrace', user: 'grace', access: 'read' }] },
    });
    const words = ['access', '--user', 'kim@acme.ai', '--format', 'json'];
    const report = accessIn((await made.run(words, { env: { HF_TOKEN: 'hf_ofgrace' } })).stdout);
    expect(report).toMatchObject({ subject: { user: 'kim', member: true } });
  });

  it('says that a token of no organization admin may not see everything', async () => {
    const made = await scene(files.nothing, {
      seed: { ...acme, tokens: [{ token: 'hf_ofgrace', user: 'grace', access: 'read' }] },
    });
    const { stdout, code } = await made.run(['access'], { env: { HF_TOKEN: 'hf_ofgrace' } });
    expect(code).toBe(0);
    expect(stdout).toContain('Complete: no. grace, whose token asked, is no organization admin (write)');
  });

  it('tells of a file whether it is as in its commit', async () => {
    const made = await scene(declared);
    const git = (...words: readonly string[]): void => {
      const given = ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words];
      expect(spawnSync('git', given, { cwd: made.folder }).status).toBe(0);
    };
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'first');
    const fileOf = async (): Promise<unknown> =>
      accessIn((await made.run(['access', '--format', 'json'])).stdout)['files'];
    expect(await fileOf()).toMatchObject([
      { commit: expect.stringMatching(/^[0-9a-f]{40}$/), as_committed: true },
    ]);
    made.write('groups.yaml', declared.replaceAll('\n', '\r\n'));
    expect(await fileOf()).toMatchObject([{ as_committed: true }]);
    made.write('groups.yaml', `${declared}# changed\n`);
    expect(await fileOf()).toMatchObject([{ as_committed: false }]);
  });

  it('writes a table of the rows, with the head beside it', async () => {
    const made = await scene(declared);
    const { stdout, stderr } = await made.run(['access', '--group', ids.models, '--format', 'csv', '--bom']);
    const [head = '', first = ''] = stdout.split('\r\n');
    expect(head.startsWith('\ufeffuser,fullname,email,')).toBe(true);
    expect(head.endsWith(',reviewer,date,decision')).toBe(true);
    expect(first.startsWith('Ada,')).toBe(true);
    expect(stderr).toContain('Digest sha256:');
  });

  it('compares with an earlier report, and refuses one that was edited or is of something else', async () => {
    const made = await scene(declared);
    const json = async (...words: readonly string[]): Promise<string> =>
      (await made.run(['access', '--format', 'json', ...words])).stdout;
    made.write('before.json', await json());
    await made.run(['apply', '--auto-approve']);
    const { comparison } = accessIn(await json('--compare', 'before.json'));
    expect(comparison).toMatchObject({
      earlier: { file: 'before.json' },
      added: [],
      removed: [],
      changed: [
        { after: { user: 'kim', live_role: 'write' } },
        { after: { user: 'lee', live_role: 'read', status: 'as_declared' } },
      ],
    });
    const text = (await made.run(['access', '--compare', 'before.json'])).stdout;
    expect(text).toMatch(
      /^Changed since .*: 2\n {2}kim .* live role read -> write, status differs -> as_declared$/m,
    );
    made.write('edited.json', (await json()).replace('"live_role":"write"', '"live_role":"read"'));
    made.write('part.json', await json('--group', 'Evaluation'));
    made.write('live.json', (await made.run(['plan', '--format', 'json'])).stdout);
    for (const [file, problem] of [
      ['edited.json', 'its digest does not fit its rows'],
      ['part.json', 'another selection'],
      ['live.json', 'it looks like a plan'],
      ['none.json', 'there is no such file'],
    ] as const) {
      const { code, stderr } = await made.run(['access', '--compare', file]);
      expect([file, code, stderr]).toEqual([file, 1, expect.stringContaining(problem)]);
    }
  });

  it('compares with a list of people', async () => {
    const made = await scene(declared);
    made.write('people.csv', 'email\nada@acme.ai\ngrace@acme.ai\nlee@acme.ai\nroot@acme.ai\nnew@acme.ai\n');
    const { stdout } = await made.run(['access', '--people', 'people.csv']);
    expect(stdout).toContain('Have access and are not in people.csv: 2\n  kim');
    expect(stdout).toContain('Are in people.csv and match nobody: 1\n  new@acme.ai, line 6');
    expect(stdout).toContain('Are in people.csv and have no access: 1\n  lee@acme.ai (lee), line 4');
    // All addresses can be seen, so that the Hub is asked for none.
    expect(made.hub.log.filter(({ query }) => 'email' in query)).toEqual([]);
    made.write('bad.csv', 'name\nAda\n');
    const wrong = await made.run(['access', '--people', 'bad.csv', '--format', 'json']);
    expect([wrong.code, errorIn(wrong.stdout).code]).toEqual([1, 'people-list-invalid']);
  });

  it('says by the audit log who made it, and that nothing was found where nothing was', async () => {
    const made = await scene(declared);
    await made.run(['apply', '--auto-approve']);
    const asked = ['access', '--audit-log', '--group', 'Foundation Models'];
    const { stdout } = await made.run(asked, { cwd: '/' });
    expect(stdout).toMatch(
      /read +lee .*by root on \d{4}-\d\d-\d\d \d\d:\d\d UTC: “Added lee to the resource group Foundation Models as read”/,
    );
    expect(stdout).toMatch(
      /Audit log\n {2}2 events about groups and members since .*\n {2}of what is not as declared, 2 found, 4 not found/,
    );
  });

  it('says when the token may not read the audit log, and goes on', async () => {
    const made = await scene(declared, {
      seed: { ...acme, tokens: [{ token: 'hf_ofgrace', user: 'grace', access: 'read' }] },
    });
    const { code, stdout } = await made.run(['access', '--audit-log'], { env: { HF_TOKEN: 'hf_ofgrace' } });
    expect(code).toBe(0);
    expect(stdout).toContain('The Hub does not give this token the audit log (HTTP 403).');
  });

  it('lists service accounts and repositories where the token may, and is complete then', async () => {
    const seed = { ...acme, service_accounts: ['ci-bot'], plan: 'enterprise' as const };
    const made = await scene(declared, { seed });
    const report = accessIn((await made.run(['access', '--format', 'json'])).stdout);
    expect(report).toMatchObject({
      complete: true,
      incomplete: [],
      evidence: { calls: 5, service_accounts: 1, repositories: 1 },
    });
    expect((await made.run(['access', '--repo', 'acme-ai/base'])).stdout).toContain(
      'It is private and in the group',
    );
  });

  it('is Markdown with a table for each group', async () => {
    const made = await scene(declared);
    const { stdout } = await made.run(['access', '--format', 'markdown']);
    expect(stdout).toContain('## Access\n\nAccess to `acme-ai` on ');
    expect(stdout).toContain('| **!** | `read` | `kim` |');
  });

  it.each([
    [['--bom'], '--bom goes with --format csv'],
    [['--group', 'Evaluation', '--repo', 'acme-ai/base'], '--group and --repo exclude each other'],
    [['--group', 'Evaluatio'], 'Did you mean "Evaluation"?'],
    [['--repo', 'base'], 'names no repository'],
    [['--people', 'p.csv', '--user', 'ada'], '--people and --user exclude each other'],
    [['--audit-log', '--live', 'live.json'], '--audit-log and --live exclude each other'],
  ])('refuses %j', async (words, message) => {
    const made = await scene(declared);
    expect(await made.run(['access', ...words])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });

  it('fails as JSON where JSON is asked for', async () => {
    const made = await scene(declared);
    const { stdout, code } = await made.run(['access', '--format', 'json', '--group', 'nothing']);
    expect(code).toBe(1);
    expect(errorIn(stdout).code).toBe('usage');
  });
});
