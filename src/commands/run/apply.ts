import { KnownError } from '../../errors.ts';
import { readPlan } from '../../files/json.ts';
import { standardInput } from '../../files/standard-input.ts';
import type { Report } from '../../model/report.ts';
import { ApplyRun, type ApplySettings } from '../../run/apply-run.ts';
import { connect, endpointOf } from '../../run/connect.ts';
import { type Console, openConsole } from '../../run/console.ts';
import { defaultFile } from '../../run/defaults.ts';
import { exitOf } from '../../run/exit.ts';
import { asInterrupted, type Interruption, watchSignals } from '../../run/interrupt.ts';
import type { ExitCode, Io } from '../../run/io.ts';
import { withHub } from '../../run/with-hub.ts';
import { audienceOf } from './apply-audience.ts';
import type { ApplyOptions } from './apply-options.ts';
import { readNamed } from './configuration.ts';
import { beginReport, deliver, keepError } from './keep-report.ts';
import { keepInputs } from './outputs.ts';

/** Makes a fresh plan or a saved one, prints and writes the report. */
export async function apply(io: Io, saved: string | undefined, options: ApplyOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  keepInputs(io, { '--report': options.report }, [
    ...(options.file ?? [defaultFile]),
    ...(saved === undefined ? [] : [saved]),
  ]);
  if (options.report !== undefined) beginReport(io, options.report);
  const interruption = watchSignals(io, console);
  try {
    const report = await makeReport(io, console, saved, options, interruption);
    return await deliver(io, console, report, options, exitOf(report, interruption.signal));
  } catch (error) {
    const told = asInterrupted(error, interruption);
    if (options.report !== undefined) keepError(io, console, options.report, told);
    throw told;
  } finally {
    interruption.dispose();
  }
}

async function makeReport(
  io: Io,
  console: Console,
  saved: string | undefined,
  options: ApplyOptions,
  interruption: Interruption,
): Promise<Report> {
  const make = await (saved === undefined ? freshRun(io, options) : savedRun(io, saved, options));
  const endpoint = endpointOf(io, options);
  const { stop, hard: signal } = interruption;
  const audience = audienceOf(io, console, options);
  const settings = settingsOf(options);
  return withHub(
    () => connect(io, console, options, { stop, signal }),
    (hub) => make(new ApplyRun({ io, console, audience, settings, hub, interruption, endpoint })),
  );
}

function settingsOf({
  group,
  waive,
  digest,
  autoApprove,
  batchSize,
  concurrency,
}: ApplyOptions): ApplySettings {
  return {
    selection: group ?? null,
    waive: waive ?? [],
    digest: digest ?? null,
    autoApprove: autoApprove === true,
    batchSize,
    concurrency,
  };
}

type Make = (run: ApplyRun) => Promise<Report>;

async function freshRun(io: Io, options: ApplyOptions): Promise<Make> {
  if (options.file?.includes(standardInput) === true && options.autoApprove !== true) {
    throw new KnownError(
      'usage',
      'The configuration and the answer `yes` cannot both come from standard input',
      {
        hint: 'Use --auto-approve, or save the plan with `plan --file - --out FILE` and make it with `apply FILE`.',
      },
    );
  }
  const desired = await readNamed(io, options);
  return (run) => run.fresh(desired);
}

async function savedRun(io: Io, saved: string, options: ApplyOptions): Promise<Make> {
  const plan = readPlan(saved, io.folder);
  if (options.group !== undefined) {
    throw new KnownError('usage', 'A saved plan says itself which groups it is for: leave out --group');
  }
  // A saved plan needs no configuration; where one is named, it must be of the same organization.
  const desired = options.file === undefined ? null : await readNamed(io, options);
  return (run) => run.saved(plan, saved, desired);
}
