import type { Report } from '../../apply/types.ts';
import { KnownError } from '../../errors.ts';
import { readPlan } from '../../files/json.ts';
import { writeWhole } from '../../files/write.ts';
import type { Plan } from '../../plan/types.ts';
import { reportJson } from '../../render/json.ts';
import type { ApplyOptions } from '../apply.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import { ApplyRun } from './apply-run.ts';
import { readConfiguration } from './configuration.ts';
import { connect, endpointOf } from './connect.ts';
import { openConsole } from './console.ts';
import { type Interruption, watchSignals } from './interrupt.ts';
import type { Desired } from './planning.ts';
import { renderReport } from './render-plan.ts';

/** Makes a fresh plan or a saved one, prints and writes the report. */
export async function apply(io: Io, saved: string | undefined, options: ApplyOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const plan = saved === undefined ? null : readPlan(saved, io.folder);
  if (plan !== null && options.group !== undefined) {
    throw new KnownError('usage', 'A saved plan says itself which groups it is for: leave out --group');
  }
  // A saved plan needs no configuration; where one is named, it must be of the same organization.
  const make =
    plan === null
      ? freshRun(readConfiguration(io, options))
      : savedRun(plan, options.file === undefined ? null : readConfiguration(io, options));
  const interruption = watchSignals(io);
  try {
    const endpoint = endpointOf(io, options);
    const hub = connect(io, console, options, interruption.stop);
    try {
      const run = new ApplyRun({ io, console, options, hub, interruption, endpoint });
      const report = await make(run);
      io.stdout.write(renderReport(report, options.format, console));
      if (options.report !== undefined) writeWhole(options.report, io.folder, reportJson(report));
      return codeOf(report, interruption);
    } finally {
      await hub.close();
    }
  } catch (error) {
    throw interruption.signal === null ? error : interrupted(error, interruption);
  } finally {
    interruption.dispose();
  }
}

const freshRun =
  (desired: Desired) =>
  (run: ApplyRun): Promise<Report> =>
    run.fresh(desired);

const savedRun =
  (plan: Plan, desired: Desired | null) =>
  (run: ApplyRun): Promise<Report> =>
    run.saved(plan, desired);

function codeOf(report: Report, { signal }: Interruption): ExitCode {
  switch (report.result) {
    case 'applied':
    case 'nothing_to_do':
      return exitCodes.ok;
    case 'partial':
      return exitCodes.incomplete;
    case 'failed':
      return exitCodes.error;
    case 'refused':
      return exitCodes.refused;
    case 'interrupted':
      return exitCodes[signal ?? 'SIGINT'];
  }
}

/** An interruption before the first write ends a read; what it is told as says that nothing was written. */
function interrupted(error: unknown, { signal }: Interruption): unknown {
  if (!(error instanceof KnownError) || error.code !== 'interrupted') return error;
  const options = { details: { signal }, cause: error };
  return new KnownError('interrupted', 'Interrupted before the first write. Nothing was written.', options);
}
