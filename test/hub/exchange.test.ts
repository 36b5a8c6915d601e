import { Buffer } from 'node:buffer';
import { getEventListeners } from 'node:events';
import type { Dispatcher } from 'undici';
import { describe, expect, it } from 'vitest';
import { type ExchangeLimits, exchange } from '../../src/hub/exchange.ts';

type Controller = Dispatcher.DispatchController;

const request = { origin: 'https://hub.test', method: 'GET', path: '/' } as const;
const nothing = Buffer.alloc(0);
const never = () => (): void => {};

/** A controller that only notes why it was aborted. */
function controllerOf(aborted: string[]): Controller {
  return {
    aborted: false,
    paused: false,
    reason: null,
    abort: ({ message }: Error) => void aborted.push(message),
    pause: () => {},
    resume: () => {},
  };
}

/** An exchange whose network is the test: `play` is given what undici would call. */
function started(limits: Partial<ExchangeLimits> = {}) {
  const aborted: string[] = [];
  const controller = controllerOf(aborted);
  let handler: Dispatcher.DispatchHandler | null = null;
  const dispatch: Dispatcher['dispatch'] = (_request, given) => {
    handler = given;
    return true;
  };
  const all = { maxBodyBytes: 10, signal: null, timer: never, ...limits };
  const result = exchange({ dispatch }, request, all);
  return {
    result,
    aborted,
    isDispatched: () => handler !== null,
    start: () => handler?.onRequestStart?.(controller, {}),
    head: (status: number, headers = {}) => handler?.onResponseStart?.(controller, status, headers, ''),
    data: (text: string) => handler?.onResponseData?.(controller, Buffer.from(text)),
    end: () => handler?.onResponseEnd?.(controller, {}),
    fail: (error: Error) => handler?.onResponseError?.(controller, error),
  };
}

describe('an exchange', () => {
  it('gathers one answer', async () => {
    const one = started();
    one.start();
    one.head(200, { 'X-One': '1', link: ['<a>', '<b>'], gone: undefined });
    one.data('{"a"');
    one.data(':1}');
    one.end();
    expect(await one.result).toEqual({
      kind: 'answer',
      status: 200,
      headers: new Map([
        ['x-one', '1'],
        ['link', '<a>, <b>'],
        ['gone', ''],
      ]),
      body: Buffer.from('{"a":1}'),
    });
    expect(one.aborted).toEqual([]);
  });

  it.each([
    ['as large as allowed', '0123456789', { kind: 'answer', body: Buffer.from('0123456789') }],
    ['larger', '0123456789a', { kind: 'lost', why: 'too-large', sent: true, status: 200 }],
  ])('minds the size of a body: %s', async (_, text, expected) => {
    const one = started();
    one.start();
    one.head(200);
    one.data(text);
    one.end();
    expect(await one.result).toMatchObject(expected);
    expect(one.aborted).toEqual(expected.kind === 'lost' ? ['too-large'] : []);
  });

  it('is not begun when the run has ended', async () => {
    const one = started({ signal: AbortSignal.abort() });
    expect(await one.result).toMatchObject({ kind: 'lost', why: 'interrupted', sent: false });
    expect(one.isDispatched()).toBe(false);
  });

  it.each([
    ['before it is sent', false],
    ['while it is under way', true],
  ])('is ended by a signal %s, and sends nothing afterwards', async (_, sent) => {
    const hard = new AbortController();
    const one = started({ signal: hard.signal });
    if (sent) one.start();
    hard.abort();
    expect(await one.result).toEqual({
      kind: 'lost',
      why: 'interrupted',
      sent,
      status: null,
      headers: new Map(),
      fault: null,
    });
    if (!sent) one.start();
    expect(one.aborted).toEqual([sent ? 'interrupted' : 'given up before it was sent']);
  });

  it('is ended when its time is up, with what came until then', async () => {
    let timeUp = (): void => {};
    const one = started({
      timer: (ring) => {
        timeUp = ring;
        return () => {};
      },
    });
    one.start();
    one.head(503, { 'x-request-id': 'r' });
    timeUp();
    expect(await one.result).toMatchObject({
      why: 'timeout',
      status: 503,
      headers: new Map([['x-request-id', 'r']]),
    });
    expect(one.aborted).toEqual(['timeout']);
  });

  it.each([
    [Object.assign(new Error('x'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    [new Error('x'), null],
  ])('says what the network said: %o', async (error, code) => {
    const one = started();
    one.fail(error);
    expect(await one.result).toMatchObject({ kind: 'lost', why: 'network', sent: false, fault: { code } });
  });

  it('leaves nothing behind: no listener, and no clock that runs on', async () => {
    const { signal } = new AbortController();
    let isStopped = false;
    const timer = () => (): void => {
      isStopped = true;
    };
    const one = started({ signal, timer });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    one.start();
    one.head(200);
    one.end();
    expect(await one.result).toMatchObject({ kind: 'answer', body: nothing });
    expect([getEventListeners(signal, 'abort').length, isStopped]).toEqual([0, true]);
  });
});
