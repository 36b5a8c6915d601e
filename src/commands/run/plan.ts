import { writeWhole } from '../../files/write.ts';
import { jsonText, planJson } from '../../render/json.ts';
import type { HubOptions } from '../../run/connect.ts';
import type { CommonOptions } from '../../run/console.ts';
import { openConsole } from '../../run/console.ts';
import { defaultFile } from '../../run/defaults.ts';
import { exitOfPlan } from '../../run/exit.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { planSnapshot, takeSnapshot } from '../../run/planning.ts';
import type { PlanFormat } from '../formats.ts';
import type { FileOptions } from '../options.ts';
import { readBase, readNamed } from './configuration.ts';
import { keepInputs } from './outputs.ts';
import { renderPlan } from './render-plan.ts';
import { takeLive } from './snapshot.ts';

/** The words of `hf-groups plan`. */
export interface PlanOptions extends CommonOptions, FileOptions, HubOptions {
  readonly group?: readonly string[];
  readonly format: PlanFormat;
  readonly out?: string;
  readonly base?: string;
  readonly detailedExitcode?: true;
  readonly live?: string;
  readonly saveLive?: string;
}

/** Plans, shows and saves the plan. Writes nothing to the Hub: planning is given nothing that could. */
export async function plan(io: Io, options: PlanOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  keepInputs(io, { '--out': options.out, '--save-live': options.saveLive }, [
    ...(options.file ?? [defaultFile]),
    ...(options.base === undefined ? [] : [options.base]),
  ]);
  const desired = await readNamed(io, options);
  const base = options.base === undefined ? null : readBase(io, options, options.base);
  const snapshot = await takeLive(io, console, options, (hub) =>
    takeSnapshot(io, hub, desired.configuration, base?.configuration ?? null),
  );
  if (options.saveLive !== undefined)
    writeWhole(options.saveLive, io.folder, io.secrets.blot(jsonText(snapshot)));
  const request = { desired, base, options: { selection: options.group ?? null } };
  const { plan: made } = planSnapshot(io, request, snapshot);
  if (options.out !== undefined) writeWhole(options.out, io.folder, io.secrets.blot(planJson(made)));
  io.stdout.write(renderPlan(made, options.format, console));
  const tells = options.detailedExitcode === true && made.changes.length + made.blocked.length > 0;
  return exitOfPlan(made, tells ? exitCodes.changes : exitCodes.ok);
}
