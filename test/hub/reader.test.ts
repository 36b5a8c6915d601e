import { describe, expect, it } from 'vitest';
import { HubError, KnownError } from '../../src/errors.ts';
import type { HubReader } from '../../src/hub/hub.ts';
import { type Play, scriptedServer } from '../support/http.ts';
import { hubFor, secret } from '../support/hub.ts';

const id = '66670e5163145ca562cb1988';
const group = { id, name: 'Foundation Models', users: [{ name: 'ada', role: 'admin' }] };

async function errorOf(promise: Promise<unknown>): Promise<KnownError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
  throw new Error('It did not reject');
}

/** What a read of the groups does when the Hub plays this. */
async function listing(
  script: readonly Play[],
  read: (hub: HubReader) => Promise<unknown> = (hub) => hub.listGroups('acme'),
) {
  await using server = await scriptedServer(script);
  await using made = hubFor(server.endpoint);
  const error = await errorOf(read(made.hub));
  return { error, lines: server.lines(), slept: made.clock.slept };
}

describe('what is sent', () => {
  it.each<[string, (hub: HubReader) => Promise<unknown>, unknown, string]>([
    [
      'listGroups',
      (hub) => hub.listGroups('acme ai'),
      [group],
      '/api/organizations/acme%20ai/resource-groups',
    ],
    ['getGroup', (hub) => hub.getGroup('acme', id), group, `/api/organizations/acme/resource-groups/${id}`],
    [
      'listMembers',
      (hub) => hub.listMembers('acme'),
      [{ user: 'ada' }],
      '/api/organizations/acme/members?limit=10000',
    ],
    [
      'findMembersByEmail',
      (hub) => hub.findMembersByEmail('acme', 'grace+x@acme.ai'),
      [{ user: 'grace' }],
      '/api/organizations/acme/members?email=grace%2Bx%40acme.ai&limit=10',
    ],
    [
      'listRepositories',
      (hub) => hub.listRepositories('acme'),
      [{ id: 'acme/base', type: 'model', visibility: 'private' }],
      '/api/organizations/acme/settings/repositories',
    ],
    [
      'listServiceAccounts',
      (hub) => hub.listServiceAccounts('acme'),
      [{ user: 'ci-bot' }],
      '/api/organizations/acme/service-accounts',
    ],
    [
      'usageByGroup',
      (hub) => hub.usageByGroup('acme'),
      { currency: 'usd', periods: [] },
      '/api/organizations/acme/billing/usage-by-resource-group',
    ],
    ['whoami', (hub) => hub.whoami(), { name: 'ada', orgs: [] }, '/api/whoami-v2'],
  ])('%s asks once, and answers the Hub’s own object', async (_, read, body, url) => {
    await using server = await scriptedServer([{ body }]);
    await using made = hubFor(server.endpoint);
    expect(await read(made.hub)).toEqual(body);
    expect(server.lines()).toEqual([`GET ${url}`]);
    expect(server.received[0]?.headers).toMatchObject({
      authorization: `Bearer ${secret}`,
      'user-agent': 'hf-groups/0.0.0-test',
      accept: 'application/json',
    });
  });

  it('keeps the path of an endpoint below another', async () => {
    await using server = await scriptedServer([{ body: { name: 'ada' } }]);
    await using made = hubFor(`${server.endpoint}/hf/`);
    await made.hub.whoami();
    expect(server.lines()).toEqual(['GET /hf/api/whoami-v2']);
    expect(made.hub.endpoint).toBe(`${server.endpoint}/hf`);
  });

  it('asks whoami once a run, and again when it failed', async () => {
    await using server = await scriptedServer([{ status: 401 }, { body: { name: 'ada' } }]);
    await using made = hubFor(server.endpoint);
    await errorOf(made.hub.whoami());
    await Promise.all([made.hub.whoami(), made.hub.whoami()]);
    await made.hub.whoami();
    expect(server.received).toHaveLength(2);
  });

  it('carries along what it does not know', async () => {
    const strange = {
      ...group,
      users: [{ name: 'ada', role: 'overlord', type: 'robot', extra: { deep: [1] } }],
      resources: [{ type: 'hologram', id: 'x' }],
      description: null,
      newField: 1,
    };
    await using server = await scriptedServer([{ body: [strange] }]);
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listGroups('acme')).toEqual([strange]);
  });
});

