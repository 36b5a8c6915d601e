import { describe, expect, it } from 'vitest';
import { helpNotes } from '../../src/commands/help.ts';
import { createProgram } from '../../src/commands/program.ts';
import { errorIn, expectForPeople } from './support/documents.ts';
import { run, temporaryFolder } from './support/program.ts';

const wrong: readonly (readonly [words: readonly string[], message: RegExp])[] = [
  [['-q'], /^No command is given$/],
  [['plann'], /^Unknown command 'plann'$/],
  [['help', 'nonsense'], /^Unknown command 'nonsense'$/],
  [['plan', '--formt', 'json'], /^Unknown option '--formt'$/],
  [['plan', 'groups.yaml'], /^`plan` takes no file without an option/],
  [['plan', '--timeout'], /argument missing$/],
  [['plan', '--timeout', '0'], /more than 0/],
  [['plan', '--timeout', 'soon'], /more than 0/],
  [['plan', '--concurrency', '1.5'], /whole number from 1 to 64/],
  [['plan', '--concurrency', '0'], /whole number from 1 to 64/],
  [['apply', '--batch-size', '-1'], /whole number from 1 to 1000/],
  [['apply', '--waive', 'everything'], /max-removals, emptied-group, last-admin/],
  [['apply', '--digest', 'sha256:1'], /64 hexadecimal digits/],
  [['apply', 'one.json', 'two.json'], /^`apply` takes one file only/],
  [['plan', '--file', ''], /not empty/],
  [['plan', '--out', ' '], /not empty/],
  [['plan', '--endpoint', ''], /not empty/],
  [['plan', '--token', 'hf_secret'], /^There is no `--token` here/],
  [['plan', '--format', 'yaml'], /Allowed choices are text, json, markdown, html/],
  [['validate', '--format', 'html'], /Allowed choices are text, json, github/],
  [['show'], /^Missing required argument 'plan'$/],
  [['sandbox', '--port', '70000'], /whole number from 0 to 65535/],
];

describe('a wrong command line', () => {
  it.each(wrong)('%j is refused with 1, for people and as JSON', async (words, message) => {
    const text = await run(words);
    expect(text).toMatchObject({ code: 1, stdout: '' });
    expect(text.stderr).toMatch(/^Error: .+\n {2}.*hf-groups.* --help`\.\n$/);
    expectForPeople(text.stderr);
    const json = await run(
      ['--format', 'json', ...words].slice(words.length === 0 ? 0 : 2).concat('--format=json'),
    );
    expect(json).toMatchObject({ code: 1, stderr: '' });
    expect(errorIn(json.stdout).code).toBe('usage');
    expect(text.stderr.replace(/^Error: /, '').split('\n')[0]).toMatch(message);
  });

  it('names the nearest word, and the help that helps', async () => {
    expect((await run(['aply'])).stderr).toMatch(/Did you mean apply\? See `hf-groups --help`\./);
    expect((await run(['plan', '--bse', 'x'])).stderr).toMatch(
      /Did you mean --base\? See `hf-groups plan --help`\./,
    );
  });
});

describe('help', () => {
  it('has the commands, examples and exit codes', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of [
      'validate',
      'plan',
      'apply',
      'show',
      'sandbox',
      'Examples:',
      'Exit codes:',
      '130, 143',
    ])
      expect(stdout).toContain(word);
    expectForPeople(stdout);
  });

  const program = createProgram(
    async () => {},
    () => {},
  );
  const commands = program.commands.map((command) => command.name());

  it.each(commands.filter((name) => name !== 'help'))('of %s', async (name) => {
    const { code, stdout, stderr } = await run([name, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: hf-groups ${name} `));
    expect((await run(['help', name])).stdout).toBe(stdout);
    // Every option says what it is for, and lines fit a terminal of 80 columns.
    expect(stdout).not.toMatch(/^ {2}-\S+( <\S+>)?\s*$/m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expectForPeople(stdout);
  });

  it('speaks of the token and the Hub as causes of an error only where they are asked', () => {
    const blaming = Object.entries(helpNotes)
      .filter(([, { exitCodes }]) => exitCodes.some(({ meaning }) => /token|Hub/.test(meaning)))
      .map(([name]) => name);
    const asking = program.commands
      .filter(({ options }) => options.some(({ long }) => long === '--endpoint'))
      .map((command) => command.name());
    expect(blaming.filter((name) => name !== '' && !asking.includes(name))).toEqual([]);
    expect(blaming).toContain('plan');
  });

  it('says what is planned only of a plan', async () => {
    for (const name of ['import', 'grant', 'revoke', 'access', 'doctor'])
      expect((await run([name, '--help'])).stdout).toMatch(/^What it is about:$/m);
  });

  it('of init names all files that it writes', async () => {
    const { stdout } = await run(['init', '--organization', 'acme-ai', '--dry-run', '--format', 'json'], {
      cwd: temporaryFolder(),
    });
    const help = (await run(['init', '--help'])).stdout.replace(/\s+/g, ' ');
    const { files }: { files: readonly { path: string }[] } = JSON.parse(stdout);
    expect(files.map(({ path }) => path)).toContain('.github/dependabot.yml');
    for (const { path } of files) expect(help).toContain(path);
    expect(help).not.toMatch(/\b(?:two|three|four) files/);
  });

  it('and version go to standard output', async () => {
    expect(await run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});
