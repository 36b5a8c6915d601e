import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../schemas/doctor.schema.json' with { type: 'json' };
import type { HandSeed } from '../../src/sandbox/model.ts';
import type { SandboxOptions } from '../../src/sandbox/server.ts';
import { temporaryFolder } from './support/program.ts';
import { acme, files, ids, scene, token } from './support/scene.ts';

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

interface Document {
  readonly result: string;
  readonly checks: readonly { readonly code: string; readonly status: string; readonly message: string }[];
  readonly deviations_text: string | null;
}

/** Runs `doctor` against a Hub, and gives what it found. */
async function look(seed: HandSeed, more: Partial<SandboxOptions> & { readonly file?: string } = {}) {
  const { file = files.nothing, ...options } = more;
  const made = await scene(file, { seed, ...options });
  const { code, stdout, stderr } = await made.run(['doctor', '--format', 'json'], { withoutWaits: true });
  const document: Document = JSON.parse(stdout);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expect(made.hub.log.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(stdout + stderr).not.toContain(token);
  const of = (wanted: string) => document.checks.find((one) => one.code === wanted);
  return { made, code, document, of };
}

const withToken = (changed: Partial<NonNullable<HandSeed['tokens']>[number]>): HandSeed => ({
  ...acme,
  tokens: [{ token, name: 'ci', user: 'root', access: 'admin', ...changed }],
});

describe('doctor', () => {
  it('finds nothing that fails where all is well, with one line a check, and reads only', async () => {
    const made = await scene(files.nothing);
    const { code, stdout } = await made.run(['doctor']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ok {6}node .+\nok {6}files +groups\.yaml: acme-ai, 1 group\n/);
    expect(stdout).toMatch(/\n25 checks: 23 ok, 0 warn, 0 fail, 2 unknown\.\n$/);
    expect(made.writes()).toEqual([]);
  });

  it.each<[string, HandSeed, string, string, RegExp]>([
    [
      'a token that is not approved',
      withToken({ pending_approval: true }),
      'security-restrictions',
      'fail',
      /not approved the token/,
    ],
    [
      'a token that may do nothing here',
      withToken({ access: 'none' }),
      'token-permissions',
      'fail',
      /permits nothing/,
    ],
    [
      'a token that can only read',
      withToken({ access: 'read' }),
      'token-permissions',
      'warn',
      /not for `apply`/,
    ],
    [
      'the admin of a group only',
      withToken({ user: 'Ada' }),
      'organization-role',
      'warn',
      /may change "Foundation Models"/,
    ],
    [
      'somebody who may not see all groups',
      withToken({ user: 'Ada' }),
      'groups-visible',
      'unknown',
      /1 group can be seen/,
    ],
    [
      'a clock that is off',
      { ...acme, options: { clock_seconds: -86_400 * 2 } },
      'clock',
      'fail',
      /2 days ahead of/,
    ],
    [
      'a clock that is a little off',
      { ...acme, options: { clock_seconds: 600 } },
      'clock',
      'warn',
      /10 minutes behind/,
    ],
    [
      'fields that are not known',
      { ...acme, options: { unknown_fields: true } },
      'answer-fields',
      'warn',
      /difference/,
    ],
    [
      'roles that are not known',
      { ...acme, groups: { Evaluation: { id: ids.evaluation, members: { grace: 'curator' } } } },
      'answer-values',
      'warn',
      /1 difference|2 differences/,
    ],
    [
      'no headers of the quota',
      { ...acme, options: { rate_limit_headers: false } },
      'answer-headers',
      'warn',
      /difference/,
    ],
    [
      'no headers, so no quota',
      { ...acme, options: { rate_limit_headers: false } },
      'quota',
      'unknown',
      /does not say/,
    ],
    ['no plan', { ...acme, plan: 'none' }, 'organization-plan', 'fail', /no paid plan/],
    [
      'too small a quota',
      { ...acme, options: { rate_limit: { q: 8 } } },
      'quota',
      'warn',
      /needs 3 or more to read/,
    ],
  ])('finds %s', async (_, seed, check, status, message) => {
    const { code, document, of } = await look(seed);
    expect(of(check)).toMatchObject({ status, message: expect.stringMatching(message) });
    const fails = document.checks.some((one) => one.status === 'fail');
    expect([code, document.result]).toEqual(fails ? [1, 'fail'] : [0, 'ok']);
  });

  it('counts the calls that a run needs, from what it just read', async () => {
    const { of } = await look(acme, { file: files.three });
    expect(of('quota')).toMatchObject({
      message: expect.stringContaining('needs 3 or more to read, and `apply` 3 more'),
    });
  });

  it('counts each list that the files make a run read, as a plan does read it', async () => {
    const { made, of } = await look(acme, {
      file: `${files.nothing}    resources: { models: [acme-ai/base] }\n    spend_limits: { total: 5 }\n`,
    });
    expect(of('quota')).toMatchObject({ message: expect.stringContaining('needs 5 or more to read') });
    const before = made.hub.log.length;
    await made.run(['plan']);
    expect(made.hub.log.slice(before)).toHaveLength(5);
  });

  it('gives a text to paste into an issue, in which nobody is named', async () => {
    const { document } = await look({
      ...acme,
      options: { unknown_fields: true, rate_limit_headers: false },
    });
    const text = document.deviations_text ?? '';
    expect(text).toContain('- []: field “newField” (flag) is not described');
    expect(text).toContain('- header RateLimit is missing');
    for (const name of [
      'acme',
      'root',
      'ada',
      'grace',
      'kim',
      'Evaluation',
      'Foundation',
      '@',
      'hf_',
      '127.0.0.1',
    ])
      expect(text.toLowerCase()).not.toContain(name.toLowerCase());
  });

  it('finds auto-join beside exact', async () => {
    const seed = {
      ...acme,
      groups: { Evaluation: { members: { grace: 'admin' }, auto_join: { role: 'read' } } },
    };
    const file =
      'version: 1\norganization: acme-ai\ngroups:\n  Evaluation:\n    membership: exact\n    members: { grace: admin }\n';
    const { of } = await look(seed, { file });
    expect(of('auto-join-exact')).toMatchObject({ status: 'warn' });
  });

  it('says what is missing without a token, and asks nothing', async () => {
    const made = await scene(files.nothing);
    const { code, stdout } = await made.run(['doctor'], { env: { HF_TOKEN: undefined } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail {4}token-source .+no token.+\n .+hf auth login/m);
    expect(stdout).toMatch(/^unknown hub-answers .+Nothing was asked/m);
    expect(made.hub.log).toEqual([]);
  });

  it('says that nothing answers, once', async () => {
    const made = await scene(files.nothing);
    await made.hub.close();
    const { code, stdout } = await made.run(['doctor'], { withoutWaits: true });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fail {4}hub-answers .+cannot be reached \(ECONNREFUSED\)/m);
  });

  it('looks at an organization without files, and at files that are in error', async () => {
    const made = await scene('version: 1\n');
    const wrong = await made.run(['doctor', 'acme-ai']);
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toMatch(/^fail {4}files +1 error in groups\.yaml/m);
    const without = await made.run(['doctor', 'acme-ai', '--file', 'nothing.yaml']);
    expect(without.stdout).toMatch(/^fail {4}files .+nothing\.yaml/m);
    const bare = await scene(files.nothing);
    const { code, stdout } = await bare.run(['doctor', 'acme-ai'], {
      cwd: temporaryFolder(),
    });
    expect([code, /^unknown files /m.test(stdout)]).toEqual([0, true]);
  });

  it('names the organizations of the user where none is named', async () => {
    const made = await scene(files.nothing);
    const { stdout } = await made.run(['doctor'], { cwd: temporaryFolder() });
    expect(stdout).toMatch(/^unknown organization .+\n .+belongs to acme-ai\./m);
  });
});
