import { tmpdir } from 'node:os';
import { createActionsRun } from './action/actions-run.ts';
import { secretVariables } from './action/inputs.ts';
import { runAction } from './action/main.ts';
import { systemClock } from './hub/clock.ts';
import { processSignals } from './run/signals.ts';

const env = { ...process.env };
// Nothing is started that could inherit them; whatever else reads the environment needs no secret either.
for (const name of secretVariables) delete process.env[name];

process.exitCode = await runAction({
  env,
  run: createActionsRun(env, (text) => {
    process.stdout.write(text);
  }),
  temporary: tmpdir(),
  clock: systemClock,
  now: () => new Date(),
  random: Math.random,
  ...processSignals,
});
