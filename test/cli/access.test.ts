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

  it.each([
    [['--bom'], '--bom goes with --format csv'],
    [['--group', 'Evaluation', '--repo', 'acme-ai/base'], '--group and --repo exclude each other'],
    [['--group', 'Evaluatio'], 'Did you mean "Evaluation"?'],
    [['--repo', 'base'], 'names no repository'],
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
