import { type Command, Option } from 'commander';
import type { MembershipMode } from '../config/declaration.ts';
import type { Run } from './command.ts';
import {
  checkOption,
  concurrencyOption,
  dryRunOption,
  editedFileOption,
  endpointOption,
  groupOption,
  optionGroups,
  textOption,
  timeoutOption,
} from './options.ts';
import type { ImportOptions } from './run/import-options.ts';

const modes: readonly [MembershipMode, MembershipMode] = ['exact', 'additive'];

/** `hf-groups import`: a file from the live organization, or drift into the files. Writes nothing to the Hub. */
export function addImport(program: Command, run: Run): void {
  program
    .command('import')
    .argument('[organization]', 'whose groups to declare; with --update it stands in the files')
    .summary('write what is live into files')
    .description(
      'Writes a configuration from the live organization, whose plan is empty. With --update, changes the files that are there so that their plan is empty, and touches nothing else.',
    )
    .addOption(
      new Option('--update', 'bring the files up to the live organization').helpGroup(optionGroups.input),
    )
    .addOption(editedFileOption())
    .addOption(groupOption())
    .addOption(
      new Option('--mode <mode>', 'what a group that is written is')
        .choices(modes)
        .default(modes[0])
        .helpGroup(optionGroups.output),
    )
    .addOption(
      new Option('--people <names>', 'how people are named; an address where the Hub shows it')
        .choices(['username', 'email'])
        .default('username')
        .helpGroup(optionGroups.output),
    )
    .addOption(
      new Option(
        '--all',
        'also settings, auto-join and what is in each group; with --update, groups that were made or deleted on the Hub, and the members that additive groups leave alone',
      ).helpGroup(optionGroups.input),
    )
    .addOption(textOption('--live <file>', 'import a saved snapshot, without a token or network', 'live'))
    .addOption(textOption('-o, --out <file>', 'write a new file, never over one that is there', 'output'))
    .addOption(textOption('--split <folder>', 'write organization.yaml and one file a group', 'output'))
    .addOption(dryRunOption())
    .addOption(checkOption())
    .addOption(endpointOption())
    .addOption(concurrencyOption())
    .addOption(timeoutOption())
    .action((organization: string | undefined, _options, command: Command) =>
      run(async (io) => {
        const options = command.optsWithGlobals<ImportOptions>();
        if (options.update === true) {
          const { importUpdate } = await import('./run/import-update.ts');
          return importUpdate(io, organization ?? null, options);
        }
        const { importNew } = await import('./run/import-new.ts');
        return importNew(io, organization ?? null, options);
      }),
    );
}
