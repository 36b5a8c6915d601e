import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { put, read, repository, run } from '../../init/program.ts';
import { everySeed, samples, together, waived } from '../../support/every-kind/table.ts';

/** A Hub on which everything of the table is, as it was before or as it was made, and an empty repository. */
async function stage(made: boolean) {
  const hub = await startSandbox({ seed: everySeed });
  onTestFinished(() => hub.close());
  const folder = repository();
  const env = { NO_COLOR: '1', HF_ENDPOINT: hub.url, HF_TOKEN: hub.token };
  const at = (...words: readonly string[]) => run(folder, words, { env });
  if (made) {
    put(folder, 'all.yaml', together(samples.map(({ after }) => after)));
    const guards = waived.flatMap((guard) => ['--waive', guard]);
    expect(await at('apply', '-f', 'all.yaml', '--auto-approve', '-q', ...guards)).toMatchObject({ code: 0 });
  }
  return { folder, at };
}

describe.each([
  ['before', false],
  ['after', true],
])('the first file of an organization that has every kind, %s all was made', (_, made) => {
  it.each<[string, readonly string[], string]>([
    ['init --import', ['init', '--organization', 'acme-ai', '--import'], 'groups.yaml'],
    ['import', ['import', 'acme-ai', '-o', 'groups.yaml'], 'groups.yaml'],
    ['import --all', ['import', 'acme-ai', '--all', '-o', 'groups.yaml'], 'groups.yaml'],
    ['import --all --split', ['import', 'acme-ai', '--all', '--split', 'access'], 'access'],
    [
      'import --mode additive',
      ['import', 'acme-ai', '--mode', 'additive', '-o', 'groups.yaml'],
      'groups.yaml',
    ],
  ])('%s: its plan is empty', async (_what, words, file) => {
    const { at } = await stage(made);
    expect(await at(...words)).toMatchObject({ code: 0 });
    const plan = await at('plan', '-f', file, '--detailed-exitcode');
    expect(plan).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('No changes. acme-ai matches'),
    });
  });

  it('has with --all what can be declared of each group', async () => {
    const { folder, at } = await stage(made);
    await at('import', 'acme-ai', '--all', '-o', 'groups.yaml');
    const { groups } = parse(read(folder, 'groups.yaml'));
    const all = new Set(Object.values<object>(groups).flatMap((group) => Object.keys(group)));
    for (const key of ['id', 'members', 'description', 'auto_join', 'spend_limits', 'resources'])
      expect(all).toContain(key);
  });
});
