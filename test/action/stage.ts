import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { EOL, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished } from 'vitest';
import { createActionsRun } from '../../src/action/actions-run.ts';
import { runAction } from '../../src/action/main.ts';
import type { World } from '../../src/action/world.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import {
  type Ended,
  environment,
  hastyClock,
  type Running,
  startProcess,
  temporaryFolder,
} from '../cli/support/program.ts';
import { acme, token } from '../cli/support/scene.ts';
import type { MergeMethod } from '../support/fake-github/repository.ts';
import { type FakeGitHub, startFakeGitHub } from '../support/fake-github/server.ts';
import { type Command, commandsIn, outputsIn } from './runner.ts';

/** What started a run, as the runner tells it. */
export interface EventOf {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly ref?: string;
  readonly sha?: string;
}

/** A pull request that was opened, and its event. */
export interface Proposed {
  readonly number: number;
  readonly event: EventOf;
}

/** The text of `groups.yaml`, or files by path; `null` for one that goes away. */
export type Change = string | Readonly<Record<string, string | null>>;

export interface RunWords {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** ISO 8601; the real time otherwise. */
  readonly now?: string;
  /** Of a process: its waits last as long as they say, as that for calls in flight. */
  readonly realWaits?: true;
  /** Of a run in the process of the tests: what sends it signals. */
  readonly onSignal?: World['onSignal'];
}

/** How a run ended, with everything that came of it. */
export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Annotations and other commands, without masks. */
  readonly commands: readonly Command[];
  readonly log: string;
  readonly stderr: string;
  /** A file that an output names, as JSON. */
  json(output: 'plan_path' | 'report_path'): Record<string, unknown>;
}

export interface Stage {
  readonly hub: Sandbox;
  readonly github: FakeGitHub;
  /** Opens a pull request. */
  propose(
    change: Change,
    options?: { readonly from?: 'fork' | 'dependabot'; readonly author?: string },
  ): Proposed;
  /** Pushes to its branch. @returns the new head */
  edit(proposed: Proposed, change: Change): string;
  /** Merges it. @returns the event of the push */
  merge(proposed: Proposed, how?: MergeMethod): EventOf;
  /** Commits to main directly. @returns the event of the push */
  push(change: Change): EventOf;
  /** Runs the action in the process of the tests, as a step of a job does. */
  run(command: string, event: EventOf, words?: RunWords): Promise<Ran>;
  /** Starts the bundled action as a process of its own. */
  start(
    command: string,
    event: EventOf,
    words?: RunWords,
  ): { readonly running: Running; readonly ran: Promise<Ran> };
  /** `METHOD /path` of every write that the Hub got. */
  writes(): readonly string[];
  /** The texts of a pull request's comments. */
  comments(number: number): readonly string[];
  /** The states of a commit's status, the oldest first. */
  statuses(commit: string, what: 'plan' | 'apply'): readonly string[];
}

export const repositoryName = 'acme/access';
const repository = { id: 30_000, full_name: repositoryName, default_branch: 'main' };

/** What plans of the stage are signed with. */
export const signingKey = 'a-key-for-tests-of-at-least-32-characters';

/** What runs at night, and by hand. */
export const nightly: EventOf = {
  name: 'schedule',
  payload: { schedule: '17 4 * * *', repository },
  ref: 'refs/heads/main',
};
export const byHand: EventOf = { name: 'workflow_dispatch', payload: { repository }, ref: 'refs/heads/main' };

/**
 * A repository on GitHub, an organization on the Hub, and the action between them.
 *
 * @param main what `groups.yaml` says on the default branch, or its files
 */
