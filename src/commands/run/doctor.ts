import { existsSync } from 'node:fs';
import path from 'node:path';
import { doctorJson, doctorText, fails } from '../../doctor/render.ts';
import type { HubOptions } from '../../run/connect.ts';
import { type CommonOptions, openConsole } from '../../run/console.ts';
import { defaultFile } from '../../run/defaults.ts';
import { filesFactOf, type ReadFiles, runDoctor } from '../../run/doctor.ts';
import { watchSignals } from '../../run/interrupt.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import type { DoctorFormat } from '../formats.ts';
import type { FileOptions } from '../options.ts';
import { readNamed } from './configuration.ts';

/** The words of `hf-groups doctor`. */
export interface DoctorOptions extends CommonOptions, FileOptions, Omit<HubOptions, 'concurrency'> {
  readonly format: DoctorFormat;
}

/** Looks at everything that a run needs. Writes nothing anywhere. */
export async function doctor(io: Io, organization: string | null, options: DoctorOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const interruption = watchSignals(io, console);
  try {
    const examination = await runDoctor(io, console, {
      organization,
      files: await filesOf(io, options),
      options: { ...options, concurrency: 4 },
      signal: interruption.hard,
    });
    if (interruption.signal !== null) return exitCodes[interruption.signal];
    io.stdout.write(
      options.format === 'json' ? doctorJson(examination) : doctorText(examination, console.palette),
    );
    return fails(examination) ? exitCodes.error : exitCodes.ok;
  } finally {
    interruption.dispose();
  }
}

async function filesOf(io: Io, options: FileOptions): Promise<ReadFiles> {
  const isThere = options.file !== undefined || existsSync(path.resolve(io.folder, defaultFile));
  if (!isThere) return { fact: { kind: 'none' }, desired: null };
  return filesFactOf(options.file ?? [defaultFile], () => readNamed(io, options));
}
