import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { Connection, type LogEntry, type Retry } from '../../src/hub/connection.ts';
import type { Answer, Lost } from '../../src/hub/exchange.ts';
import { Limiter } from '../../src/hub/limiter.ts';
import { networkFault } from '../../src/hub/network-fault.ts';
import type { Request } from '../../src/hub/transport.ts';
import { VirtualClock } from '../support/clock.ts';

const get = (path: string): Request => ({ method: 'GET', path, body: null });
const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'answer',
  status,
  headers: new Map(Object.entries(headers)),
  body: Buffer.from('{}'),
});
const always = (result: Answer | Lost): boolean => result.kind === 'lost' || result.status !== 200;

/** A connection whose requests take 100 ms and are answered by a script for each path; at its end with 200. */
function connected(
  scripts: Readonly<Record<string, readonly (Answer | Lost)[]>>,
  { concurrency = 1, here = false } = {},
) {
  const clock = new VirtualClock(0);
  const left = new Map(Object.entries(scripts).map(([path, results]) => [path, [...results]]));
  const sent: string[] = [];
  const log: LogEntry[] = [];
  const retries: Retry[] = [];
  const stop = new AbortController();
  const connection = new Connection({
    transport: {
      async send({ path }) {
        sent.push(`${clock.now()} ${path}`);
        await clock.sleep(100);
        return left.get(path)?.shift() ?? answer(200);
      },
      close: () => Promise.resolve(),
    },
    limiter: new Limiter({ clock, concurrency, stop: stop.signal, onWait: () => undefined }),
    clock,
    random: () => 0,
    here,
    stop: stop.signal,
    onRetry: (retry) => retries.push(retry),
    log: (entry) => log.push(entry),
  });
  return { clock, connection, sent, log, retries, stop };
}

