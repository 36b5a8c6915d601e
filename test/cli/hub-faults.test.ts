import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { scriptedServer } from '../support/http.ts';
import { errorIn, expectForPeople } from './support/documents.ts';
import { type Ended, run, temporaryFolder } from './support/program.ts';
import { acme, files, scene } from './support/scene.ts';

/** An error, told to people and to programs, with nothing of it on the wrong stream. */
async function expectError(
  ask: (words: readonly string[]) => Promise<Ended>,
  code: string,
  message: RegExp,
): Promise<void> {
  const text = await ask([]);
  expect({ code: text.code, stdout: text.stdout }).toEqual({ code: 1, stdout: '' });
  expect(text.stderr).toMatch(message);
  expectForPeople(text.stderr);
  const json = await ask(['--format', 'json']);
  const stderr = withoutRetries(json.stderr);
  expect({ code: json.code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(errorIn(json.stdout).code).toBe(code);
  expectForPeople(json.stdout.replaceAll('null', ''));
}

/** Retries are told whatever the format; what ends the run is not told twice. */
function withoutRetries(stderr: string): string {
  return stderr.replace(/^(?:GET \S+: .+\. Try \d in \d+\.\d s\.|Waiting until .+)\n/gm, '');
}

describe('the token', () => {
  it.each([
    ['none', {}, /^Error: There is no token for the Hub\n {2}Set HF_TOKEN/],
    ['an empty one', { HF_TOKEN: ' \n' }, /^Error: There is no token for the Hub\n/],
    ['one with a space', { HF_TOKEN: 'hf_a b' }, /^Error: The token has a space.*\(in HF_TOKEN\)/],
    ['one with a letter outside ASCII', { HF_TOKEN: 'hf_ä' }, /^Error: The token has/],
  ])('%s', async (_what, env, message) => {
    const made = await scene(files.nothing);
    const ask = (words: readonly string[]) =>
      run(['plan', ...words], { cwd: made.folder, env: { HF_ENDPOINT: made.hub.url, ...env } });
    await expectError(ask, 'no-token', message);
    expect(made.hub.log).toEqual([]);
  });

  it('is found where huggingface_hub finds it', async () => {
    const made = await scene(files.nothing);
    made.write('home/token', `${made.hub.token}\n`);
    const HF_ENDPOINT = made.hub.url;
    for (const env of [
      { HUGGING_FACE_HUB_TOKEN: made.hub.token },
      { HF_TOKEN_PATH: path.join(made.folder, 'home/token') },
      { HF_HOME: path.join(made.folder, 'home') },
    ])
      expect((await run(['plan'], { cwd: made.folder, env: { HF_ENDPOINT, ...env } })).code).toBe(0);
  });
});

const error = (status: number, text: string): FaultScript => [{ do: { status, body: { error: text } } }];

const refused: readonly (readonly [what: string, faults: FaultScript, code: string, message: RegExp])[] = [
  [
    '401',
    error(401, 'Invalid credentials in Authorization header'),
    'hub-unauthorized',
    /does not accept the token/,
  ],
  ['402', error(402, 'Payment required'), 'hub-payment-required', /paid plan[\s\S]*Team or Enterprise/],
  [
    '403, no permission',
    error(403, 'Forbidden'),
    'hub-forbidden',
    /not allow this token[\s\S]*Write access to organizations settings/,
  ],
  [
    '403, not approved',
    error(
      403,
      'Due to the organization token policy, your token needs to be approved by the organization before you can access this resource.',
    ),
    'hub-forbidden',
    /must approve the token/,
  ],
  ['404', error(404, 'Not found'), 'hub-not-found', /knows no[\s\S]*Check the name/],
  [
    'a body that is not JSON',
    [{ do: { status: 200, body: '{"groups": [', content_type: 'application/json' } }],
    'hub-unreadable',
    /JSON/,
  ],
  [
    'an HTML page',
    [{ do: { status: 200, body: '<html><body>Log in</body></html>', content_type: 'text/html' } }],
    'hub-unreadable',
    /HTML|JSON/,
  ],
  [
    'an HTML error page',
    [{ do: { status: 400, body: '<!doctype html><h1>Bad gateway</h1>', content_type: 'text/html' } }],
    'hub-refused',
    /HTTP 400/,
  ],
  [
    'a list of groups in which nothing is one',
    [{ when: { path: '**/resource-groups' }, do: { status: 200, body: [{ group: 'X' }, 7] } }],
    'hub-unreadable',
    /no group in it/,
  ],
  [
    'no list at all',
    [{ when: { path: '**/members' }, do: { status: 200, body: { members: [] } } }],
    'hub-unreadable',
    /list|array/i,
  ],
];

describe('a Hub that refuses, or answers what cannot be read', () => {
  it.each(refused)('%s', async (_what, faults, code, message) => {
    const made = await scene(files.three, { faults });
    await expectError((words) => made.run(['plan', ...words]), code, message);
    const applied = await made.run(['apply', '--auto-approve']);
    expect(applied.code).toBe(1);
    expect(made.writes()).toEqual([]);
  });

  it('an organization that does not exist', async () => {
    const made = await scene(files.nothing.replace('acme-ai', 'acme-ia'));
    await expectError((words) => made.run(['plan', ...words]), 'hub-not-found', /“acme-ia”/);
  });

  it('a token that it does not know', async () => {
    const made = await scene(files.nothing);
    const env = { HF_TOKEN: 'hf_wrong' };
    await expectError(
      (words) => made.run(['plan', ...words], { env }),
      'hub-unauthorized',
      /does not accept the token/,
    );
  });

  it('a token that the organization has not approved', async () => {
    const seed = {
      ...acme,
      tokens: [{ token: 'hf_new', user: 'root', access: 'admin' as const, pending_approval: true }],
    };
    const made = await scene(files.nothing, { seed });
    await expectError((words) => made.run(['plan', ...words]), 'hub-forbidden', /must approve the token/);
  });

  it.each([
    ['a body that is cut', [{ when: { path: '**/members' }, do: { cut_body: 20 } }], 'hub-unreadable'],
    ['errors without end', [{ do: { status: 503, body: 'busy' } }], 'hub-unavailable'],
    [
      'a rate limit without end',
      [{ do: { status: 429, body: { error: 'Too many requests' }, headers: { 'retry-after': '0' } } }],
      'hub-rate-limited',
    ],
    ['resets', [{ do: { reset: 'before' } }], 'hub-unavailable'],
  ] as const)('%s', async (_what, faults, code) => {
    const made = await scene(files.nothing, { faults });
    await expectError(
      (words) => made.run(['plan', ...words], { withoutWaits: true }),
      code,
      /^Error: The .*Hub/m,
    );
  });

  it('nobody there', async () => {
    const made = await scene(files.nothing);
    await made.hub.close();
    await expectError(
      (words) => made.run(['plan', ...words], { withoutWaits: true }),
      'hub-unavailable',
      /cannot be reached \(ECONNREFUSED\)/,
    );
    const { stderr } = await made.run(['plan'], { withoutWaits: true });
    expect(stderr).toMatch(/\n {2}No Hub listens there\. If it was a sandbox, .+ unset HF_ENDPOINT/);
  });

  it('no answer within --timeout', async () => {
    const made = await scene(files.nothing, { latencyMs: 1, delay: () => new Promise(() => {}) });
    const words = ['plan', '--timeout', '0.05', '--format', 'json'];
    const { code, stdout } = await made.run(words, { withoutWaits: true });
    expect(code).toBe(1);
    expect(errorIn(stdout)).toMatchObject({
      code: 'hub-unavailable',
      message: expect.stringContaining('0.05 s'),
    });
  });
});

describe('another origin', () => {
  const members = '/api/organizations/acme-ai/members';

  async function ask(play: (elsewhere: string) => FaultScript) {
    await using other = await scriptedServer([{ body: [] }]);
    const made = await scene(files.nothing, { faults: play(other.endpoint) });
    await expectError(
      (words) => made.run(['plan', ...words]),
      'hub-other-origin',
      /leads to another server: http/,
    );
    return other.received;
  }

  it('gets nothing after a redirect', async () => {
    const received = await ask((elsewhere) => [
      {
        when: { path: members },
        do: { status: 302, headers: { location: `${elsewhere}${members}?secret=1` } },
      },
    ]);
    expect(received).toEqual([]);
  });

  it('gets nothing after a link to the next page', async () => {
    const received = await ask((elsewhere) => [
      {
        when: { path: members },
        do: { status: 200, body: [], headers: { link: `<${elsewhere}${members}?cursor=2>; rel="next"` } },
      },
    ]);
    expect(received).toEqual([]);
  });

  it('pages without end end', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'groups.yaml'), files.nothing);
    let page = 0;
    await using server = await scriptedServer(({ url }) => {
      if (url.includes('whoami')) return { body: { name: 'root' } };
      if (!url.startsWith(members)) return { body: [] };
      page += 1;
      return {
        body: [],
        headers: { link: `<${server.endpoint}${members}?limit=10000&cursor=${page}>; rel="next"` },
      };
    });
    const env = { HF_ENDPOINT: server.endpoint, HF_TOKEN: 'hf_x' };
    const { code, stderr } = await run(['plan'], { cwd: folder, env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/more than \d+ pages/);
  });
});

