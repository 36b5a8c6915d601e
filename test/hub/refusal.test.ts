import { describe, expect, it } from 'vitest';
import type { HubError } from '../../src/errors.ts';
import * as refusal from '../../src/hub/answer-errors.ts';
import type { Answer, Lost } from '../../src/hub/exchange.ts';
import { Token } from '../../src/hub/token.ts';

const subject: refusal.Subject = {
  endpoint: 'https://hub.test',
  route: { kind: 'direct', why: 'loopback' },
  token: new Token('hf_x'),
  request: 'GET /api/x',
  organization: 'acme',
  thing: null,
  timeoutMs: 7000,
  maxBodyBytes: 3 * 1024 ** 2,
  maxListBytes: 5 * 1024 ** 2,
};
const alone: refusal.Subject = { ...subject, organization: null };

function answer(status: number, message = ''): Answer {
  const headers = new Map([
    ['x-error-message', message],
    ['x-request-id', 'r-1'],
  ]);
  return { kind: 'answer', status, headers, body: Buffer.alloc(0) };
}

function lost(fields: Partial<Lost>): Lost {
  const headers = new Map([['x-request-id', 'r-1']]);
  return { kind: 'lost', why: 'network', sent: true, status: null, headers, fault: null, ...fields };
}

const fault = { kind: 'connection', code: 'ECONNRESET', words: null, lasting: false } as const;
const again = 'Check the network and the endpoint, or try again later.';
const members =
  'The token’s user must be an admin of the organization or of the group. A fine-grained token needs “Write access to organizations settings / member management” for the organization.';
const noHub = 'Check that the endpoint is the Hub and nothing before it answers.';
const belongs = 'Check the name, and that the token’s user belongs to the organization.';
const tooLarge =
  'That is enough for some million memberships. If the organization has more, it is too large for this program; if not, look at what answers at the endpoint.';
const at = Date.UTC(2026, 10, 20, 12, 0, 1);

