import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../src/run/connect.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { errorIn, expectForPeople, planIn } from './support/documents.ts';
import { files, ids, scene } from './support/scene.ts';
import { terminal } from './support/terminal.ts';

describe('plan', () => {
  it('shows the difference and the lines that programs look for', async () => {
    const { run, writes } = await scene(files.three);
    const { code, stdout, stderr } = await run(['plan']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\+ lee +read\b/m);
    expect(stdout).toMatch(/^~ kim +read -> write\b/m);
    expect(stdout).toMatch(/^- zoe\b/m);
    expect(stdout).toMatch(/groups\.yaml:7/);
    expect(stdout).toMatch(/^Plan: 1 to add, 1 to change, 1 to remove\.$/m);
    expectForPeople(stdout);
    expect(writes()).toEqual([]);
  });

  it('says that nothing is to be done', async () => {
    const { run, hub } = await scene(files.nothing);
    const { code, stdout } = await run(['plan']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^No changes\. acme-ai matches groups\.yaml\.$/m);
    // One request each for the groups, the members and the token's user, and no other.
    expect(hub.log.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'GET /api/organizations/acme-ai/members',
      'GET /api/organizations/acme-ai/resource-groups',
      'GET /api/whoami-v2',
    ]);
  });

  it('ends with 2 when there are changes, with --detailed-exitcode alone', async () => {
    const { run, write } = await scene(files.three);
    expect((await run(['plan', '--detailed-exitcode'])).code).toBe(2);
    write('groups.yaml', files.nothing);
    expect((await run(['plan', '--detailed-exitcode'])).code).toBe(0);
    // What is blocked is not as it should be either.
    write('groups.yaml', files.blocked);
    expect((await run(['plan', '--detailed-exitcode'])).code).toBe(2);
    expect((await run(['plan'])).code).toBe(0);
    // A refusal says more than that there are changes.
    write('groups.yaml', files.lastAdmin);
    expect((await run(['plan', '--detailed-exitcode'])).code).toBe(3);
  });

  it.each([
    ['no group', ''],
    ['only groups whose members are not managed', 'groups:\n  Evaluation: {}\n'],
  ])('does not say that the organization matches a file with %s', async (_what, groups) => {
    const { run } = await scene(`version: 1\norganization: acme-ai\n${groups}`);
    const { code, stdout } = await run(['plan', '--detailed-exitcode']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('No changes.');
    expect(stdout).toMatch(
      /^Nothing was compared: groups\.yaml declares no members for any group of acme-ai\.$/m,
    );
  });

  it('does not say that the organization matches a file that names nobody', async () => {
    const { run } = await scene(
      'version: 1\norganization: acme-ai\ngroups:\n  Evaluation: { membership: additive, members: {} }\n',
    );
    const { code, stdout } = await run(['plan', '--detailed-exitcode']);
    expect(code).toBe(0);
    expect(stdout).not.toContain('No changes.');
    expect(stdout).toMatch(/^Nothing to change: groups\.yaml names nobody in any group of acme-ai\.$/m);
  });

  it('answers one JSON document, with the same plan in the saved file', async () => {
    const { run, read, hub } = await scene(files.three);
    const { code, stdout, stderr } = await run(['plan', '--format', 'json', '--out', 'plan.json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const plan = planIn(stdout);
    expect(plan).toMatchObject({
      endpoint: hub.url,
      organization: 'acme-ai',
      summary: { create: 1, update: 1, delete: 1, destructive: 1, calls: 3, groups: 1 },
      changes: [
        { action: 'create', user: 'lee', before: null, after: 'read', origin: null },
        { action: 'update', user: 'kim', before: 'read', after: 'write' },
        { action: 'delete', user: 'zoe', before: 'read', after: null, destructive: true },
      ],
    });
    expect(read('plan.json')).toBe(stdout);
  });

  it.each([
    ['markdown', /\*\*|^#|^\|/m],
    ['html', /^<!doctype html>/i],
  ])('renders %s', async (format, pattern) => {
    const { run } = await scene(files.three);
    const { code, stdout } = await run(['plan', '--format', format]);
    expect(code).toBe(0);
    expect(stdout).toMatch(pattern);
    expect(stdout).toContain('zoe');
    expectForPeople(stdout);
  });

  it('writes everything to a pipe, also where that is much', async () => {
    const names = Array.from({ length: 4000 }, (_, index) => `user-${String(index).padStart(5, '0')}`);
    const seed = {
      organization: 'acme-ai',
      members: { root: 'admin', ...Object.fromEntries(names.map((name) => [name, 'read'])) },
      groups: { Big: {} },
    };
    const members = names.map((name) => `      ${name}: read`).join('\n');
    const made = await scene(
      `version: 1\norganization: acme-ai\ngroups:\n  Big:\n    members:\n${members}\n`,
      {
        seed,
      },
    );
    const { code, stdout } = await made.run(['plan', '--format', 'json']);
    expect(code).toBe(0);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect(planIn(stdout)).toMatchObject({ summary: { create: 4000, calls: 80 } });
  });

  it('shows more with --verbose and no notes with --quiet', async () => {
    const { run } = await scene(files.three);
    const verbose = await run(['plan', '--verbose']);
    expect(verbose.stdout).toMatch(/^Left alone$/m);
    expect(verbose.stderr).toMatch(/^GET \/api\/whoami-v2 200 \d+ ms$/m);
    const quiet = await run(['-q', '-v', 'plan']);
    expect(quiet).toMatchObject({ code: 0, stderr: '' });
  });

  it('passes no configuration on with an error, and asks the Hub nothing', async () => {
    const { run, hub } = await scene(`${files.three}nonsense: 1\n`);
    const { code, stdout, stderr } = await run(['plan']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^groups\.yaml:11:1: error\[unknown-key\]/);
    expect(hub.log).toEqual([]);
    const json = await run(['plan', '--format', 'json']);
    expect(json.stderr).toBe('');
    expect(errorIn(json.stdout)).toMatchObject({
      code: 'config-invalid',
      details: { diagnostics: [{ file: 'groups.yaml', line: 11, column: 1 }] },
    });
  });

  it('names the nearest group for one that the Hub does not list', async () => {
    const { run } = await scene('version: 1\norganization: acme-ai\ngroups:\n  Foundation Model: {}\n');
    const { code, stdout } = await run(['plan', '--format', 'json', '--detailed-exitcode']);
    expect(code).toBe(2);
    expect(planIn(stdout)).toMatchObject({
      changes: [],
      blocked: [
        {
          kind: 'group',
          group: { id: null, name: 'Foundation Model' },
          user: null,
          reason: 'group_not_found',
          suggestion: 'Foundation Models',
          source: { line: 4, column: 3 },
        },
      ],
    });
  });

  it('shows who is blocked, with the nearest username', async () => {
    const { run } = await scene(files.blocked);
    const { code, stdout } = await run(['plan', '--format', 'json']);
    expect(code).toBe(0);
    expect(planIn(stdout)).toMatchObject({
      changes: [],
      blocked: [{ user: 'gracee', reason: 'not_in_organization', suggestion: 'grace' }],
    });
  });
});

describe('plan --group', () => {
  const two = `${files.three.replace('Evaluation: {}', 'Evaluation:\n    members:\n      lee: read')}`;

  it('looks only at the groups that are named, by name or id', async () => {
    const { run } = await scene(two);
    const all = planIn((await run(['plan', '--format', 'json'])).stdout);
    expect(all).toMatchObject({ selection: null, summary: { groups: 2, create: 2 } });
    const one = planIn((await run(['plan', '--format', 'json', '--group', 'Evaluation'])).stdout);
    expect(one).toMatchObject({
      selection: ['Evaluation'],
      summary: { groups: 1, create: 1, update: 0, delete: 0 },
    });
    const both = planIn(
      (await run(['plan', '--format', 'json', '--group', ids.models, '--group', 'Evaluation'])).stdout,
    );
    expect(both['digest']).toBe(all['digest']);
  });

  it('refuses one that is not declared, with the nearest', async () => {
    const { run } = await scene(two);
    const { code, stderr } = await run(['plan', '--group', 'Evaluatoin', '--group', 'Foundation Models']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[unknown-group\]: The configuration declares no group `Evaluatoin`/);
    expect(stderr).toContain('Did you mean `Evaluation`?');
    expect(stderr).toMatch(/^Error: --group names a group that the configuration does not declare$/m);
    const both = await run(['plan', '--group', 'Evaluatoin', '--group', 'Models']);
    expect(both.stderr).toMatch(/^Error: --group names 2 groups that the configuration does not declare$/m);
  });
});

describe('a Hub that is not as described', () => {
  const odd = [
    { id: 'a'.repeat(24), name: 'Odd', users: [{ name: 'zed' }, { role: 'read' }, 7] },
    {
      id: 'b'.repeat(24),
      name: 'Odder',
      users: 'nobody',
      resources: [{ name: 'x' }],
      autoJoin: 3,
      spendLimits: [],
    },
    { name: 'Oddest' },
  ];
  const withOdd = async () => {
    const made = await scene(files.three);
    await made.run(['plan', '--save-live', 'live.json']);
    const saved = JSON.parse(made.read('live.json'));
    made.write('live.json', JSON.stringify({ ...saved, groups: [...odd, ...saved.groups] }));
    return made;
  };

  it.each([[[]], [['--group', 'Foundation Models']]])('plans what it can, with %j', async (words) => {
    const { run } = await withOdd();
    const before = planIn((await run(['plan', '--format', 'json', ...words])).stdout);
    const { code, stdout } = await run(['plan', '--format', 'json', '--live', 'live.json', ...words]);
    expect(code).toBe(0);
    const after = planIn(stdout);
    expect(after['changes']).toEqual(before['changes']);
    expect(after['blocked']).toEqual([]);
    expect(after['warnings']).toContainEqual(expect.objectContaining({ code: 'odd-answer' }));
  });

  it('blocks a declared group of which it cannot read who is in it', async () => {
    const { run, write } = await withOdd();
    write('groups.yaml', `${files.three}  Odder: { members: { ada: read } }\n`);
    const { stdout } = await run(['plan', '--format', 'json', '--live', 'live.json']);
    expect(planIn(stdout)['blocked']).toEqual([
      expect.objectContaining({
        kind: 'group',
        reason: 'unreadable',
        hint: 'The Hub sends no list of its members.',
      }),
    ]);
  });
});

describe('plan --live and --save-live', () => {
  it('keeps the Hub’s own objects, and plans them again without a token or network', async () => {
    const { run, json, hub, folder } = await scene(files.three);
    const first = await run(['plan', '--format', 'json', '--save-live', 'live.json']);
    const answers = async (path: string): Promise<unknown> => {
      const answer = await fetch(`${hub.url}${path}`, { headers: { authorization: `Bearer ${hub.token}` } });
      return answer.json();
    };
    expect(json('live.json')).toEqual({
      format_version: '1.0',
      endpoint: hub.url,
      organization: 'acme-ai',
      taken_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      me: expect.objectContaining({ name: 'root' }),
      groups: await answers('/api/organizations/acme-ai/resource-groups'),
      members: await answers('/api/organizations/acme-ai/members'),
    });
    const asked = hub.log.length;
    const none = { HF_TOKEN: undefined, HF_ENDPOINT: 'https://no-such-host.invalid' };
    const again = await run(['plan', '--format', 'json', '--live', 'live.json'], { env: none });
    expect(again).toMatchObject({ code: 0, stderr: '' });
    const [one, two] = [planIn(first.stdout), planIn(again.stdout)];
    expect({ ...two, created_at: null }).toEqual({ ...one, created_at: null });
    expect(hub.log.length).toBe(asked);
    expect(readFileSync(`${folder}/live.json`, 'utf8')).not.toContain(hub.token);
  });

  it('can be what a sandbox starts with', async () => {
    const { run, json } = await scene(files.three);
    const first = planIn((await run(['plan', '--format', 'json', '--save-live', 'live.json'])).stdout);
    const text = JSON.stringify(json('live.json'));
    const copy = await startSandbox({ seed: JSON.parse(text) });
    try {
      const env = { HF_ENDPOINT: copy.url, HF_TOKEN: copy.token };
      const second = planIn((await run(['plan', '--format', 'json'], { env })).stdout);
      expect(second['changes']).toEqual(first['changes']);
    } finally {
      await copy.close();
    }
  });

  it.each([
    ['no JSON', '{', 'snapshot-invalid', /live\.json is not JSON/],
    ['something else', '{"a": 1}', 'snapshot-invalid', /live\.json is not a saved snapshot: /],
    [
      'a saved plan',
      '{"format_version": "1.0", "policy": {}}',
      'snapshot-invalid',
      /not a saved snapshot: it looks like a plan$/,
    ],
    ['another version', '{"format_version": "9.0"}', 'snapshot-invalid', /format version 9\.0/],
    ['another organization', 'other', 'snapshot-invalid', /The snapshot is of other-org/],
  ])('refuses %s', async (_what, text, code, message) => {
    const { run, write, read } = await scene(files.three);
    await run(['plan', '--save-live', 'live.json']);
    const saved = JSON.parse(read('live.json'));
    if (text === 'other') write('live.json', JSON.stringify({ ...saved, organization: 'other-org' }));
    else write('live.json', text);
    const failed = await run(['plan', '--live', 'live.json', '--format', 'json']);
    expect(failed).toMatchObject({ code: 1, stderr: '' });
    expect(errorIn(failed.stdout)).toMatchObject({ code, message: expect.stringMatching(message) });
    expectForPeople((await run(['plan', '--live', 'live.json'])).stderr);
  });

  it('refuses an endpoint beside it that is another', async () => {
    const { run } = await scene(files.three);
    await run(['plan', '--save-live', 'live.json']);
    const { code, stderr } = await run([
      'plan',
      '--live',
      'live.json',
      '--endpoint',
      'https://huggingface.co',
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: live\.json is of http/);
  });
});

describe('the endpoint', () => {
  it('is that of --endpoint before that of HF_ENDPOINT', async () => {
    const { run, hub } = await scene(files.nothing);
    const env = { HF_ENDPOINT: 'http://127.0.0.1:1' };
    expect((await run(['plan', '--endpoint', `${hub.url}/`], { env })).code).toBe(0);
  });

  it.each([undefined, '', ' \n'])('is the Hub itself where HF_ENDPOINT is %j', (HF_ENDPOINT) => {
    const { io } = terminal({ folder: '', env: { HF_ENDPOINT } });
    expect(endpointOf(io, {})).toBe('https://huggingface.co');
  });

  it.each([
    ['http://huggingface.co', 'endpoint-insecure'],
    ['http://192.0.2.1:8080', 'endpoint-insecure'],
    ['huggingface.co', 'endpoint-invalid'],
    ['ftp://huggingface.co', 'endpoint-invalid'],
    ['https://user:hunter2@huggingface.co', 'endpoint-invalid'],
  ])('%s is refused before anything is sent', async (endpoint, code) => {
    const { run } = await scene(files.nothing);
    const failed = await run(['plan', '--endpoint', endpoint, '--format', 'json']);
    expect(failed.code).toBe(1);
    expect(errorIn(failed.stdout).code).toBe(code);
    expect(failed.stdout).not.toContain('hunter2');
  });
});

describe('what cannot be written', () => {
  it.each([['-o'], ['--save-live']])('%s in a folder that is not there', async (flag) => {
    const { run } = await scene(files.three);
    const { code, stdout, stderr } = await run(['plan', flag, 'nope/out.json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Error: Cannot write nope\/out\.json: its folder does not exist\n$/);
    const json = await run(['plan', flag, 'nope/out.json', '--format', 'json']);
    expect(errorIn(json.stdout)).toMatchObject({
      code: 'file-unwritable',
      details: { file: 'nope/out.json' },
    });
  });

  it.runIf(process.platform === 'linux')('-o on a full disk', async () => {
    const { run } = await scene(files.three);
    const { code, stderr } = await run(['plan', '-o', '/dev/full']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: Cannot write \/dev\/full: the disk is full\n$/);
  });

  it('-o in place of a folder', async () => {
    const { run } = await scene(files.three);
    expect((await run(['plan', '-o', '.'])).stderr).toMatch(/^Error: Cannot write \.: it is a folder\n$/);
  });
});
