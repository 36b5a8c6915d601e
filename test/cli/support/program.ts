import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject, onTestFinished } from 'vitest';

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
  /** Whether waits between tries last no time. */
  readonly withoutWaits?: boolean;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves once standard error has the text; rejects when the program ends without it. */
  said(text: string): Promise<void>;
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

/** Starts the built program. */
export function start(words: readonly string[], options: RunOptions = {}): Running {
  if (inject('buildFailure') !== '') throw new Error(inject('buildFailure'));
  const preload = options.withoutWaits === true ? ['--import', `file://${inject('withoutWaits')}`] : [];
  return startProcess(process.execPath, [...preload, inject('program'), ...words], options);
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
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const listener of [...listeners]) listener();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      resolve({ code, signal, stdout: Buffer.concat(out).toString('utf8'), stderr }),
    );
  });
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!stderr.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      ended.then((end) => reject(new Error(`ended without saying ${text}: ${JSON.stringify(end)}`)), reject);
      look();
    });
  return { child, said, ended };
}

/** Runs the built program to its end. */
export function run(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return start(words, options).ended;
}
