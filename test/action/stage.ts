import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, inject, onTestFinished, vi } from 'vitest';
import { createActionsRun } from '../../src/action/actions-run.ts';
import { runAction } from '../../src/action/main.ts';
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
import { type FakeGitHub, startFakeGitHub } from '../support/fake-github/server.ts';
import { Checkout } from './checkout.ts';
import { type Command, commandsIn, outputsIn } from './runner.ts';

/** What started a run, as the runner tells it. */
export interface EventOf {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly ref?: string;
}

/** A pull request that is open, with its trial merge checked out. */
export interface Proposed {
  readonly number: number;
  readonly branch: string;
  readonly event: EventOf;
}

export interface RunWords {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
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
  readonly checkout: Checkout;
  /** Opens a pull request and checks out its trial merge. */
  propose(
    files: string | Readonly<Record<string, string | null>>,
    options?: { readonly from?: 'fork' | 'dependabot' },
  ): Proposed;
  /** Merges it and checks out main. @returns the event of the push */
  merge(proposed: Proposed, how?: 'merge' | 'squash' | 'rebase'): EventOf;
  /** Commits to main directly. @returns the event of the push */
  push(files: string | Readonly<Record<string, string | null>>): EventOf;
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
}

export const repositoryName = 'acme/access';
const repository = { full_name: repositoryName, default_branch: 'main' };

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
  main: string | Readonly<Record<string, string | null>>,
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
  const root = temporaryFolder();
  const checkout = new Checkout(path.join(root, 'workspace'));
  checkout.commit(filesOf(main));
  let steps = 0;

  const merged = (proposed: Proposed, how: 'merge' | 'squash' | 'rebase'): EventOf => {
    const before = checkout.git('rev-parse', 'main');
    const commits = checkout.merge(proposed.branch, how);
    github.repository.merge(proposed.number, commits.at(-1) ?? '', commits.slice(0, -1));
    return pushEvent(before, checkout.head);
  };

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
      ...words.inputs,
    };
    const secrets = [inputs['hf-token'], inputs['github-token']].filter((secret) => secret !== '');
    const env = {
      ...inputVariables(inputs),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: repositoryName,
      GITHUB_RUN_ID: '77',
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: eventFile,
      GITHUB_REF: event.ref,
      GITHUB_SHA: checkout.head,
      GITHUB_WORKSPACE: checkout.folder,
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
      expect(checkout.git('status', '--porcelain')).toBe('');
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
    checkout,
    propose: (files, { from } = {}) => {
      const { number } = github.repository.openPullRequest({ head: 'a'.repeat(40) });
      const branch = `change-${number}`;
      const { head, base } = checkout.propose(branch, filesOf(files));
      const login = from === 'dependabot' ? 'dependabot[bot]' : 'grace';
      const full_name = from === 'fork' ? 'mallory/access' : repositoryName;
      const pull_request = {
        number,
        user: { login },
        head: { sha: head, ref: branch, repo: { full_name } },
        base: { sha: base, ref: 'main', repo: { full_name: repositoryName } },
      };
      const payload = { action: 'opened', number, pull_request, repository };
      return { number, branch, event: { name: 'pull_request', payload, ref: `refs/pull/${number}/merge` } };
    },
    merge: (proposed, how = 'merge') => merged(proposed, how),
    push: (files) => {
      checkout.git('checkout', '-q', 'main');
      const before = checkout.head;
      return pushEvent(before, checkout.commit(filesOf(files)));
    },
    start: (command, event, words = {}) => {
      const { env, finish } = prepare(command, event, words);
      if (inject('actionFailure') !== '') throw new Error(inject('actionFailure'));
      const script = ['--import', `file://${inject('withoutWaits')}`, inject('action')];
      const running = startProcess(process.execPath, script, { cwd: checkout.folder, env });
      return { running, ran: running.ended.then(finish) };
    },
    run: async (command, event, words = {}) => {
      const { env, finish } = prepare(command, event, words);
      return finish(await runHere(environment(env)));
    },
    writes: () =>
      hub.log.filter(({ method }) => method !== 'GET').map(({ method, path: where }) => `${method} ${where}`),
    comments: (number) => github.repository.commentsOf(number).map(({ body }) => body),
  };
}

/** A step of a job: what it is started with, and how its end is read. */
interface Step {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly finish: (ended: Ended) => Ran;
}

/** The variables by which the runner names the files of a step; the toolkit knows no other place for them. */
const fileVariables = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;

/** Runs the action with the real toolkit, whose commands go to standard output. */
async function runHere(env: Readonly<Record<string, string>>): Promise<Ended> {
  let stdout = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  for (const name of fileVariables) vi.stubEnv(name, env[name]);
  try {
    const code = await runAction({
      env,
      run: createActionsRun(),
      temporary: tmpdir(),
      clock: hastyClock(),
      now: () => new Date(),
      random: Math.random,
      onSignal: () => () => {},
      abort: (exit) => {
        throw new Error(`ended at once with ${exit}`);
      },
    });
    return { code, signal: null, stdout, stderr: '' };
  } finally {
    write.mockRestore();
    vi.unstubAllEnvs();
  }
}

function pushEvent(before: string, after: string): EventOf {
  return {
    name: 'push',
    payload: { ref: 'refs/heads/main', before, after, repository },
    ref: 'refs/heads/main',
  };
}

function filesOf(
  files: string | Readonly<Record<string, string | null>>,
): Readonly<Record<string, string | null>> {
  return typeof files === 'string' ? { 'groups.yaml': files } : files;
}

/** Every input of `action.yml` is there, as the runner gives it: empty where neither the workflow nor a default says. */
function inputVariables(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const all = {
    file: '',
    comment: '',
    reviewed: '',
    'fail-on-blocked': '',
    'batch-size': '',
    concurrency: '',
    ...inputs,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
  );
}

function allTexts({ repository: { comments, issues } }: FakeGitHub): readonly string[] {
  return [...comments.values(), ...issues.values()].map(({ body }) => body);
}

/** Tokens are masked before anything else is said, and stand nowhere else. */
function checkSecrets(secrets: readonly string[], stdout: string, texts: readonly string[]): void {
  const masks = secrets.map((secret) => `::add-mask::${secret}\n`).join('');
  expect(stdout.slice(0, masks.length)).toBe(masks);
  const rest = stdout.slice(masks.length);
  for (const text of [rest, ...texts])
    for (const secret of [token, ...secrets]) expect(text).not.toContain(secret);
}
