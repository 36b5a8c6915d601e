import { describe, expect, it } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { files, scene } from './support/scene.ts';
import { Aborted, type TerminalOptions, terminal } from './support/terminal.ts';

const esc = '\u001b';

async function at(options: Partial<TerminalOptions>, ...words: readonly string[]) {
  const made = await scene(files.three);
  const env = { HF_ENDPOINT: made.hub.url, HF_TOKEN: made.hub.token, ...options.env };
  const shown = terminal({ folder: made.folder, ...options, env });
  const code = await main(words, shown.io);
  return { code, stdout: shown.stdout.text, stderr: shown.stderr.text, made };
}

const colour: readonly (readonly [
  what: string,
  options: Partial<TerminalOptions>,
  words: readonly string[],
  is: boolean,
])[] = [
  ['a terminal', {}, [], true],
  ['no terminal', { columns: null }, [], false],
  ['--no-color', {}, ['--no-color'], false],
  ['NO_COLOR', { env: { NO_COLOR: '1' } }, [], false],
  ['an empty NO_COLOR', { env: { NO_COLOR: '' } }, [], true],
  ['NO_COLOR and FORCE_COLOR', { env: { NO_COLOR: '1', FORCE_COLOR: '1' } }, [], false],
  ['FORCE_COLOR without a terminal', { columns: null, env: { FORCE_COLOR: '1' } }, [], true],
  ['FORCE_COLOR=0', { env: { FORCE_COLOR: '0' } }, [], false],
  ['FORCE_COLOR in CI', { columns: null, env: { FORCE_COLOR: '1', CI: 'true' } }, [], true],
  ['--no-color and FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, ['--no-color'], false],
  ['CI', { env: { CI: 'true' } }, [], false],
  ['CI=false', { env: { CI: 'false' } }, [], true],
  ['TERM=dumb', { env: { TERM: 'dumb' } }, [], false],
];

describe('colour', () => {
  it.each(colour)('%s', async (_what, options, words, is) => {
    const { stdout } = await at(options, 'plan', ...words);
    expect(stdout.includes(esc)).toBe(is);
  });

  it.each(['json', 'markdown', 'html'])('is never in %s', async (format) => {
    const { stdout } = await at({ env: { FORCE_COLOR: '1' } }, 'plan', '--format', format);
    expect(stdout).not.toContain(esc);
  });

  it('is that of each stream by itself, also for errors', async () => {
    const { stdout, stderr } = await at({ columns: null, errorColumns: 80 }, 'plan', '-v');
    expect(stdout).not.toContain(esc);
    expect(stderr).toContain(esc);
    expect((await at({}, 'plan', '--live', 'nope')).stderr).toContain(`${esc}[`);
    expect((await at({ env: { NO_COLOR: '1' } }, 'plan', '--live', 'nope')).stderr).not.toContain(esc);
  });

  it('has the real program honour it in a pipe', async () => {
    const made = await scene(files.three);
    const printed = async (...[words, options]: Parameters<typeof made.start>) =>
      (await made.start(words, options).ended).stdout;
    expect(await printed(['plan'])).not.toContain(esc);
    expect(await printed(['plan'], { env: { FORCE_COLOR: '1' } })).toContain(esc);
    expect(await printed(['plan'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).not.toContain(esc);
    expect(await printed(['--help'], { env: { FORCE_COLOR: '1' } })).not.toContain(esc);
  });
});

describe('the progress bar', () => {
  const bar = /Applying [^\n]*\d\/3 changes, \d calls/;

  it('is drawn on a terminal, and taken away', async () => {
    const { code, stdout, stderr } = await at({}, 'apply', '--auto-approve');
    expect(code).toBe(0);
    expect(stderr).toMatch(bar);
    expect(stdout).not.toMatch(bar);
    // The cursor is given back, the line is clean, and other lines are not cut.
    expect(stderr.lastIndexOf(`${esc}[?25h`)).toBeGreaterThan(stderr.lastIndexOf(`${esc}[?25l`));
    expect(stderr).not.toContain(`${esc}[?7l`);
    expect(stderr.endsWith(`${esc}[2K`)).toBe(true);
  });

  it.each([
    ['a pipe', { errorColumns: null }, []],
    ['CI', { env: { CI: 'true' } }, []],
    ['TERM=dumb', { env: { TERM: 'dumb' } }, []],
    ['--quiet', {}, ['--quiet']],
  ] as const)('is not drawn with %s', async (_what, options, words) => {
    const { stderr } = await at(options, 'apply', '--auto-approve', ...words);
    expect(stderr).toBe('');
  });

  it('fits narrow and wide terminals', async () => {
    for (const errorColumns of [40, 80, 120]) {
      const { stderr } = await at({ errorColumns }, 'apply', '--auto-approve');
      const drawn = stderr.split(esc).filter((part) => part.includes('Applying'));
      expect(drawn.length).toBeGreaterThan(0);
      for (const line of drawn) expect(line.replace(/^\[\w+/, '').length).toBeLessThanOrEqual(errorColumns);
    }
  });

  it('makes room for other lines, and gives the cursor back when a second signal ends the program', async () => {
    const made = await scene(files.three, {
      latencyMs: 1,
      delay: async () => {
        if (!made.hub.log.some(({ method, status }) => method === 'POST' && status === null)) return;
        shown.send('SIGINT');
        expect(() => shown.send('SIGINT')).toThrow(Aborted);
      },
    });
    const env = { HF_ENDPOINT: made.hub.url, HF_TOKEN: made.hub.token };
    const shown = terminal({ folder: made.folder, env });
    await main(['apply', '--auto-approve'], shown.io).catch(() => {});
    const { text } = shown.stderr;
    expect(text).toContain(`\r${esc}[2KStopping: calls in flight`);
    expect(text.lastIndexOf(`${esc}[?25h`)).toBeGreaterThan(text.lastIndexOf(`${esc}[?25l`));
  });
});
