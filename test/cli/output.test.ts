import { describe, expect, inject, it } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { startProcess } from './support/program.ts';
import { files, scene } from './support/scene.ts';
import { terminal } from './support/terminal.ts';

/** The built program in a shell, with the folder and the variables of a scene. */
async function shell(line: string, configuration: string = files.three) {
  const made = await scene(configuration);
  const program = `"${process.execPath}" "${inject('program')}"`;
  const env = { HF_ENDPOINT: made.hub.url, HF_TOKEN: made.hub.token };
  const { ended } = startProcess('/bin/sh', ['-c', line.replaceAll('hf-groups', program)], {
    cwd: made.folder,
    env,
  });
  return { ...(await ended), made };
}

describe.skipIf(process.platform === 'win32')('a reader that goes away', () => {
  it('ends the writing and nothing else', async () => {
    const { code, stderr } = await shell('{ hf-groups plan; echo "code $?" >&2; } | true');
    expect(code).toBe(0);
    expect(stderr).toBe('code 0\n');
  });

  it('does not cut an apply off in the middle', async () => {
    const { made, stderr } = await shell(
      '{ hf-groups apply --auto-approve --report report.json; echo "code $?" >&2; } | true',
    );
    expect(stderr).toBe('code 0\n');
    expect(made.json('report.json')).toMatchObject({ result: 'applied' });
    expect(made.writes()).toHaveLength(3);
  });

  it('may be that of standard error', async () => {
    const { stdout, code } = await shell('hf-groups plan -v 2>&1 >plan.txt | true; cat plan.txt');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Plan: 1 to add/m);
  });
});

it.skipIf(process.platform === 'win32')('reads a configuration through a pipe', async () => {
  const { code, stdout } = await shell('cat groups.yaml | hf-groups validate -f /dev/stdin');
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'Valid: acme-ai, 2 groups.\n' });
});

describe.runIf(process.platform === 'linux')('standard output on a full disk', () => {
  it('is an error of plan', async () => {
    const { stderr, code } = await shell('hf-groups plan > /dev/full');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: Cannot write to standard output: ENOSPC\n/);
  });

  it('leaves something undone in an apply that made changes', async () => {
    const { code, made, stderr } = await shell(
      'hf-groups apply --auto-approve --report report.json > /dev/full',
    );
    expect(stderr).toMatch(/^Error: Cannot write to standard output: ENOSPC\n/);
    expect(made.json('report.json')).toMatchObject({ result: 'applied' });
    expect(code).toBe(4);
  });
});

describe('standard output', () => {
  it('that is lost turns done into an error, and leaves a worse end as it is', async () => {
    const made = await scene(files.lastAdmin);
    const env = { HF_ENDPOINT: made.hub.url, HF_TOKEN: made.hub.token };
    const at = terminal({ folder: made.folder, env });
    at.stdout.failure = 'EIO';
    expect(await main(['plan'], at.io)).toBe(3);
    made.write('groups.yaml', files.three);
    expect(await main(['plan', '--detailed-exitcode'], at.io)).toBe(1);
    expect(at.stderr.text).toContain('Cannot write to standard output: EIO');
  });
});
