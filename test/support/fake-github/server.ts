import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { checkExchange } from './description.ts';
import type { Permissions } from './permissions.ts';
import { FakeRepository } from './repository.ts';
import { type Answer, answerOf, type Call, graphql } from './routes.ts';
import { Views } from './views.ts';

/**
 * What a token may do. `workflow`: that of a job; `fork`: that of a job of a pull request from a fork; `app`: that of an
 * App's installation.
 */
export type TokenKind = (
  | { readonly kind: 'workflow' }
  | { readonly kind: 'fork' }
  | { readonly kind: 'user' | 'app'; readonly login: string }
) & {
  /** What it may do and nothing else; everything where that is not said. */
  readonly permissions?: Permissions;
};

/** An answer in the place of GitHub's own; `reset` ends the connection. */
export type Fault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  | 'reset';

/** Answers for requests that match: each for one of them, or one for all. */
export interface FaultRule {
  readonly match: (call: Call) => boolean;
  /** In order; after the last, GitHub is well again. */
  readonly faults: readonly Fault[];
  /** The last fault for ever. */
  readonly forEver?: boolean;
  /** The effect happens all the same: only the answer is lost. */
  readonly afterEffect?: boolean;
}

export interface FakeGitHub extends AsyncDisposable {
  /** `GITHUB_API_URL`. */
  readonly url: string;
  readonly repository: FakeRepository;
  /** The token of a job. */
  readonly token: string;
  /** The token of a job of a pull request from a fork. */
  readonly forkToken: string;
  /** A token of the user `release-bot`. */
  readonly userToken: string;
  /** A token of the App `access-bot`, whose login has `[bot]` behind it. */
  readonly appToken: string;
  /** Makes a token, as GitHub does for a job, or for an App that asks. */
  issue(kind: 'workflow' | 'app', permissions: Permissions): string;
  /** `METHOD /path?query` of every request, in order. */
  readonly log: readonly string[];
  /** What GitHub's description says against the exchanges so far. */
  readonly problems: readonly string[];
  /** The rule that was added last counts first. */
  fail(rule: FaultRule): void;
}

const app = { kind: 'app', login: 'access-bot[bot]' } as const;

const known: readonly (readonly [token: string, TokenKind])[] = [
  ['ghs_workflow0000000000', { kind: 'workflow' }],
  ['ghs_fork000000000000000', { kind: 'fork' }],
  ['ghp_user000000000000000', { kind: 'user', login: 'release-bot' }],
  ['ghs_app0000000000000000', app],
];

/**
 * GitHub's API on loopback, as far as it is used: one repository with its files and history, issues, pull requests,
 * comments and statuses.
 *
 * @param options.prefix the path of the API, as `/api/v3` on an own server
 */
export async function startFakeGitHub(options: { readonly prefix?: string } = {}): Promise<FakeGitHub> {
  const { prefix = '' } = options;
  const repository = new FakeRepository();
  const tokens = new Map(known);
  const rules: { readonly rule: FaultRule; used: number }[] = [];
  const log: string[] = [];
  const problems: string[] = [];
  let views = new Views('', repository);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const { method = 'GET', headers } = request;
    const body: unknown = method === 'GET' || method === 'DELETE' ? undefined : await json(request);
    log.push(`${method} ${decodeURIComponent(url.pathname)}${url.search}`);
    // On an own server it is beside the REST API's version: `/api/graphql`, not `/api/v3/graphql`.
    const isGraphQL = url.pathname === `${prefix.replace(/\/v3$/, '')}${graphql}`;
    const path = isGraphQL ? graphql : url.pathname.slice(prefix.length);
    const token =
      tokens.get(/^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '') ?? null;
    const call: Call = { method, path, query: Object.fromEntries(url.searchParams), body, token, url };
    const fault = nextFault(call);
    if (fault?.lost === true) answerOf(call, repository, views);
    const played = fault === null ? answerOf(call, repository, views) : fault.answer;
    if (played === 'reset') {
      response.destroy();
      return;
    }
    problems.push(...checkedProblems(call, played, fault !== null));
    const text = typeof played.body === 'string' ? played.body : (JSON.stringify(played.body) ?? '');
    const type = typeof played.body === 'string' ? 'text/html' : 'application/json; charset=utf-8';
    response.writeHead(played.status, { 'content-type': type, ...played.headers });
    response.end(text);
  }

  function nextFault(call: Call): { readonly answer: Answer | 'reset'; readonly lost: boolean } | null {
    const found = rules.findLast(
      ({ rule, used }) => rule.match(call) && (rule.forEver === true || used < rule.faults.length),
    );
    if (found === undefined) return null;
    const fault = found.rule.faults[found.used] ?? found.rule.faults.at(-1);
    found.used += 1;
    if (fault === undefined) return null;
    const lost = found.rule.afterEffect === true;
    return { answer: fault === 'reset' ? fault : { headers: {}, body: { message: 'Oops' }, ...fault }, lost };
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((fault: unknown) => {
      problems.push(`the fake GitHub failed: ${fault instanceof Error ? fault.stack : String(fault)}`);
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  views = new Views(`${origin}${prefix}`, repository);

  const [token = '', forkToken = '', userToken = '', appToken = ''] = [...tokens.keys()];
  return {
    url: `${origin}${prefix}`,
    repository,
    token,
    forkToken,
    userToken,
    appToken,
    log,
    problems,
    issue: (kind, permissions) => {
      const issued = `ghs_issued${String(tokens.size).padStart(12, '0')}`;
      tokens.set(issued, { ...(kind === 'app' ? app : { kind }), permissions });
      return issued;
    },
    fail: (rule) => {
      rules.push({ rule, used: 0 });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An answer that a test put in may be as wrong as it likes; one of the fake's own may not. */
function checkedProblems(call: Call, { status, body }: Answer, played: boolean): readonly string[] {
  // GitHub's description is that of its REST API.
  if (played || call.path === graphql) return [];
  return checkExchange({
    method: call.method,
    path: call.path,
    query: call.query,
    ...(call.body === undefined ? {} : { requestBody: call.body }),
    status,
    responseBody: body,
  });
}
