import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { Performed } from '../../src/hub/connection.ts';
import type { Answer, Lost } from '../../src/hub/exchange.ts';
import type { HubWrite, WriteOutcome } from '../../src/hub/hub.ts';
import { Token } from '../../src/hub/token.ts';
import { writerOver } from '../../src/hub/writer.ts';
import { type Play, scriptedServer } from '../support/http.ts';
import { hubFor, secret } from '../support/hub.ts';

const path = '/api/organizations/acme/resource-groups/66670e5163145ca562cb1988/users';
const add: HubWrite = { method: 'POST', path, body: { users: [{ user: 'ada', role: 'read' }] } };
const headers = { 'x-request-id': 'req-1' };

async function sending(script: readonly Play[], write: HubWrite = add) {
  await using server = await scriptedServer(script);
  await using made = hubFor(server.endpoint);
  const outcome = await made.hub.send(write);
  return { outcome, received: server.received, slept: made.clock.slept };
}

describe('send', () => {
  it.each<[HubWrite, string]>([
    [add, '{"users":[{"user":"ada","role":"read"}]}'],
    [{ method: 'PATCH', path: `${path}/ada`, body: { role: 'write' } }, '{"role":"write"}'],
    [{ method: 'DELETE', path: `${path}/ada`, body: null }, ''],
  ])('sends $method', async (write, body) => {
    const { outcome, received } = await sending([{ headers, body: { id: 'x' } }], write);
    expect(outcome).toMatchObject({ kind: 'done', status: 200, requestId: 'req-1', attempts: 1 });
    expect(received).toMatchObject([{ method: write.method, url: write.path, body }]);
    expect(received[0]?.headers['content-type']).toBe(body === '' ? undefined : 'application/json');
  });

  it.each<[string, Play, object]>([
    [
      '400',
      { status: 400, headers, body: { error: 'no such user' } },
      { status: 400, message: 'no such user' },
    ],
    ['403 without a text', { status: 403, headers, body: '' }, { status: 403, message: 'HTTP 403' }],
    ['404 with a page', { status: 404, headers, body: '<html>x' }, { status: 404, message: 'HTTP 404' }],
    [
      'a redirect',
      { status: 307, headers: { ...headers, location: '/x' } },
      {
        status: 307,
        message: 'The Hub answered with a redirect (HTTP 307), which is not followed for a change',
      },
    ],
    [
      'a choice',
      { status: 300, headers },
      {
        status: 300,
        message: 'The Hub answered with a redirect (HTTP 300), which is not followed for a change',
      },
    ],
  ])('%s is refused', async (_, play, expected) => {
    const { outcome, received } = await sending([play]);
    expect(outcome).toMatchObject({ kind: 'refused', requestId: 'req-1', attempts: 1, ...expected });
    expect(received).toHaveLength(1);
  });

  it.each<[string, Play, number | null, RegExp]>([
    ['408', { status: 408 }, 408, /408/],
    ['500', { status: 500, body: { error: 'oops' } }, 500, /oops/],
    ['502', { status: 502 }, 502, /502/],
    ['503 with Retry-After', { status: 503, headers: { 'retry-after': '1' } }, 503, /503/],
    ['504', { status: 504, body: '<html>' }, 504, /504$/],
    ['202', { status: 202, body: {} }, 202, /202/],
    ['200 with text', { body: 'ok' }, 200, /not JSON/],
    ['200 with half a body', { body: '{"id":' }, 200, /not JSON/],
    ['200 with nothing', { body: '' }, 200, /empty/],
    ['200 with a page', { body: '<html>' }, 200, /web page/],
    ['200 with a number', { body: '7' }, 200, /^The Hub’s answer is not an object$/],
    ['200 with null', { body: 'null' }, 200, /^The Hub’s answer is not an object$/],
    ['200 that says no', { body: { success: false } }, 200, /^The Hub’s answer says that it failed$/],
    ['200 with an error', { body: { error: 'x' } }, 200, /failed/],
    ['a reset', (response) => response.destroy(), null, /broke/],
    [
      'a cut body',
      (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"id":1}');
        setImmediate(() => response.destroy());
      },
      200,
      /broke/,
    ],
  ])('%s is unknown, and not sent again', async (_, play, status, message) => {
    const { outcome, received } = await sending([play, { body: {} }]);
    expect(outcome).toMatchObject({ kind: 'unknown', status, attempts: 1 });
    expect(outcome.kind === 'unknown' && outcome.message).toMatch(message);
    expect(received).toHaveLength(1);
  });

  it.each<[Readonly<Record<string, string>>, boolean]>([
    [{ 'retry-after': '7' }, true],
    [{ 'retry-after': 'soon' }, false],
    [{}, false],
  ])('a doubt says whether the Hub said how long to wait: %j', async (given, waits) => {
    const { outcome } = await sending([{ status: 503, headers: given }]);
    expect(outcome).toMatchObject({ kind: 'unknown', waits, comeBackAt: null });
  });

  it.each<[string, Play, boolean]>([
    ['no answer at all', (response) => response.destroy(), true],
    ['202', { status: 202, body: {} }, true],
    ['502', { status: 502 }, true],
    ['504', { status: 504 }, true],
    ['500', { status: 500 }, false],
    ['503', { status: 503 }, false],
    ['200 with half a body', { body: '{"id":' }, false],
  ])('%s may still be done: %s', async (_, play, late) => {
    expect((await sending([play])).outcome).toMatchObject({ kind: 'unknown', late });
  });

  it('is not sent after the run was stopped', async () => {
    await using server = await scriptedServer([{ body: {} }]);
    const stop = new AbortController();
    await using made = hubFor(server.endpoint, { stop: stop.signal });
    stop.abort();
    expect(await made.hub.send(add)).toMatchObject({
      kind: 'not_sent',
      reason: 'interrupted',
      message: 'Interrupted before it was sent',
      attempts: 0,
    });
    expect(server.received).toEqual([]);
  });

  it('is unknown after a time-out, and not sent again', async () => {
    await using server = await scriptedServer([() => undefined]);
    await using made = hubFor(server.endpoint);
    const sent = made.hub.send(add);
    await server.arrival(1);
    await made.clock.release();
    expect(await sent).toMatchObject({
      kind: 'unknown',
      status: null,
      message: expect.stringMatching(/within 15 s/),
    });
    expect(server.received).toHaveLength(1);
  });

  it('waits after a 429 and sends again, since it was not executed', async () => {
    const { outcome, received, slept } = await sending([
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 429, headers: { ratelimit: '"api";r=0;t=4' } },
      { body: {} },
    ]);
    expect(outcome).toMatchObject({ kind: 'done', attempts: 3, durationMs: expect.any(Number) });
    expect(outcome.durationMs).toBeGreaterThanOrEqual(12_000);
    expect(received).toHaveLength(3);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(12_000);
  });

  it('is refused when every try meets a 429', async () => {
    const { outcome, received } = await sending([{ status: 429, headers, body: { error: 'slow down' } }]);
    expect(outcome).toMatchObject({
      kind: 'refused',
      status: 429,
      message: 'slow down',
      requestId: 'req-1',
      attempts: 5,
    });
    expect(received).toHaveLength(5);
  });

  it('is refused when the wait that is asked for is too long', async () => {
    const { outcome } = await sending([{ status: 429, headers: { 'retry-after': '86400' } }]);
    expect(outcome).toMatchObject({ kind: 'refused', status: 429, attempts: 1 });
  });

  it('is not sent when nothing listens on this machine, after a second try', async () => {
    const server = await scriptedServer([]);
    await server[Symbol.asyncDispose]();
    await using made = hubFor(server.endpoint);
    expect(await made.hub.send(add)).toMatchObject({
      kind: 'not_sent',
      reason: 'unreachable',
      attempts: 2,
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(made.clock.slept).toEqual([500]);
  });

  it('is not sent when the Hub asks another request to come back', async () => {
    await using server = await scriptedServer([
      { status: 503, headers: { 'retry-after': '3600' }, body: '' },
    ]);
    await using made = hubFor(server.endpoint);
    const comeBackAt = Date.UTC(2026, 10, 20, 13);
    const text = 'The Hub asks to come back at 2026-11-20 13:00 UTC, which is longer than a run waits';
    expect(await made.hub.send(add)).toMatchObject({
      kind: 'unknown',
      message: `The Hub answered HTTP 503. ${text}`,
      comeBackAt,
      waits: true,
    });
    expect(await made.hub.send(add)).toEqual({
      kind: 'not_sent',
      reason: 'come-back',
      status: null,
      message: text,
      requestId: null,
      attempts: 0,
      durationMs: 0,
      comeBackAt,
    });
    expect(server.received).toHaveLength(1);
  });

  it.each([
    '',
    'api/x',
    'http://192.0.2.1/api/x',
    '//192.0.2.1/api',
    '/api/../x',
    '/api/x/..',
    '/api/x?y',
    '/api/x#y',
    '/api/a b',
    '/other',
  ])('takes %j for a fault of the program, and sends nothing', async (wrong) => {
    await using server = await scriptedServer([{}]);
    await using made = hubFor(server.endpoint);
    await expect(made.hub.send({ ...add, path: wrong })).rejects.toThrow(
      `Not a path of the Hub’s API: ${JSON.stringify(wrong)}`,
    );
    expect(server.received).toHaveLength(0);
  });
});

