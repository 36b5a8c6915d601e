#!/usr/bin/env node
import { homedir } from 'node:os';
import { reportFault } from './commands/fault.ts';
import { main } from './commands/main.ts';
import { outputTo } from './commands/streams.ts';
import { systemClock } from './hub/clock.ts';
import { exitCodes, type Outside } from './run/io.ts';
import { processSignals } from './run/signals.ts';

const words = process.argv.slice(2);
const outside: Outside = {
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  // Opened only when somebody is asked: reading it would keep the program from ending.
  get stdin() {
    return process.stdin;
  },
  env: process.env,
  folder: process.cwd(),
  home: homedir(),
  now: () => new Date(),
  clock: systemClock,
  random: Math.random,
  // The global is loaded when it is used, which importing `node:crypto` is not.
  secret: () => crypto.randomUUID().replaceAll('-', '').slice(0, 16),
  ...processSignals,
};

// What nobody waits for must not end in Node's own words either.
process.on('uncaughtException', (fault) => {
  reportFault(fault, words, outside);
  process.exit(exitCodes.error);
});

try {
  process.exitCode = await main(words, outside);
} catch (fault) {
  reportFault(fault, words, outside);
  process.exitCode = exitCodes.error;
}
