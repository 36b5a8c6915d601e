import { connect } from 'node:net';
import { Agent, request } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { clock, errorOf, start } from './client.ts';
import { acme, crowd, groupsPath, ids, membersPath, tokens } from './seeds.ts';

describe('requests that are refused before anything is looked at', () => {
  it.each([
    ['no token', null],
    ['an unknown token', 'hf_other'],
  ])('%s: 401 in the words of the Hub', async (_, token) => {
    const { send } = await start({ seed: acme });
    const reply = await send('GET', groupsPath, { token });
    expect(reply.status).toBe(401);
    expect(reply.body).toEqual({ error: 'Invalid credentials in Authorization header' });
    expect(reply.headers['x-error-message']).toBe('Invalid credentials in Authorization header');
  });

  it.each(['Basic aGY6', 'hf_admin', 'Bearer', 'Bearer hf_admin more'])(
    '%s is no token: 401',
    async (authorization) => {
      const { send } = await start({ seed: acme });
      expect((await send('GET', groupsPath, { token: null, headers: { authorization } })).status).toBe(401);
    },
  );

  it.each([
    ['an unknown path', 404, 'GET', '/api/nothing'],
    ['the root', 404, 'GET', '/'],
    ['an empty part', 404, 'GET', '/api/organizations//members'],
    ['a slash too many', 404, 'GET', `${groupsPath}/`],
    ['a path that begins like a host', 404, 'GET', '//evil.example/api/whoami-v2'],
    ['another method', 405, 'PUT', groupsPath],
    ['another method', 405, 'GET', `${groupsPath}/${ids.models}/users`],
    ['a path that is not percent-encoded', 400, 'GET', '/api/organizations/%zz/members'],
  ])('%s: %i', async (_, status, method, path) => {
    const { send } = await start({ seed: acme });
    const reply = await send(method, path);
    expect(reply.status).toBe(status);
    if (status === 404) expect(errorOf(reply)).toBe(`Nothing at ${path}`);
    if (status === 405) expect(reply.headers['allow']).toMatch(/GET|POST/);
  });

  it.each([
    ['not JSON', 400, '{', {}],
    ['nothing', 400, '', {}],
    [
      'another content type',
      400,
      '{"users":[{"user":"zoe","role":"read"}]}',
      { 'content-type': 'text/plain' },
    ],
    ['more than 1 MiB', 413, JSON.stringify({ users: [], more: 'x'.repeat(1024 * 1024) }), {}],
  ])('a body that is %s: %i', async (_, status, text, headers) => {
    const { send, sandbox } = await start({ seed: acme });
    const reply = await send('POST', `${groupsPath}/${ids.models}/users`, { text, headers });
    expect(reply.status).toBe(status);
    expect(sandbox.log[0]?.effect).toEqual([]);
  });

  it('answers the next request on a connection after one that was too large', async () => {
    const { send } = await start({ seed: acme });
    await send('POST', groupsPath, { text: ' '.repeat(2 * 1024 * 1024) });
    expect((await send('GET', groupsPath)).status).toBe(200);
  });

  it('never breaks on names that do not fit into a header', async () => {
    const { send } = await start({ seed: acme });
    const reply = await send('POST', `${groupsPath}/${ids.models}/users`, {
      body: { users: [{ user: 'é→\r\nX-Evil: 1', role: 'read' }] },
    });
    expect(reply.status).toBe(400);
    expect(errorOf(reply)).toContain('é→');
    expect(reply.headers['x-evil']).toBeUndefined();
    expect(reply.headers['x-error-message']).toMatch(/^[ -~]+$/);
  });
});

describe('the headers of every answer', () => {
  it('count the requests in X-Request-Id, and carry the quota', async () => {
    const { send } = await start({ seed: acme, now: clock().now });
    const replies = [
      await send('GET', groupsPath),
      await send('GET', '/nothing'),
      await send('GET', groupsPath, { token: null }),
    ];
    expect(replies.map(({ headers }) => headers['x-request-id'])).toEqual([
      'Root=1-sandbox-000001',
      'Root=1-sandbox-000002',
      'Root=1-sandbox-000003',
    ]);
    expect(replies.map(({ headers }) => headers['ratelimit'])).toEqual([
      '"api";r=2999;t=300',
      '"api";r=2998;t=300',
      '"api";r=2999;t=300',
    ]);
    for (const { headers } of replies) {
      expect(headers['ratelimit-policy']).toBe('"fixed window";"api";q=3000;w=300');
    }
  });
});

describe('the quota', () => {
  const seed = { ...acme, options: { rate_limit: { q: 2, w: 10, whoami: 1 } } };

  it('refuses what is beyond it with 429 until the window ends', async () => {
    const time = clock();
    const { send, sandbox } = await start({ seed, now: time.now });
    await send('GET', groupsPath);
    time.advance(3_500);
    expect((await send('GET', groupsPath)).headers['ratelimit']).toBe('"api";r=0;t=7');
    const refused = await send('DELETE', `${groupsPath}/${ids.models}/users/kim`);
    expect(refused.status).toBe(429);
    expect(refused.headers['ratelimit']).toBe('"api";r=0;t=7');
    expect(sandbox.log.at(-1)?.effect).toEqual([]);
    time.advance(6_499);
    expect((await send('GET', groupsPath)).status).toBe(429);
    time.advance(1);
    const again = await send('GET', groupsPath);
    expect(again.status).toBe(200);
    expect(again.headers['ratelimit']).toBe('"api";r=1;t=10');
  });

  it("is one for all tokens of a user, and each user's own", async () => {
    const { send } = await start({ seed, now: clock().now });
    await send('GET', groupsPath, { token: tokens.admin });
    await send('GET', groupsPath, { token: tokens.read });
    expect((await send('GET', groupsPath, { token: tokens.admin })).status).toBe(429);
    expect((await send('GET', groupsPath, { token: tokens.member })).status).toBe(200);
  });

  it('of whoami is tighter, and its 429 leaves requests over', async () => {
    const { send } = await start({
      seed: { ...seed, options: { rate_limit: { q: 5, w: 10, whoami: 1 } } },
      now: clock().now,
    });
    expect((await send('GET', '/api/whoami-v2')).status).toBe(200);
    const refused = await send('GET', '/api/whoami-v2');
    expect(refused.status).toBe(429);
    expect(refused.headers['ratelimit']).toBe('"api";r=3;t=10');
    expect((await send('GET', groupsPath)).status).toBe(200);
  });
});

