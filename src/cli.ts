#!/usr/bin/env node
import { homedir } from 'node:os';
import type { InterruptSignal, Io, Output } from './commands/io.ts';
import { main } from './commands/main.ts';

const io: Io = {
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  stdin: process.stdin,
  env: process.env,
  folder: process.cwd(),
  home: homedir(),
  now: () => new Date(),
  random: Math.random,
  onSignal: (handle) => {
    const signals: readonly InterruptSignal[] = ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.on(signal, handle);
    return () => {
      for (const signal of signals) process.off(signal, handle);
    };
  },
  abort: (code) => process.exit(code),
};

function outputTo(stream: NodeJS.WriteStream): Output {
  stream.on('error', (error: Error & { code?: string }) => {
    // The reader went away, `| head` for one: nobody is left to tell.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    process.exitCode = 1;
    if (stream !== process.stderr)
      process.stderr.write(`Error: Cannot write to standard output: ${error.code ?? error.message}\n`);
  });
  return { write: (text) => void stream.write(text), isTTY: stream.isTTY === true };
}

try {
  const code = await main(process.argv.slice(2), io);
  process.exitCode ||= code;
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `This is a fault of hf-groups, not yours. Please report it with the following lines.\n${text}\n`,
  );
  process.exitCode = 1;
}