describe('refusals', () => {
  it.each<[number, string, RegExp, RegExp]>([
    [400, 'hub-refused', /HTTP 400: why/, /./],
    [401, 'hub-unauthorized', /token: why/, /HF_TOKEN/],
    [402, 'hub-payment-required', /“acme”/, /Team/],
    [403, 'hub-forbidden', /“acme”/, /Write access to organizations settings \/ member management/],
    [404, 'hub-not-found', /no organization “acme”/, /name/],
    [408, 'hub-unavailable', /HTTP 408/, /again/],
    [409, 'hub-refused', /HTTP 409/, /./],
    [429, 'hub-rate-limited', /rate limit/, /later/],
    [500, 'hub-unavailable', /HTTP 500: why/, /again/],
    [501, 'hub-unavailable', /HTTP 501/, /again/],
    [204, 'hub-unreadable', /HTTP 204/, /./],
    [206, 'hub-unreadable', /HTTP 206/, /./],
    [304, 'hub-unreadable', /HTTP 304/, /./],
  ])('%d is %s', async (status, code, message, hint) => {
    const headers = { 'x-request-id': 'Root=1-abc' };
    const { error } = await listing([
      { status, headers, body: status === 204 || status === 304 ? '' : { error: 'why' } },
    ]);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(error).toBeInstanceOf(HubError);
    expect(error.details).toEqual({
      request: 'GET /api/organizations/acme/resource-groups',
      http_status: status,
      request_id: 'Root=1-abc',
    });
  });

  it('has a hint of its own for a token that must be approved', async () => {
    const text =
      'Due to the organization token policy, your token needs to be approved by the organization before you can access this resource.';
    const { error } = await listing([{ status: 403, headers: { 'x-error-message': text } }]);
    expect(error.message).toContain(text);
    expect(error.hint).toBe(
      'An admin of the organization must approve the token in the organization’s token settings.',
    );
  });

  it('names the group that is missing', async () => {
    const { error } = await listing([{ status: 404 }], (hub) => hub.getGroup('acme', id));
    expect(error.message).toContain(`no group ${id} in the organization “acme”`);
  });

  it('repeats no e-mail address', async () => {
    const { error } = await listing([{ status: 400 }], (hub) =>
      hub.findMembersByEmail('acme', 'grace@acme.ai'),
    );
    expect(JSON.stringify([error.message, error.details])).not.toContain('grace');
  });

  it.each<[string, Play]>([
    ['429', { status: 429 }],
    ['503', { status: 503 }],
    ['a reset', (response) => response.destroy()],
    [
      'a cut body',
      (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('[');
        setImmediate(() => response.destroy());
      },
    ],
  ])('tries again after %s', async (_, play) => {
    await using server = await scriptedServer([play, play, { body: [group] }]);
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listGroups('acme')).toEqual([group]);
    expect(server.received).toHaveLength(3);
    expect(made.clock.slept).toEqual(expect.arrayContaining([500, 1000]));
  });

  it('gives up after five tries', async () => {
    const { error, lines } = await listing([{ status: 502 }]);
    expect(lines).toHaveLength(5);
    expect(error.code).toBe('hub-unavailable');
  });

  it('gives up when the waits grow beyond ten minutes together', async () => {
    const { error, lines } = await listing([{ status: 429, headers: { 'retry-after': '301' } }]);
    expect(error.code).toBe('hub-rate-limited');
    expect(lines).toHaveLength(2);
  });

  it('gives up at once where trying again cannot help', async () => {
    expect((await listing([{ status: 403 }])).lines).toHaveLength(1);
  });

  it('says when nothing listens', async () => {
    const server = await scriptedServer([]);
    await server[Symbol.asyncDispose]();
    await using made = hubFor(server.endpoint);
    const error = await errorOf(made.hub.listGroups('acme'));
    expect(error.code).toBe('hub-unavailable');
    expect(error.message).toBe(`The Hub at ${server.endpoint} cannot be reached (ECONNREFUSED)`);
    expect(error.details['http_status']).toBeNull();
    expect(error.hint).toBe(
      'No Hub listens there. If it was a sandbox, start it again, or unset HF_ENDPOINT and HF_TOKEN for the real Hub.',
    );
    expect(made.clock.slept).toEqual([500]);
  });

  it.each<[string, Play]>([
    ['before the answer', () => undefined],
    [
      'inside the answer',
      (response) => {
        response.writeHead(200);
        response.write('[');
      },
    ],
  ])('gives a request up that stalls %s', async (_, play) => {
    await using server = await scriptedServer([play]);
    await using made = hubFor(server.endpoint);
    const failed = errorOf(made.hub.listGroups('acme'));
    for (let tries = 1; tries <= 5; tries += 1) {
      await server.arrival(tries);
      await made.clock.release();
    }
    expect((await failed).code).toMatch(/^hub-(unavailable|unreadable)$/);
    expect(server.received).toHaveLength(5);
  });
});

