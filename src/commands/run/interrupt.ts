import { KnownError } from '../../errors.ts';
import { exitCodes, type InterruptSignal, type Io } from '../io.ts';
import type { Console } from './console.ts';

/** Watches for signals while a run talks to the Hub. */
export interface Interruption {
  /** Aborted by the first signal while the run reads: reading again costs nothing, so nothing is waited for. */
  readonly reading: AbortSignal;
  /** Aborted by the first signal: no call is started any more, those in flight finish. */
  readonly stop: AbortSignal;
  /** The first signal; `null` while there was none. */
  readonly signal: InterruptSignal | null;
  /** From here on calls in flight are left to finish. */
  beginWriting(): void;
  /** Gives the signals back. */
  dispose(): void;
}

/** The first SIGINT or SIGTERM ends reading, and stops writing softly; a second one ends the process at once. */
export function watchSignals(io: Io, console: Console): Interruption {
  const stop = new AbortController();
  const reading = new AbortController();
  let first: InterruptSignal | null = null;
  let writing = false;
  const dispose = io.onSignal((signal) => {
    if (first !== null) {
      // A progress bar hides the cursor.
      console.endStatus();
      io.abort(exitCodes[signal]);
    }
    first = signal;
    if (writing) {
      console.say('Stopping: calls in flight are finished, no other starts. Once more ends at once.\n');
    } else {
      reading.abort();
    }
    stop.abort();
  });
  return {
    reading: reading.signal,
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
