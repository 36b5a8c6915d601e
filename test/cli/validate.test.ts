import { describe, expect, it } from 'vitest';
import { errorIn, expectForPeople } from './support/documents.ts';
import { type RunOptions, run, temporaryFolder } from './support/program.ts';
import { type Scene, scene } from './support/scene.ts';

const valid = 'version: 1\norganization: acme-ai\ngroups:\n  Models:\n    members:\n      ada: admin\n';

async function place(text: string | Uint8Array): Promise<Scene> {
  const made = await scene('');
  made.write('groups.yaml', text);
  return made;
}

/** Without a token and with an endpoint at which nobody listens. */
const alone: RunOptions = { env: { HF_TOKEN: undefined, HF_ENDPOINT: 'http://127.0.0.1:1' } };

describe('validate', () => {
  it('says what is valid on standard output, without a token or network', async () => {
    const { run, hub } = await place(valid);
    const { code, stdout, stderr } = await run(['validate'], alone);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Valid: acme-ai, 1 group.\n',
      stderr: '',
    });
    expect(hub.log).toEqual([]);
  });

  it('prints every error with its place, the line and a caret, and ends with 1', async () => {
    const { run } = await place(`${valid}      bob: amin\nwaiver: []\n`);
    const { code, stdout, stderr } = await run(['validate'], alone);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^groups\.yaml:7:12: error\[wrong-value\]: /m);
    expect(stdout).toMatch(/^groups\.yaml:8:1: error\[unknown-key\]: /m);
    expect(stdout).toMatch(/^7 \| {7}bob: amin\n {2}\| {12}\^{4}$/m);
    expect(stdout).toMatch(/waivers/);
    expect(stdout).toMatch(/^Error: 2 errors in the configuration/m);
    expectForPeople(stdout);
  });

  it('answers one JSON document, with warnings or with errors', async () => {
    const good = await place(valid.replace('ada:', 'ram--charan:'));
    const warned = await good.run(['validate', '--format', 'json'], alone);
    expect(warned).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(warned.stdout)).toEqual({
      diagnostics: [
        {
          code: 'unusual-username',
          severity: 'warning',
          message: expect.any(String),
          hint: expect.any(String),
          file: 'groups.yaml',
          line: 6,
          column: 7,
        },
      ],
    });
    const bad = await place('version: 1\norganisation: acme-ai\n');
    const failed = await bad.run(['validate', '--format=json'], alone);
    expect(failed).toMatchObject({ code: 1, stderr: '' });
    const { code, details } = errorIn(failed.stdout);
    expect(code).toBe('config-invalid');
    expect(details['diagnostics']).toContainEqual(
      expect.objectContaining({ code: 'unknown-key', file: 'groups.yaml', line: 2, column: 1 }),
    );
  });

  it('prints annotations for a workflow', async () => {
    const { run } = await place('version: 1\norganisation: acme-ai\n');
    const { code, stdout } = await run(['validate', '--format', 'github'], alone);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=groups\.yaml,line=2,col=1,title=unknown-key::/m);
    expect(
      stdout
        .trim()
        .split('\n')
        .every((line) => line.startsWith('::')),
    ).toBe(true);
  });

  it('makes one configuration of several files and folders, in path order', async () => {
    const made = await place(valid);
    made.write('access/b.yml', 'version: 1\norganization: acme-ai\ngroups: { Eval: {} }\n');
    made.write('access/deep/er/a.yaml', 'version: 1\norganization: acme-ai\ngroups: { Infra: {} }\n');
    made.write('access/notes.txt', 'not: [read');
    const { code, stdout } = await made.run(['validate', '-f', 'groups.yaml', '--file', 'access'], alone);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Valid: acme-ai, 3 groups.\n' });
    made.write('access/deep/er/a.yaml', 'version: 1\norganization: other\ngroups: { Models: {} }\n');
    const failed = await made.run(['validate', '-f', 'groups.yaml', '-f', 'access'], alone);
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(
      /^(access\/deep\/er\/a\.yaml|groups\.yaml):2:15: error\[other-organization\]/m,
    );
    expect(failed.stdout).toMatch(/: error\[duplicate-group\]/);
  });

  it('reads a file once that is named twice', async () => {
    const made = await place(valid);
    const { code, stdout } = await made.run(
      ['validate', '-f', 'groups.yaml', '-f', './groups.yaml', '-f', '.'],
      alone,
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Valid: acme-ai, 1 group.\n' });
  });
});

