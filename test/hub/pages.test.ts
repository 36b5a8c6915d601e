import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { KnownError } from '../../src/errors.ts';
import type { Connection } from '../../src/hub/connection.ts';
import type { HubReader } from '../../src/hub/hub.ts';
import { readerOver } from '../../src/hub/reader.ts';
import { routeTo } from '../../src/hub/route.ts';
import { Token } from '../../src/hub/token.ts';
import { scriptedServer } from '../support/http.ts';
import { hubFor, secret, timeoutMs } from '../support/hub.ts';

const members = '/api/organizations/acme/members';

function page(users: readonly string[], next?: string) {
  const body = users.map((user) => ({ user }));
  return next === undefined ? { body } : { body, headers: { link: `<${next}>; rel="next"` } };
}

async function errorOf(promise: Promise<unknown>): Promise<KnownError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof KnownError) return error;
  throw new Error(`Not a known error: ${String(error)}`);
}

/** A reader over no network: so many pages of one member. */
function readerOfPages(count: number): HubReader {
  let asked = 0;
  const perform: Connection['perform'] = () => {
    asked += 1;
    const link: readonly [string, string][] =
      asked < count ? [['link', `<${members}?cursor=${asked}>; rel="next"`]] : [];
    const body = Buffer.from(JSON.stringify([{ user: `user-${asked}` }]));
    const result = { kind: 'answer', status: 200, headers: new Map(link), body } as const;
    return Promise.resolve({ result, met: null, attempts: 1, waits: false, comeBackAt: null, durationMs: 0 });
  };
  const bounds = { timeoutMs, maxBodyBytes: 1024 ** 2, maxListBytes: 1024 ** 2 };
  const endpoint = 'https://hub.example.com';
  const route = routeTo(endpoint, {});
  return readerOver({ connection: { perform }, endpoint, route, token: new Token(secret), ...bounds });
}

describe('pages', () => {
  it('reads them all, over absolute and relative links', async () => {
    await using server = await scriptedServer(({ url }) => {
      if (url.endsWith('cursor=2')) return page(['kim']);
      if (url.endsWith('cursor=1')) return page(['grace'], `${members}?cursor=2`);
      return page(['ada'], `${server.endpoint}${members}?cursor=1`);
    });
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listMembers('acme')).toEqual([{ user: 'ada' }, { user: 'grace' }, { user: 'kim' }]);
    expect(server.lines()).toEqual([
      `GET ${members}?limit=10000`,
      `GET ${members}?cursor=1`,
      `GET ${members}?cursor=2`,
    ]);
  });

  it('keeps every object as it came, also one that comes on two pages', async () => {
    await using server = await scriptedServer([
      page(['ada', 'Kim'], `${members}?cursor=1`),
      page(['kim', 'zoe']),
    ]);
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listMembers('acme')).toEqual(
      ['ada', 'Kim', 'kim', 'zoe'].map((user) => ({ user })),
    );
  });

  it('follows the pages of groups too', async () => {
    const groups = ['a', 'b'].map((letter) => ({ id: letter.repeat(24), name: letter, users: [] }));
    const path = '/api/organizations/acme/resource-groups';
    await using server = await scriptedServer([
      { body: [groups[0]], headers: { link: `<${path}?p=2>; rel="next"` } },
      { body: [groups[1]] },
    ]);
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listGroups('acme')).toEqual(groups);
  });

  it('answers nothing when a later page fails', async () => {
    await using server = await scriptedServer([page(['ada'], `${members}?cursor=1`), { status: 403 }]);
    await using made = hubFor(server.endpoint);
    expect((await errorOf(made.hub.listMembers('acme'))).code).toBe('hub-forbidden');
  });

  it.each([
    ['itself', `${members}?limit=10000`, 'has a next page that was read already'],
    ['another path', '/api/organizations/other/members?cursor=1', 'has a next page under another path'],
    ['no URL', 'https://:bad', 'has a link to the next page that is not a URL'],
  ])('refuses a next page that is %s', async (_, next, problem) => {
    await using server = await scriptedServer([page(['ada'], next)]);
    await using made = hubFor(server.endpoint);
    const error = await errorOf(made.hub.listMembers('acme'));
    expect(error.code).toBe('hub-unreadable');
    expect(error.message).toBe(`The Hub’s answer to GET ${members} ${problem}`);
    expect(server.received).toHaveLength(1);
  });

  it('refuses a circle of pages', async () => {
    await using server = await scriptedServer(({ url }) =>
      page(['ada'], `${members}?cursor=${url.endsWith('=1') ? 2 : 1}`),
    );
    await using made = hubFor(server.endpoint);
    expect((await errorOf(made.hub.listMembers('acme'))).message).toMatch(/read already/);
    expect(server.received).toHaveLength(3);
  });

  it('reads 2000 pages, and refuses more as pages without end', async () => {
    expect(await readerOfPages(2000).listMembers('acme')).toHaveLength(2000);
    const error = await errorOf(readerOfPages(2001).listMembers('acme'));
    expect(error.message).toMatch(/has more than 2000 pages$/);
  });

  it('refuses pages that are too large together', async () => {
    await using server = await scriptedServer((_, index) =>
      page(['x'.repeat(400_000)], `${members}?cursor=${index}`),
    );
    await using made = hubFor(server.endpoint, { maxListBytes: 2 * 1024 ** 2 });
    const error = await errorOf(made.hub.listMembers('acme'));
    expect(error).toMatchObject({
      code: 'hub-unreadable',
      hint: expect.stringMatching(/some million memberships/),
    });
    expect(error.message).toBe(
      'All pages of GET /api/organizations/acme/members together have more than 2 MiB, which is the most that is read',
    );
    expect(server.received).toHaveLength(6);
  });

  it('takes pages that are together just as large as allowed', async () => {
    const play = page(['ada'], `${members}?cursor=1`);
    const bytes = 2 * JSON.stringify(play.body).length;
    for (const [maxListBytes, read] of [
      [bytes, 2],
      [bytes - 1, null],
    ] as const) {
      await using server = await scriptedServer([play, { body: play.body }]);
      await using made = hubFor(server.endpoint, { maxListBytes });
      const listed = await made.hub.listMembers('acme').catch(() => null);
      expect(listed?.length ?? null).toBe(read);
    }
  });

  it('refuses what is nested without measure, before anybody walks through it', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    await using server = await scriptedServer([{ body: `[{"user":"ada","x":${deep}}]` }]);
    await using made = hubFor(server.endpoint);
    expect((await errorOf(made.hub.listMembers('acme'))).message).toMatch(
      /is not JSON, or nested without measure/,
    );
  });
});