describe('answers that cannot be used', () => {
  const type = { 'content-type': 'application/json' };
  it.each<[string, Play, RegExp]>([
    ['an empty body', { body: '' }, /is empty/],
    ['text', { body: 'no groups' }, /is not JSON/],
    ['half a list', { body: '[{"id":' }, /is not JSON/],
    [
      'bytes that are not UTF-8',
      (response) => response.writeHead(200, type).end(Buffer.from('["\xff"]', 'latin1')),
      /is not JSON/,
    ],
    [
      'a web page',
      { headers: { 'content-type': 'text/html' }, body: '<p>secret page</p>' },
      / is a web page, not JSON$/,
    ],
    ['a web page that says it is JSON', { body: '\n<!doctype html><p>secret page</p>' }, /is a web page/],
    ['an object', { body: {} }, /answer must be array/],
    ['null', { body: null }, /is not what it should be: answer must be array$/],
  ])('%s is hub-unreadable, never an empty list', async (_, play, message) => {
    const { error } = await listing([play]);
    expect(error.code).toBe('hub-unreadable');
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('secret page');
  });

  it('takes the objects of a list as they are: what is odd is looked at where it is needed', async () => {
    const odd = [group, group, 7, null, { id, users: [{ name: 'a' }] }, { name: 'x' }];
    await using server = await scriptedServer([{ body: odd }, { body: [{ user: 'ada' }, {}] }]);
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listGroups('acme')).toEqual(odd);
    expect(await made.hub.listMembers('acme')).toEqual([{ user: 'ada' }, {}]);
  });

  it.each([
    ['an id', { name: 'x', users: [] }, /must have required property 'id'/],
    ['a name', { id, users: [] }, /must have required property 'name'/],
  ])('a group without %s', async (_, body, message) => {
    const { error } = await listing([{ body }], (hub) => hub.getGroup('acme', id));
    expect(error.code).toBe('hub-unreadable');
    expect(error.message).toMatch(message);
  });

  it('says which part is wrong', async () => {
    const { error } = await listing([{ body: { name: '' } }], (hub) => hub.whoami());
    expect(error.message).toMatch(
      /is not what it should be: answer\/name must NOT have fewer than 1 characters$/,
    );
  });

  it('a body that is shorter than announced', async () => {
    const { error } = await listing([
      (response) => {
        response.writeHead(200, { 'content-length': '50' });
        response.write('[]');
        setImmediate(() => response.destroy());
      },
    ]);
    expect(error.code).toBe('hub-unreadable');
    expect(error.message).toMatch(/broke off/);
  });

  it('a body that is larger than the bound, without trying again', async () => {
    await using server = await scriptedServer([{ body: 'x'.repeat(1_100_000) }]);
    await using made = hubFor(server.endpoint, { maxBodyBytes: 1024 ** 2 });
    const error = await errorOf(made.hub.listGroups('acme'));
    expect(error.code).toBe('hub-unreadable');
    expect(error.message).toMatch(/has more than 1 MiB, which is the most that is read$/);
    expect(error.hint).not.toMatch(/nothing before it/);
    expect(server.received).toHaveLength(1);
  });

  it('another group than the one that was asked for', async () => {
    const other = { ...group, id: 'a'.repeat(24) };
    const { error } = await listing([{ body: other }], (hub) => hub.getGroup('acme', id));
    expect(error.message).toMatch(/is another group/);
  });
});

