import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createHub } from '../../src/hub/client.ts';
import type { HubWrite } from '../../src/hub/hub.ts';
import { Token } from '../../src/hub/token.ts';
import { VirtualClock } from '../support/clock.ts';
import { type Play, scriptedServer } from '../support/http.ts';
import { hubFor, secret, timeoutMs } from '../support/hub.ts';

const write: HubWrite = { method: 'DELETE', path: '/api/x', body: null };
const token = new Token(secret);
const userAgent = 'hf-groups/0.0.0-test';

describe('createHub', () => {
  it.each(['http://192.0.2.1', 'http://huggingface.co'])('refuses %s before connecting', (endpoint) => {
    const options = { endpoint, token, userAgent };
    expect(() => createHub(options)).toThrow(expect.objectContaining({ code: 'endpoint-insecure' }));
  });

  it('gives a reader that cannot write, also at run time', async () => {
    await using made = hubFor('http://127.0.0.1:1');
    const { reader } = made.hub;
    const reading = [
      'auditLog',
      'endpoint',
      'findMembersByEmail',
      'getGroup',
      'listGroups',
      'listMembers',
      'listRepositories',
      'listServiceAccounts',
      'usageByGroup',
      'whoami',
    ];
    expect(Object.keys(reader).toSorted()).toEqual(reading);
    expect(Object.isFrozen(reader)).toBe(true);
    expect(Object.getPrototypeOf(reader)).toBe(Object.prototype);
    expect('send' in reader).toBe(false);
  });

  it('bounds the requests in flight, reads and writes together', async () => {
    const waiting: ServerResponse[] = [];
    let most = 0;
    const play: Play = async (response) => {
      waiting.push(response);
      if (waiting.length < 3) return;
      // Time for a fourth one to arrive, if there were one.
      for (let turns = 0; turns < 20; turns += 1) await turn();
      most = Math.max(most, waiting.length);
      for (const held of waiting.splice(0)) held.end('{"name":"ada"}');
    };
    await using server = await scriptedServer([play]);
    await using made = hubFor(server.endpoint, { concurrency: 3 });
    await Promise.all([made.hub.whoami(), ...Array.from({ length: 20 }, () => made.hub.send(write))]);
    expect(most).toBe(3);
    expect(server.received).toHaveLength(21);
  });

  it('keeps connections', async () => {
    const ports = new Set<number | undefined>();
    await using server = await scriptedServer([
      (response) => {
        ports.add(response.socket?.remotePort);
        response.end('{}');
      },
    ]);
    await using made = hubFor(server.endpoint, { concurrency: 1 });
    for (let index = 0; index < 5; index += 1) await made.hub.send(write);
    expect(ports.size).toBe(1);
  });

  it('gives each request as long as it is told', async () => {
    await using server = await scriptedServer([() => undefined]);
    await using made = hubFor(server.endpoint, { timeoutMs: 7000 });
    const read = expect(made.hub.whoami()).rejects.toMatchObject({
      message: `The Hub at ${server.endpoint} did not answer within 7 s`,
    });
    await read;
  });

  it('tells retries, waits and, in the log, each try without its query', async () => {
    const told: unknown[] = [];
    const tell = (entry: unknown): void => {
      told.push(entry);
    };
    await using server = await scriptedServer([
      { status: 429, headers: { 'retry-after': '60' } },
      { body: [{ user: 'grace' }] },
    ]);
    await using made = hubFor(server.endpoint, { onRetry: tell, onWait: tell, log: tell });
    await made.hub.findMembersByEmail('acme', 'grace@acme.ai');
    const path = '/api/organizations/acme/members';
    expect(told).toMatchObject([
      { method: 'GET', path, status: 429, attempt: 1 },
      { request: `GET ${path}`, status: 429, attempt: 1, waitMs: 60_000, why: 'retry-after' },
      { why: 'rate-limited', untilMs: expect.any(Number) },
      { method: 'GET', path, status: 200, attempt: 2 },
    ]);
    expect(JSON.stringify(told)).not.toContain('grace');
  });

  it('never shows the token, also when the Hub repeats it', async () => {
    const shown: unknown[] = [];
    const tell = (entry: unknown): void => {
      shown.push(entry);
    };
    const echo = { 'x-error-message': `bad ${secret}`, 'x-request-id': secret };
    const plays: Play[] = [
      ...[400, 401, 402, 403, 404, 429, 500].map((status) => ({
        status,
        headers: echo,
        body: { error: secret },
      })),
      { status: 302, headers: { ...echo, location: `http://127.0.0.2/${secret}?${secret}` } },
      { headers: { ...echo, link: `</${secret}>; rel="next"` }, body: [] },
      { headers: echo, body: secret },
      { headers: echo, body: { [secret]: secret } },
      (response) => response.destroy(),
    ];
    for (const play of plays) {
      await using server = await scriptedServer([play]);
      await using made = hubFor(server.endpoint, { onRetry: tell, onWait: tell, log: tell });
      shown.push(await made.hub.listMembers('acme').catch((error: unknown) => error));
      shown.push(await made.hub.send(write), made.hub);
      expect(server.received[0]?.headers.authorization).toBe(`Bearer ${secret}`);
    }
    expect(shown.length).toBeGreaterThan(3 * plays.length);
    const text = shown.map((entry) => {
      const all =
        entry instanceof Error ? [entry.stack, entry.cause, JSON.stringify(entry)] : [JSON.stringify(entry)];
      return inspect([entry, ...all], { depth: 20, showHidden: true });
    });
    expect(text.join('\n')).not.toContain(secret);
  });
});

