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

  it.each(['socks5://ada:geheim00@p', 'http://ada:geheim00%zz@p', 'http://ada:geheim00@p:port', 'ftp://p'])(
    'refuses %s without repeating it',
    (value) => {
      const refused = (): unknown => routeTo(hub, { HTTPS_PROXY: value });
      expect(refused).toThrow(expect.objectContaining({ code: 'proxy-invalid' }));
      expect(refused).not.toThrow(/geheim00/);
    },
  );

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
    const texts = (['none-set', 'exempt', 'loopback', 'plain-http'] as const).map((why) =>
      routeText({ kind: 'direct', why }),
    );
    expect(new Set(texts).size).toBe(4);
    for (const text of texts) expect(text).toMatch(/^without a proxy/);
  });
});
