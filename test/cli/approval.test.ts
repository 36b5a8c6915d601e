import { describe, expect, it } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { reportIn } from './support/documents.ts';
import { files, ids, type Scene, scene } from './support/scene.ts';
import { type Terminal, type TerminalOptions, terminal } from './support/terminal.ts';

async function apply(
  made: Scene,
  options: Partial<TerminalOptions>,
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly at: Terminal }> {
  const env = { HF_ENDPOINT: made.hub.url, HF_TOKEN: made.hub.token, NO_COLOR: '1', ...options.env };
  const at = terminal({ folder: made.folder, ...options, env });
  const code = await main(['apply', ...words], at.io);
  expect(at.listeners()).toBe(0);
  return { code, at };
}

describe('the question', () => {
  it.each(['yes\n', '  yes \r\n'])('%j makes the plan that was shown', async (answer) => {
    const made = await scene(files.three);
    const { code, at } = await apply(made, { answer });
    expect(code).toBe(0);
    expect(at.stdout.text).toMatch(/^Plan: 1 to add, 1 to change, 1 to remove\.$/m);
    expect(at.stderr.text).toMatch(/Make these changes in acme-ai\?\n.*`yes`/);
    expect(at.stdout.text).toMatch(/^Apply complete! 1 added, 1 changed, 1 removed\.$/m);
    expect(made.writes()).toHaveLength(3);
  });

  it.each(['no\n', 'y\n', 'YES\n', 'yes please\n', '\n', null])('%j refuses with 3', async (answer) => {
    const made = await scene(files.three);
    const { code, at } = await apply(made, { answer }, '--report', 'report.json');
    expect(code).toBe(3);
    expect(at.stdout.text).toContain('Not approved: only the answer `yes` goes on.');
    expect(reportIn(made.read('report.json'))).toMatchObject({
      result: 'refused',
      refusal: { code: 'not-approved' },
    });
    expect(made.writes()).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s at it ends with %i and a report', async (signal, expected) => {
    const made = await scene(files.three);
    const { code } = await apply(made, { answer: (at) => at.send(signal) }, '--report', 'report.json');
    expect(code).toBe(expected);
    expect(reportIn(made.read('report.json'))).toMatchObject({
      result: 'interrupted',
      summary: { applied: 0, not_attempted: 3 },
    });
    expect(made.writes()).toEqual([]);
  });

  it('is not asked for what guards refuse', async () => {
    const made = await scene(files.lastAdmin);
    const { code, at } = await apply(made, { answer: 'yes\n' });
    expect(code).toBe(3);
    expect(at.stderr.text).not.toContain('Enter a value');
  });

  it('is not asked with --auto-approve', async () => {
    const made = await scene(files.three);
    const { code, at } = await apply(made, { answer: 'no\n' }, '--auto-approve');
    expect(code).toBe(0);
    expect(at.stderr.text).not.toContain('Enter a value');
  });

  it('shows the plan to whom it asks, also where the result is JSON and all is quiet', async () => {
    const made = await scene(files.three);
    const { code, at } = await apply(
      made,
      { answer: 'yes\n', columns: null, errorColumns: 80 },
      '--format',
      'json',
      '-q',
    );
    expect(code).toBe(0);
    expect(at.stderr.text).toMatch(/^- zoe/m);
    expect(reportIn(at.stdout.text)).toMatchObject({ result: 'applied' });
  });

  it('does not make what somebody else changed while it was open', async () => {
    const made = await scene(files.three);
    const { code, at } = await apply(made, {
      answer: (asked) => {
        made.hub.mutate((directory) => directory.setRole(ids.models, 'kim', 'admin'));
        asked.io.stdin.unshift(Buffer.from('yes\n'));
      },
    });
    expect(code).toBe(3);
    expect(at.stdout.text).toMatch(/stale/);
    expect(made.writes()).toEqual([]);
  });

  it('cannot be answered where the input is no terminal', async () => {
    const made = await scene(files.three);
    const { code, at } = await apply(made, { answer: 'yes\n', stdinIsTerminal: false });
    expect(code).toBe(3);
    expect(at.stdout.text).toMatch(
      /without a terminal[\s\S]*`apply --auto-approve`[\s\S]*`plan --out FILE`[\s\S]*`apply FILE`/,
    );
  });
});