describe('another origin', () => {
  it('gets no request by a link to the next page', async () => {
    await using other = await scriptedServer([page(['mallory'])]);
    await using server = await scriptedServer([page(['ada'], `${other.endpoint}${members}?cursor=secret`)]);
    await using made = hubFor(server.endpoint);
    const error = await errorOf(made.hub.listMembers('acme'));
    expect(error).toMatchObject({
      code: 'hub-other-origin',
      message: `The link to the next page of GET ${members} leads to another server: ${other.endpoint}`,
      hint: 'Nothing was sent there. If the Hub has moved, set the endpoint to its new address.',
      details: { request: `GET ${members}`, http_status: 200 },
    });
    expect(other.received).toHaveLength(0);
  });

  it.each([301, 302, 303, 307, 308])('gets no request by a redirect with %d', async (status) => {
    await using other = await scriptedServer([page(['mallory'])]);
    await using server = await scriptedServer([
      { status, headers: { location: `${other.endpoint}${members}` } },
    ]);
    await using made = hubFor(server.endpoint);
    expect(await errorOf(made.hub.listMembers('acme'))).toMatchObject({
      code: 'hub-other-origin',
      message: `A redirect of GET ${members} leads to another server: ${other.endpoint}`,
      details: { http_status: status },
    });
    const sent = await made.hub.send({ method: 'DELETE', path: members, body: null });
    expect(sent).toMatchObject({ kind: 'refused', status });
    expect(other.received).toHaveLength(0);
  });

  it('is one with another name for the same machine, too', async () => {
    await using server = await scriptedServer(() => {
      const { port } = new URL(server.endpoint);
      return { status: 302, headers: { location: `http://localhost:${port}/` } };
    });
    await using made = hubFor(server.endpoint);
    expect((await errorOf(made.hub.whoami())).code).toBe('hub-other-origin');
    expect(server.received).toHaveLength(1);
  });
});

describe('redirects within the Hub', () => {
  it('are followed', async () => {
    await using server = await scriptedServer([
      { status: 301, headers: { location: '/api/organizations/ACME/members?limit=10000' } },
      page(['ada'], '/api/organizations/ACME/members?cursor=1'),
      page(['kim']),
    ]);
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listMembers('acme')).toEqual([{ user: 'ada' }, { user: 'kim' }]);
  });

  it.each<[string, Record<string, string>, number, RegExp]>([
    ['more than five times', { location: '/x' }, 6, /more than 5 times/],
    ['without a target', {}, 1, /answer to GET \/api\/whoami-v2 is a redirect to nowhere$/],
    ['to no URL', { location: 'https://:bad' }, 1, /redirect to nowhere/],
  ])('are unreadable %s', async (_, headers, requests, message) => {
    await using server = await scriptedServer([{ status: 302, headers }]);
    await using made = hubFor(server.endpoint);
    const error = await errorOf(made.hub.whoami());
    expect(error.code).toBe('hub-unreadable');
    expect(error.details['request']).toBe('GET /api/whoami-v2');
    expect(error.message).toMatch(message);
    expect(server.received).toHaveLength(requests);
  });
});
