import type { Command } from 'commander';
import type { Run } from './command.ts';
import {
  checkOption,
  concurrencyOption,
  dryRunOption,
  editedFileOption,
  endpointOption,
  groupOption,
  textOption,
  timeoutOption,
} from './options.ts';
import type { RevokeOptions } from './run/revoke.ts';

/** `hf-groups revoke`: a person out of the file. The Hub is asked only whose an address is. */
export function addRevoke(program: Command, run: Run): void {
  program
    .command('revoke')
    .argument('<user>', 'a username or an e-mail address')
    .summary('take a person out of the file')
    .description(
      'Takes somebody out of the groups that are named, or out of all groups and teams. Where a missing line would remove nobody, the entry says absent. Nothing is applied.',
    )
    .addOption(groupOption())
    .addOption(editedFileOption())
    .addOption(
      textOption(
        '--live <file>',
        'a saved snapshot that says whose an address is, in place of the Hub',
        'live',
      ),
    )
    .addOption(dryRunOption())
    .addOption(checkOption())
    .addOption(endpointOption())
    .addOption(concurrencyOption())
    .addOption(timeoutOption())
    .action((user: string, _options, command: Command) =>
      run(async (io) => {
        const { revokeUser } = await import('./run/revoke.ts');
        return revokeUser(io, user, command.optsWithGlobals<RevokeOptions>());
      }),
    );
}
