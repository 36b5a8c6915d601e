import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { KnownError } from '../errors.ts';
import type { Environment } from '../model/environment.ts';
import { enumerate } from '../text/count.ts';
import { parseJson } from '../text/json.ts';
import { shownName } from '../text/shown.ts';

/** The events that the action runs on. What it does on others nobody has thought through, so they are refused. */
const eventNames = [
  'pull_request_target',
  'pull_request',
  'merge_group',
  'push',
  'schedule',
  'workflow_dispatch',
] as const;
export type EventName = (typeof eventNames)[number];

/** What started the run. What can change after the event (the pull request's head, for one) is asked of GitHub. */
export interface Event {
  readonly name: EventName;
  readonly owner: string;
  readonly repo: string;
  /** GitHub's number of the repository; `null` where the runner does not say. */
  readonly repositoryId: string | null;
  /** The commit of the run; `null` where the runner says none. */
  readonly sha: string | null;
  /** `refs/heads/main`; `null` where the runner says none. */
  readonly ref: string | null;
  /** The number of the pull request. */
  readonly pullRequest: number | null;
  /** The branch that it was to be merged into when the run began; somebody may have chosen another since. */
  readonly base: string | null;
  /** The commit that a merge queue would make of the default branch. */
  readonly mergeGroup: string | null;
  /** Who started the run, or ran it again; `null` where the runner does not say. */
  readonly actor: string | null;
  /** Whether somebody ran an earlier run again. */
  readonly isRerun: boolean;
  /** The page of the run; `null` where it is not known. */
  readonly runUrl: string | null;
}

interface Payload {
  readonly repository?: { readonly id?: number };
  readonly pull_request?: { readonly number: number; readonly base: { readonly ref: string } };
  readonly merge_group?: { readonly head_sha: string };
}

const text = { type: 'string' };
const commit = { type: 'string', pattern: '^[0-9a-f]{40,64}$' };

const ajv = new Ajv2020({ validateSchema: false });

/** The payload as far as it is used, after GitHub's "Webhook events and payloads". */
const isPayload = ajv.compile<Payload>({
  type: 'object',
  properties: {
    repository: { type: 'object', properties: { id: { type: 'integer' } } },
    pull_request: {
      type: 'object',
      required: ['number', 'base'],
      properties: {
        number: { type: 'integer' },
        base: { type: 'object', required: ['ref'], properties: { ref: text } },
      },
    },
    merge_group: { type: 'object', required: ['head_sha'], properties: { head_sha: commit } },
  },
});

/**
 * Reads what started the run.
 *
 * @throws KnownError `usage` when this is not a run of GitHub Actions, or its event is not one that can be used
 */
export function readEvent(env: Environment): Event {
  const given = env['GITHUB_EVENT_NAME'];
  const fullName = env['GITHUB_REPOSITORY'];
  const file = env['GITHUB_EVENT_PATH'];
  if (!given || !fullName || !file) throw noRun();
  const [owner, repo] = fullName.split('/');
  if (!owner || !repo) throw noRun();
  const name = eventNames.find((one) => one === given);
  if (name === undefined) {
    throw new KnownError('usage', `The event ${shownName(given)} is refused`, {
      hint: `Run the action on ${enumerate(eventNames, 'or')}.`,
    });
  }
  const { repository, pull_request, merge_group } = readPayload(file);
  const isPullRequest = name === 'pull_request' || name === 'pull_request_target';
  const pull = isPullRequest ? mustHave(pull_request, name, 'pull request') : null;
  const group = name === 'merge_group' ? mustHave(merge_group, name, 'merge group') : null;
  return {
    name,
    owner,
    repo,
    repositoryId: env['GITHUB_REPOSITORY_ID'] || repository?.id?.toString() || null,
    sha: env['GITHUB_SHA'] || null,
    ref: env['GITHUB_REF'] || null,
    pullRequest: pull?.number ?? null,
    base: pull?.base.ref ?? null,
    mergeGroup: group?.head_sha ?? null,
    actor: env['GITHUB_TRIGGERING_ACTOR'] || env['GITHUB_ACTOR'] || null,
    isRerun: (env['GITHUB_RUN_ATTEMPT'] || '1') !== '1',
    runUrl: runUrlOf(env),
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
  throw unusable(ajv.errorsText(isPayload.errors, { dataVar: 'its payload' }));
}

/** What an event of this name comes with. */
function mustHave<T>(part: T | undefined, name: EventName, what: string): T {
  if (part === undefined) throw unusable(`it is a ${name} event without a ${what}`);
  return part;
}

/** What to do about whatever is wrong with the run. */
const hint = 'The action runs in GitHub Actions. Elsewhere, use the command line.';

function noRun(): KnownError {
  const message = 'GITHUB_EVENT_NAME, GITHUB_REPOSITORY or GITHUB_EVENT_PATH is not set';
  return new KnownError('usage', message, { hint });
}

function unusable(why: string, cause?: unknown): KnownError {
  return new KnownError('usage', `The event of the run cannot be used: ${why}`, { hint, cause });
}
