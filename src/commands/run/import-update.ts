import type { Configuration } from '../../config/types.ts';
import { adopt } from '../../edit/adopt/adopt.ts';
import { declareGroups, undeclaredGroups } from '../../edit/adopt/new-groups.ts';
import type { NotAdopted } from '../../edit/adopt/types.ts';
import { wishesOf } from '../../edit/adopt/wishes.ts';
import { importedFrom } from '../../edit/import/from-live.ts';
import { applied, type EditResult } from '../../edit/result.ts';
import { KnownError } from '../../errors.ts';
import { loadChecked } from '../../kinds/load.ts';
import { kindOf } from '../../kinds/registry.ts';
import type { Snapshot } from '../../live/types.ts';
import { targetKey } from '../../model/change.ts';
import { openConsole } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { planFor, takeSnapshot } from '../../run/planning.ts';
import { dayOf } from '../../text/date.ts';
import { shown, shownName } from '../../text/shown.ts';
import type { SourceFile } from '../../text/source-file.ts';
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
  const { result, notAdopted } = updated(io, desired, snapshot, options);
  const code = editFiles(io, console, options, result);
  if (result.kind === 'edited' && result.files.length === 0 && notAdopted.length === 0)
    console.note('Nothing to change: the files say what is live.');
  for (const line of notAdopted.map(toldOf)) console.say(`${line}\n`);
  return code === exitCodes.ok && notAdopted.length > 0 ? exitCodes.incomplete : code;
}

interface Desired {
  readonly configuration: Configuration;
  readonly sources: readonly SourceFile[];
}

/** What the files become, and what stays different. @throws ConfigError */
function updated(
  io: Io,
  { configuration, sources }: Desired,
  snapshot: Snapshot,
  options: ImportOptions,
): { readonly result: EditResult; readonly notAdopted: readonly NotAdopted[] } {
  const all = options.all === true;
  const planning = { selection: options.group ?? null };
  const { plan, live } = planFor(io, { configuration, warnings: [] }, snapshot, planning);
  const { wishes, notAdopted } = wishesOf({ configuration, live, plan, today: dayOf(io.now()), all });
  const result = adopt(configuration, sources, wishes);
  const left = new Set(notAdopted.map(({ group, user }) => `${targetKey(group)} ${user}`));
  const after = applied(sources, result);
  const loaded = loadChecked(after, configuration.files);
  if (result.kind === 'stuck' || !loaded.ok) return { result, notAdopted };
  const again = planFor(io, loaded, snapshot, planning);
  const open = again.plan.changes.filter(
    (change) => !left.has(`${targetKey(change.group)} ${kindOf(change).person(change)}`),
  );
  if (open.length > 0) throw new Error(`${open.length} changes would be left after adopting them`);
  const groups = all && options.group === undefined ? undeclaredGroups(configuration, live) : [];
  if (groups.length === 0) return { result, notAdopted };
  const { imported } = importedFrom(live, {
    groups,
    mode: options.mode,
    byEmail: options.people === 'email',
  });
  const unsaid = imported.leftOut.map((why): NotAdopted => ({ group: null, user: null, why }));
  const more = declareGroups(loaded.configuration, after, imported);
  return { result: joined(sources, result, more), notAdopted: [...notAdopted, ...unsaid] };
}

/** One result of two edits, the second of what the first made. */
function joined(sources: readonly SourceFile[], first: EditResult, second: EditResult): EditResult {
  if (first.kind === 'stuck' || second.kind === 'stuck') return second.kind === 'stuck' ? second : first;
  const after = applied(applied(sources, first), second);
  const files = sources.flatMap((file, index) => {
    const text = after[index]?.text ?? file.text;
    return text === file.text ? [] : [{ file, text }];
  });
  return { kind: 'edited', files };
}

function toldOf({ group, user, why }: NotAdopted): string {
  const where =
    group === null ? '' : `${shownName(group.name)}${user === null ? '' : `, ${shownName(user)}`}: `;
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