const faulty: readonly (readonly [what: string, text: string | Uint8Array, code: string, place: RegExp])[] = [
  ['an unknown key', `${valid}wavers: []\n`, 'unknown-key', /:7:1$/],
  ['a duplicate key', `${valid}version: 1\n`, 'yaml-duplicate-key', /:7:1$/],
  ['a wrong type', 'version: 1\norganization: acme-ai\ngroups: [Models]\n', 'wrong-type', /:3:9$/],
  ['no as a username', valid.replace('ada', 'no'), 'name-not-text', /:6:7$/],
  ['1e3 as a username', valid.replace('ada', '1e3'), 'name-not-text', /:6:7$/],
  ['a date as a username', valid.replace('ada', '2024-01-01'), 'name-not-text', /:6:7$/],
  ['a tab', valid.replace('    members', '\tmembers'), 'yaml-syntax', /:5:\d+$/],
  [
    'bytes that are not UTF-8',
    Buffer.from(valid.replace('ada', 'ad\u00e9'), 'latin1'),
    'file-encoding',
    /:6:9$/,
  ],
  ['an empty file', '', 'file-empty', /:1:1$/],
  ['a huge file', `${valid}#${' '.repeat(16 * 1024 * 1024)}\n`, 'file-too-large', /:1:1$/],
  ['several documents', `${valid}---\n${valid}`, 'yaml-several-documents', /:7:1$/],
  [
    'an alias bomb',
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
      .split('')
      .map((name, at) => `${name}: &${name} [${`*${'abcdefg'[at]}, `.repeat(10)}]\n`)
      .join('')}`,
    'yaml-alias',
    /:\d+:\d+$/,
  ],
  ['a merge key', valid.replace('      ada: admin', '      <<: { ada: admin }'), 'yaml-merge-key', /:6:7$/],
  ['__proto__', `${valid}__proto__: { x: 1 }\n`, 'unknown-key', /:7:1$/],
  ['a control character in a name', valid.replace('Models', '"Mod\\u0007els"'), 'invalid-name', /:4:3$/],
  ['a bidi character in a name', valid.replace('Models', 'Mod\u202eels'), 'invalid-name', /:4:3$/],
  [
    'a cycle of teams',
    `${valid}teams:\n  a: { include: [b] }\n  b: { include: [c] }\n  c: { include: [a] }\n`,
    'team-cycle',
    /:\d+:\d+$/,
  ],
  ['one person under two names', `${valid}      ADA: read\n`, 'duplicate-person', /:7:7$/],
  [
    'a malformed date',
    valid.replace('admin', '{ role: read, expires: 2026-02-30 }'),
    'invalid-date',
    /:\d+:\d+$/,
  ],
  ['nesting without end', '['.repeat(100_000), 'yaml-too-deep', /:1:\d+$/],
];

describe('a faulty file', () => {
  it.each(faulty)('%s is an error with a code and a place', async (_what, text, expected, position) => {
    const made = await place(text);
    const { code, stdout, stderr } = await made.run(['validate', '--format', 'json'], alone);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const { details } = errorIn(stdout);
    const found = details['diagnostics'];
    const places = (Array.isArray(found) ? found : [])
      .filter((one) => one.code === expected)
      .map(({ file, line, column }) => `${file}:${line}:${column}`);
    expect(places, stdout.slice(0, 2000)).toContainEqual(expect.stringMatching(/^groups\.yaml/));
    expect(places).toContainEqual(expect.stringMatching(position));
    const text2 = await made.run(['validate'], alone);
    expect(text2.code).toBe(1);
    expectForPeople(text2.stdout + text2.stderr);
  });

  it('prints the path of a cycle of teams', async () => {
    const made = await place(
      `${valid}teams:\n  a: { include: [b] }\n  b: { include: [c] }\n  c: { include: [a] }\n`,
    );
    expect((await made.run(['validate'], alone)).stdout).toMatch(/a.+b.+c.+a/);
  });

  it('takes CRLF and a byte order mark', async () => {
    const made = await place(`\ufeff${valid.replaceAll('\n', '\r\n')}`);
    expect(await made.run(['validate'], alone)).toMatchObject({
      code: 0,
      stdout: 'Valid: acme-ai, 1 group.\n',
    });
    const bad = await place(`${valid}x: 1\n`.replaceAll('\n', '\r\n'));
    const { stdout } = await bad.run(['validate'], alone);
    expect(stdout).toMatch(/^groups\.yaml:7:1: /);
    expect(stdout).not.toMatch(/\r/);
  });
});

describe('a file that is not there', () => {
  it.each([
    [
      ['validate'],
      /^Error: There is no groups\.yaml here\n {2}Name your file or folder with --file, or write a first one with `hf-groups import ORG/,
    ],
    [['validate', '-f', 'nope.yaml'], /^Error: Cannot read nope\.yaml: there is no such file\n/],
    [['validate', '-f', '.'], /^Error: The folder \. has no \*\.yaml and no \*\.yml file\n/],
    [
      ['validate', '-f', 'x/../nope.yaml/y'],
      /^Error: Cannot read .+: (there is no such file|a part of the path is not a folder)\n/,
    ],
  ])('%j', async (words, message) => {
    const ended = await run(words, { cwd: temporaryFolder() });
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) });
    const json = await run([...words, '--format', 'json'], { cwd: temporaryFolder() });
    expect(errorIn(json.stdout).code).toBe('file-unreadable');
    expect(json).toMatchObject({ code: 1, stderr: '' });
  });
});