describe('the log', () => {
  it('has everything of a request but the token', async () => {
    const time = clock(1000);
    const { send, sandbox } = await start({
      seed: acme,
      now: time.now,
      latencyMs: 40,
      delay: async (ms) => time.advance(ms),
    });
    const body = { users: [{ user: 'zoe', role: 'read' }] };
    await send('POST', `${groupsPath}/${ids.models}/users`, { body });
    await send('GET', `${membersPath}?limit=10&search=a`, { token: 'hf_secret' });
    expect(sandbox.log).toEqual([
      {
        sequence: 1,
        requestId: 'Root=1-sandbox-000001',
        method: 'POST',
        path: `${groupsPath}/${ids.models}/users`,
        query: {},
        body,
        status: 200,
        effect: [{ group: ids.models, user: 'zoe', before: null, after: 'read' }],
        sideEffect: [],
        tokenName: 'ci',
        faulted: false,
        concurrent: 1,
        startedAt: 1000,
        endedAt: 1040,
      },
      expect.objectContaining({
        sequence: 2,
        query: { limit: '10', search: 'a' },
        body: null,
        status: 401,
        tokenName: null,
        startedAt: 1040,
        endedAt: 1080,
      }),
    ]);
    expect(JSON.stringify(sandbox.log)).not.toMatch(/hf_(admin|secret)/);
  });

  it('tells how many requests were under way at once', async () => {
    const waiting: (() => void)[] = [];
    const { send, sandbox } = await start({
      seed: acme,
      latencyMs: 1,
      delay: () =>
        new Promise((resolve) => {
          waiting.push(resolve);
          if (waiting.length >= 3) for (const go of waiting) go();
        }),
    });
    await Promise.all([1, 2, 3].map(() => send('GET', groupsPath)));
    await send('GET', groupsPath);
    expect(sandbox.log.map(({ concurrent }) => concurrent)).toEqual([1, 2, 3, 1]);
    expect(sandbox.log.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });
});

describe('a request of a page that thinks this is its own server', () => {
  it.each(['evil.example', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:PORT'])(
    'is refused: %s',
    async (name) => {
      const { sandbox, send } = await start({ seed: crowd(1) });
      const host = name.replace('PORT', new URL(sandbox.url).port);
      for (const method of ['GET', 'POST']) {
        const { status } = await send(method, groupsPath, {
          headers: { host },
          ...(method === 'POST' ? { body: { name: 'x' } } : {}),
        });
        expect(status).toBe(403);
      }
      expect(sandbox.log.flatMap(({ effect }) => effect)).toEqual([]);
    },
  );

  it.each(['localhost:PORT', 'LOCALHOST:PORT', '127.0.0.1:PORT'])('is none of these: %s', async (name) => {
    const { sandbox, send } = await start({ seed: crowd(1) });
    const host = name.replace('PORT', new URL(sandbox.url).port);
    expect((await send('GET', '/api/whoami-v2', { headers: { host } })).status).toBe(200);
  });
});

describe('starting and closing', () => {
  it('has a token that nobody can guess', async () => {
    const tokens = await Promise.all([1, 2].map(async () => (await start({ seed: crowd(1) })).sandbox.token));
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it('listens on loopback alone, on a port of its own', async () => {
    const { sandbox } = await start({ seed: crowd(1) });
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(sandbox.token).toMatch(/^hf_sandbox_admin_[0-9a-f]{16}$/);
  });

  it('says so when the port is taken', async () => {
    const { sandbox } = await start({ seed: crowd(1) });
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({ seed: crowd(1), port })).rejects.toMatchObject({ code: 'usage' });
  });

  it.each([
    ['a connection that is kept alive', false],
    ['a request that is never answered', true],
  ])('closes with %s', async (_, stuck) => {
    let entered = (): void => {};
    const inside = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const sandbox = await startSandbox({
      seed: crowd(1),
      latencyMs: stuck ? 1 : 0,
      delay: () => {
        entered();
        return new Promise(() => {});
      },
    });
    const agent = new Agent({ keepAliveTimeout: 600_000 });
    onTestFinished(() => agent.destroy());
    const answer = request(sandbox.url, { dispatcher: agent }).then(
      async ({ body }) => body.text(),
      () => 'broken',
    );
    if (stuck) await inside;
    else await answer;
    await sandbox.close();
    await sandbox.close();
    if (stuck) expect(await answer).toBe('broken');
    await expect(request(sandbox.url)).rejects.toThrow();
  });

  it('goes on when a client goes away in the middle of its request', async () => {
    const { send, sandbox } = await start({ seed: acme });
    const port = Number(new URL(sandbox.url).port);
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`POST ${groupsPath} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`, () => {
          socket.destroy();
          resolve();
        });
      });
    });
    expect((await send('GET', groupsPath)).status).toBe(200);
  });
});
