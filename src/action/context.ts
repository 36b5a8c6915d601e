import { mkdtempSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Io } from '../commands/io.ts';
import { connect } from '../commands/run/connect.ts';
import { type Console, openConsole } from '../commands/run/console.ts';
import type { Interruption } from '../commands/run/interrupt.ts';
import { watchSignals } from '../commands/run/interrupt.ts';
import { version } from '../commands/version.ts';
import { KnownError } from '../errors.ts';
import { writeWhole } from '../files/write.ts';
import { createGitHub } from '../github/octokit.ts';
import type { ActionsRun, Annotation, GitHub } from '../github/types.ts';
import type { ClosableHub } from '../hub/client.ts';
import { shown } from '../render/shown.ts';
import type { Event } from './event.ts';
import { headOf } from './git.ts';
import type { Inputs } from './inputs.ts';
import type { Outputs } from './outputs.ts';
import { ioFor, type World } from './world.ts';

/** How long one request to the Hub may take, in seconds: the command line's default. */
const timeout = 15;

/** The most bytes of a summary; GitHub takes a mebibyte of a step. */
const summaryBytes = 1_000_000;

/** What the commands of the action work with. */
export class Context {
  readonly inputs: Inputs;
  readonly event: Event;
  readonly outputs: Outputs;
  readonly io: Io;
  readonly console: Console;
  readonly run: ActionsRun;
  readonly interruption: Interruption;
  /** The commit that is checked out. */
  readonly commit: string;
  /** The configuration's paths in the repository, which a comment is found again by. */
  readonly paths: readonly string[];
  readonly #world: World;
  /** The working directory in the repository: empty at its top. */
  readonly #prefix: string;

  /** @throws KnownError `usage` when the working directory is not there */
  constructor(world: World, inputs: Inputs, event: Event, outputs: Outputs) {
    this.#world = world;
    this.inputs = inputs;
    this.event = event;
    this.outputs = outputs;
    this.run = world.run;
    const workspace = path.resolve(world.env['GITHUB_WORKSPACE'] || '.');
    const folder = path.resolve(workspace, inputs.workingDirectory);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new KnownError(
        'usage',
        `The working directory ${shown(inputs.workingDirectory)} does not exist`,
        {
          hint: 'The input `working-directory` is a folder of the checkout. Is there a step that checks out?',
        },
      );
    }
    this.#prefix = slashed(path.relative(workspace, folder));
    this.io = ioFor(world, { folder, env: hubEnvironment(inputs) });
    this.console = openConsole(this.io, {
      color: false,
      ...(world.env['RUNNER_DEBUG'] === '1' ? { verbose: true } : {}),
    });
    this.commit = headOf(folder)?.commit ?? event.sha ?? '';
    this.paths = inputs.files.map((file) => this.#inRepository(file));
    this.interruption = watchSignals(this.io, this.console);
  }

  /** @throws KnownError `no-token`, `endpoint-invalid`, `endpoint-insecure` */
  connect(): ClosableHub {
    if (this.inputs.hfToken === null) {
      throw new KnownError('no-token', 'There is no token for the Hub', {
        hint: 'Set the input `hf-token` to a secret of this repository or of the environment of the job.',
      });
    }
    const { stop, hard: signal } = this.interruption;
    return connect(
      this.io,
      this.console,
      { concurrency: this.inputs.concurrency, timeout },
      { stop, signal },
    );
  }

  /** @throws KnownError `usage` without a token for GitHub */
  github(): GitHub {
    const { githubToken } = this.inputs;
    if (githubToken === null) {
      throw new KnownError('usage', 'There is no token for GitHub', {
        hint: 'Leave the input `github-token` out: then it is the token of the job.',
      });
    }
    const { owner, repo } = this.event;
    return createGitHub({
      token: githubToken,
      apiUrl: (this.#world.env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, ''),
      owner,
      repo,
      userAgent: `hf-groups/${version}`,
      clock: this.#world.clock,
    });
  }

  /** What the texts for GitHub need to know. */
  get about(): { readonly file: readonly string[]; readonly head: string; readonly runUrl: string | null } {
    return {
      file: this.paths,
      head: this.event.pullRequest?.headSha ?? this.commit,
      runUrl: this.event.runUrl,
    };
  }

  annotate(annotations: readonly Annotation[]): void {
    for (const annotation of annotations) {
      const { source } = annotation;
      const inRepository = source === null ? null : { ...source, file: this.#inRepository(source.file) };
      this.run.annotate({ ...annotation, source: inRepository });
    }
  }

  /**
   * Adds to the summary of the job.
   *
   * @param render gives Markdown of at most so many characters
   */
  async summarize(render: (limit: number) => string): Promise<void> {
    let text = render(summaryBytes);
    for (let limit = summaryBytes; Buffer.byteLength(text) > summaryBytes; text = render(limit)) limit /= 2;
    await this.run.addSummary(`${text.trimEnd()}\n`);
  }

  /**
   * Keeps a file for later steps, outside of the workspace: a step that commits everything must not find it there.
   *
   * @returns its path
   */
  keep(name: string, text: string): string {
    const temporary = this.#world.env['RUNNER_TEMP'] || this.#world.temporary;
    const folder = mkdtempSync(path.join(temporary, 'hf-groups-'));
    writeWhole(name, folder, this.io.secrets.blot(text));
    return path.join(folder, name);
  }

  #inRepository(file: string): string {
    return path.isAbsolute(file) ? file : path.posix.join(this.#prefix, slashed(file));
  }
}

function hubEnvironment({ hfToken, hfEndpoint }: Inputs): Record<string, string> {
  return {
    ...(hfToken === null ? {} : { HF_TOKEN: hfToken }),
    ...(hfEndpoint === null ? {} : { HF_ENDPOINT: hfEndpoint }),
  };
}

function slashed(file: string): string {
  return file.split(path.sep).join('/');
}
