import { readPlan } from '../../files/json.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { ShowOptions } from '../show.ts';
import { openConsole } from './console.ts';
import { renderPlan } from './render-plan.ts';

/** Shows a saved plan. */
export async function show(io: Io, file: string, options: ShowOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  io.stdout.write(renderPlan(readPlan(file, io.folder), options.format, console));
  return exitCodes.ok;
}
