import { KnownError } from '../errors.ts';
import type { Console } from './console.ts';
import { exitCodes, type InterruptSignal, type Io } from './io.ts';

/** Watches for signals while a run talks to the Hub. */
export interface Interruption {
  /**
   * Ends what is in flight: at the first signal while the run reads, since reading again costs nothing; while it writes
   * some seconds after it, or at the second. What has not answered by then is in doubt.
   */
  readonly hard: AbortSignal;
  /** Aborted by the first signal: no call is started any more. */
  readonly stop: AbortSignal;
  /** The first signal; `null` while there was none. */
  readonly signal: InterruptSignal | null;
  /** From here on calls in flight are left to finish, for a while. */
  beginWriting(): void;
  /** Gives the signals back. */
  dispose(): void;
}

/**
 * How long calls in flight are waited for. A job that is cancelled on GitHub gets SIGINT, some 7 seconds later SIGTERM,
 * and then is killed: by then the report must be written.
 */
export const graceMs = 5000;

/**
 * The first SIGINT, SIGTERM or SIGHUP ends reading, and stops writing softly. A second one waits for nothing any more,
 * so that the report is written at once; a third ends the process wherever it is.
 */
export function watchSignals(io: Io, console: Console): Interruption {
  const stop = new AbortController();
  const hard = new AbortController();
  const ended = new AbortController();
  let first: InterruptSignal | null = null;
  let writing = false;
  const giveBack = io.onSignal((signal) => {
    if (first === null) {
      first = signal;
      if (writing) {
        console.say(
          'Stopping: calls in flight are finished, for 5 seconds at most. Once more ends at once.\n',
        );
        io.clock.sleep(graceMs, ended.signal).then(
          () => hard.abort(),
          () => undefined,
        );
      } else hard.abort();
      stop.abort();
    } else if (!hard.signal.aborted) hard.abort();
    else {
      // A progress bar hides the cursor.
      console.endStatus();
      io.abort(exitCodes[signal]);
    }
  });
  const dispose = (): void => {
    ended.abort();
    giveBack();
  };
  return {
    hard: hard.signal,
    stop: stop.signal,
    get signal() {
      return first;
    },
    beginWriting: () => {
      writing = true;
    },
    dispose,
  };
}

/** The error of a read that a signal ended says so; any other is left as it is. */
export function asInterrupted(error: unknown, { signal }: Interruption): unknown {
  if (signal === null || !isInterrupted(error)) return error;
  const options = { details: { signal }, cause: error };
  return new KnownError('interrupted', 'Interrupted before the first write. Nothing was written.', options);
}

/** Whether an error is that of a run that was stopped. */
export function isInterrupted(error: unknown): error is KnownError {
  return error instanceof KnownError && error.code === 'interrupted';
}
