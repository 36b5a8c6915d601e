import { visible } from '../text/visible.ts';

/** Node's code when nothing listens at an address. */
export const refused = 'ECONNREFUSED';

/** What kept an answer from coming, as far as the machine's own words tell. */
export interface NetworkFault {
  readonly kind: 'name' | 'certificate' | 'tls' | 'proxy' | 'connection';
  /** Node's code, such as `refused`, or `HTTP 407` of a proxy; `null` when there is none. */
  readonly code: string | null;
  /** Ends the sentence “It cannot be reached: …”; `null` where the code says it all. */
  readonly words: string | null;
  /** Whether another try would only meet the same. */
  readonly lasting: boolean;
}

/** What is wrong with a certificate, by OpenSSL's codes as Node passes them on (`tls.md`, "X509 certificate error codes"). */
const certificateWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired, by the clock of this machine',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, by the clock of this machine',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, and this machine does not trust it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an authority that this machine does not trust',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an authority that this machine does not trust',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate comes from an authority that this machine does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an authority that this machine does not trust',
  CERT_REVOKED: 'its certificate has been revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  UND_ERR_PRX_TLS: 'its certificate is for another name',
};

/** Reads an error of a connection. Of several addresses that were tried, the last one's counts. */
export function networkFault(error: unknown): NetworkFault {
  if (error instanceof AggregateError && error.errors.length > 0) return networkFault(error.errors.at(-1));
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const message = error instanceof Error ? error.message : '';
  return proxyFault(message) ?? nameFault(code) ?? tlsFault(code) ?? connectionFault(code);
}

/** The answer of a proxy that opened no tunnel: undici has its status in the message alone. */
function proxyFault(message: string): NetworkFault | null {
  const status = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (status === undefined) return null;
  const words =
    status === '407'
      ? 'the proxy asks for a user name and a password, or does not accept those that it got'
      : status === '403' || status === '405'
        ? 'the proxy does not let this address through'
        : 'the proxy opened no tunnel';
  return { kind: 'proxy', code: `HTTP ${status}`, words, lasting: Number(status) < 500 };
}

function nameFault(code: string | null): NetworkFault | null {
  if (code === 'ENOTFOUND') return { kind: 'name', code, words: 'DNS does not know the name', lasting: true };
  if (code !== 'EAI_AGAIN') return null;
  return { kind: 'name', code, words: 'DNS does not answer for the name at the moment', lasting: false };
}

function tlsFault(code: string | null): NetworkFault | null {
  if (code === null) return null;
  const certificate = certificateWords[code];
  if (certificate !== undefined) return { kind: 'certificate', code, words: certificate, lasting: true };
  if (/^(?:CERT_|CRL_|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/.test(code)) {
    return { kind: 'certificate', code, words: 'its certificate cannot be trusted', lasting: true };
  }
  if (!/^(?:ERR_SSL_|ERR_TLS_|EPROTO$)/.test(code)) return null;
  return { kind: 'tls', code, words: 'what answers there does not speak TLS as it should', lasting: true };
}

function connectionFault(code: string | null): NetworkFault {
  return { kind: 'connection', code: code === null ? null : visible(code, 60), words: null, lasting: false };
}

/** What to do about it, beyond looking at the network; `null` where nothing more can be said. */
export function faultHint({ kind, code }: NetworkFault): string | null {
  switch (kind) {
    case 'name':
      return 'Check the spelling of the address. Where only a proxy reaches the internet, name it: HTTPS_PROXY=http://HOST:PORT.';
    case 'certificate':
      return code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID'
        ? 'Check the clock of this machine.'
        : 'Where your network opens TLS, or the server has an authority of its own, name its certificate: NODE_EXTRA_CA_CERTS=/path/to/ca.pem.';
    case 'tls':
      return 'Check the port of the address, and that nothing before it answers in its place.';
    case 'proxy':
      return code === 'HTTP 407'
        ? 'Name them in the variable, percent-encoded: http://USER:PASSWORD@HOST:PORT.'
        : 'Ask whoever runs the proxy to let the address through, or exempt it with NO_PROXY where it can be reached directly.';
    case 'connection':
      return null;
  }
}
