import type { Command } from 'commander';
import type { Run } from './command.ts';
import { doctorFormats } from './formats.ts';
import { endpointOption, fileOption, formatOption, timeoutOption } from './options.ts';
import type { DoctorOptions } from './run/doctor.ts';

/** `hf-groups doctor`: what this token, network and organization allow. Reads only. */
export function addDoctor(program: Command, run: Run): void {
  program
    .command('doctor')
    .argument('[organization]', 'the organization to look at (default: that of the files)')
    .summary('look whether everything is there that a run needs')
    .description(
      'Looks at Node.js, the files, the token, the network and the organization, and says what to do where something will stand in the way. Reads only.',
    )
    .addOption(fileOption())
    .addOption(formatOption(doctorFormats))
    .addOption(endpointOption())
    .addOption(timeoutOption())
    .action((organization: string | undefined, _options, command: Command) =>
      run(async (io) => {
        const { doctor } = await import('./run/doctor.ts');
        return doctor(io, organization ?? null, command.optsWithGlobals<DoctorOptions>());
      }),
    );
}
