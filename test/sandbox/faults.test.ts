import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultScript } from '../../src/sandbox/fault-script.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { rolesIn, start } from './client.ts';
import { acme, groupsPath, ids } from './seeds.ts';

const group = `${groupsPath}/${ids.models}`;

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What a client sees, whether it fits the schemas or not; `null` for a connection that breaks. */
async function raw(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<Raw | null> {
  try {
    const answer = await request(`${sandbox.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${sandbox.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  } catch {
    return null;
  }
}

describe('which requests a rule takes', () => {
  const fail: Fault = { status: 503 };

  it.each<[string, FaultScript, readonly number[]]>([
    ['all', [{ do: fail }], [503, 503, 503, 503, 503, 503]],
    ['the first', [{ when: { nth: 1 }, do: fail }], [503, 200, 200, 200, 200, 200]],
    ['some by number', [{ when: { nth: [2, 5] }, do: fail }], [200, 503, 200, 200, 503, 200]],
    ['every third', [{ when: { every: 3 }, do: fail }], [200, 200, 503, 200, 200, 503]],
    ['the first two', [{ when: { times: 2 }, do: fail }], [503, 503, 200, 200, 200, 200]],
    ['every second, once', [{ when: { every: 2, times: 1 }, do: fail }], [200, 503, 200, 200, 200, 200]],
    ['none of another method', [{ when: { method: 'POST' }, do: fail }], [200, 200, 200, 200, 200, 200]],
    [
      'a star within one part',
      [{ when: { path: '/api/organizations/*/resource-groups' }, do: fail }],
      [503, 200, 503, 200, 503, 200],
    ],
    [
      'a star does not reach over a slash',
      [{ when: { path: '/api/*' }, do: fail }],
      [200, 200, 200, 200, 200, 200],
    ],
    ['two stars over all', [{ when: { path: '/api/**' }, do: fail }], [503, 503, 503, 503, 503, 503]],
    [
      'a pattern is no regular expression',
      [{ when: { path: '/api/organization.*' }, do: fail }],
      [200, 200, 200, 200, 200, 200],
    ],
    [
      'a regular expression',
      [{ when: { path: '^/api/.*/[0-9a-f]{24}$' }, do: fail }],
      [200, 503, 200, 503, 200, 503],
    ],
    [
      'the second of those that match',
      [{ when: { path: `**/${ids.models}`, nth: 2 }, do: fail }],
      [200, 200, 200, 503, 200, 200],
    ],
    [
      'the first rule that fires; others count on',
      [
        { when: { nth: 1 }, do: { status: 500 } },
        { when: { nth: [1, 2] }, do: fail },
      ],
      [500, 503, 200, 200, 200, 200],
    ],
  ])('%s', async (_, faults, statuses) => {
    const { sandbox } = await start({ seed: acme, faults });
    const seen: (number | undefined)[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      seen.push((await raw(sandbox, 'GET', turn % 2 === 0 ? groupsPath : group))?.status);
    }
    expect(seen).toEqual(statuses);
    expect(sandbox.log.map(({ faulted }) => faulted)).toEqual(statuses.map((status) => status !== 200));
  });

  it('begins anew with another script, and none takes nothing', async () => {
    const { sandbox } = await start({ seed: acme, faults: [{ when: { nth: 1 }, do: fail }] });
    await raw(sandbox, 'GET', groupsPath);
    sandbox.setFaults([{ when: { nth: 1 }, do: { status: 502 } }]);
    expect((await raw(sandbox, 'GET', groupsPath))?.status).toBe(502);
    sandbox.setFaults([{ do: fail }]);
    sandbox.setFaults(null);
    expect((await raw(sandbox, 'GET', groupsPath))?.status).toBe(200);
  });
});

describe('what a fault does to an add', () => {
  const body = { users: [{ user: 'zoe', role: 'read' }] };

  it.each<[string, Fault, number | null, boolean]>([
    ['a status: no effect', { status: 503 }, 503, false],
    ['a status of success: no effect either', { status: 200, body: {} }, 200, false],
    ['a status after the effect', { status: 504, after_effect: true }, 504, true],
    ['a reset before the effect', { reset: 'before' }, null, false],
    ['a reset after the effect', { reset: 'after' }, null, true],
    ['a body that is cut: the effect is there', { cut_body: 10 }, null, true],
    ['a body that is cut to nothing', { cut_body: 0 }, null, true],
    ['another body', { body: 'oops' }, 200, true],
    ['a delay', { delay_ms: 60_000 }, 200, true],
  ])('%s', async (_, fault, status, effect) => {
    const { sandbox, send } = await start({
      seed: acme,
      faults: [{ when: { method: 'POST' }, do: fault }],
      delay: async () => {},
    });
    const reply = await raw(sandbox, 'POST', `${group}/users`, body);
    expect(reply?.status ?? null).toBe(status);
    if ((status ?? 0) >= 500)
      expect(JSON.parse(reply?.text ?? '')).toEqual({ error: 'Made to fail by a fault rule' });
    expect(sandbox.log[0]?.effect).toHaveLength(effect ? 1 : 0);
    expect('zoe' in rolesIn(await send('GET', group))).toBe(effect);
  });

  it.each<[string, Fault, boolean]>([
    ['before the effect', { delay_ms: 1000 }, false],
    ['after it', { delay_ms: 1000, after_effect: true }, true],
  ])('a delay is %s', async (_, fault, there) => {
    let during: readonly string[] = [];
    const { sandbox } = await start({
      seed: acme,
      faults: [{ do: fault }],
      delay: async (ms) => {
        expect(ms).toBe(1000);
        during = Object.keys(sandbox.state().groups[0]?.members ?? {});
      },
    });
    await raw(sandbox, 'POST', `${group}/users`, body);
    expect(during.includes('zoe')).toBe(there);
  });
});

describe('what a fault does to an answer', () => {
  it('has the status, the headers and an error of its own', async () => {
    const { sandbox } = await start({
      seed: acme,
      faults: [
        { do: { status: 429, headers: { 'retry-after': '7', RateLimit: null, 'ratelimit-policy': null } } },
      ],
    });
    const reply = await raw(sandbox, 'GET', groupsPath);
    expect(reply?.status).toBe(429);
    expect(reply?.headers['retry-after']).toBe('7');
    expect(reply?.headers).not.toHaveProperty('ratelimit');
    expect(reply?.headers).not.toHaveProperty('ratelimit-policy');
    expect(reply?.headers['x-request-id']).toBe('Root=1-sandbox-000001');
    expect(JSON.parse(reply?.text ?? '')).toEqual({ error: 'Made to fail by a fault rule' });
  });

  it('has no body where HTTP allows none', async () => {
    const { sandbox } = await start({ seed: acme, faults: [{ do: { status: 204 } }] });
    const reply = await raw(sandbox, 'GET', groupsPath);
    expect(reply).toMatchObject({ status: 204, text: '' });
    expect(reply?.headers['content-length'] ?? '0').toBe('0');
  });

  it.each<[string, Fault, string, string]>([
    ['text', { body: '<html>', content_type: 'text/html' }, '<html>', 'text/html'],
    ['text without a content type', { body: '[' }, '[', 'text/plain; charset=utf-8'],
    ['JSON', { body: { groups: [] } }, '{"groups":[]}', 'application/json; charset=utf-8'],
    ['JSON null', { body: null }, 'null', 'application/json; charset=utf-8'],
    ['an empty text', { status: 502, body: '' }, '', 'text/plain; charset=utf-8'],
  ])('%s', async (_, fault, text, type) => {
    const { sandbox } = await start({ seed: acme, faults: [{ do: fault }] });
    const reply = await raw(sandbox, 'GET', groupsPath);
    expect(reply?.text).toBe(text);
    expect(reply?.headers['content-type']).toBe(type);
    expect(reply?.headers).not.toHaveProperty('x-error-message');
  });
});

describe('a fault script that is none', () => {
  it.each<[string, unknown, RegExp]>([
    ['an unknown key', [{ do: { statsu: 500 } }], /0 › do: unknown key "statsu"/],
    ['nothing to do', [{ when: {} }], /0: "do" is missing/],
    [
      'a regular expression that is none',
      [{ when: { path: '^(' }, do: { status: 500 } }],
      /0 › when › path: \^\( is not a regular expression/,
    ],
    ['a number for the script', 7, /top level: must be array/],
  ])('%s', async (_, script, message) => {
    const { sandbox } = await start({ seed: acme });
    // What comes from a file has no type.
    expect(() => sandbox.setFaults(JSON.parse(JSON.stringify(script)))).toThrow(message);
  });
});
