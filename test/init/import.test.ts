import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import schema from '../../schemas/groups.schema.json' with { type: 'json' };
import type { HandSeed } from '../../src/sandbox/model.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../cli/support/program.ts';
import { acme } from '../cli/support/scene.ts';
import type { TerminalOptions } from '../cli/support/terminal.ts';
import { contentOf, put, type Ran, read, repository, run, workflow } from './program.ts';

/** A Hub, an empty repository, and the program run there with the Hub's token. */
async function stage(seed: HandSeed = acme, folder = repository()) {
  const hub = await startSandbox({ seed });
  onTestFinished(() => hub.close());
  const env = { NO_COLOR: '1', HF_ENDPOINT: hub.url, HF_TOKEN: hub.token };
  const at = (words: readonly string[], options: Partial<TerminalOptions> = {}): Promise<Ran> =>
    run(folder, words, { ...options, env: { ...env, ...options.env } });
  return { hub, folder, at };
}

const words = ['init', '--organization', 'acme-ai'];

describe('the first configuration', () => {
  it('is what is live with --import, and its plan is empty', async () => {
    const { folder, at, hub } = await stage();
    const { code, stdout, stderr } = await at([...words, '--import']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      'Note: groups.yaml declares what is live: 2 groups, 6 memberships. Its plan is empty.',
    );
    expect(stdout).toContain('git add .github groups.yaml schemas/groups.schema.json');
    expect(stdout).toContain('What is live is declared');
    const plan = await at(['plan', '--detailed-exitcode']);
    expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes.') });
    expect(hub.log.map(({ method }) => method)).not.toContain('POST');
    expect(read(folder, workflow)).toContain('acme-ai');
  });

  it('is shown by --dry-run, and not written', async () => {
    const { folder, at } = await stage();
    const before = contentOf(folder);
    const { code, stdout } = await at([...words, '--import', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('      Foundation Models:\n');
    expect(contentOf(folder)).toEqual(before);
  });

  it.each<[string, string, boolean]>([
    ['yes', 'yes\n', true],
    ['no', 'no\n', false],
    ['nothing', '\n', false],
  ])('is asked for on a terminal with a token: %s', async (_, answer, isImported) => {
    const { folder, at } = await stage();
    const { code, stderr } = await at(words, { stdinIsTerminal: true, answer });
    expect(code).toBe(0);
    expect(stderr).toContain('as they are now into the first file?');
    expect(read(folder, 'groups.yaml').includes('Foundation Models:\n    id:')).toBe(isImported);
  });

  it.each<[string, readonly string[], Partial<TerminalOptions>]>([
    ['without a terminal', [], {}],
    ['without a token', [], { stdinIsTerminal: true, env: { HF_TOKEN: '' } }],
    ['where the answer is for a program', ['--format', 'json'], { stdinIsTerminal: true }],
    ['where nothing is to be written', ['--dry-run'], { stdinIsTerminal: true }],
  ])('is not asked for %s, and says how', async (_, more, options) => {
    const { at, hub } = await stage();
    const { code, stdout, stderr } = await at([...words, ...more], { answer: null, ...options });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('hf-groups init --import');
    expect(hub.log).toEqual([]);
  });

  it.each<[string, Partial<TerminalOptions>, string]>([
    ['there is no token', { env: { HF_TOKEN: '' } }, 'no-token|token'],
    ['the Hub refuses it', { env: { HF_TOKEN: 'hf_AnotherTokenThatIsWrong' } }, 'token'],
  ])('leaves nothing behind when %s', async (_, options, said) => {
    const { folder, at } = await stage();
    const before = contentOf(folder);
    const { code, stderr } = await at([...words, '--import'], options);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(said, 'i'));
    expect(contentOf(folder)).toEqual(before);
  });

  it('is never imported over one that is there', async () => {
    const { folder, at } = await stage();
    put(folder, 'groups.yaml', 'version: 1\norganization: acme-ai\n');
    const { code, stderr } = await at(['init', '--import']);
    expect(code).toBe(1);
    expect(stderr).toContain('groups.yaml is there already, so nothing is imported');
    expect(stderr).toContain('hf-groups import --update');
  });

  it('says what could not be declared', async () => {
    const odd: HandSeed = {
      ...acme,
      groups: { ...acme.groups, Odd: { members: { Ada: 'admin', kim: 'curator' } } },
    };
    const { stdout } = await (await stage(odd)).at([...words, '--import']);
    expect(stdout).toContain('Note: Left out: Odd: "kim" has the role "curator", which a file cannot give.');
  });
});

describe('the schema line', () => {
  /** What the first line of a file leads to, as a YAML language server follows it: from the file's own folder. */
  const schemaOf = (folder: string, file: string): unknown => {
    const [, target = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(read(folder, file)) ?? [];
    return JSON.parse(readFileSync(path.resolve(path.dirname(path.join(folder, file)), target), 'utf8'));
  };

  it.each<[readonly string[], string]>([
    [words, 'groups.yaml'],
    [[...words, '--import'], 'groups.yaml'],
    [[...words, '--file', 'access/groups.yaml'], 'access/groups.yaml'],
    [['import', 'acme-ai', '-o', 'groups.yaml'], 'groups.yaml'],
    [['import', 'acme-ai', '-o', 'made/groups.yaml'], 'made/groups.yaml'],
    [['import', 'acme-ai', '--split', 'access'], 'access/organization.yaml'],
    [['import', 'acme-ai', '--split', 'access'], 'access/foundation-models.yaml'],
    [['import', 'acme-ai', '--split', '.'], 'evaluation.yaml'],
  ])('leads to the schema after %j', async (command, file) => {
    const { folder, at } = await stage();
    put(folder, 'made/keep', '');
    expect(await at(command)).toMatchObject({ code: 0 });
    expect(schemaOf(folder, file)).toEqual(schema);
    const valid = await at(['validate', '--file', command.includes('--split') ? path.dirname(file) : file]);
    expect(valid).toMatchObject({ code: 0, stderr: '' });
  });

  it('leaves a schema that is there as it is', async () => {
    const { folder, at } = await stage();
    put(folder, 'schemas/groups.schema.json', '{}\n');
    const made = await at(words);
    expect(made.stdout).toMatch(/ {2}schemas\/groups\.schema\.json +is there already, and is left as it is/);
    await at(['import', 'acme-ai', '-o', 'other.yaml']);
    expect(read(folder, 'schemas/groups.schema.json')).toBe('{}\n');
  });
});

it('brings 12 groups and 60 people under control in five commands', async () => {
  const folder = temporaryFolder();
  const seed: HandSeed = parse(readFileSync('docs/examples/twelve-groups.yaml', 'utf8'));
  expect([Object.keys(seed.groups ?? {}).length, Object.keys(seed.members ?? {}).length]).toEqual([12, 60]);
  const { at } = await stage(seed, folder);
  const git = (...line: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@a', ...line], {
      cwd: folder,
      encoding: 'utf8',
    });
  git('init', '--quiet'); // 1
  expect(await at([...words, '--import'])).toMatchObject({ code: 0, stderr: '' }); // 2
  const plan = await at(['plan', '--detailed-exitcode']); // 3
  expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes. acme-ai matches') });
  git('add', '.github', 'groups.yaml', 'schemas/groups.schema.json'); // 4
  git('commit', '--quiet', '-m', 'Set up hf-groups'); // 5
  expect(git('ls-files').trim().split('\n')).toEqual([
    '.github/dependabot.yml',
    '.github/workflows/hf-groups.yml',
    'groups.yaml',
    'schemas/groups.schema.json',
  ]);
});