describe('closing', () => {
  it('ends the connections', async () => {
    let ended = Promise.resolve<unknown>(null);
    await using server = await scriptedServer([
      (response) => {
        ended = once(response.req.socket, 'close');
        response.end('{}');
      },
    ]);
    const { hub } = hubFor(server.endpoint);
    await hub.send(write);
    await hub.close();
    await ended;
  });

  it('ends what waits for another try: nothing keeps a run alive that has failed', async () => {
    const clock = new VirtualClock();
    await using server = await scriptedServer([{ status: 503 }]);
    const { hub } = hubFor(server.endpoint, { clock });
    const reading = hub.listMembers('acme');
    const ended = expect(reading).rejects.toMatchObject({ code: 'interrupted' });
    await server.arrival(1);
    while (!clock.slept.some((ms) => ms < timeoutMs)) await turn();
    await hub.close();
    await ended;
    expect(server.received).toHaveLength(1);
  });

  it('ends what is in flight, and tells nothing of it', async () => {
    const told: unknown[] = [];
    const tell = (entry: unknown): void => {
      told.push(entry);
    };
    await using server = await scriptedServer([() => undefined]);
    const { hub } = hubFor(server.endpoint, { onRetry: tell, onWait: tell, log: tell });
    const reading = expect(hub.listMembers('acme')).rejects.toMatchObject({ code: 'interrupted' });
    await server.arrival(1);
    await hub.close();
    await reading;
    expect(told).toEqual([]);
  });
});

describe('the soft stop', () => {
  it('lets what is in flight finish, and starts nothing more', async () => {
    const stop = new AbortController();
    const release: (() => void)[] = [];
    await using server = await scriptedServer([(response) => void release.push(() => response.end('{}'))]);
    await using made = hubFor(server.endpoint, { stop: stop.signal, concurrency: 1 });
    const flying = made.hub.send(write);
    const [waiting, reading] = [made.hub.send(write), made.hub.whoami()];
    await server.arrival(1);
    stop.abort();
    expect(await waiting).toMatchObject({ kind: 'not_sent', reason: 'interrupted', attempts: 0 });
    await expect(reading).rejects.toMatchObject({ code: 'interrupted' });
    for (const answer of release) answer();
    expect(await flying).toMatchObject({ kind: 'done' });
    expect(await made.hub.send(write)).toMatchObject({
      kind: 'not_sent',
      reason: 'interrupted',
      attempts: 0,
    });
    expect(server.received).toHaveLength(1);
  });

  it.each<[string, Play]>([
    ['a 429', { status: 429, headers: { 'retry-after': '100' } }],
    ['a 503', { status: 503 }],
  ])('ends the wait after %s', async (_, play) => {
    const stop = new AbortController();
    await using server = await scriptedServer([play]);
    await using made = hubFor(server.endpoint, { stop: stop.signal, onRetry: () => stop.abort() });
    await expect(made.hub.whoami()).rejects.toMatchObject({ code: 'interrupted' });
    expect(server.received).toHaveLength(1);
  });

  it('makes a write not sent that only met a 429', async () => {
    const stop = new AbortController();
    await using server = await scriptedServer([{ status: 429 }]);
    await using made = hubFor(server.endpoint, { stop: stop.signal, onRetry: () => stop.abort() });
    expect(await made.hub.send(write)).toMatchObject({
      kind: 'not_sent',
      reason: 'interrupted',
      attempts: 1,
    });
  });

  it('stops between two pages', async () => {
    const stop = new AbortController();
    await using server = await scriptedServer(() => {
      stop.abort();
      return { headers: { link: '</api/organizations/acme/members?cursor=1>; rel="next"' }, body: [] };
    });
    await using made = hubFor(server.endpoint, { stop: stop.signal });
    await expect(made.hub.listMembers('acme')).rejects.toMatchObject({ code: 'interrupted' });
    expect(server.received).toHaveLength(1);
  });
});

describe('the hard stop', () => {
  it('ends what is in flight: a write is unknown, a read interrupted', async () => {
    const hard = new AbortController();
    await using server = await scriptedServer([() => undefined]);
    await using made = hubFor(server.endpoint, { signal: hard.signal });
    const [sent, read] = [made.hub.send(write), made.hub.whoami()];
    await server.arrival(2);
    hard.abort();
    expect(await sent).toMatchObject({
      kind: 'unknown',
      status: null,
      message: expect.stringMatching(/^Interrupted/),
    });
    await expect(read).rejects.toMatchObject({ code: 'interrupted' });
    expect(await made.hub.send(write)).toMatchObject({
      kind: 'not_sent',
      reason: 'interrupted',
      attempts: 0,
    });
    expect(server.received).toHaveLength(2);
  });
});
