import { describe, expect, it } from 'vitest';
import { faultHint, networkFault } from '../../src/hub/network-fault.ts';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('networkFault', () => {
  it.each([
    ['ENOTFOUND', 'name', true, /spelling.+HTTPS_PROXY/],
    ['EAI_AGAIN', 'name', false, /HTTPS_PROXY/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', true, /NODE_EXTRA_CA_CERTS/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate', true, /NODE_EXTRA_CA_CERTS/],
    ['CERT_HAS_EXPIRED', 'certificate', true, /clock/],
    ['CERT_NOT_YET_VALID', 'certificate', true, /clock/],
    ['CERT_CHAIN_TOO_LONG', 'certificate', true, /NODE_EXTRA_CA_CERTS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', true, /NODE_EXTRA_CA_CERTS/],
    ['UND_ERR_PRX_TLS', 'certificate', true, /NODE_EXTRA_CA_CERTS/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', true, /port/],
    ['EPROTO', 'tls', true, /port/],
    ['ECONNREFUSED', 'connection', false, null],
    ['ECONNRESET', 'connection', false, null],
  ])('%s', (code, kind, lasting, hint) => {
    const fault = networkFault(withCode(code));
    expect(fault).toMatchObject({ code, kind, lasting });
    expect(fault.words === null).toBe(kind === 'connection');
    const said = faultHint(fault);
    if (hint === null) expect(said).toBeNull();
    else expect(said).toMatch(hint);
  });

  it('takes the last of several addresses, and makes no code up', () => {
    const several = new AggregateError([withCode('ECONNREFUSED'), withCode('ENOTFOUND')], 'both');
    expect(networkFault(several)).toMatchObject({ code: 'ENOTFOUND' });
    const none = { kind: 'connection', code: null, words: null, lasting: false };
    for (const error of [new AggregateError([], 'none'), new Error('x'), 'text'])
      expect(networkFault(error)).toEqual(none);
  });
});
