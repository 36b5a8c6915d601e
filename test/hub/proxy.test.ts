import { describe, expect, it, onTestFinished } from 'vitest';
import type { Retry } from '../../src/hub/connection.ts';
import { routeTo } from '../../src/hub/route.ts';
import { selfSigned } from '../support/certificate.ts';
import { scriptedServer } from '../support/http.ts';
import { hubFor } from '../support/hub.ts';
import { connectProxy, tlsBefore } from '../support/proxy.ts';

const endpoint = 'https://hub.test';

/** Ends it with the test. */
function kept<T extends AsyncDisposable>(thing: T): T {
  onTestFinished(() => thing[Symbol.asyncDispose]().then(() => undefined));
  return thing;
}

/** A Hub with a certificate that nobody trusts, behind a proxy. */
async function behind(
  options: Parameters<typeof connectProxy>[1] = {},
  { user = '', name = 'hub.test', until }: { user?: string; name?: string; until?: Date } = {},
) {
  const hub = kept(await scriptedServer([{ body: [] }]));
  const certificate = selfSigned({ name, ...(until === undefined ? {} : { until }) });
  const secure = kept(await tlsBefore(hub.endpoint, certificate));
  const proxy = kept(await connectProxy(() => secure.port, options));
  const route = routeTo(endpoint, { HTTPS_PROXY: `http://${user}127.0.0.1:${proxy.port}` });
  const retries: Retry[] = [];
  const made = kept(hubFor(endpoint, { route, onRetry: (retry) => retries.push(retry) }));
  const error = await made.hub.listGroups('acme').then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { proxy, retries, error, hub };
}

describe('a Hub behind a proxy that opens no tunnel', () => {
  it.each([
    [
      407,
      'the proxy asks for a user name and a password, or does not accept those that it got',
      /USER:PASSWORD/,
    ],
    [403, 'the proxy does not let this address through', /whoever runs the proxy/],
    [400, 'the proxy opened no tunnel', /whoever runs the proxy/],
  ])('HTTP %s: says so at once, and tries once', async (status, words, hint) => {
    const { proxy, retries, error } = await behind({ status });
    expect(error).toMatchObject({
      code: 'hub-unavailable',
      message: `The Hub at ${endpoint} cannot be reached (HTTP ${status}): ${words}, through the proxy ${proxy.url} of HTTPS_PROXY`,
      hint: expect.stringMatching(hint),
    });
    expect(retries).toEqual([]);
    expect(proxy.tunnels.map(({ target }) => target)).toEqual(['hub.test:443']);
  });

  it('HTTP 503: tries again, and tells why', async () => {
    const { proxy, retries } = await behind({ status: 503 });
    expect(proxy.tunnels).toHaveLength(5);
    expect(retries[0]?.fault).toMatchObject({ code: 'HTTP 503', lasting: false });
  });
});

describe('a user name and a password', () => {
  it('are told to the proxy that asks for them, and a wrong one is shown to nobody else', async () => {
    const right = await behind({ credentials: 'ada:s3cret-of-ada' }, { user: 'ada:s3cret-of-ada@' });
    expect(right.error).toMatchObject({ message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') });
    const wrong = await behind({ credentials: 'ada:s3cret-of-ada' }, { user: 'ada:wr0ng-of-ada@' });
    expect(wrong.error).toMatchObject({ message: expect.stringContaining('(HTTP 407)') });
    expect(JSON.stringify(wrong.error)).not.toContain('wr0ng');
  });
});

describe('a certificate that cannot be trusted', () => {
  it.each([
    [{}, 'DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
    [{ until: new Date(Date.now() - 3600_000) }, /CERT_HAS_EXPIRED|DEPTH_ZERO_SELF_SIGNED_CERT/, /./],
  ])('%j: is told at once, tried once, and nothing of the request is sent', async (options, code, hint) => {
    const { proxy, retries, error, hub } = await behind({}, options);
    expect(error).toMatchObject({
      code: 'hub-unavailable',
      message: expect.stringMatching(code),
      hint: expect.stringMatching(hint),
    });
    expect(error).toMatchObject({ message: expect.stringContaining(`through the proxy ${proxy.url}`) });
    expect(retries).toEqual([]);
    expect(hub.received).toEqual([]);
  });
});
