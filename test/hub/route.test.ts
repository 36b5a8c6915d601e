import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routeText, routeTo } from '../../src/hub/route.ts';

const hub = 'https://huggingface.co';
const proxy = 'http://proxy.corp:3128';
const way = (address: string, env: Record<string, string>): string => {
  const route = routeTo(address, env);
  return route.kind === 'proxy' ? `${route.address} ${route.variable}` : route.why;
};

describe('routeTo', () => {
  it.each<[string, string, Record<string, string>]>([
    ['http://proxy.corp:3128 HTTPS_PROXY', hub, { HTTPS_PROXY: proxy }],
    ['http://proxy.corp:3128 https_proxy', hub, { https_proxy: proxy, HTTPS_PROXY: 'http://other' }],
    ['http://proxy.corp:3128 HTTP_PROXY', hub, { HTTP_PROXY: proxy }],
    ['http://proxy.corp:3128 http_proxy', hub, { http_proxy: proxy }],
    ['http://proxy.corp:3128 HTTPS_PROXY', hub, { HTTPS_PROXY: proxy, HTTP_PROXY: 'http://other' }],
    ['http://proxy.corp:3128 HTTP_PROXY', hub, { https_proxy: '', HTTP_PROXY: proxy }],
    ['http://proxy.corp:3128 HTTPS_PROXY', hub, { HTTPS_PROXY: 'proxy.corp:3128' }],
    ['https://proxy.corp HTTPS_PROXY', hub, { HTTPS_PROXY: 'https://proxy.corp/' }],
    ['none-set', hub, {}],
    ['none-set', hub, { HTTPS_PROXY: ' ' }],
    ['http://proxy.corp:3128 HTTPS_PROXY', hub, { HTTPS_PROXY: ` ${proxy} ` }],
    ['http://proxy.corp:3128 HTTPS_PROXY', hub, { HTTPS_PROXY: proxy, no_proxy: '', NO_PROXY: '*' }],
    [
      'http://proxy.corp:3128 HTTPS_PROXY',
      'https://hub.corp:8443',
      { HTTPS_PROXY: proxy, NO_PROXY: 'hub.corp:443' },
    ],
    ['exempt', 'https://a.b.corp', { HTTPS_PROXY: proxy, NO_PROXY: 'x\tcorp' }],
    ['loopback', 'http://127.0.0.1:8080', { HTTP_PROXY: proxy, HTTPS_PROXY: proxy }],
    ['loopback', 'https://localhost', { HTTPS_PROXY: proxy }],
    ['loopback', 'http://[::1]:1', { HTTP_PROXY: proxy }],
    ['plain-http', 'http://github.corp/api/v3', { HTTP_PROXY: proxy }],
    ['exempt', hub, { HTTPS_PROXY: proxy, NO_PROXY: 'huggingface.co' }],
    ['exempt', hub, { HTTPS_PROXY: proxy, no_proxy: '*' }],
    ['exempt', hub, { HTTPS_PROXY: proxy, NO_PROXY: 'a.example, HuggingFace.co:443' }],
    ['exempt', 'https://hub.corp:8443', { HTTPS_PROXY: proxy, NO_PROXY: '.corp:8443' }],
    ['exempt', 'https://hub.corp', { HTTPS_PROXY: proxy, NO_PROXY: '*.corp' }],
    ['http://proxy.corp:3128 HTTPS_PROXY', 'https://notcorp', { HTTPS_PROXY: proxy, NO_PROXY: 'corp' }],
    ['http://proxy.corp:3128 HTTPS_PROXY', hub, { HTTPS_PROXY: proxy, NO_PROXY: 'huggingface.co:8443,x,,' }],
  ])('%s: %s with %j', (expected, address, env) => {
    expect(way(address, env)).toBe(expected);
  });

  it.each([
    ['http://ada:s3cr%40t@proxy.corp:3128', 'ada:s3cr@t'],
    ['http://ada@proxy.corp:3128', 'ada:'],
    ['ada:pw@proxy.corp:3128', 'ada:pw'],
  ])('tells the proxy who asks by %s, apart from what is shown', (value, credentials) => {
    const route = routeTo(hub, { HTTPS_PROXY: value });
    if (route.kind !== 'proxy') throw new Error('no proxy');
    const basic = Buffer.from(credentials).toString('base64');
    expect(route).toMatchObject({ address: proxy, authorization: `Basic ${basic}` });
    expect(route.secrets).toContain(basic);
    expect(routeText(route)).toBe('through the proxy http://proxy.corp:3128 of HTTPS_PROXY');
  });

  it('has nothing to hide without a user name', () => {
    expect(routeTo(hub, { HTTPS_PROXY: proxy })).toMatchObject({ authorization: null, secrets: [] });
  });

  const speaks = 'Name one that speaks HTTP: http:// or https://.';
  const encode = 'Write %25 for a percent sign, %40 for an at sign, %3A for a colon.';
  it.each([
    ['socks5://ada:geheim00@p', 'names a proxy for socks5://', speaks],
    ['ftp://p', 'names a proxy for ftp://', speaks],
    ['http://ada:geheim00%zz@p', 'has a user name or password that is not percent-encoded', encode],
    ['http://geheim00%zz@p', 'has a user name or password that is not percent-encoded', encode],
    ['http://ada:geheim00@p:port', 'is not a URL', 'It looks like this: http://proxy.example.com:3128'],
  ])('refuses %s without repeating it', (value, what, hint) => {
    expect(() => routeTo(hub, { HTTPS_PROXY: value })).toThrow(
      expect.objectContaining({
        code: 'proxy-invalid',
        message: `HTTPS_PROXY ${what}`,
        hint,
        details: { variable: 'HTTPS_PROXY' },
      }),
    );
  });

  it('never sends loopback, or anything without TLS, through a proxy', () => {
    const addresses = fc.oneof(
      fc.tuple(
        fc.constantFrom('http', 'https'),
        fc.constantFrom('localhost', '127.0.0.1', '127.9.8.7', '[::1]'),
      ),
      fc.tuple(fc.constant('http'), fc.domain()),
    );
    const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'];
    const env = fc.dictionary(fc.constantFrom(...names), fc.constantFrom(proxy, '', '*', 'example.com'));
    fc.assert(
      fc.property(addresses, env, ([scheme, host], variables) => {
        expect(routeTo(`${scheme}://${host}`, variables).kind).toBe('direct');
      }),
    );
  });

  it('says the way in words', () => {
    expect(
      (['none-set', 'exempt', 'loopback', 'plain-http'] as const).map((why) =>
        routeText({ kind: 'direct', why }),
      ),
    ).toEqual([
      'without a proxy, since none is set',
      'without a proxy, as NO_PROXY says',
      'without a proxy, since it is this machine',
      'without a proxy, which could read plain HTTP',
    ]);
  });
});
