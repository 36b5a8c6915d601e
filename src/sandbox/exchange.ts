import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Identity, identify } from './access.ts';
import type { AuditLog } from './audit-log.ts';
import { loggedBody, parseBody, type ReadBody, readBody } from './body.ts';
import type { Directory } from './directory.ts';
import { Failure, headerText, refuse } from './failure.ts';
import type { Fault } from './fault-script.ts';
import { type Faults, hasEffect } from './faults.ts';
import type { Answer } from './handlers/call.ts';
import { performLie } from './lie.ts';
import type { OpenEntry, RequestLog } from './log.ts';
import { accountKey, type World } from './model.ts';
import { type Reply, withOddities } from './oddities.ts';
import type { Allowance, RateLimit } from './rate-limit.ts';
import { findRoute } from './routes.ts';

/** One request, and everything that an answer to it depends on. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly origin: string;
  readonly world: World;
  readonly directory: Directory;
  readonly log: RequestLog;
  readonly audit: AuditLog;
  readonly rateLimit: RateLimit;
  readonly faults: Faults;
  readonly now: () => number;
  readonly delay: (ms: number) => Promise<void>;
  readonly latencyMs: number;
}

/**
 * Answers one request. Quota and faults are counted when it arrives; its effect happens at one moment, after the
 * waiting. Rejects when the connection breaks.
 */
export async function answerRequest(exchange: Exchange): Promise<void> {
  const { request, response, log } = exchange;
  const method = request.method ?? 'GET';
  // Joined as text: resolved as a reference, `//host/path` would lead to another origin.
  const path = request.url?.startsWith('/') ? request.url : '/';
  const url = new URL(`${exchange.origin}${path}`);
  const entry = log.begin(method, url);
  let status: number | null = null;
  try {
    const identity = identify(request.headers.authorization, exchange.world.tokens, exchange.directory);
    entry.tokenName = identity?.token.name ?? null;
    const user = identity === null ? '' : accountKey(identity.account.name);
    const allowance = exchange.rateLimit.take(user, url.pathname === '/api/whoami-v2' ? 'whoami' : 'api');
    const fault = exchange.faults.next(method, url.pathname);
    entry.faulted = fault !== null;
    const body = await readBody(request);
    entry.body = loggedBody(body);

    const late = fault?.after_effect === true || fault?.reset === 'after';
    await pause(exchange, exchange.latencyMs + (late ? 0 : (fault?.delay_ms ?? 0)));
    const failure = new Failure(fault?.status ?? 500, 'Fault', 'Made to fail by a fault rule');
    let answer: Answer | Failure = failure;
    if (hasEffect(fault)) {
      const make = (arrival: Arrival): Answer => perform(exchange, arrival);
      const rehearse = (arrival: Arrival): Answer =>
        perform({ ...exchange, directory: exchange.directory.copy() }, arrival);
      const arrival = { method, url, identity, allowance, body };
      const { lie } = fault ?? {};
      answer = attempt(() =>
        lie === undefined ? make(arrival) : performLie({ make, rehearse }, arrival, lie),
      );
      const effects = exchange.directory.takeEffects();
      Object.assign(entry, effects);
      if (identity !== null) exchange.audit.record(identity, effects.effect, effects.sideEffect);
      if ((fault?.status ?? 0) >= 400) answer = failure;
    }
    if (late) await pause(exchange, fault?.delay_ms ?? 0);
    if (fault?.reset !== undefined) {
      response.destroy();
      return;
    }
    const reply = withFault(odd(replyOf(answer, entry, allowance), exchange), fault);
    status = reply.status;
    await send(response, reply, fault?.cut_body);
  } finally {
    log.end(entry, status);
  }
}

interface Arrival {
  readonly method: string;
  readonly url: URL;
  readonly identity: Identity | null;
  readonly allowance: Allowance;
  readonly body: ReadBody;
}

function perform(exchange: Exchange, { method, url, identity, allowance, body }: Arrival): Answer {
  if (!isOwnHost(exchange.request.headers.host, url)) throw refuse.host();
  if (!allowance.allowed) throw refuse.rate();
  const { handle, params } = findRoute(method, url.pathname);
  if (identity === null) throw refuse.credentials();
  const { directory, audit, world, now } = exchange;
  return handle({
    directory,
    audit,
    settings: world.settings,
    now: now(),
    identity,
    params,
    url,
    body: parseBody(body, exchange.request.headers['content-type']),
  });
}

/** A page whose name was made to lead to this machine (DNS rebinding) asks with that name as its host. */
function isOwnHost(host: string | undefined, { port }: URL): boolean {
  return ['127.0.0.1', 'localhost'].some((name) => host?.toLowerCase() === `${name}:${port}`);
}

function attempt(perform: () => Answer): Answer | Failure {
  try {
    return perform();
  } catch (error) {
    if (error instanceof Failure) return error;
    const message = error instanceof Error ? error.message : String(error);
    return new Failure(500, 'InternalError', `The embedded Hub failed: ${message}`);
  }
}

function replyOf(answer: Answer | Failure, entry: OpenEntry, allowance: Allowance): Reply {
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Request-Id': entry.requestId,
    ...allowance.headers,
    ...answer.headers,
  };
  if (!(answer instanceof Failure))
    return { status: answer.status, headers, text: JSON.stringify(answer.body) };
  return {
    status: answer.status,
    headers: { ...headers, 'X-Error-Code': answer.code, 'X-Error-Message': headerText(answer.message) },
    text: JSON.stringify({ error: answer.message }),
  };
}

function odd(reply: Reply, { world, now }: Exchange): Reply {
  return withOddities(reply, world.settings.oddities, now());
}

function withFault(reply: Reply, fault: Fault | null): Reply {
  if (fault === null) return reply;
  const headers = new Map(Object.entries(reply.headers));
  const set = (name: string, value: string | null): void => {
    for (const known of [...headers.keys()]) {
      if (known.toLowerCase() === name.toLowerCase()) headers.delete(known);
    }
    if (value !== null) headers.set(name, value);
  };
  let { text } = reply;
  if (fault.body !== undefined) {
    text = typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
    if (typeof fault.body === 'string') set('Content-Type', 'text/plain; charset=utf-8');
    set('X-Error-Message', null);
    set('X-Error-Code', null);
  }
  if (fault.content_type !== undefined) set('Content-Type', fault.content_type);
  for (const [name, value] of Object.entries(fault.headers ?? {})) set(name, value);
  return { status: fault.status ?? reply.status, headers: Object.fromEntries(headers), text };
}

/** Resolves when the answer is on its way; with `cut`, that many bytes of it are, and the connection is closed. */
function send(response: ServerResponse, reply: Reply, cut: number | undefined): Promise<void> {
  const hasBody = reply.status !== 204 && reply.status !== 304;
  const bytes = Buffer.from(hasBody ? reply.text : '', 'utf8');
  response.writeHead(reply.status, { ...reply.headers, 'Content-Length': String(bytes.length) });
  if (cut === undefined || cut >= bytes.length) {
    response.end(bytes);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    response.write(bytes.subarray(0, cut), () => {
      response.destroy();
      resolve();
    });
  });
}

async function pause(exchange: Exchange, ms: number): Promise<void> {
  if (ms > 0) await exchange.delay(ms);
}
