import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/commands/main.ts';
import { temporaryFolder } from './support/program.ts';
import { scene } from './support/scene.ts';
import { type Terminal, terminal } from './support/terminal.ts';

/** What `sandbox` prints until somebody ends it. */
async function printed(seed: string | null, env: Terminal['io']['env'] = {}): Promise<string> {
  const made = await scene('');
  if (seed !== null) made.write('seed.yaml', seed);
  const shown = terminal({ folder: made.folder, env });
  const ended = main(['sandbox', ...(seed === null ? [] : ['--seed', 'seed.yaml'])], shown.io);
  while (!shown.stderr.text.includes('Ctrl-C')) await new Promise((resolve) => setImmediate(resolve));
  shown.send('SIGINT');
  expect(await ended).toBe(130);
  return shown.stdout.text;
}

describe('sandbox', () => {
  it('prints a token of its own, also when it is that of the environment', async () => {
    const token = 'hf_sandbox_admin_0123456789abcdef';
    expect(await printed(null, { HF_TOKEN: token })).toMatch(
      new RegExp(`^HF_ENDPOINT=http://127\\.0\\.0\\.1:\\d+\\nHF_TOKEN=${token}\\n$`),
    );
    const given = `hf_${'a'.repeat(34)}`;
    const seed = `organization: a\nmembers: { b: admin }\ntokens: [{ token: ${given}, user: b, access: admin }]\n`;
    expect(await printed(seed)).toContain(`HF_TOKEN=${given}\n`);
  });

  it.skipIf(process.platform === 'win32')(
    'prints what a shell can eval, whatever the seed says',
    async () => {
      const folder = temporaryFolder();
      const token = `$(touch$IFS${folder}/ran)\`id\`'"\\;touch$IFS${folder}/ran`;
      const seed = JSON.stringify({
        organization: 'a',
        members: { b: 'admin' },
        tokens: [{ token, user: 'b', access: 'admin' }],
      });
      const lines = await printed(seed);
      const seen = execFileSync('sh', ['-c', `${lines}printf %s "$HF_TOKEN"`], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(seen).toBe(token);
      expect(existsSync(path.join(folder, 'ran'))).toBe(false);
    },
  );

  it('tells a configuration from a seed, in one line', async () => {
    const made = await scene('');
    made.write('access.yaml', 'version: 1\norganization: acme-ai\ngroups: {}\n');
    const shown = terminal({ folder: made.folder });
    expect(await main(['sandbox', '--seed', 'access.yaml'], shown.io)).toBe(1);
    expect(shown.stderr.text).toMatch(
      /access\.yaml cannot be used: .+; and \d+ more\n {2}It looks like a configuration\. .+--save-live/,
    );
    expect(shown.stderr.text).not.toContain('\\u{');
  });

  it('says that a port is taken', async () => {
    const made = await scene('');
    const first = terminal({ folder: made.folder });
    const ended = main(['sandbox'], first.io);
    while (!first.stderr.text.includes('Ctrl-C')) await new Promise((resolve) => setImmediate(resolve));
    const port = /:(\d+)/.exec(first.stdout.text)?.[1] ?? '';
    const second = terminal({ folder: made.folder });
    expect(await main(['sandbox', '--port', port], second.io)).toBe(1);
    expect(second.stderr.text).toMatch(/The port \d+ is taken: .+a sandbox perhaps\n {2}Give another/);
    first.send('SIGINT');
    expect(await ended).toBe(130);
  });
});
