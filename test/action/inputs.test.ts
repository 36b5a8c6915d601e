import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failureReasons } from '../../src/action/failure-reason.ts';
import { inputDefaults, readInputs, secretsOf, secretVariables } from '../../src/action/inputs.ts';
import { outputNames } from '../../src/action/outputs.ts';

/** The inputs of the contract with the values that they can have, the default first; `null` for any text. */
const contract: Readonly<Record<string, readonly string[] | null>> = {
  command: ['plan', 'apply', 'drift', 'import', 'validate', 'doctor'],
  file: ['groups.yaml'],
  'hf-token': null,
  'hf-endpoint': null,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's.
  'github-token': ['${{ github.token }}'],
  'signing-key': null,
  comment: ['always', 'changes', 'never'],
  reviewed: ['all', 'destructive', 'off'],
  digest: null,
  'fail-on-blocked': ['this_change', 'any', 'never'],
  forks: ['members', 'always', 'never'],
  'batch-size': ['50'],
  concurrency: ['8'],
  'audit-log': ['false', 'true'],
};

const outputs =
  'changes to_add to_change to_remove blocked held_back digest result failure_reason plan_path report_path comment_url';
const reasons = [
  '',
  'config-invalid',
  'hub-error',
  'refused',
  'plan-changed',
  'blocked',
  'partial',
  'interrupted',
];

interface Metadata {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default: string; readonly required?: boolean }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

const metadata: Metadata = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
const variable = (name: string): string => `INPUT_${name.toUpperCase()}`;

