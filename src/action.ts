import { tmpdir } from 'node:os';
import { createActionsRun } from './action/actions-run.ts';
import { tellFault } from './action/failure.ts';
import { secretVariables } from './action/inputs.ts';
import { runAction } from './action/main.ts';
import { systemClock } from './hub/clock.ts';
import { processSignals } from './run/signals.ts';

const env = { ...process.env };
// Nothing is started that could inherit them; whatever else reads the environment needs no secret either.
for (const name of secretVariables) delete process.env[name];

const run = createActionsRun(env, (text) => {
  process.stdout.write(text);
});

// What nobody waits for is told like any other fault, in a log in which the tokens are masked.
process.on('uncaughtException', (fault) => {
  process.exit(tellFault(run, fault).exit);
});

process.exitCode = await runAction({
  env,
  run,
  temporary: tmpdir(),
  clock: systemClock,
  now: () => new Date(),
  random: Math.random,
  ...processSignals,
});
