import type { Configuration, Person } from '../../config/declaration.ts';
import { revoke } from '../../edit/revoke.ts';
import { KnownError } from '../../errors.ts';
import { identify } from '../../kinds/membership/people.ts';
import { declaredRoles, sectionName } from '../../kinds/organization-role/declared.ts';
import { liveOf } from '../../live/live.ts';
import type { HubOptions } from '../../run/connect.ts';
import type { CommonOptions } from '../../run/console.ts';
import { type Console, openConsole } from '../../run/console.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { takeSnapshot } from '../../run/planning.ts';
import { count } from '../../text/count.ts';
import { shownName } from '../../text/shown.ts';
import type { EditOptions } from '../options.ts';
import { readConfiguration } from './configuration.ts';
import { declaredGroups } from './declared-groups.ts';
import { checkedFiles, editFiles } from './edit-files.ts';
import { checkUser } from './grant.ts';
import { takeLive } from './snapshot.ts';

/** The words of `hf-groups revoke`. */
export interface RevokeOptions extends CommonOptions, EditOptions, HubOptions {
  readonly group?: readonly string[];
  readonly live?: string;
}

/** Takes somebody out of the files, under every name that they have for the person, and shows the difference. */
export async function revokeUser(io: Io, user: string, options: RevokeOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const { configuration, sources } = readConfiguration(io, checkedFiles(options));
  checkUser(user);
  const groups = options.group === undefined ? null : declaredGroups(configuration, options.group);
  const { keys, unknown } = await namesOf(io, console, options, user, configuration);
  const result = revoke(configuration, sources, { keys, groups });
  const isClean = result.kind === 'edited' && result.files.length === 0;
  if (isClean) console.note(`Nothing to change: no file gives access to ${shownName(user)}.`);
  const code = editFiles(io, console, options, result);
  const left = remarks(configuration, keys, unknown);
  for (const line of left) console.say(`${line}\n`);
  return code === exitCodes.ok && left.length > 0 ? exitCodes.incomplete : code;
}

/** What stays although it concerns the person. */
function remarks(
  { guards }: Configuration,
  keys: ReadonlySet<string>,
  unknown: readonly Person[],
): readonly string[] {
  const lines: string[] = [];
  if (guards.protectedMembers.some(({ key }) => keys.has(key)))
    lines.push('Not changed: guards.protected_members names this person, and refuses the removal.');
  if (unknown.length > 0) {
    const what = count(unknown.length, 'entry names somebody', 'entries name somebody');
    lines.push(
      `Not looked at: ${what} in another way, and nobody says whether it is this person. Give --live FILE.`,
    );
  }
  return lines;
}

/**
 * Everything by which the files name the person. A username and an address are one person only by the organization, so
 * it is asked where the files have names of the other sort.
 */
async function namesOf(
  io: Io,
  console: Console,
  options: RevokeOptions,
  user: string,
  configuration: Configuration,
): Promise<{ readonly keys: ReadonlySet<string>; readonly unknown: readonly Person[] }> {
  const key = user.toLowerCase();
  const others = peopleIn(configuration).filter(({ isEmail }) => isEmail !== key.includes('@'));
  if (others.length === 0) return { keys: new Set([key]), unknown: [] };
  try {
    const snapshot = await takeLive(io, console, options, (hub) => takeSnapshot(io, hub, configuration));
    const live = liveOf(snapshot);
    const me = key.includes('@') ? (live.emails.get(key)?.toLowerCase() ?? key) : key;
    const keys = others.filter((person) => identify(person, live).key === me).map((person) => person.key);
    const unknown = others.filter((person) => person.isEmail && !identify(person, live).resolved);
    return { keys: new Set([key, me, ...keys]), unknown };
  } catch (error) {
    if (!(error instanceof KnownError) || error.code !== 'no-token') throw error;
    return { keys: new Set([key]), unknown: others };
  }
}

function peopleIn(configuration: Configuration): readonly Person[] {
  const { groups, teams, others } = configuration;
  return [
    ...declaredRoles(others.get(sectionName), configuration).map(({ person }) => person),
    ...groups.flatMap(({ membership }) => (membership?.members ?? []).map(({ person }) => person)),
    ...[...teams.values()].flatMap(({ members }) => members),
  ];
}