describe('a fault of the program', () => {
  it('says so, with the stack, and is one JSON document all the same', async () => {
    const made = await scene(files.nothing);
    // A module that breaks what no user can break.
    made.write(
      'broken.mjs',
      'Date.prototype.toISOString = () => { throw new TypeError("broken on purpose"); };',
    );
    const env = { NODE_OPTIONS: `--import ${JSON.stringify(`file://${made.folder}/broken.mjs`)}` };
    const text = await made.start(['plan'], { env }).ended;
    expect(text).toMatchObject({ code: 1, stdout: '' });
    expect(text.stderr).toMatch(
      /^This is a fault of hf-groups, not yours\. Please report it with the following lines\.\nTypeError: broken on purpose\n\s+at /,
    );
    const json = await made.start(['plan', '--format', 'json'], { env }).ended;
    expect(json.code).toBe(1);
    expect(errorIn(json.stdout)).toMatchObject({ code: 'internal', message: 'broken on purpose' });
  });
});

describe('what an apply tells of a Hub in trouble', () => {
  it('each retry, and a long wait once, on standard error', async () => {
    const faults: FaultScript = [
      { when: { method: 'GET', path: '**/members', nth: 1 }, do: { status: 503 } },
      { when: { method: 'POST', nth: 1 }, do: { status: 503, headers: { 'Retry-After': '7' } } },
      { when: { method: 'PATCH', nth: 1 }, do: { status: 500 } },
    ];
    const made = await scene(files.three, { faults });
    const { code, stderr } = await made.run(['apply', '--auto-approve'], { withoutWaits: true });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^GET \S+\/members: HTTP 503\. Try 2 in \d\.\d s\.$/m);
    expect(stderr.match(/^Waiting until \d\d:\d\d:\d\d UTC \(the Hub asked to wait\)\.$/gm)).toHaveLength(1);
    expect(stderr).toMatch(/^PATCH \S+: HTTP 500\. Try 2 in \d\.\d s\.$/m);
  });

  it('of a change after one that was tried in vain, no try that was not made', async () => {
    const faults: FaultScript = [{ when: { method: 'POST' }, do: { status: 500 } }];
    const made = await scene(files.three, { faults });
    const { stderr } = await made.run(['apply', '--auto-approve'], { withoutWaits: true });
    expect(stderr.match(/^POST \S+: HTTP 500\. Try \d in \d\.\d s\.$/gm)).toHaveLength(4);
    expect(stderr.match(/^PATCH .+$/gm)).toEqual([
      expect.stringMatching(/^PATCH \S+: sent in \d\.\d s, since the change before it was tried in vain\.$/),
    ]);
  });

  it.each([
    ['a short wait for the rate limit as a retry', '1', 1, 0],
    ['a long one as a wait alone, which holds every request', '7', 0, 1],
  ])('%s', async (_, seconds, retries, waits) => {
    const faults: FaultScript = [
      {
        when: { method: 'GET', path: '**/members', nth: 1 },
        do: { status: 429, headers: { 'Retry-After': seconds } },
      },
    ];
    const made = await scene(files.nothing, { faults });
    const { code, stderr } = await made.run(['plan'], { withoutWaits: true });
    expect(code).toBe(0);
    expect(stderr.match(/^GET \S+\/members: HTTP 429\. Try 2 in \d\.\d s\.$/gm) ?? []).toHaveLength(retries);
    expect(stderr.match(/^Waiting until /gm) ?? []).toHaveLength(waits);
  });

  it('ends with 4, not 1, when something may have been written', async () => {
    const faults: FaultScript = [
      { when: { method: 'POST' }, do: { reset: 'after' } },
      { when: { method: 'GET', path: '**/resource-groups/*' }, do: { status: 500 } },
    ];
    const made = await scene(files.three, { faults });
    const words = ['apply', '--auto-approve', '--format', 'json', '-q'];
    const { code, stdout } = await made.run(words, { withoutWaits: true });
    expect([code, JSON.parse(stdout).result]).toEqual([4, 'partial']);
    expect(JSON.parse(stdout).changes[0]).toMatchObject({ status: 'failed', in_doubt: true });
  });
});
