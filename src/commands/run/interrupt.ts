import { exitCodes, type InterruptSignal, type Io } from '../io.ts';

/** Watches for signals while a run writes. */
export interface Interruption {
  /** Aborted by the first signal: calls in flight finish, no other is started. */
  readonly stop: AbortSignal;
  /** The first signal; `null` while there was none. */
  readonly signal: InterruptSignal | null;
  /** Gives the signals back. */
  dispose(): void;
}

/** The first SIGINT or SIGTERM stops softly, a second one ends the process at once. */
export function watchSignals(io: Io): Interruption {
  const stop = new AbortController();
  let first: InterruptSignal | null = null;
  const dispose = io.onSignal((signal) => {
    if (first !== null) io.abort(exitCodes[signal]);
    first = signal;
    io.stderr.write(
      '\nStopping: calls in flight are finished, no other is started. Once more ends at once.\n',
    );
    stop.abort();
  });
  return {
    stop: stop.signal,
    get signal() {
      return first;
    },
    dispose,
  };
}