describe('what the Hub says besides', () => {
  it('does not throw away an answer that came when another one closed the run', async () => {
    const held: (() => void)[] = [];
    await using server = await scriptedServer(({ url }) =>
      url.endsWith('members?limit=10000')
        ? (response) => void held.push(() => response.end('[{"user":"ada"}]'))
        : { status: 503, headers: { 'retry-after': '3600' } },
    );
    await using made = hubFor(server.endpoint);
    const members = made.hub.listMembers('acme');
    await server.arrival(1);
    await expect(made.hub.listGroups('acme')).rejects.toMatchObject({ code: 'hub-unavailable' });
    for (const answer of held) answer();
    expect(await members).toEqual([{ user: 'ada' }]);
    await expect(made.hub.whoami()).rejects.toMatchObject({
      code: 'hub-rate-limited',
      details: { http_status: null },
    });
  });

  it('reads every one of repeated headers', async () => {
    const next = '/api/organizations/acme/members?limit=10000&cursor=2';
    await using server = await scriptedServer([
      { body: [{ user: 'ada' }], headers: { link: ['</x>; rel="prev"', `<${next}>; rel="next"`] } },
      { body: [{ user: 'bob' }] },
    ]);
    await using made = hubFor(server.endpoint);
    expect(await made.hub.listMembers('acme')).toEqual([{ user: 'ada' }, { user: 'bob' }]);
  });

  it.each([
    ['your token needs to be approved by the organization', /must approve the token/],
    ['This organization needs approval of its members', /must be an admin/],
    ['Your token may not do this', /must be an admin/],
    ['', /must be an admin/],
  ])('a 403 that says “%s” has its own cure', async (message, hint) => {
    const { error } = await listing([{ status: 403, body: { error: message } }]);
    expect([error.code, error.hint]).toEqual(['hub-forbidden', expect.stringMatching(hint)]);
  });

  it.each([429, 503])(
    'a %i that asks to come back much later is told so, and not asked again',
    async (status) => {
      const { error, lines, slept } = await listing([{ status, headers: { 'retry-after': '3600' } }]);
      expect([lines.length, slept]).toEqual([1, []]);
      expect(error.message).toBe(
        'The Hub asks to come back at 2026-11-20 13:00 UTC, which is longer than a run waits',
      );
      expect(error.code).toBe(status === 429 ? 'hub-rate-limited' : 'hub-unavailable');
    },
  );

  it('says the minute after, lest somebody comes too early', async () => {
    const { error } = await listing([{ status: 429, headers: { 'retry-after': '3601' } }]);
    expect(error.message).toContain('at 2026-11-20 13:01 UTC');
  });

  it('sends nothing more once it was asked to come back much later, and says why', async () => {
    const { error, lines } = await listing(
      [{ status: 429, headers: { 'retry-after': '3600' } }],
      async (hub) => {
        await errorOf(hub.listGroups('acme'));
        return hub.listMembers('acme');
      },
    );
    expect(lines).toHaveLength(1);
    expect(error.code).toBe('hub-rate-limited');
    expect(error.details).toMatchObject({ http_status: null, request_id: null });
  });
});
