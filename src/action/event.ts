import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { KnownError } from '../errors.ts';
import type { Environment } from '../render/terminal.ts';
import { parseJson } from '../text/json.ts';

/** What started the run. */
export interface Event {
  /** `push`, `pull_request`, … */
  readonly name: string;
  readonly owner: string;
  readonly repo: string;
  /** The commit of the run, of a pull request that of a trial merge; `null` where the runner says none. */
  readonly sha: string | null;
  /** `refs/heads/main`; `null` where the runner says none. */
  readonly ref: string | null;
  /** `null` where the event does not say. */
  readonly defaultBranch: string | null;
  /** Of a push: the commit before it. */
  readonly before: string | null;
  readonly pullRequest: PullRequestEvent | null;
  /** The page of the run; `null` where it is not known. */
  readonly runUrl: string | null;
}

export interface PullRequestEvent {
  readonly number: number;
  readonly headSha: string;
  readonly baseSha: string;
  /** From another repository, whose people need no rights in this one. */
  readonly isFork: boolean;
  /** Made by Dependabot, whose runs get no secrets of Actions either. */
  readonly isDependabot: boolean;
}

interface Payload {
  readonly before?: string;
  readonly repository?: { readonly default_branch?: string };
  readonly pull_request?: {
    readonly number: number;
    readonly head: { readonly sha: string; readonly repo: { readonly full_name: string } | null };
    readonly base: { readonly sha: string; readonly repo: { readonly full_name: string } };
    readonly user?: { readonly login?: string } | null;
  };
}

const text = { type: 'string' };
const commit = { type: 'string', pattern: '^[0-9a-f]{40,64}$' };
const repository = { type: 'object', required: ['full_name'], properties: { full_name: text } };
const end = (repo: object): object => ({
  type: 'object',
  required: ['sha', 'repo'],
  properties: { sha: commit, repo },
});

/** The payload as far as it is used, after GitHub's "Webhook events and payloads". */
const isPayload = new Ajv2020({ validateSchema: false }).compile<Payload>({
  type: 'object',
  properties: {
    before: text,
    repository: { type: 'object', properties: { default_branch: text } },
    pull_request: {
      type: 'object',
      required: ['number', 'head', 'base'],
      properties: {
        number: { type: 'integer' },
        head: end({ anyOf: [repository, { type: 'null' }] }),
        base: end(repository),
        user: { anyOf: [{ type: 'object', properties: { login: text } }, { type: 'null' }] },
      },
    },
  },
});

/**
 * Reads what started the run.
 *
 * @throws KnownError `usage` when this is not a run of GitHub Actions, or its event is not one that can be used
 */
export function readEvent(env: Environment): Event {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const [owner = '', repo = ''] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  if (name === '' || owner === '' || repo === '') {
    throw new KnownError('usage', 'GITHUB_EVENT_NAME or GITHUB_REPOSITORY is not set', {
      hint: 'The action runs in GitHub Actions. Elsewhere, use the command line.',
    });
  }
  if (name === 'pull_request_target') {
    throw new KnownError('usage', 'The event pull_request_target is refused', {
      hint: 'It gives the change of a stranger the secrets of the repository. Use `on: pull_request`.',
    });
  }
  const payload = readPayload(env['GITHUB_EVENT_PATH'] ?? '');
  if (name === 'pull_request' && payload.pull_request === undefined)
    throw unusable('it is a pull_request event without a pull request');
  return {
    name,
    owner,
    repo,
    sha: env['GITHUB_SHA'] || null,
    ref: env['GITHUB_REF'] || null,
    defaultBranch: payload.repository?.default_branch ?? null,
    before: payload.before ?? null,
    pullRequest: name === 'pull_request' ? pullRequestOf(payload) : null,
    runUrl: runUrlOf(env),
  };
}

function pullRequestOf({ pull_request: pull }: Payload): PullRequestEvent | null {
  if (pull === undefined) return null;
  const { number, head, base, user } = pull;
  return {
    number,
    headSha: head.sha,
    baseSha: base.sha,
    // The repository of a fork may have been deleted since.
    isFork: head.repo?.full_name !== base.repo.full_name,
    isDependabot: user?.login === 'dependabot[bot]',
  };
}

function runUrlOf(env: Environment): string | null {
  const [server, repository, run] = [
    env['GITHUB_SERVER_URL'],
    env['GITHUB_REPOSITORY'],
    env['GITHUB_RUN_ID'],
  ];
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : null;
}

function readPayload(file: string): Payload {
  let value: unknown;
  try {
    value = parseJson(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw unusable('the file of GITHUB_EVENT_PATH cannot be read as JSON', cause);
  }
  if (isPayload(value)) return value;
  const [first] = isPayload.errors ?? [];
  throw unusable(`${first?.instancePath || 'the document'} ${first?.message ?? 'is wrong'}`);
}

function unusable(why: string, cause?: unknown): KnownError {
  return new KnownError('usage', `The event of the run cannot be used: ${why}`, {
    hint: 'The action runs in GitHub Actions. Elsewhere, use the command line.',
    ...(cause === undefined ? {} : { cause }),
  });
}
