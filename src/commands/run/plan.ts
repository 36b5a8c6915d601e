import type { Configuration } from '../../config/types.ts';
import { KnownError } from '../../errors.ts';
import { readSnapshot } from '../../files/json.ts';
import { writeWhole } from '../../files/write.ts';
import type { Snapshot } from '../../live/types.ts';
import { isRefused } from '../../plan/guards/run.ts';
import type { Plan } from '../../plan/types.ts';
import { jsonText, planJson } from '../../render/json.ts';
import { type ExitCode, exitCodes, type Io } from '../io.ts';
import type { PlanOptions } from '../plan.ts';
import { readBase, readNamed } from './configuration.ts';
import { connect, endpointOf } from './connect.ts';
import { type Console, openConsole } from './console.ts';
import { asInterrupted, watchSignals } from './interrupt.ts';
import { planFor, takeSnapshot } from './planning.ts';
import { renderPlan } from './render-plan.ts';

/** Plans, shows and saves the plan. Writes nothing to the Hub: planning is given nothing that could. */
export async function plan(io: Io, options: PlanOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const desired = await readNamed(io, options);
  const base = options.base === undefined ? null : readBase(io, options, options.base);
  const snapshot =
    options.live === undefined
      ? await read(io, console, options, desired.configuration, base?.configuration ?? null)
      : readSaved(io, options, options.live);
  if (options.saveLive !== undefined)
    writeWhole(options.saveLive, io.folder, io.secrets.blot(jsonText(snapshot)));
  const warnings = [...desired.warnings, ...(base?.warnings ?? [])];
  const { plan: made } = planFor(io, { ...desired, warnings }, snapshot, {
    // A base that could not be read has nothing in it: every change is one of this change.
    base: base === null ? null : (base.configuration ?? { ...desired.configuration, groups: [] }),
    selection: options.group ?? null,
  });
  if (options.out !== undefined) writeWhole(options.out, io.folder, io.secrets.blot(planJson(made)));
  io.stdout.write(renderPlan(made, options.format, console));
  return codeOf(made, options.detailedExitcode === true);
}

async function read(
  io: Io,
  console: Console,
  options: PlanOptions,
  configuration: Configuration,
  base: Configuration | null,
): Promise<Snapshot> {
  const interruption = watchSignals(io, console);
  try {
    const hub = connect(io, console, options, { signal: interruption.hard });
    try {
      return await takeSnapshot(io, hub.reader, configuration, base);
    } finally {
      await hub.close();
    }
  } catch (error) {
    throw asInterrupted(error, interruption);
  } finally {
    interruption.dispose();
  }
}

/** A saved snapshot says itself which Hub it is of. */
function readSaved(io: Io, options: PlanOptions, live: string): Snapshot {
  const snapshot = readSnapshot(live, io.folder);
  if (options.endpoint !== undefined && endpointOf(io, options) !== snapshot.endpoint) {
    throw new KnownError('usage', `${live} is of ${snapshot.endpoint}, not of what --endpoint names`, {
      hint: 'Leave out --endpoint: with --live nothing is asked of a Hub.',
    });
  }
  return snapshot;
}

function codeOf(plan: Plan, detailed: boolean): ExitCode {
  if (isRefused(plan.violations)) return exitCodes.refused;
  return detailed && plan.changes.length + plan.blocked.length > 0 ? exitCodes.changes : exitCodes.ok;
}
