import { RequestError } from 'octokit';
import { describe, expect, it } from 'vitest';
import { NoAnswer } from '../../src/github/fetch.ts';
import { type Retry, sendWithRetry } from '../../src/github/transport.ts';
import type { Lost } from '../../src/hub/exchange.ts';
import type { NetworkFault } from '../../src/hub/network-fault.ts';
import { SkippingClock } from '../support/clock.ts';

const apiUrl = 'https://api.github.test';
const outgoing = { method: 'GET', url: `${apiUrl}/x?page=2` } as const;
const asked = { method: 'GET', url: outgoing.url, headers: {} } as const;
const fault: NetworkFault = { kind: 'connection', code: 'ECONNRESET', words: null, lasting: false };
const lost: Lost = { kind: 'lost', why: 'network', sent: true, status: null, headers: new Map(), fault };

/** What the library throws for an answer. */
function answered(status: number, data: unknown): RequestError {
  const response = { status, data, headers: {}, url: outgoing.url };
  return new RequestError('said', status, { request: asked, response });
}

/** What the library throws when no answer came. */
function unanswered(change: Partial<Lost>): RequestError {
  return new RequestError('said', 500, { request: asked, cause: new NoAnswer({ ...lost, ...change }) });
}

/** Sends what fails each time in turn, and then does not. */
async function sending(...errors: readonly unknown[]) {
  const retries: Retry[] = [];
  let tries = 0;
  const send = async (): Promise<string> => {
    tries += 1;
    if (tries > errors.length) return 'done';
    throw errors[tries - 1];
  };
  const outcome: unknown = await sendWithRetry(outgoing, send, {
    apiUrl,
    route: { kind: 'direct', why: 'loopback' },
    timeoutMs: 1000,
    clock: new SkippingClock(-1),
    onRetry: (retry) => retries.push(retry),
  }).catch((error: unknown) => ({ error }));
  return { outcome, retries, tries };
}

describe('sendWithRetry', () => {
  it('tells of every further try, and what the last one met', async () => {
    const { outcome, retries } = await sending(
      answered(502, '<html>'),
      unanswered({}),
      unanswered({ fault: null }),
    );
    const request = 'GET /x';
    expect(retries).toEqual([
      { request, attempt: 1, waitMs: 1000, met: 'HTTP 502' },
      { request, attempt: 2, waitMs: 4000, met: 'no answer (ECONNRESET)' },
      { request, attempt: 3, waitMs: 9000, met: 'no answer' },
    ]);
    expect(outcome).toBe('done');
  });

  it.each<[what: string, change: Partial<Lost>, tries: number]>([
    ['the connection broke', {}, 2],
    ['the time was up', { why: 'timeout', fault: null }, 2],
    ['the answer is too large', { why: 'too-large', fault: null }, 1],
    ['DNS does not know the name', { fault: { ...fault, kind: 'name', lasting: true } }, 1],
  ])('tries again only where that may help: %s', async (_, change, tries) => {
    expect((await sending(unanswered(change))).tries).toBe(tries);
  });

  it.each<[what: string, data: unknown, said: string]>([
    ['its message', { message: 'Nope' }, ': Nope'],
    ['a message that would write on the screen', { message: 'No\u001b[2J' }, ': No\\u{1b}[2J'],
    ['a page', '<html>', ''],
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['an object without a message', {}, ''],
    ['a message that is no text', { message: { a: 1 } }, ''],
    ['an empty message', { message: '' }, ''],
  ])('repeats what GitHub said of a refusal, if that can be read: %s', async (_, data, said) => {
    const cause = answered(422, data);
    expect((await sending(cause)).outcome).toMatchObject({
      error: {
        code: 'github-refused',
        message: `GitHub refused GET /x (HTTP 422)${said}`,
        hint: null,
        cause,
      },
    });
  });

  it('takes every 429 for a rate limit, whatever it says', async () => {
    const limits = Array.from({ length: 4 }, () => answered(429, { message: 'Slow down' }));
    expect((await sending(...limits)).outcome).toMatchObject({
      error: {
        code: 'github-unavailable',
        message: 'GitHub’s rate limit is spent (HTTP 429): Slow down',
      },
    });
  });

  it.each<[what: string, error: unknown]>([
    ['an error of the program', new TypeError('a bug')],
    ['one that only has such a cause', new Error('a bug', { cause: new NoAnswer(lost) })],
    ['one of the library that is not about an answer', new RequestError('a bug', 500, { request: asked })],
  ])('passes on what GitHub has no part in: %s', async (_, error) => {
    const { outcome, tries } = await sending(error);
    expect(outcome).toEqual({ error });
    expect(tries).toBe(1);
  });

  it('keeps in the causes what ended the request', async () => {
    const ends = unanswered({ why: 'too-large', fault: null });
    expect((await sending(ends)).outcome).toMatchObject({
      error: { hint: null, cause: { cause: { name: 'NoAnswer', message: 'too-large' } } },
    });
  });
});
