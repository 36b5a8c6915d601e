import { KnownError } from '../../errors.ts';
import { readPlan } from '../../files/json.ts';
import { fitsDigest } from '../../plan/digest.ts';
import { claimedPlan, derivedPlan } from '../../plan/saved-plan.ts';
import type { CommonOptions } from '../../run/console.ts';
import { openConsole } from '../../run/console.ts';
import { defaultBatchSize } from '../../run/defaults.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import type { PlanFormat } from '../formats.ts';
import { renderPlan } from './render-plan.ts';

/** The words of `hf-groups show`. */
export interface ShowOptions extends CommonOptions {
  readonly format: PlanFormat;
}

/** Shows a saved plan: what its changes say, and the rest as the file's own word. */
export async function show(io: Io, file: string, options: ShowOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const plan = derivedPlan(readPlan(file, io.folder), defaultBatchSize);
  if (!fitsDigest(plan)) {
    throw new KnownError('plan-invalid', `${file} is not a saved plan: its digest does not fit its changes`, {
      hint: 'It was edited. Plan again.',
      details: { file },
    });
  }
  // A program gets the document; what of it is whose word, its reference says.
  const shown = options.format === 'json' ? plan : claimedPlan(plan, file);
  io.stdout.write(renderPlan(shown, options.format, console));
  return exitCodes.ok;
}
