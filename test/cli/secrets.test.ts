import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportFault } from '../../src/commands/fault.ts';
import { files, scene } from './support/scene.ts';
import { terminal } from './support/terminal.ts';

const pasted = 'hf_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh';
/** Any part of it would be too much. */
const traces = /AbCdE|YzAbCd|WxYz/;

/** Everything that is in the files of a folder. */
function written(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && !file.endsWith('.yaml'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

describe('a token in a file', () => {
  it.each([
    ['beside the rest', `token: ${pasted}\n`],
    ['as a name', `teams:\n  ${pasted}: { members: [kim, kim] }\n`],
    ['as a member', `teams:\n  t: { members: [ada, "${pasted} ${pasted}"] }\n`],
    ['far to the right', `teams: { "${'x'.repeat(70)}": { members: ${'x'.repeat(30)}${pasted} } }\n`],
    ['to the left of what is wrong', `teams: { a: { members: [${pasted}${' '.repeat(20)}] , wrong: 1 } }\n`],
    ['in a broken line', `teams: { "${pasted}\n`],
  ])('is not shown: %s', async (_what, text) => {
    const made = await scene(`${files.nothing}${text}`);
    for (const words of [
      ['validate'],
      ['validate', '--format', 'json'],
      ['validate', '--format', 'github'],
      ['plan'],
      ['plan', '--format', 'json'],
      ['apply', '--auto-approve', '--report', 'r.json'],
    ]) {
      const { stdout, stderr } = await made.run(words);
      expect(`${stdout}${stderr}`).not.toMatch(traces);
    }
    expect(written(made.folder)).not.toMatch(traces);
  });

  it('is not shown where it is a valid name or reason, and the plan can be applied', async () => {
    const made = await scene(
      files.three.replace('lee: read', `lee: { role: read, reason: "key ${pasted}" }\n      ${pasted}: read`),
    );
    const outputs: string[] = [];
    for (const format of ['text', 'json', 'markdown', 'html']) {
      const { stdout, stderr } = await made.run(['plan', '-v', '--format', format, '--out', 'p.json']);
      outputs.push(stdout, stderr);
      outputs.push((await made.run(['show', 'p.json', '--format', format])).stdout);
    }
    const applied = await made.run(['apply', 'p.json', '--report', 'r.json']);
    expect(applied.code).toBe(4);
    expect(outputs.concat(applied.stdout, applied.stderr, written(made.folder)).join('\n')).not.toMatch(
      traces,
    );
    expect(outputs.join('\n')).toContain('[token]');
  });
});

describe('the token of the run', () => {
  const own = 'a"peculiar-token\\of-the-run';

  it('is not shown, whatever its form, where a file or the Hub repeats it', async () => {
    const made = await scene(files.three.replace('lee: read', `lee: { role: read, reason: '${own}' }`), {
      faults: [
        { when: { method: 'PATCH' }, do: { status: 400, body: { error: `no ${own} and no ${pasted}` } } },
      ],
    });
    const { stdout, stderr } = await made.run(
      ['apply', '--auto-approve', '-v', '--format', 'json', '--report', 'r.json'],
      { env: { HUGGING_FACE_HUB_TOKEN: own } },
    );
    const all = `${stdout}${stderr}${written(made.folder)}`;
    expect(all).not.toMatch(traces);
    expect(all).not.toContain('peculiar');
    expect(JSON.parse(stdout)).toMatchObject({
      changes: expect.arrayContaining([expect.objectContaining({ reason: '[token]' })]),
    });
  });

  it('is not in the words of a fault of the program, nor in its trace or cause', async () => {
    const made = await scene('');
    const { io, stdout, stderr } = terminal({ folder: made.folder, env: { HF_TOKEN: own } });
    const cause = new Error(`cause ${pasted}`);
    reportFault(
      new Error(`fetch failed with ${own} and ${pasted}`, { cause }),
      ['plan', '--format', 'json'],
      io,
    );
    expect(`${stdout.text}${stderr.text}`).not.toMatch(/peculiar|AbCd/);
    expect(JSON.parse(stdout.text)).toEqual({
      error: { code: 'internal', message: 'fetch failed with [token] and [token]', details: {} },
    });
  });
});