describe('what people are told of a read that failed', () => {
  it.each<[() => HubError, string, string, string]>([
    [
      () => refusal.refusalError(answer(401), subject),
      'hub-unauthorized',
      'The Hub does not accept the token',
      'It may be mistyped, expired or revoked. Make a new one in the Hub’s settings and set HF_TOKEN.',
    ],
    [
      () => refusal.refusalError(answer(402), subject),
      'hub-payment-required',
      'The Hub asks for a paid plan for the organization “acme”',
      'Resource Groups need a Team or Enterprise plan.',
    ],
    [
      () => refusal.refusalError(answer(402), alone),
      'hub-payment-required',
      'The Hub asks for a paid plan for the request',
      'Resource Groups need a Team or Enterprise plan.',
    ],
    [
      () => refusal.refusalError(answer(403, 'why'), subject),
      'hub-forbidden',
      'The Hub does not allow this token to read the organization “acme”: why',
      members,
    ],
    [
      () => refusal.refusalError(answer(404), subject),
      'hub-not-found',
      'The Hub knows no organization “acme”, or the token may not see it',
      belongs,
    ],
    [
      () => refusal.refusalError(answer(404), { ...subject, thing: 'group g' }),
      'hub-not-found',
      'The Hub knows no group g in the organization “acme”, or the token may not see it',
      belongs,
    ],
    [
      () => refusal.refusalError(answer(404), alone),
      'hub-not-found',
      'The Hub at https://hub.test does not know GET /api/x',
      belongs,
    ],
    [
      () => refusal.refusalError(answer(429), subject),
      'hub-rate-limited',
      'The Hub’s rate limit is reached, also after waiting',
      'Try again later, or with a lower --concurrency.',
    ],
    [() => refusal.refusalError(answer(500), subject), 'hub-unavailable', 'The Hub answered HTTP 500', again],
    [
      () => refusal.refusalError(answer(400), subject),
      'hub-refused',
      'The Hub refused the request with HTTP 400',
      'See the message; the request id helps the Hub’s support.',
    ],
    [
      () => refusal.refusalError(answer(206), subject),
      'hub-unreadable',
      'The Hub answered HTTP 206 where 200 was expected',
      noHub,
    ],
    [
      () => refusal.unreadableError('is empty', answer(200), subject),
      'hub-unreadable',
      'The Hub’s answer to GET /api/x is empty',
      noHub,
    ],
    [
      () => refusal.tooLargeError(subject.maxListBytes, answer(200), subject),
      'hub-unreadable',
      'All pages of GET /api/x together have more than 5 MiB, which is the most that is read',
      tooLarge,
    ],
    [
      () => refusal.comeBackError(at, answer(429), subject),
      'hub-rate-limited',
      'The Hub asks to come back at 2026-11-20 12:01 UTC, which is longer than a run waits',
      'Run it again then.',
    ],
    [
      () => refusal.comeBackError(at, answer(503), subject),
      'hub-unavailable',
      'The Hub asks to come back at 2026-11-20 12:01 UTC, which is longer than a run waits',
      'Run it again then.',
    ],
  ])('%#', (make, ...told) => {
    const { code, message, hint, details } = make();
    expect([code, message, hint]).toEqual(told);
    expect(details).toMatchObject({
      request: 'GET /api/x',
      http_status: expect.any(Number),
      request_id: 'r-1',
    });
  });

  it.each<[Lost, string, string, string]>([
    [
      lost({ why: 'timeout' }),
      'hub-unavailable',
      'The Hub at https://hub.test did not answer within 7 s',
      again,
    ],
    [
      lost({ fault }),
      'hub-unavailable',
      'The connection to the Hub at https://hub.test broke before the answer came whole (ECONNRESET)',
      again,
    ],
    [lost({ sent: false }), 'hub-unavailable', 'The Hub at https://hub.test cannot be reached', again],
    [
      lost({ sent: false, fault: { ...fault, code: 'ECONNREFUSED' } }),
      'hub-unavailable',
      'The Hub at https://hub.test cannot be reached (ECONNREFUSED)',
      again,
    ],
    [
      lost({ status: 200, fault }),
      'hub-unreadable',
      'The Hub’s answer broke off before its end (ECONNRESET)',
      noHub,
    ],
    [lost({ status: 200 }), 'hub-unreadable', 'The Hub’s answer broke off before its end', noHub],
    [
      lost({ why: 'too-large', status: 200 }),
      'hub-unreadable',
      'The Hub’s answer to GET /api/x has more than 3 MiB, which is the most that is read',
      tooLarge,
    ],
    [lost({ why: 'interrupted' }), 'interrupted', 'Interrupted while reading from the Hub', ''],
  ])('%#: a request without a whole answer', (given, ...told) => {
    const { code, message, hint, details } = refusal.lostError(given, subject);
    expect([code, message, hint ?? '']).toEqual(told);
    if (code === 'interrupted') return;
    expect(details).toMatchObject({ request: 'GET /api/x', http_status: given.status, request_id: 'r-1' });
  });

  it.each([
    ['http://127.0.0.1:1', 'ECONNREFUSED', /^No Hub listens there/],
    ['http://127.0.0.1:1', 'ECONNRESET', /^Check the network/],
    ['http://127.0.0.1:1', null, /^Check the network/],
  ])('of %s and %s', (endpoint, code, hint) => {
    const given = lost({ sent: false, fault: code === null ? null : { ...fault, code } });
    expect(refusal.lostError(given, { ...subject, endpoint }).hint).toMatch(hint);
  });

  it('knows no answer where the Hub was not asked', () => {
    expect(refusal.comeBackError(at, null, subject)).toMatchObject({
      code: 'hub-rate-limited',
      details: { request: 'GET /api/x', http_status: null, request_id: null },
    });
  });
});
