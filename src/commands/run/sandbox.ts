import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { unreadable } from '../../files/sources.ts';
import type { CommonOptions } from '../../run/console.ts';
import { openConsole } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { exampleSeed } from '../../sandbox/example-seed.ts';
import { parseFaults, parseSeed } from '../../sandbox/seed/file.ts';
import { startSandbox } from '../../sandbox/server.ts';
import { shownName } from '../../text/shown.ts';

/** The words of `hf-groups sandbox`. */
export interface SandboxOptions extends CommonOptions {
  readonly port: number;
  readonly seed?: string;
  readonly faults?: string;
  /** Milliseconds. */
  readonly latency: number;
}

/** Runs an embedded Hub until a signal ends it. */
export async function sandbox(io: Io, options: SandboxOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const seed =
    options.seed === undefined
      ? exampleSeed
      : parseSeed(await readText(options.seed, io.folder), options.seed);
  const faults =
    options.faults === undefined
      ? []
      : parseFaults(await readText(options.faults, io.folder), options.faults);
  const hub = await startSandbox({
    seed,
    secret: io.secret(),
    port: options.port,
    latencyMs: options.latency,
    faults,
  });
  const ended = new Promise<ExitCode>((resolve) => {
    const dispose = io.onSignal((signal) => {
      dispose();
      resolve(exitCodes[signal]);
    });
  });
  io.secrets.show(hub.token);
  io.stdout.write(`HF_ENDPOINT=${shellWord(hub.url)}\nHF_TOKEN=${shellWord(hub.token)}\n`);
  console.note(
    `The embedded Hub runs until Ctrl-C. In another terminal, export the two variables and try \`hf-groups import ${shownName(seed.organization)}\`.`,
  );
  const code = await ended;
  await hub.close();
  return code;
}

/** Text that a POSIX shell takes for itself, whatever is in it: a seed may be somebody else's. */
function shellWord(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

async function readText(name: string, folder: string): Promise<string> {
  try {
    return await readFile(path.resolve(folder, name), 'utf8');
  } catch (cause) {
    throw unreadable(name, cause);
  }
}
