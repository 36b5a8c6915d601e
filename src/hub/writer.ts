import { comeBackText, lostMessage } from './answer-errors.ts';
import type { Connection, Performed } from './connection.ts';
import { type Content, jsonOf } from './content.ts';
import type { Answer, Lost } from './exchange.ts';
import type { HubWrite, HubWriter, WriteOutcome } from './hub.ts';
import { hubText, requestIdOf } from './hub-text.ts';
import type { Route } from './route.ts';
import type { Token } from './token.ts';

export interface WriterOptions {
  readonly connection: Pick<Connection, 'perform'>;
  readonly endpoint: string;
  readonly route: Route;
  readonly token: Token;
  readonly timeoutMs: number;
}

/** The writing half of the Hub. What may have been done is never sent again by itself. */
export function writerOver(options: WriterOptions): HubWriter {
  const endpoint = new URL(options.endpoint);
  return Object.freeze({
    async send(write: HubWrite) {
      const path = pathOf(endpoint, write);
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
function pathOf(endpoint: URL, write: HubWrite): string {
  const base = endpoint.pathname.replace(/\/+$/, '');
  const path = `${base}${write.path}`;
  if (!write.path.startsWith('/api/') || new URL(path, endpoint).pathname !== path) {
    throw new Error(`Not a path of the Hub’s API: ${JSON.stringify(write.path)}`);
  }
  return path;
}

function outcomeOf(performed: Performed, options: WriterOptions): WriteOutcome {
  const { result } = performed;
  if (result === null) return unsentOutcome(performed, options);
  const tries = triesOf(performed);
  if (result.kind === 'lost') return lostOutcome(result, tries, options);
  const { status } = result;
  const requestId = requestIdOf(result.headers, options.token);
  const goes = tries.comeBackAt === null ? '' : `. ${comeBackText(tries.comeBackAt)}`;
  const unknown = (said: string): WriteOutcome => {
    const [late, message] = [passedOn.has(status), `${said}${goes}`];
    return { kind: 'unknown', status, message, late, waits: performed.waits, requestId, ...tries };
  };
  const refused = (said: string): WriteOutcome => {
    return { kind: 'refused', status, message: `${said}${goes}`, requestId, ...tries };
  };
  if (status === 200) {
    const answer = bodyOf(result);
    if (answer.kind === 'unreadable') return unknown(`The Hub’s answer ${answer.problem}`);
    const { attempts, durationMs } = tries;
    return { kind: 'done', status, body: answer.value, requestId, attempts, durationMs };
  }
  const text = hubText(result, options.token);
  if (status === 408 || status >= 500) return unknown(withText(`The Hub answered HTTP ${status}`, text));
  if (status < 300) return unknown(`The Hub answered HTTP ${status} where 200 was expected`);
  if (status < 400) {
    return refused(`The Hub answered with a redirect (HTTP ${status}), which is not followed for a change`);
  }
  return refused(text ?? `HTTP ${status}`);
}

/** Answers of what only passes a request on, or has only taken it: it may be done after them. */
const passedOn: ReadonlySet<number> = new Set([202, 502, 504]);

interface Tries {
  readonly attempts: number;
  readonly durationMs: number;
  readonly comeBackAt: number | null;
}

function triesOf({ attempts, durationMs, comeBackAt }: Performed): Tries {
  return { attempts, durationMs, comeBackAt };
}

/** A write that was ended before a try of it could count, with what its tries met: a 429 as a rule. */
function unsentOutcome(performed: Performed, { token }: WriterOptions): WriteOutcome {
  const { met, comeBackAt } = performed;
  const answer = met?.kind === 'answer' ? met : null;
  const [reason, ended] =
    comeBackAt === null
      ? (['interrupted', `Interrupted before it was sent${answer === null ? '' : ' again'}`] as const)
      : (['come-back', comeBackText(comeBackAt)] as const);
  return {
    kind: 'not_sent',
    reason,
    status: answer?.status ?? null,
    message:
      answer === null ? ended : `${withText(`HTTP ${answer.status}`, hubText(answer, token))}. ${ended}`,
    requestId: answer === null ? null : requestIdOf(answer.headers, token),
    ...triesOf(performed),
  };
}

function lostOutcome(lost: Lost, tries: Tries, options: WriterOptions): WriteOutcome {
  const interrupted = lost.why === 'interrupted';
  const message = interrupted ? 'Interrupted before the answer came' : lostMessage(lost, options);
  if (!lost.sent) {
    const reason = interrupted ? 'interrupted' : 'unreachable';
    return {
      kind: 'not_sent',
      reason,
      status: null,
      message: interrupted ? 'Interrupted' : message,
      requestId: null,
      ...tries,
    };
  }
  return {
    kind: 'unknown',
    status: lost.status,
    message,
    // With a status in hand the Hub was done with it, whatever became of the rest of the answer.
    late: lost.status === null,
    waits: false,
    requestId: requestIdOf(lost.headers, options.token),
    ...tries,
  };
}

/** What an answer says of a group, as far as it is described; all else is nobody's business. */
const ofGroup = [
  'id',
  'name',
  'description',
  'autoJoin',
  'spendLimits',
  'users',
  'resources',
  'repos',
] as const;

/** The body of a 200: a change that was made answers a JSON object that is no error. */
function bodyOf(answer: Answer): Content<Extract<WriteOutcome, { readonly kind: 'done' }>['body']> {
  const json = jsonOf(answer);
  if (json.kind === 'unreadable') return json;
  const body: Record<string, unknown> | null =
    typeof json.value === 'object' && json.value !== null ? { ...json.value } : null;
  if (body === null) return { kind: 'unreadable', problem: 'is not an object' };
  if (body['success'] === false || body['error'] !== undefined) {
    return { kind: 'unreadable', problem: 'says that it failed' };
  }
  return {
    kind: 'read',
    value: Object.fromEntries(ofGroup.flatMap((key) => (key in body ? [[key, body[key]]] : []))),
  };
}

function withText(message: string, text: string | null): string {
  return text === null ? message : `${message}: ${text}`;
}
