import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../errors.ts';
import { writeWhole } from '../files/write.ts';
import type { GitHub, PullRequest } from '../github/github.ts';
import type { ClosableHub } from '../hub/client.ts';
import type { Clock } from '../hub/clock.ts';
import { proxyVariables } from '../hub/route.ts';
import type { Annotation } from '../model/annotation.ts';
import type { Seal } from '../review/signature.ts';
import { connect } from '../run/connect.ts';
import { type Console, openConsole } from '../run/console.ts';
import { defaultTimeout } from '../run/defaults.ts';
import type { Interruption } from '../run/interrupt.ts';
import { watchSignals } from '../run/interrupt.ts';
import type { Io } from '../run/io.ts';
import type { Event } from './event.ts';
import type { Inputs } from './inputs.ts';
import { openGitHub } from './open-github.ts';
import type { Outputs } from './outputs.ts';
import type { ActionsRun } from './world.ts';
import { ioFor, type World } from './world.ts';

/** Node's own, which `doctor` looks at. */
const tlsVariables = ['NODE_EXTRA_CA_CERTS', 'NODE_TLS_REJECT_UNAUTHORIZED'];

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
  readonly clock: Clock;
  readonly interruption: Interruption;
  readonly github: GitHub;
  readonly #temporary: string;
  readonly #blot: (text: string) => string;

  /** @throws KnownError `usage` without a token for GitHub, `proxy-invalid` */
  constructor(world: World, inputs: Inputs, event: Event, outputs: Outputs) {
    this.inputs = inputs;
    this.event = event;
    this.outputs = outputs;
    this.run = world.run;
    this.clock = world.clock;
    this.#temporary = world.env['RUNNER_TEMP'] || world.temporary;
    this.io = ioFor(world, { folder: this.#temporary, env: hubEnvironment(inputs, world.env) });
    this.console = openConsole(this.io, {
      color: false,
      ...(world.env['RUNNER_DEBUG'] === '1' ? { verbose: true } : {}),
    });
    const { secrets } = this.io;
    this.#blot = (text) => secrets.blot(text);
    this.github = openGitHub(this, world.env);
    this.interruption = watchSignals(this.io, this.console);
  }

  /** @throws KnownError `no-token`, `endpoint-invalid`, `endpoint-insecure`, `proxy-invalid` */
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
      { concurrency: this.inputs.concurrency, timeout: defaultTimeout },
      { stop, signal },
    );
  }

  /** What the texts for GitHub need to know of a commit. */
  about(head: string): {
    readonly file: readonly string[];
    readonly head: string;
    readonly runUrl: string | null;
  } {
    return { file: this.inputs.files, head, runUrl: this.event.runUrl };
  }

  /** What the comment on a pull request is signed with. */
  sealFor({ number, base: branch }: Pick<PullRequest, 'number' | 'base'>): Seal {
    const { owner, repo, repositoryId } = this.event;
    const place = { repository: `${owner}/${repo}`, repositoryId, number, branch };
    return { place, key: this.inputs.signingKey };
  }

  annotate(annotations: readonly Annotation[]): void {
    for (const annotation of annotations) {
      const { title, message } = annotation;
      this.run.annotate({ ...annotation, title: this.#blot(title), message: this.#blot(message) });
    }
  }

  /** A remark that belongs to no line. */
  remark(level: Annotation['level'], title: string, message: string): void {
    this.annotate([{ level, title, message, source: null }]);
  }

  /**
   * Adds to the summary of the job.
   *
   * @param render gives Markdown of at most so many characters
   */
  async summarize(render: (limit: number) => string): Promise<void> {
    let text = render(summaryBytes);
    for (let limit = summaryBytes; Buffer.byteLength(text) > summaryBytes; text = render(limit)) limit /= 2;
    await this.run.addSummary(`${this.#blot(text).trimEnd()}\n`);
  }

  /**
   * Keeps a file for later steps, outside of the workspace: a step that commits everything must not find it there.
   *
   * @returns its path
   */
  keep(name: string, text: string): string {
    const folder = mkdtempSync(path.join(this.#temporary, 'hf-groups-'));
    writeWhole(name, folder, this.io.secrets.blot(text));
    return path.join(folder, name);
  }
}

/** What the commands know of the environment: the token of the input and of no variable, and the network. */
function hubEnvironment({ hfToken, hfEndpoint }: Inputs, env: World['env']): Io['env'] {
  return {
    ...Object.fromEntries([...proxyVariables, ...tlsVariables].map((name) => [name, env[name]])),
    ...(hfToken === null ? {} : { HF_TOKEN: hfToken }),
    ...(hfEndpoint === null ? {} : { HF_ENDPOINT: hfEndpoint }),
  };
}
