import { request } from 'undici';
import { expect, onTestFinished } from 'vitest';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { checkExchange } from '../support/openapi.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface SendOptions {
  /** `null` for none. */
  readonly token?: string | null;
  readonly body?: unknown;
  /** Sent as it stands, in place of `body`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Client {
  readonly sandbox: Sandbox;
  /** Sends a request over HTTP, and fails the test when the exchange does not fit the schemas. */
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
}

/** Starts a sandbox that is closed when the test ends. */
export async function start(options: SandboxOptions): Promise<Client> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return { sandbox, send: (method, path, sendOptions) => send(sandbox, method, path, sendOptions ?? {}) };
}

async function send(sandbox: Sandbox, method: string, path: string, options: SendOptions): Promise<Reply> {
  const {
    token = sandbox.token,
    body,
    text = body === undefined ? undefined : JSON.stringify(body),
  } = options;
  const url = path.startsWith('http') ? path : `${sandbox.url}${path}`;
  const answer = await request(url, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(text === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(text === undefined ? {} : { body: text }),
  });
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const parsed: unknown = JSON.parse(await answer.body.text());
  const { pathname, searchParams } = new URL(url);
  const problems = checkExchange({
    method,
    path: pathname,
    query: Object.fromEntries(searchParams),
    ...(body === undefined ? {} : { requestBody: body }),
    status: answer.statusCode,
    responseBody: parsed,
  });
  expect(problems).toEqual([]);
  return { status: answer.statusCode, headers, body: parsed };
}

/** A moment that only a test moves; milliseconds. */
export function clock(start = 1_800_000_000_000): { now: () => number; advance: (ms: number) => void } {
  let at = start;
  return {
    now: () => at,
    advance: (ms) => {
      at += ms;
    },
  };
}

/** A group's answer as username to role. */
export function rolesIn(reply: Reply): Readonly<Record<string, string>> {
  const users = field(reply.body, 'users');
  return Object.fromEntries(listOf(users).map((user) => [text(user, 'name'), text(user, 'role')]));
}

/** One text field of each object of a list. */
export function column(reply: Reply, name: string): readonly string[] {
  return listOf(reply.body).map((item) => text(item, name));
}

/** The message of a refusal. */
export function errorOf(reply: Reply): string {
  return text(reply.body, 'error');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

export function text(value: unknown, name: string): string {
  return String(field(value, name));
}

function listOf(value: unknown): readonly unknown[] {
  expect(Array.isArray(value)).toBe(true);
  return Array.isArray(value) ? value : [];
}
