import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { inject, onTestFinished } from 'vitest';
import { reportFault } from '../../../src/commands/fault.ts';
import { main } from '../../../src/commands/main.ts';
import { type Clock, systemClock } from '../../../src/hub/clock.ts';
import { exitCodes, type Outside } from '../../../src/run/io.ts';
import { Kept } from './kept.ts';

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  /** The signal that ended it, where it did not end itself. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** The working folder; an empty one when not given. */
  readonly cwd?: string;
  /** Besides the few that every process needs; nothing of the tests' own environment reaches the program. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the program can read; nothing when not given. It is never a terminal. */
  readonly stdin?: string;
  /** Whether waits between tries last no time; not for a process. */
  readonly withoutWaits?: boolean;
}

/** A program that runs as a process of its own. */
export interface Running {
  kill(signal: NodeJS.Signals): void;
  /** Resolves once either output has the text; rejects when the program ends without it. */
  said(text: string): Promise<void>;
  /** What either output has had so far. */
  text(): string;
  readonly ended: Promise<Ended>;
}

/** An empty folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The environment of a program that knows nothing but what the test says. */
export function environment(extra: RunOptions['env'] = {}): Record<string, string> {
  const { PATH, SystemRoot } = process.env;
  const all = { PATH, SystemRoot, HOME: tmpdir(), HF_HOME: path.join(tmpdir(), 'no-such-folder'), ...extra };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * Runs the program to its end in the process of the tests, which is many times faster than starting it: with outputs
 * that are no terminals, and nobody who sends signals.
 */
export async function run(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const [stdout, stderr] = [new Kept(null), new Kept(null)];
  const folder = options.cwd ?? temporaryFolder();
  const io: Outside = {
    stdout,
    stderr,
    stdin: Readable.from(options.stdin === undefined ? [] : [Buffer.from(options.stdin)]),
    env: environment(options.env),
    folder,
    home: tmpdir(),
    now: () => new Date(),
    clock: options.withoutWaits === true ? hastyClock() : systemClock,
    random: Math.random,
    secret: () => '0123456789abcdef',
    onSignal: () => () => {},
    abort: (code) => {
      throw new Error(`ended at once with ${code}`);
    },
  };
  const code = await main(words, io).catch((fault: unknown) => {
    reportFault(fault, words, io);
    return exitCodes.error;
  });
  return { code, signal: null, stdout: stdout.text, stderr: stderr.text };
}

/** Time that jumps over waits between tries, which take 0.5 to 8 s; time-outs are real. */
export function hastyClock(): Clock {
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    sleep: (ms, signal) => {
      const isWait = ms >= 400 && ms < 15_000;
      if (isWait) ahead += ms;
      return systemClock.sleep(isWait ? 0 : ms, signal);
    },
    alarm: systemClock.alarm,
  };
}

/** Starts the built program as a process: for what only a process has, such as signals, and to see that it works. */
export function start(words: readonly string[], options: RunOptions = {}): Running {
  if (inject('buildFailure') !== '') throw new Error(inject('buildFailure'));
  return startProcess(process.execPath, [inject('program'), ...words], options);
}

/** Starts any program; it is ended with the test. */
export function startProcess(command: string, words: readonly string[], options: RunOptions = {}): Running {
  const child = spawn(command, words, {
    cwd: options.cwd ?? temporaryFolder(),
    env: environment(options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  // The program may end without reading.
  child.stdin.on('error', () => {});
  child.stdin.end(options.stdin ?? '');
  const out: Buffer[] = [];
  let [said, stderr] = ['', ''];
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
    for (const listener of [...listeners]) listener();
  };
  child.stdout.on('data', (chunk: Buffer) => {
    out.push(chunk);
    hear(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    hear(chunk);
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(out).toString('utf8'), stderr }),
    );
  });
  const hasSaid = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!said.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      ended.then((end) => reject(new Error(`ended without saying ${text}: ${JSON.stringify(end)}`)), reject);
      look();
    });
  return { kill: (signal) => void child.kill(signal), said: hasSaid, text: () => said, ended };
}
