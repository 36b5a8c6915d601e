import type { Configuration } from '../../config/declaration.ts';
import type { NotAdopted } from '../../edit/adopt/wish.ts';
import { KnownError } from '../../errors.ts';
import { adoptDrift } from '../../run/adopt-drift.ts';
import { openConsole } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { takeSnapshot } from '../../run/planning.ts';
import { shown, shownName } from '../../text/shown.ts';
import { readConfiguration } from './configuration.ts';
import { checkedFiles, editFiles } from './edit-files.ts';
import type { ImportOptions } from './import-options.ts';
import { takeLive } from './snapshot.ts';

/** Changes the files so that their plan is empty, as far as that overturns no decision. */
export async function importUpdate(
  io: Io,
  organization: string | null,
  options: ImportOptions,
): Promise<ExitCode> {
  const console = openConsole(io, options);
  const desired = readConfiguration(io, checkedFiles(options));
  checkOptions(organization, desired.configuration, options);
  const snapshot = await takeLive(io, console, options, (hub) =>
    takeSnapshot(io, hub, desired.configuration),
  );
  const { result, notAdopted } = adoptDrift(io, desired, snapshot, {
    selection: options.group ?? null,
    all: options.all === true ? { mode: options.mode, byEmail: options.people === 'email' } : null,
  });
  const code = editFiles(io, console, options, result);
  if (result.kind === 'edited' && result.files.length === 0 && notAdopted.length === 0)
    console.note('Nothing to change: the files say what is live.');
  for (const line of notAdopted.map(toldOf)) console.say(`${line}\n`);
  return code === exitCodes.ok && notAdopted.length > 0 ? exitCodes.incomplete : code;
}

function toldOf({ group, user, subject, why }: NotAdopted): string {
  const names = [group?.name ?? null, user ?? subject].filter((name) => name !== null);
  const where = names.length === 0 ? '' : `${names.map((name) => shownName(name)).join(', ')}: `;
  return `Not adopted: ${where}${shown(why)}.`;
}

/** @throws KnownError `usage` */
function checkOptions(
  organization: string | null,
  configuration: Configuration,
  { out, split }: ImportOptions,
): void {
  if (out !== undefined || split !== undefined)
    throw new KnownError('usage', '--out and --split do not go with --update', {
      hint: 'With --update the files themselves change; --dry-run shows how.',
    });
  if (organization === null || organization.toLowerCase() === configuration.organization.toLowerCase())
    return;
  throw new KnownError(
    'usage',
    `The files are of ${configuration.organization}, not of ${shownName(organization)}`,
    {
      hint: 'Leave the organization out, or name its files with --file.',
    },
  );
}
