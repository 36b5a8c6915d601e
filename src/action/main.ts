import { asInterrupted } from '../run/interrupt.ts';
import type { ExitCode } from '../run/io.ts';
import { applyCommand } from './apply.ts';
import { Context } from './context.ts';
import { doctorCommand } from './doctor.ts';
import { driftCommand } from './drift.ts';
import type { Ending } from './ending.ts';
import { readEvent } from './event.ts';
import { tellFailure } from './failure.ts';
import { importCommand } from './import.ts';
import { readInputs, secretsOf } from './inputs.ts';
import { Outputs } from './outputs.ts';
import { planCommand } from './plan.ts';
import { validateCommand } from './validate.ts';
import type { World } from './world.ts';

/**
 * Runs the action. Tokens are masked before anything else happens; the outputs are written whatever happens.
 *
 * @returns the exit code, as that of the command line
 */
export async function runAction(world: World): Promise<ExitCode> {
  const { run, env } = world;
  for (const secret of secretsOf(env)) run.mask(secret);
  const outputs = new Outputs();
  const { exit, reason } = await attempt(world, outputs);
  outputs.set('failure_reason', reason);
  outputs.write(run);
  return exit;
}

async function attempt(world: World, outputs: Outputs): Promise<Ending> {
  const { run, env } = world;
  let context: Context | null = null;
  try {
    context = new Context(world, readInputs(env), readEvent(env), outputs);
    return await commandOf(context);
  } catch (error) {
    const told = context === null ? error : asInterrupted(error, context.interruption);
    return await tellFailure(run, told, (annotations) => {
      for (const annotation of annotations) run.annotate(annotation);
    });
  } finally {
    context?.interruption.dispose();
  }
}

function commandOf(context: Context): Promise<Ending> {
  switch (context.inputs.command) {
    case 'plan':
      return planCommand(context);
    case 'apply':
      return applyCommand(context);
    case 'doctor':
      return doctorCommand(context);
    case 'drift':
      return driftCommand(context);
    case 'import':
      return importCommand(context);
    case 'validate':
      return validateCommand(context);
  }
}
