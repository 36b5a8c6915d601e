import { expect, it } from 'vitest';
import { fetchOver } from '../../src/github/fetch.ts';
import { scriptedServer } from '../support/http.ts';

it.each([204, 205, 304])('fetchOver gives a %i without a body, as it has to be', async (status) => {
  await using server = await scriptedServer([{ status, headers: { etag: '"a"' } }]);
  const send = fetchOver(server.endpoint, { kind: 'direct', why: 'loopback' }, 10_000);
  const answer = await send(`${server.endpoint}/a?b=c`, { method: 'GET', headers: {} });
  expect(answer).toMatchObject({ status, body: null });
  expect(answer.headers.get('etag')).toBe('"a"');
});
