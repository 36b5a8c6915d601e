import { HubError } from '../errors.ts';
import {
  comeBackError,
  interruptedError,
  lostError,
  refusalError,
  type Subject,
  unreadableError,
} from './answer-errors.ts';
import type { Connection } from './connection.ts';
import { type Content, jsonOf, type Shape } from './content.ts';
import { sameOrigin } from './endpoint.ts';
import type { Answer, Lost } from './exchange.ts';

const mostRedirects = 5;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A document of the Hub, checked. */
export interface Document<T> {
  readonly value: T;
  readonly answer: Answer;
  /** The URL that answered, after redirects. */
  readonly url: URL;
}

/**
 * Reads one document: retries what may be retried, follows redirects within the origin, checks the shape.
 *
 * @throws HubError, or KnownError `interrupted`
 */
export async function readDocument<T>(
  connection: Pick<Connection, 'perform'>,
  start: URL,
  shape: Shape<T>,
  subject: Subject,
): Promise<Document<T>> {
  let url = start;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const answer = await get(connection, url, subject);
    if (!redirects.has(answer.status)) return { value: checked(answer, shape, subject), answer, url };
    url = redirectTarget(answer, url, subject);
  }
  throw new HubError(
    'hub-unreadable',
    `The Hub redirects ${subject.request} more than ${mostRedirects} times`,
    {
      request: subject.request,
    },
  );
}

/** The error for a link that leaves the Hub. The target is shown without path and query, which may hold secrets. */
export function otherOriginError(what: string, target: URL, answer: Answer, subject: Subject): HubError {
  return new HubError(
    'hub-other-origin',
    `${what} of ${subject.request} leads to another server: ${target.origin}`,
    {
      request: subject.request,
      status: answer.status,
      hint: 'Nothing was sent there. If the Hub has moved, set the endpoint to its new address.',
    },
  );
}

async function get(connection: Pick<Connection, 'perform'>, url: URL, subject: Subject): Promise<Answer> {
  const request = { method: 'GET', path: `${url.pathname}${url.search}`, body: null } as const;
  const { result, comeBackAt, waits } = await connection.perform(request, mayRepeat);
  if (comeBackAt !== null && (result === null || waits)) {
    throw comeBackError(comeBackAt, result, subject);
  }
  if (result === null) throw interruptedError();
  if (result.kind === 'lost') throw lostError(result, subject);
  return result;
}

/** Reading changes nothing, so that everything may be read again but what would only come out the same. */
function mayRepeat(result: Answer | Lost): boolean {
  return result.kind === 'answer' || result.why === 'timeout' || result.why === 'network';
}

function checked<T>(answer: Answer, shape: Shape<T>, subject: Subject): T {
  if (answer.status !== 200) throw refusalError(answer, subject);
  const json = jsonOf(answer);
  const content: Content<T> = json.kind === 'read' ? shape(json.value) : json;
  if (content.kind === 'unreadable') throw unreadableError(content.problem, answer, subject);
  return content.value;
}

function redirectTarget(answer: Answer, from: URL, subject: Subject): URL {
  const location = answer.headers.get('location') ?? '';
  if (location === '' || !URL.canParse(location, from.href)) {
    throw unreadableError('is a redirect to nowhere', answer, subject);
  }
  const target = new URL(location, from);
  if (!sameOrigin(target, from)) throw otherOriginError('A redirect', target, answer, subject);
  return target;
}
