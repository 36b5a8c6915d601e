import { Argument, type Command, Option } from 'commander';
import { type Role, roles } from '../model/membership.ts';
import type { Run } from './command.ts';
import { checkOption, collect, dryRunOption, editedFileOption, optionGroups, textOption } from './options.ts';
import type { GrantOptions } from './run/grant.ts';

/** `hf-groups grant`: an entry in the file. Needs no token: the Hub is not asked. */
export function addGrant(program: Command, run: Run): void {
  program
    .command('grant')
    .argument('<user>', 'a username or an e-mail address')
    .addArgument(new Argument('<role>', 'the role').choices(roles))
    .summary('write an entry into the file')
    .description(
      'Writes or changes somebody’s own entry in each group that is named. The Hub is not asked, and nothing is applied.',
    )
    .addOption(
      new Option('--group <name>', 'in this group, by its name or id (required, repeatable)')
        .argParser(collect)
        .makeOptionMandatory()
        .helpGroup(optionGroups.input),
    )
    .addOption(textOption('--until <date>', 'the last day of the entry, YYYY-MM-DD', 'input'))
    .addOption(textOption('--reason <text>', 'why, for whoever reads the file', 'input'))
    .addOption(
      new Option(
        '--create-group',
        'declare a group that the configuration does not have; the next apply makes it',
      ).helpGroup(optionGroups.input),
    )
    .addOption(editedFileOption())
    .addOption(dryRunOption())
    .addOption(checkOption())
    .action((user: string, role: Role, _options, command: Command) =>
      run(async (io) => {
        const { grantEntry } = await import('./run/grant.ts');
        return grantEntry(io, user, role, command.optsWithGlobals<GrantOptions>());
      }),
    );
}