describe('Connection', () => {
  it('says how long it took: each try to the log, all of them in the result', async () => {
    const { clock, connection, log } = connected({ '/a?q=1': [answer(500)] });
    await clock.advance(1000);
    const performed = await clock.run(connection.perform(get('/a?q=1'), always));
    expect(performed).toMatchObject({ attempts: 2, durationMs: 700, result: { status: 200 } });
    expect(log.map(({ path, durationMs, attempt }) => [path, durationMs, attempt])).toEqual([
      ['/a', 100, 1],
      ['/a', 100, 2],
    ]);
  });

  it('sends again before what waits, and lets the others go on while it waits', async () => {
    const { clock, connection, sent } = connected({ '/a': [answer(500)] });
    const requests = ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h'].map((path) => {
      return connection.perform(get(path), always);
    });
    await clock.run(Promise.all(requests));
    // The wait is 500 ms and ends with the sixth request, whose place the second try takes.
    expect(sent.map((line) => line.split(' ')[1])).toEqual([
      '/a',
      '/b',
      '/c',
      '/d',
      '/e',
      '/f',
      '/a',
      '/g',
      '/h',
    ]);
    expect(sent.at(-1)).toBe('800 /h');
  });

  it('holds everything back after a 429', async () => {
    const { clock, connection, sent } = connected({ '/a': [answer(429, { 'retry-after': '2' })] });
    await clock.run(Promise.all(['/a', '/b'].map((path) => connection.perform(get(path), always))));
    expect(sent).toEqual(['0 /a', '2100 /a', '2200 /b']);
  });

  it.each<[string, Answer, number]>([
    ['a 429 that says nothing', answer(429), 500],
    [
      'a date, by the clock of the answer',
      answer(503, {
        'retry-after': 'Thu, 01 Jan 1970 01:00:09 GMT',
        date: 'Thu, 01 Jan 1970 01:00:00 GMT',
      }),
      9000,
    ],
  ])('holds everything back after %s', async (_, failed, waitMs) => {
    const { clock, connection, sent } = connected({ '/a': [failed] });
    await clock.run(Promise.all(['/a', '/b'].map((path) => connection.perform(get(path), always))));
    expect(sent).toEqual(['0 /a', `${100 + waitMs} /a`, `${200 + waitMs} /b`]);
  });

  it('holds nothing back after an answer that needs no other try, whatever it asks for', async () => {
    const { clock, connection, sent } = connected({ '/a': [answer(200, { 'retry-after': '30' })] });
    await clock.run(Promise.all(['/a', '/b'].map((path) => connection.perform(get(path), always))));
    expect(sent).toEqual(['0 /a', '100 /b']);
  });

  it('learns the window from the policy: a reset beyond it is not believed', async () => {
    const headers = { ratelimit: '"api";r=0;t=500', 'ratelimit-policy': '"fixed window";"api";q=9;w=5' };
    const { clock, connection, sent } = connected({ '/a': [answer(200, headers)] });
    await clock.run(connection.perform(get('/a'), always));
    await clock.run(connection.perform(get('/b'), always));
    expect(sent).toEqual(['0 /a', '6150 /b']);
  });

  it.each([200, 403, 429])('minds nothing of a %d that broke off', async (status) => {
    const cut: Lost = {
      kind: 'lost',
      why: 'network',
      sent: true,
      status,
      headers: new Map([['retry-after', '30']]),
      fault: null,
    };
    const { clock, connection, sent } = connected({ '/a': [cut] });
    await clock.run(connection.perform(get('/a'), always));
    expect(sent).toEqual(['0 /a', '600 /a']);
  });

  it.each([
    ['that refuses connections on this machine', 'ECONNREFUSED', true, 2],
    ['that refuses connections elsewhere', 'ECONNREFUSED', false, 5],
    ['that resets connections on this machine', 'ECONNRESET', true, 5],
  ])('a Hub %s', async (_, code, here, tries) => {
    const fault = networkFault(Object.assign(new Error('x'), { code }));
    const lost: Lost = { kind: 'lost', why: 'network', sent: false, status: null, headers: new Map(), fault };
    const { clock, connection } = connected({ '/a': Array.from({ length: 9 }, () => lost) }, { here });
    const performed = await clock.run(connection.perform(get('/a'), always));
    expect(performed).toMatchObject({ result: lost, attempts: tries });
  });

  it('does not send again what would only meet the same, and says of all else what it met', async () => {
    const lostTo = (code: string): Lost => {
      const fault = networkFault(Object.assign(new Error('x'), { code }));
      return { kind: 'lost', why: 'network', sent: false, status: null, headers: new Map(), fault };
    };
    const { clock, connection, sent, retries } = connected({
      '/a': [lostTo('CERT_HAS_EXPIRED')],
      '/b': [lostTo('EAI_AGAIN')],
    });
    for (const path of ['/a', '/b']) await clock.run(connection.perform(get(path), always));
    expect(sent.map((line) => line.split(' ')[1])).toEqual(['/a', '/b', '/b']);
    expect(retries).toMatchObject([{ request: 'GET /b', status: null, fault: { code: 'EAI_AGAIN' } }]);
  });

  it('ends a wait when it is stopped', async () => {
    const { clock, connection, sent, stop } = connected({ '/a': [answer(500)] });
    const performed = connection.perform(get('/a'), always);
    await clock.advance(200);
    stop.abort(new Error('stopped'));
    expect(await performed).toMatchObject({
      result: null,
      met: { status: 500 },
      attempts: 1,
      durationMs: 200,
      comeBackAt: null,
    });
    expect(sent).toHaveLength(1);
  });

  it('a fault of the clock is not a stop', async () => {
    const { clock, connection } = connected({ '/a': [answer(500)] });
    const performed = connection.perform(get('/a'), always);
    const failed = expect(performed).rejects.toThrow('a fault');
    await clock.advance(50);
    clock.sleep = () => Promise.reject(new TypeError('a fault'));
    await clock.advance(50);
    await failed;
  });
});
