import { Readable } from 'node:stream';
import type { Clock } from '../hub/clock.ts';
import type { Annotation } from '../model/annotation.ts';
import type { Environment } from '../model/environment.ts';
import { guardedIo } from '../run/guarded.ts';
import type { ExitCode, InterruptSignal, Io } from '../run/io.ts';

/** Everything of the outside world that the action uses; tests put another in its place. */
export interface World {
  readonly env: Environment;
  readonly run: ActionsRun;
  /** Where the system keeps temporary files, for a runner that does not say. */
  readonly temporary: string;
  /** What time-outs, and waits between tries, go by. */
  readonly clock: Clock;
  now(): Date;
  /** In [0, 1). */
  random(): number;
  /** Calls back at each SIGINT and SIGTERM until the returned function is called. */
  onSignal(handle: (signal: InterruptSignal) => void): () => void;
  abort(code: ExitCode): never;
}

/**
 * The world as the commands know it: both of their streams go to the log of the job, and the token is where they look
 * for it and nowhere else.
 */
export function ioFor(world: World, options: { readonly folder: string; readonly env: Environment }): Io {
  const { run } = world;
  const log: Io['stdout'] = {
    write: (text) => {
      if (text !== '') run.info(text.replace(/\n$/, ''));
    },
    flush: () => Promise.resolve(null),
    isTTY: false,
    columns: undefined,
  };
  return guardedIo({
    ...options,
    stdout: log,
    stderr: log,
    stdin: Readable.from([]),
    home: options.folder,
    now: () => world.now(),
    clock: world.clock,
    random: () => world.random(),
    secret: noSandbox,
    onSignal: (handle) => firstSignal(world, handle),
    abort: (code) => world.abort(code),
  });
}

/** Only the embedded Hub needs one. */
function noSandbox(): never {
  throw new Error('The action starts no embedded Hub');
}

/**
 * Only the first signal counts: a job that is cancelled gets SIGINT, some seconds later SIGTERM, and then is killed
 * anyway. Between the two, calls in flight finish and the report is written.
 */
function firstSignal(world: World, handle: (signal: InterruptSignal) => void): () => void {
  let seen = false;
  return world.onSignal((signal) => {
    if (seen) return;
    seen = true;
    handle(signal);
  });
}

/** The files of a run in GitHub Actions' own words, and where its results go. */
export interface ActionsRun {
  /** One-line values, `key=value`, for later steps. */
  setOutput(name: string, value: string): void;
  /** Masks a value in every log line from now on. */
  mask(value: string): void;
  /** Adds Markdown to the job summary. */
  addSummary(markdown: string): Promise<void>;
  annotate(annotation: Annotation): void;
  info(line: string): void;
}
