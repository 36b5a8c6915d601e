import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../src/hub/connection.ts';
import type { Answer, Lost } from '../../src/hub/exchange.ts';
import { Limiter } from '../../src/hub/limiter.ts';
import { proberOver } from '../../src/hub/prober.ts';
import { Token } from '../../src/hub/token.ts';
import { VirtualClock } from '../support/clock.ts';
import { secret } from '../support/hub.ts';

/** Asks what is always answered so, after 100 ms; the clock begins at 1000. */
function proberOf(result: Answer | Lost, stop = new AbortController()) {
  const clock = new VirtualClock(1000);
  const sent: string[] = [];
  const connection = new Connection({
    transport: {
      async send({ method, path }) {
        sent.push(`${method} ${path}`);
        await clock.sleep(100);
        return result;
      },
      close: () => Promise.resolve(),
    },
    limiter: new Limiter({ clock, concurrency: 1, stop: stop.signal, onWait: () => undefined }),
    clock,
    random: () => 0,
    here: true,
    stop: stop.signal,
    onRetry: () => undefined,
    log: () => undefined,
  });
  const route = { kind: 'direct', why: 'loopback' } as const;
  const token = new Token(secret);
  const options = { connection, endpoint: 'http://hub.test/base', route, token, timeoutMs: 15_000 };
  const prober = proberOver(options, () => clock.now());
  const ask = (query?: Readonly<Record<string, string>>) => clock.run(prober.ask('/api/x', query));
  return { ask, sent };
}

const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  kind: 'answer',
  status,
  headers: new Map(Object.entries({ 'content-type': 'application/json', ...headers })),
  body: Buffer.from(body),
});

describe('a question to the Hub', () => {
  it('is answered with all that came, and when that was', async () => {
    const { ask, sent } = proberOf(answer(200, '{"error":"x"}', { x: 'y' }));
    const probed = await ask({ a: 'b c' });
    expect(sent).toEqual(['GET /base/api/x?a=b+c']);
    expect(probed).toMatchObject({
      kind: 'answer',
      status: 200,
      json: { error: 'x' },
      said: null,
      at: 1050,
      durationMs: 100,
    });
    expect(probed.kind === 'answer' && probed.headers.get('x')).toBe('y');
  });

  it('may be refused, in words that show no token', async () => {
    const { ask, sent } = proberOf(answer(403, `{"error":"not for ${secret}"}`));
    const probed = await ask();
    expect(sent).toEqual(['GET /base/api/x']);
    expect(probed).toMatchObject({ kind: 'answer', status: 403 });
    expect(probed.kind === 'answer' && probed.said).toMatch(/^not for (?!hf_)/);
  });

  it('may be answered by what is no JSON', async () => {
    expect(await proberOf(answer(200, '<html>')).ask()).toMatchObject({
      kind: 'answer',
      status: 200,
      json: undefined,
    });
  });

  it('may be lost, after as many tries as a read has', async () => {
    const timeout = { kind: 'lost', why: 'timeout', sent: true, status: null, fault: null } as const;
    const { ask, sent } = proberOf({ ...timeout, headers: new Map() });
    expect(await ask()).toEqual({
      kind: 'lost',
      message: 'The Hub at http://hub.test/base did not answer within 15 s',
    });
    expect(sent.length).toBeGreaterThan(1);
  });

  it('is not asked when the run was interrupted', async () => {
    const stop = new AbortController();
    stop.abort();
    const { ask, sent } = proberOf(answer(200, '{}'), stop);
    expect(await ask()).toEqual({ kind: 'lost', message: 'Interrupted' });
    expect(sent).toEqual([]);
  });

  it('is not asked again where the Hub says to come back much later', async () => {
    const { ask, sent } = proberOf(answer(429, '{}', { 'retry-after': '86400' }));
    expect(await ask()).toMatchObject({ kind: 'answer', status: 429 });
    expect(await ask()).toEqual({
      kind: 'lost',
      message: 'The Hub asks to come back at 1970-01-02 00:01 UTC, which is longer than a run waits',
    });
    expect(sent).toHaveLength(1);
  });
});
