import { HubError, KnownError } from '../errors.ts';
import type { ErrorCode } from '../model/error-code.ts';
import { visible } from '../text/visible.ts';
import { isHere } from './endpoint.ts';
import type { Answer, Lost } from './exchange.ts';
import { hubText, requestIdOf } from './hub-text.ts';
import { codeText, lostText } from './lost.ts';
import { faultHint, refused } from './network-fault.ts';
import type { Route } from './route.ts';
import type { Token } from './token.ts';

/** What a read was about, for its messages. */
export interface Subject {
  readonly endpoint: string;
  readonly route: Route;
  readonly token: Token;
  /** `METHOD /path`, without the query. */
  readonly request: string;
  /** `null` for a request that is about no organization. */
  readonly organization: string | null;
  /** What is missing after a 404: `group 6667…`; `null` for the organization itself. */
  readonly thing: string | null;
  readonly timeoutMs: number;
  /** The most of one answer, and of all pages of a list. */
  readonly maxBodyBytes: number;
  readonly maxListBytes: number;
}

interface Words {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

/** The error for an answer other than 200. */
export function refusalError(answer: Answer, subject: Subject): HubError {
  const text = hubText(answer, subject.token);
  const { code, message, hint } = wordsFor(answer.status, text, subject);
  return new HubError(code, text === null ? message : `${message}: ${text}`, {
    request: subject.request,
    status: answer.status,
    requestId: requestIdOf(answer.headers, subject.token),
    hint,
  });
}

/** The error for a read without a whole answer. */
export function lostError(lost: Lost, subject: Subject): KnownError {
  if (lost.why === 'interrupted') return interruptedError();
  const words: Words =
    lost.why === 'too-large'
      ? tooLargeWords(`The Hub’s answer to ${subject.request} has`, subject.maxBodyBytes)
      : lost.status === 200
        ? unreadableWords(`The Hub’s answer broke off before its end${codeText(lost)}`)
        : { code: 'hub-unavailable', message: lostMessage(lost, subject), hint: lostHint(lost, subject) };
  return new HubError(words.code, words.message, {
    request: subject.request,
    status: lost.status,
    requestId: requestIdOf(lost.headers, subject.token),
    hint: words.hint,
  });
}

/**
 * The error for an answer that came whole and cannot be used.
 *
 * @param problem ends the sentence “the Hub’s answer …”
 */
export function unreadableError(problem: string, answer: Answer, subject: Subject): HubError {
  const { code, message, hint } = unreadableWords(`The Hub’s answer to ${subject.request} ${problem}`);
  return new HubError(code, message, {
    request: subject.request,
    status: answer.status,
    requestId: requestIdOf(answer.headers, subject.token),
    hint,
  });
}

/** The error for a list whose pages have more than so many bytes together. */
export function tooLargeError(bytes: number, answer: Answer, subject: Subject): HubError {
  const { code, message, hint } = tooLargeWords(`All pages of ${subject.request} together have`, bytes);
  return new HubError(code, message, {
    request: subject.request,
    status: answer.status,
    requestId: requestIdOf(answer.headers, subject.token),
    hint,
  });
}

function tooLargeWords(what: string, bytes: number): Words {
  return {
    code: 'hub-unreadable',
    message: `${what} more than ${Math.floor(bytes / 1024 ** 2)} MiB, which is the most that is read`,
    hint: 'That is enough for some million memberships. If the organization has more, it is too large for this program; if not, look at what answers at the endpoint.',
  };
}

/** The error for a read that was not begun, or not finished, because the run was stopped. */
export function interruptedError(): KnownError {
  return new KnownError('interrupted', 'Interrupted while reading from the Hub');
}

/** When the Hub asks to come back, as the end of a sentence or one of its own. */
export function comeBackText(at: number): string {
  // Rounded up to a minute, so that nobody comes too early.
  const minute = new Date(Math.ceil(at / 60_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  return `The Hub asks to come back at ${minute} UTC, which is longer than a run waits`;
}

/** The error for a read that is not made, or not made again, since the Hub asks to come back much later. */
export function comeBackError(at: number, met: Answer | Lost | null, subject: Subject): HubError {
  return new HubError(
    met === null || met.status === 429 ? 'hub-rate-limited' : 'hub-unavailable',
    comeBackText(at),
    {
      request: subject.request,
      status: met?.status ?? null,
      requestId: met === null ? null : requestIdOf(met.headers, subject.token),
      hint: 'Run it again then.',
    },
  );
}

/** What is said of a request that got no whole answer, read or write. */
export function lostMessage(lost: Lost, subject: Pick<Subject, 'endpoint' | 'route' | 'timeoutMs'>): string {
  return lostText(lost, { ...subject, who: 'The Hub', address: subject.endpoint });
}

/** Nothing listens at an address of this machine: a sandbox that has ended, as a rule, and whose address is still set. */
function lostHint({ fault }: Lost, { endpoint }: Subject): string {
  if (fault?.code === refused && isHere(endpoint))
    return 'No Hub listens there. If it was a sandbox, start it again, or unset HF_ENDPOINT and HF_TOKEN for the real Hub.';
  return (fault === null ? null : faultHint(fault)) ?? unavailableHint;
}

const unavailableHint = 'Check the network and the endpoint, or try again later.';
const permissionHint =
  'The token’s user must be an admin of the organization or of the group. A fine-grained token needs ' +
  '“Write access to organizations settings / member management” for the organization.';

function unreadableWords(message: string): Words {
  return {
    code: 'hub-unreadable',
    message,
    hint: 'Check that the endpoint is the Hub and nothing before it answers.',
  };
}

function wordsFor(status: number, text: string | null, subject: Subject): Words {
  const organization = `organization “${visible(subject.organization ?? '', 100)}”`;
  const target = subject.organization === null ? 'the request' : `the ${organization}`;
  switch (status) {
    case 401:
      return {
        code: 'hub-unauthorized',
        message: 'The Hub does not accept the token',
        hint: 'It may be mistyped, expired or revoked. Make a new one in the Hub’s settings and set HF_TOKEN.',
      };
    case 402:
      return {
        code: 'hub-payment-required',
        message: `The Hub asks for a paid plan for ${target}`,
        hint: 'Resource Groups need a Team or Enterprise plan.',
      };
    case 403: {
      const approval = /token/i.test(text ?? '') && /approv/i.test(text ?? '');
      return {
        code: 'hub-forbidden',
        message: `The Hub does not allow this token to read ${target}`,
        hint: approval
          ? 'An admin of the organization must approve the token in the organization’s token settings.'
          : permissionHint,
      };
    }
    case 404:
      return {
        code: 'hub-not-found',
        message:
          subject.organization === null
            ? `The Hub at ${subject.endpoint} does not know ${subject.request}`
            : `The Hub knows no ${subject.thing === null ? '' : `${subject.thing} in the `}${organization}, or the token may not see it`,
        hint: 'Check the name, and that the token’s user belongs to the organization.',
      };
    case 429:
      return {
        code: 'hub-rate-limited',
        message: 'The Hub’s rate limit is reached, also after waiting',
        hint: 'Try again later, or with a lower --concurrency.',
      };
    default:
      return otherWords(status);
  }
}

function otherWords(status: number): Words {
  if (status >= 500 || status === 408) {
    return { code: 'hub-unavailable', message: `The Hub answered HTTP ${status}`, hint: unavailableHint };
  }
  if (status >= 400) {
    return {
      code: 'hub-refused',
      message: `The Hub refused the request with HTTP ${status}`,
      hint: 'See the message; the request id helps the Hub’s support.',
    };
  }
  return unreadableWords(`The Hub answered HTTP ${status} where 200 was expected`);
}