export async function stage(
  main: Change,
  options: Partial<SandboxOptions> & { readonly prefix?: string } = {},
): Promise<Stage> {
  const { prefix, ...hubOptions } = options;
  const hub = await startSandbox({ seed: acme, ...hubOptions });
  onTestFinished(() => hub.close());
  const github = await startFakeGitHub(prefix === undefined ? {} : { prefix });
  onTestFinished(async () => {
    await github[Symbol.asyncDispose]();
    expect(github.problems).toEqual([]);
  });
  const { repository: repo } = github;
  repo.push('main', filesOf(main));
  const root = temporaryFolder();
  // The program must need nothing that lies on the runner.
  const workspace = path.join(root, 'workspace');
  mkdirSync(workspace);
  let steps = 0;

  const prepare = (command: string, event: EventOf, words: RunWords): Step => {
    steps += 1;
    const step = path.join(root, `step-${steps}`);
    const temp = path.join(step, 'temp');
    mkdirSync(temp, { recursive: true });
    const [outputFile, summaryFile, eventFile] = ['output', 'summary', 'event.json'].map((name) =>
      path.join(step, name),
    );
    if (outputFile === undefined || summaryFile === undefined || eventFile === undefined)
      throw new RangeError();
    writeFileSync(outputFile, '');
    writeFileSync(summaryFile, '');
    writeFileSync(eventFile, JSON.stringify(event.payload));
    const inputs = {
      command,
      'hf-token': token,
      'hf-endpoint': hub.url,
      'github-token': github.token,
      'signing-key': signingKey,
      ...words.inputs,
    };
    const secrets = [inputs['hf-token'], inputs['github-token'], inputs['signing-key']].filter(
      (secret) => secret !== '',
    );
    const env = {
      ...inputVariables(inputs),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: repositoryName,
      GITHUB_REPOSITORY_ID: String(repository.id),
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTOR: 'grace',
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_REF: event.ref,
      GITHUB_SHA: event.sha ?? repo.main,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: outputFile,
      GITHUB_STEP_SUMMARY: summaryFile,
      RUNNER_TEMP: temp,
      ...words.env,
    };
    const finish = ({ code, signal, stdout, stderr }: Ended): Ran => {
      const texts = [outputFile, summaryFile].map((file) => readFileSync(file, 'utf8'));
      const [outputText = '', summary = ''] = texts;
      const kept = readdirSync(temp, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
      const commands = commandsIn(stdout);
      checkSecrets(secrets, stdout, [stderr, ...texts, ...kept, ...allTexts(github)]);
      // Nothing is left in the workspace, where a later step could commit it.
      expect(readdirSync(workspace)).toEqual([]);
      const outputs = outputsIn(outputText);
      return {
        code,
        signal,
        outputs,
        summary,
        commands: commands.filter(({ name }) => name !== 'add-mask'),
        log: stdout,
        stderr,
        json: (output) => JSON.parse(readFileSync(outputs[output] ?? '', 'utf8')),
      };
    };
    return { env, finish };
  };

  return {
    hub,
    github,
    propose: (change, { from, author = from === 'dependabot' ? 'dependabot[bot]' : 'grace' } = {}) => {
      const fork = from === 'fork' ? { fork: `${author}/access` } : {};
      const { number } = repo.propose(filesOf(change), { author, ...fork });
      const payload = {
        action: 'opened',
        number,
        pull_request: { number, base: { ref: 'main' } },
        repository,
      };
      return { number, event: { name: 'pull_request_target', payload, ref: 'refs/heads/main' } };
    },
    edit: ({ number }, change) => repo.pushTo(number, filesOf(change)),
    merge: ({ number }, how = 'merge') => {
      const before = repo.main;
      repo.mergePullRequest(number, how);
      return pushEvent(before, repo.main);
    },
    push: (change) => {
      const before = repo.main;
      return pushEvent(before, repo.push('main', filesOf(change)));
    },
    start: (command, event, words = {}) => {
      const { env, finish } = prepare(command, event, words);
      if (inject('actionFailure') !== '') throw new Error(inject('actionFailure'));
      const hasty = words.realWaits === true ? [] : ['--import', `file://${inject('withoutWaits')}`];
      const script = [...hasty, inject('action')];
      const running = startProcess(process.execPath, script, { cwd: workspace, env });
      return { running, ran: running.ended.then(finish) };
    },
    run: async (command, event, words = {}) => {
      const { env, finish } = prepare(command, event, words);
      return finish(await runHere(environment(env), words));
    },
    writes: () =>
      hub.log.filter(({ method }) => method !== 'GET').map(({ method, path: where }) => `${method} ${where}`),
    comments: (number) => repo.commentsOf(number).map(({ body }) => body),
    statuses: (commit, what) =>
      repo.statuses
        .filter((status) => status.commit === commit && status.context.startsWith(`hf-groups / ${what}`))
        .map(({ state }) => state),
  };
}

/** A step of a job: what it is started with, and how its end is read. */
interface Step {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly finish: (ended: Ended) => Ran;
}

async function runHere(
  env: Readonly<Record<string, string>>,
  { now, onSignal = () => () => {} }: RunWords,
): Promise<Ended> {
  let stdout = '';
  const code = await runAction({
    env,
    run: createActionsRun(env, (text) => {
      stdout += text;
    }),
    temporary: tmpdir(),
    clock: hastyClock(),
    now: () => (now === undefined ? new Date() : new Date(now)),
    random: Math.random,
    onSignal,
    abort: (exit) => {
      throw new Error(`ended at once with ${exit}`);
    },
  });
  return { code, signal: null, stdout, stderr: '' };
}

function pushEvent(before: string, after: string): EventOf {
  return {
    name: 'push',
    payload: { ref: 'refs/heads/main', before, after, repository },
    ref: 'refs/heads/main',
    sha: after,
  };
}

function filesOf(change: Change): Readonly<Record<string, string | null>> {
  return typeof change === 'string' ? { 'groups.yaml': change } : change;
}

/** Every input of `action.yml` is there, as the runner gives it: empty where neither the workflow nor a default says. */
function inputVariables(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const all = {
    file: '',
    comment: '',
    reviewed: '',
    digest: '',
    'fail-on-blocked': '',
    forks: '',
    'batch-size': '',
    concurrency: '',
    'audit-log': '',
    ...inputs,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

function allTexts({ repository: { comments, issues, statuses } }: FakeGitHub): readonly string[] {
  return [
    ...[...comments.values(), ...issues.values()].map(({ body }) => body),
    ...statuses.map(({ description }) => description ?? ''),
  ];
}

/** Secrets are masked before anything else is said, and stand nowhere else. */
function checkSecrets(secrets: readonly string[], stdout: string, texts: readonly string[]): void {
  const masks = secrets.map((secret) => `::add-mask::${secret}${EOL}`).join('');
  expect(stdout.slice(0, masks.length)).toBe(masks);
  const rest = stdout.slice(masks.length);
  for (const text of [rest, ...texts])
    for (const secret of [token, ...secrets]) expect(text).not.toContain(secret);
}
