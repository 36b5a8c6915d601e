import { describe, expect, it } from 'vitest';
import { faultHint, networkFault } from '../../src/hub/network-fault.ts';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('networkFault', () => {
  const spelling =
    'Check the spelling of the address. Where only a proxy reaches the internet, name it: HTTPS_PROXY=http://HOST:PORT.';
  const authority =
    'Where your network opens TLS, or the server has an authority of its own, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.';
  const clock = 'Check the clock of this machine.';
  const port = 'Check the port of the address, and that nothing before it answers in its place.';
  const untrusted = 'its certificate comes from an authority that this machine does not trust';
  const speech = 'what answers there does not speak TLS as it should';
  it.each([
    ['ENOTFOUND', 'name', true, 'DNS does not know the name', spelling],
    ['EAI_AGAIN', 'name', false, 'DNS does not answer for the name at the moment', spelling],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'certificate',
      true,
      'its certificate is signed by itself, and this machine does not trust it',
      authority,
    ],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', true, untrusted, authority],
    ['UNABLE_TO_GET_ISSUER_CERT', 'certificate', true, untrusted, authority],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate', true, untrusted, authority],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', true, untrusted, authority],
    ['CERT_REVOKED', 'certificate', true, 'its certificate has been revoked', authority],
    [
      'CERT_HAS_EXPIRED',
      'certificate',
      true,
      'its certificate has expired, by the clock of this machine',
      clock,
    ],
    [
      'CERT_NOT_YET_VALID',
      'certificate',
      true,
      'its certificate is not valid yet, by the clock of this machine',
      clock,
    ],
    ['CERT_CHAIN_TOO_LONG', 'certificate', true, 'its certificate cannot be trusted', authority],
    ['HOSTNAME_MISMATCH', 'certificate', true, 'its certificate cannot be trusted', authority],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', true, 'its certificate is for another name', authority],
    ['UND_ERR_PRX_TLS', 'certificate', true, 'its certificate is for another name', authority],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', true, speech, port],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', 'tls', true, speech, port],
    ['EPROTO', 'tls', true, speech, port],
    ['EPROTOTYPE', 'connection', false, null, null],
    ['X_CERT_', 'connection', false, null, null],
    ['X_ERR_SSL_', 'connection', false, null, null],
    ['ECONNREFUSED', 'connection', false, null, null],
    ['ECONNRESET', 'connection', false, null, null],
  ])('%s', (code, kind, lasting, words, hint) => {
    const fault = networkFault(withCode(code));
    expect(fault).toEqual({ code, kind, lasting, words });
    expect(faultHint(fault)).toBe(hint);
  });

  it.each([
    [
      407,
      true,
      'the proxy asks for a user name and a password, or does not accept those that it got',
      'Name them in the variable, percent-encoded: http://USER:PASSWORD@HOST:PORT.',
    ],
    [403, true, 'the proxy does not let this address through', null],
    [405, true, 'the proxy does not let this address through', null],
    [400, true, 'the proxy opened no tunnel', null],
    [499, true, 'the proxy opened no tunnel', null],
    [500, false, 'the proxy opened no tunnel', null],
  ])('a proxy that answers %d', (status, lasting, words, hint) => {
    const said = `Proxy response (${status}) !== 200 when HTTP Tunneling`;
    const fault = networkFault(withCode('UND_ERR_ABORTED', said));
    expect(fault).toEqual({ kind: 'proxy', code: `HTTP ${status}`, words, lasting });
    expect(faultHint(fault)).toBe(
      hint ??
        'Ask whoever runs the proxy to let the address through, or exempt it with NO_PROXY where it can be reached directly.',
    );
    expect(networkFault(withCode('ECONNRESET', `x ${said}`))).toMatchObject({ kind: 'connection' });
  });

  it('takes the last of several addresses, and makes no code up', () => {
    const several = new AggregateError([withCode('ECONNREFUSED'), withCode('ENOTFOUND')], 'both');
    expect(networkFault(several)).toMatchObject({ code: 'ENOTFOUND' });
    const none = { kind: 'connection', code: null, words: null, lasting: false };
    for (const error of [new AggregateError([], 'none'), new Error('x'), 'text'])
      expect(networkFault(error)).toEqual(none);
  });
});
