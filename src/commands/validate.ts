import type { Command } from 'commander';
import type { Run } from './command.ts';
import { validateFormats } from './formats.ts';
import { fileOption, formatOption } from './options.ts';
import type { ValidateOptions } from './run/validate.ts';

/** `hf-groups validate`: the file alone, without a token or network. */
export function addValidate(program: Command, run: Run): void {
  program
    .command('validate')
    .summary('check the file alone, without a token or network')
    .description('Checks the configuration: its form, its names, its teams. Reads nothing but the files.')
    .addOption(fileOption())
    .addOption(formatOption(validateFormats))
    .action((_options, command: Command) =>
      run(async (io) => {
        const { validate } = await import('./run/validate.ts');
        return validate(io, command.optsWithGlobals<ValidateOptions>());
      }),
    );
}
