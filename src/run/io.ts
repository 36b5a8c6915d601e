import type { Clock } from '../hub/clock.ts';
import type { Environment } from '../model/environment.ts';
import type { Secrets } from '../text/secret.ts';

/** A stream that text goes to. */
export interface Output {
  /** Takes the text; whether it arrived is what `flush` tells. */
  write(text: string): void;
  /**
   * Waits until everything written so far has left the program.
   *
   * @returns why it could not be written, such as `ENOSPC`; `null` when all is well, also when the reader went away
   */
  flush(): Promise<string | null>;
  /** Whether it is a terminal. */
  readonly isTTY: boolean;
  /** The width of the terminal, `undefined` where that is not known. */
  readonly columns: number | undefined;
}

/** The outside world as a process has it; tests put another in its place. */
export interface Outside {
  /** Carries the result and nothing else. */
  readonly stdout: Output;
  /** Carries everything else: progress, warnings, questions, errors. */
  readonly stderr: Output;
  /** Where answers come from. */
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Environment;
  /** The working folder; relative paths start here. */
  readonly folder: string;
  /** The user's home folder. */
  readonly home: string;
  now(): Date;
  /** What time-outs, and waits between tries, go by. */
  readonly clock: Clock;
  /** In [0, 1). */
  random(): number;
  /** Sixteen hexadecimal digits that nobody can guess. */
  secret(): string;
  /** Calls back at each SIGINT, SIGTERM and SIGHUP until the returned function is called. */
  onSignal(handle: (signal: InterruptSignal) => void): () => void;
  /** Ends the process at once. */
  abort(code: ExitCode): never;
}

/** Everything of the outside world that commands use. Its outputs let no token pass. */
export interface Io extends Outside {
  /** For what is not written to an output: files, and texts that are sent. */
  readonly secrets: Secrets;
}

export type InterruptSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The program's exit codes; `docs/cli.md` says what each means. */
export const exitCodes = {
  ok: 0,
  error: 1,
  changes: 2,
  refused: 3,
  incomplete: 4,
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
