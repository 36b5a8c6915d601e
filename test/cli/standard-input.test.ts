import { describe, expect, it } from 'vitest';
import { errorIn, planIn } from './support/documents.ts';
import { files, scene } from './support/scene.ts';

describe('a configuration from standard input', () => {
  it('is planned, and named as the user named it', async () => {
    const { run } = await scene('');
    const { code, stdout } = await run(['plan', '-f', '-', '--json'], { stdin: files.three });
    expect(code).toBe(0);
    const plan = planIn(stdout);
    expect(plan).toMatchObject({ files: ['-'], summary: { create: 1, update: 1, delete: 1 } });
    expect(plan['changes']).toMatchObject([{ source: { file: '-', line: 7 } }, {}, {}]);
  });

  it('is validated, with its places', async () => {
    const { run } = await scene('');
    const { code, stdout } = await run(['validate', '--file=-'], {
      stdin: 'version: 1\norganisation: acme-ai\n',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^-:2:1: error\[unknown-key\]/m);
  });

  it('stands beside files', async () => {
    const { run } = await scene('version: 1\norganization: acme-ai\nteams: { t: { members: [lee] } }\n');
    const stdin = 'version: 1\norganization: acme-ai\ngroups: { Evaluation: { teams: { t: read } } }\n';
    const { code, stdout } = await run(['plan', '-f', '-', '-f', 'groups.yaml'], { stdin });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\+ lee read/m);
  });

  it('may be empty, over 16 MiB, or not UTF-8, and is refused as a file is', async () => {
    const { run } = await scene('');
    const told = async (stdin: string) => (await run(['validate', '-f', '-'], { stdin })).stdout;
    expect(await told('')).toMatch(/^-:1:1: error\[file-empty\]/m);
    expect(await told('#'.repeat(16 * 1024 * 1024 + 1))).toMatch(/^-:1:1: error\[file-too-large\]/m);
  });

  it('leaves no place for the answer `yes`, and says so before anything is read of the Hub', async () => {
    const { run, hub } = await scene('');
    const { code, stdout } = await run(['apply', '-f', '-', '--json'], { stdin: files.three });
    expect(code).toBe(1);
    expect(errorIn(stdout)).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('standard input'),
    });
    expect(hub.log).toEqual([]);
    expect((await run(['apply', '-f', '-', '--auto-approve'], { stdin: files.three })).code).toBe(0);
  });

  it('has no older version that --base could name', async () => {
    const { run } = await scene('');
    const { code, stderr } = await run(['plan', '-f', '-', '--base', 'main'], { stdin: files.three });
    expect(code).toBe(1);
    expect(stderr).toContain('--base main reads the files of --file as of that commit');
  });
});
