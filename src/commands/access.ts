import { type Command, Option } from 'commander';
import type { Run } from './command.ts';
import { accessFormats } from './formats.ts';
import {
  accessGroupOption,
  concurrencyOption,
  endpointOption,
  fileOption,
  formatOption,
  optionGroups,
  textOption,
  timeoutOption,
} from './options.ts';
import type { AccessOptions } from './run/access-options.ts';

/** `hf-groups access`: who has access to what, and why. Writes nothing to the Hub. */
export function addAccess(program: Command, run: Run): void {
  program
    .command('access')
    .argument('[organization]', 'whose access; not needed where the files or a snapshot name it')
    .summary('show who has access to what, and why')
    .description(
      'Reads the organization and, where there are any, the files, and lists every way of every person to every group, with what shows that the list is complete. Changes nothing.',
    )
    .addOption(fileOption())
    .addOption(accessGroupOption())
    .addOption(textOption('--user <name|email>', 'only this person', 'input'))
    .addOption(
      textOption('--repo <[type/]namespace/name>', 'only who has access to this repository', 'input'),
    )
    .addOption(textOption('--compare <file>', 'what has changed since an earlier --format json', 'input'))
    .addOption(
      textOption('--people <file.csv>', 'who has access and is not in this list, and the reverse', 'input'),
    )
    .addOption(
      new Option('--audit-log', 'who made it and when, by the audit log of the Hub').helpGroup(
        optionGroups.input,
      ),
    )
    .addOption(textOption('--live <file>', 'read a saved snapshot, without a token or network', 'live'))
    .addOption(formatOption(accessFormats))
    .addOption(
      new Option('--bom', 'with --format csv: begin with a byte order mark, for spreadsheets').helpGroup(
        optionGroups.output,
      ),
    )
    .addOption(endpointOption())
    .addOption(concurrencyOption())
    .addOption(timeoutOption())
    .action((organization: string | undefined, _options, command: Command) =>
      run(async (io) => {
        const { access } = await import('./run/access.ts');
        return access(io, organization ?? null, command.optsWithGlobals<AccessOptions>());
      }),
    );
}