describe('action.yml', () => {
  it('has the inputs of the contract, and the program those of action.yml', () => {
    const defaults = Object.entries(contract).map(([name, values]) => [name, values?.[0] ?? '']);
    expect(Object.entries(metadata.inputs).map(([name, input]) => [name, input.default])).toEqual(defaults);
    expect(Object.entries(inputDefaults).map(([name, value]) => [name, value ?? ''])).toEqual(defaults);
  });

  it('names in its descriptions every value that an input can have', () => {
    for (const [name, values] of Object.entries(contract)) {
      if (values === null || values.length === 1) continue;
      for (const value of values) expect(metadata.inputs[name]?.description).toContain(`\`${value}\``);
    }
  });

  it('has the outputs of the contract', () => {
    expect(Object.keys(metadata.outputs).join(' ')).toBe(outputs);
    expect(outputNames.join(' ')).toBe(outputs);
    expect(failureReasons).toEqual(reasons);
    const { description } = metadata.outputs['failure_reason'] ?? { description: '' };
    for (const reason of reasons.filter((one) => one !== '')) expect(description).toContain(`\`${reason}\``);
  });

  it('describes everything in sentences', () => {
    for (const { description } of [...Object.values(metadata.inputs), ...Object.values(metadata.outputs)])
      expect(description).toMatch(/^[A-Z`][\s\S]*\.$/);
  });

  it('runs one bundled file', () => {
    expect(metadata.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
  });
});

describe('readInputs', () => {
  const given = (inputs: Readonly<Record<string, string>>) =>
    readInputs(Object.fromEntries(Object.entries(inputs).map(([name, value]) => [variable(name), value])));

  it('takes the defaults where nothing is said, also of empty texts', () => {
    const nothing = readInputs({});
    expect(nothing).toEqual({
      command: 'plan',
      files: ['groups.yaml'],
      hfToken: null,
      hfEndpoint: null,
      githubToken: null,
      signingKey: null,
      comment: 'always',
      reviewed: 'all',
      digest: null,
      failOnBlocked: 'this_change',
      forks: 'members',
      auditLog: false,
      batchSize: 50,
      concurrency: 8,
    });
    expect(given(Object.fromEntries(Object.keys(contract).map((name) => [name, ' '])))).toEqual(nothing);
  });

  it.each(
    Object.entries(contract).flatMap(([name, values]) =>
      (values ?? []).map((value) => [name, value] as const),
    ),
  )('takes %s: %s', (name, value) => {
    expect(() => given({ [name]: value })).not.toThrow();
  });

  it('takes one path a line, each in one spelling', () => {
    expect(given({ file: ' a.yaml \r\n\n  b c.yaml' }).files).toEqual(['a.yaml', 'b c.yaml']);
    expect(given({ file: './a.yaml\naccess/\na.yaml\n.' }).files).toEqual(['a.yaml', 'access', '.']);
  });

  it.each(['../groups.yaml', '/etc/passwd', 'a/../../b'])('refuses the path %s', (file) => {
    expect(() => given({ file })).toThrow(expect.objectContaining({ code: 'usage' }));
  });

  it('takes a signing key that is long enough, and never shows one', () => {
    const key = 'k'.repeat(32);
    expect(given({ 'signing-key': ` ${key} ` }).signingKey).toBe(key);
    const short = 'too-short-to-be-a-key-of-any-use';
    const refused = () => given({ 'signing-key': short.slice(1) });
    expect(refused).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: 'The input `signing-key` has fewer than 32 characters',
        hint: 'Make one by chance, such as with `openssl rand -hex 32`, and keep it as a secret of the environments of both jobs.',
      }),
    );
    expect(refused).not.toThrow(short.slice(1));
  });

  it('takes the digest of a plan, and whether to look into the audit log', () => {
    const digest = `sha256:${'0af9'.repeat(16)}`;
    expect(given({ digest, 'audit-log': 'true' })).toMatchObject({ digest, auditLog: true });
  });

  it('takes as much as it may at most', () => {
    expect(given({ 'batch-size': '1000', concurrency: '64' })).toMatchObject({
      batchSize: 1000,
      concurrency: 64,
    });
    expect(given({ 'batch-size': '1', concurrency: '1' })).toMatchObject({ batchSize: 1, concurrency: 1 });
  });

  it.each([
    ['command', 'paln', /^Give plan, apply, drift, import, validate or doctor\. Did you mean plan\?$/],
    ['command', 'destroy', /^Give plan, apply, drift, import, validate or doctor\.$/],
    ['comment', 'Always', /always, changes or never/],
    ['reviewed', 'none', /all, destructive or off/],
    ['forks', 'all', /members, always or never/],
    ['digest', 'sha256:ab', /^Give `sha256:` and 64 hexadecimal digits, as the drift issue shows them\.$/],
    ['digest', `sha256:${'a'.repeat(65)}`, /^Give `sha256:`/],
    ['digest', `x-sha256:${'a'.repeat(64)}`, /^Give `sha256:`/],
    ['fail-on-blocked', 'true', /this_change, any or never/],
    ['batch-size', '0', /^Give a whole number from 1 to 1000\.$/],
    ['batch-size', '1001', /from 1 to 1000/],
    ['concurrency', '1e1', /from 1 to 64/],
    ['concurrency', '65', /from 1 to 64/],
  ])('refuses %s: %s', (name, value, hint) => {
    expect(() => given({ [name]: value })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: `The input \`${name}\` is “${value}”`,
        hint: expect.stringMatching(hint),
      }),
    );
  });

  it('takes what a step’s `env` says in the place of the inputs', () => {
    const env = { HF_TOKEN: 'hf_env', HF_ENDPOINT: 'https://hub.example' };
    expect(readInputs(env)).toMatchObject({ hfToken: 'hf_env', hfEndpoint: 'https://hub.example' });
    const both = {
      ...env,
      [variable('hf-token')]: 'hf_input',
      [variable('hf-endpoint')]: 'https://other.example',
    };
    expect(readInputs(both)).toMatchObject({ hfToken: 'hf_input', hfEndpoint: 'https://other.example' });
  });

  it('knows every secret, and where they are', () => {
    const env = {
      HF_TOKEN: 'd',
      [variable('hf-token')]: ' a ',
      [variable('github-token')]: 'b',
      [variable('signing-key')]: 'c',
    };
    expect(secretsOf(env)).toEqual(['a', 'b', 'c', 'd']);
    expect(secretVariables.toSorted()).toEqual(Object.keys(env).toSorted());
    expect(secretsOf({ HF_TOKEN: ' ' })).toEqual([]);
  });
});
