import type { Connection, Performed } from './connection.ts';
import { jsonOf } from './content.ts';
import { hubText, requestIdOf } from './hub-text.ts';
import { lostMessage } from './refusal.ts';
import type { Token } from './token.ts';
import type { Answer, AnswerHeaders, Lost } from './transport.ts';
import type { HubWrite, HubWriter, WriteOutcome } from './types.ts';

export interface WriterOptions {
  readonly connection: Connection;
  readonly endpoint: string;
  readonly token: Token;
  readonly timeoutMs: number;
}

/** The writing half of the Hub. What may have been done is never sent again by itself. */
export function writerOver(options: WriterOptions): HubWriter {
  return Object.freeze({
    async send(write: HubWrite) {
      const path = pathOf(options.endpoint, write);
      const body = write.body === null ? null : JSON.stringify(write.body);
      const request = { method: write.method, path, body };
      return outcomeOf(await options.connection.perform(request, mayRepeat), options);
    },
  });
}

/** Only what is certain not to have been done: a 429, and a request of which no byte was sent. */
function mayRepeat(result: Answer | Lost): boolean {
  if (result.kind === 'answer') return result.status === 429;
  return !result.sent && result.why !== 'interrupted';
}

/** The path as it stands; one that a server could read as another one is a fault of the program. */
function pathOf(endpoint: string, write: HubWrite): string {
  const base = new URL(endpoint).pathname.replace(/\/+$/, '');
  const path = `${base}${write.path}`;
  if (!write.path.startsWith('/api/') || new URL(path, endpoint).pathname !== path) {
    throw new Error(`Not a path of the Hub’s API: ${JSON.stringify(write.path)}`);
  }
  return path;
}

function outcomeOf({ result, attempts, durationMs }: Performed, options: WriterOptions): WriteOutcome {
  const tries = { attempts, durationMs };
  if (result === null) return notSent('interrupted', 'Interrupted before it was sent', tries);
  if (result.kind === 'lost') return lostOutcome(result, tries, options);
  const { status } = result;
  const requestId = requestIdOf(result.headers, options.token);
  const text = hubText(result, options.token);
  const unknown = (message: string): WriteOutcome => {
    return {
      kind: 'unknown',
      status,
      message,
      retryAfter: retryAfterOf(result.headers),
      requestId,
      ...tries,
    };
  };
  if (status === 200) {
    const problem = problemOf(result);
    if (problem !== null) return unknown(`The Hub’s answer ${problem}`);
    return { kind: 'done', status, requestId, ...tries };
  }
  if (status === 408 || status >= 500) return unknown(withText(`The Hub answered HTTP ${status}`, text));
  if (status < 300) return unknown(`The Hub answered HTTP ${status} where 200 was expected`);
  if (status < 400) {
    const message = `The Hub answered with a redirect (HTTP ${status}), which is not followed for a change`;
    return { kind: 'refused', status, message, requestId, ...tries };
  }
  return { kind: 'refused', status, message: text ?? `HTTP ${status}`, requestId, ...tries };
}

function lostOutcome(
  lost: Lost,
  tries: { readonly attempts: number; readonly durationMs: number },
  options: WriterOptions,
): WriteOutcome {
  const interrupted = lost.why === 'interrupted';
  const reason = interrupted ? 'interrupted' : 'unreachable';
  const message = interrupted ? 'Interrupted' : lostMessage(lost, options);
  if (!lost.sent) return notSent(reason, message, tries);
  return {
    kind: 'unknown',
    status: lost.status,
    message: interrupted ? 'Interrupted before the answer came' : message,
    retryAfter: retryAfterOf(lost.headers),
    requestId: requestIdOf(lost.headers, options.token),
    ...tries,
  };
}

function retryAfterOf(headers: AnswerHeaders): string | null {
  return headers.get('retry-after') ?? null;
}

function notSent(
  reason: 'interrupted' | 'unreachable',
  message: string,
  tries: { readonly attempts: number; readonly durationMs: number },
): WriteOutcome {
  return { kind: 'not_sent', reason, status: null, message, requestId: null, ...tries };
}

/** What is wrong with the body of a 200: a change that was made answers a JSON object that is no error. */
function problemOf(answer: Answer): string | null {
  const json = jsonOf(answer);
  if (json.kind === 'unreadable') return json.problem;
  const body: Record<string, unknown> | null =
    typeof json.value === 'object' && json.value !== null ? { ...json.value } : null;
  if (body === null) return 'is not an object';
  if (body['success'] === false || body['error'] !== undefined) return 'says that it failed';
  return null;
}

function withText(message: string, text: string | null): string {
  return text === null ? message : `${message}: ${text}`;
}
