import { PassThrough } from 'node:stream';
import { systemClock } from '../../../src/hub/clock.ts';
import type { ExitCode, InterruptSignal, Outside } from '../../../src/run/io.ts';
import { Kept } from './kept.ts';
import { environment } from './program.ts';

/** The process ended at once. */
export class Aborted extends Error {
  readonly code: ExitCode;

  constructor(code: ExitCode) {
    super(`aborted with ${code}`);
    this.code = code;
  }
}

/** A terminal of the test: somebody who types when asked, and who can press Ctrl-C. */
export interface Terminal {
  readonly io: Outside;
  readonly stdout: Kept;
  readonly stderr: Kept;
  /** Sends a signal to the program. */
  send(signal: InterruptSignal): void;
  /** How many listen for signals. */
  listeners(): number;
}

export interface TerminalOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is done at `Enter a value: `; text is typed, `null` ends the input. */
  readonly answer?: string | null | ((terminal: Terminal) => void);
  /** Columns of standard output and of standard error; `null` for no terminal. */
  readonly columns?: number | null;
  readonly errorColumns?: number | null;
  readonly stdinIsTerminal?: boolean;
}

export function terminal(options: TerminalOptions): Terminal {
  const stdin = Object.assign(new PassThrough(), { isTTY: options.stdinIsTerminal ?? true });
  const handlers = new Set<(signal: InterruptSignal) => void>();
  const columns = options.columns === undefined ? 80 : options.columns;
  const { answer } = options;
  const stderr = new Kept(options.errorColumns === undefined ? columns : options.errorColumns, (text) => {
    if (!text.includes('Enter a value: ')) return;
    if (typeof answer === 'function') answer(made);
    else if (answer === null) stdin.end();
    else if (answer !== undefined) stdin.write(answer);
  });
  const stdout = new Kept(columns);
  const made: Terminal = {
    stdout,
    stderr,
    send: (signal) => {
      for (const handle of [...handlers]) handle(signal);
    },
    listeners: () => handlers.size,
    io: {
      stdout,
      stderr,
      stdin,
      env: environment({ TERM: 'xterm', ...options.env }),
      folder: options.folder,
      home: options.folder,
      now: () => new Date('2026-11-20T12:00:00.000Z'),
      clock: systemClock,
      random: () => 0,
      secret: () => '0123456789abcdef',
      onSignal: (handle) => {
        handlers.add(handle);
        return () => void handlers.delete(handle);
      },
      abort: (code) => {
        throw new Aborted(code);
      },
    },
  };
  return made;
}
