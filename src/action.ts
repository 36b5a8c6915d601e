import { tmpdir } from 'node:os';
import { secretVariables } from './action/inputs.ts';
import { runAction } from './action/main.ts';
import type { InterruptSignal } from './commands/io.ts';
import { createActionsRun } from './github/actions-run.ts';
import { systemClock } from './hub/clock.ts';

const env = { ...process.env };
// git and everything else that is started inherits the environment, and needs no token.
for (const name of secretVariables) delete process.env[name];

process.exitCode = await runAction({
  env,
  run: createActionsRun(),
  temporary: tmpdir(),
  clock: systemClock,
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
});