describe('what came of a write', () => {
  const options = {
    endpoint: 'https://hub.test',
    route: { kind: 'direct', why: 'loopback' },
    token: new Token(secret),
    timeoutMs: 7000,
  } as const;
  const requestId = 'req-1';
  const answerHeaders = new Map(Object.entries(headers));
  const answer = (status: number, body: unknown): Answer => ({
    kind: 'answer',
    status,
    headers: answerHeaders,
    body: Buffer.from(JSON.stringify(body)),
  });
  const lost = (fields: Partial<Lost>): Lost => ({
    kind: 'lost',
    why: 'network',
    sent: true,
    status: null,
    headers: new Map(),
    fault: null,
    ...fields,
  });
  const tries = { attempts: 2, durationMs: 9 };
  const undone = { ...tries, comeBackAt: null };
  const untold = { requestId: null, ...undone };

  it.each<[string, Partial<Performed>, WriteOutcome]>([
    [
      'done',
      { result: answer(200, { id: 'x', users: [], name: 'n', description: null, token: 'hf_x' }) },
      {
        kind: 'done',
        status: 200,
        body: { id: 'x', name: 'n', description: null, users: [] },
        requestId,
        ...tries,
      },
    ],
    [
      'interrupted after a 429',
      { met: answer(429, { error: 'slow down' }) },
      {
        kind: 'not_sent',
        reason: 'interrupted',
        status: 429,
        message: 'HTTP 429: slow down. Interrupted before it was sent again',
        requestId,
        ...undone,
      },
    ],
    [
      'interrupted after a connection was not made',
      { met: lost({ sent: false }) },
      {
        kind: 'not_sent',
        reason: 'interrupted',
        status: null,
        message: 'Interrupted before it was sent',
        ...untold,
      },
    ],
    [
      'interrupted before its first byte',
      { result: lost({ why: 'interrupted', sent: false }) },
      { kind: 'not_sent', reason: 'interrupted', status: null, message: 'Interrupted', ...untold },
    ],
    [
      'interrupted under way',
      { result: lost({ why: 'interrupted' }) },
      {
        kind: 'unknown',
        status: null,
        message: 'Interrupted before the answer came',
        late: true,
        waits: false,
        ...untold,
      },
    ],
    [
      'an answer that broke off',
      { result: lost({ status: 200, headers: answerHeaders }) },
      {
        kind: 'unknown',
        status: 200,
        message: 'The connection to the Hub at https://hub.test broke before the answer came whole',
        late: false,
        waits: false,
        requestId,
        ...undone,
      },
    ],
    [
      'no connection',
      { result: lost({ sent: false }) },
      {
        kind: 'not_sent',
        reason: 'unreachable',
        status: null,
        message: 'The Hub at https://hub.test cannot be reached',
        ...untold,
      },
    ],
  ])('%s', async (_, given, outcome) => {
    const nothing: Performed = { result: null, met: null, waits: false, ...undone };
    const perform = (): Promise<Performed> => Promise.resolve({ ...nothing, ...given });
    expect(await writerOver({ ...options, connection: { perform } }).send(add)).toEqual(outcome);
  });

  it.each<[string, Answer | Lost, boolean]>([
    ['a 429', answer(429, {}), true],
    ['a 503', answer(503, {}), false],
    ['a 200', answer(200, {}), false],
    ['no connection', lost({ sent: false }), true],
    ['no connection in time', lost({ sent: false, why: 'timeout' }), true],
    ['an end before its first byte', lost({ sent: false, why: 'interrupted' }), false],
    ['no answer', lost({ why: 'timeout' }), false],
  ])('after %s it may be sent again: %s', async (_, result, may) => {
    let asked: boolean | null = null;
    await writerOver({
      ...options,
      connection: {
        perform: (_request, mayRepeat) => {
          asked = mayRepeat(result);
          return Promise.resolve({ result, met: null, waits: false, ...undone });
        },
      },
    }).send(add);
    expect(asked).toBe(may);
  });
});
