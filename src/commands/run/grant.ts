import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { breaksOf, keyInFiles } from '../../config/policy-check.ts';
import { diagnosticCatalog } from '../../diagnostics/catalog.ts';
import { declarableEmail, declarableGroup, declarablePerson } from '../../edit/declarable.ts';
import { grant, newGroupLines } from '../../edit/grant.ts';
import { withNewGroups } from '../../edit/new-groups.ts';
import { ownEntry } from '../../edit/own-entry.ts';
import { applied, type EditResult, readAgain } from '../../edit/result.ts';
import { KnownError } from '../../errors.ts';
import { isDestructive } from '../../kinds/membership/roles.ts';
import type { Role } from '../../model/membership.ts';
import type { CommonOptions } from '../../run/console.ts';
import { openConsole } from '../../run/console.ts';
import type { ExitCode, Io } from '../../run/io.ts';
import { notEditable } from '../../run/not-editable.ts';
import { type Day, dayOf, isCalendarDate } from '../../text/date.ts';
import { shownName } from '../../text/shown.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { EditOptions } from '../options.ts';
import { readConfiguration } from './configuration.ts';
import { declaredGroups } from './declared-groups.ts';
import { checkedFiles, editFiles } from './edit-files.ts';
import { checkGrantable } from './grantable.ts';

/** The words of `hf-groups grant`. */
export interface GrantOptions extends CommonOptions, EditOptions {
  readonly group: readonly string[];
  readonly until?: string;
  readonly reason?: string;
  readonly createGroup?: true;
}

/** Writes or changes an entry in each of the groups, and shows the difference. */
export async function grantEntry(io: Io, user: string, role: Role, options: GrantOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  const { configuration, sources } = readConfiguration(io, checkedFiles(options));
  const { groups, fresh } = groupsOf(configuration, options);
  const until = checkedDay(options.until, io.now());
  checkUser(user);
  checkReason(options.reason);
  for (const group of groups) {
    checkGrantable(group, user, role);
    const own = ownEntry(group, user.toLowerCase());
    if (
      until === null &&
      own?.expires !== undefined &&
      own.expires !== null &&
      own.expires.day < dayOf(io.now())
    )
      throw new KnownError(
        'usage',
        `The entry in “${shownName(group.name)}” has ended on ${own.expires.day}`,
        {
          hint: 'Say with --until how long it is to hold.',
        },
      );
  }
  for (const group of groups) for (const line of remarksOn(group, { user, role, until })) console.note(line);
  for (const name of fresh) console.note(`“${shownName(name)}” is new: the next apply makes it.`);
  const asked = { user, role, until, reason: options.reason ?? null };
  const granted = grant(configuration, sources, { ...asked, groups });
  const lines = fresh.map((name) => newGroupLines(name, asked));
  const result = withNewGroups(configuration, sources, granted, lines);
  checkPolicy(configuration, sources, result, dayOf(io.now()));
  if (result.kind === 'edited' && result.files.length === 0)
    console.note('Nothing to change: the file says so.');
  return editFiles(io, console, options, result);
}

/** The groups that are declared, and with `--create-group` the names of others. @throws KnownError `usage` */
function groupsOf(
  configuration: Configuration,
  { group: names, createGroup }: GrantOptions,
): { readonly groups: readonly DeclaredGroup[]; readonly fresh: readonly string[] } {
  if (createGroup !== true) {
    const otherwise = 'With --create-group it is declared.';
    return { groups: declaredGroups(configuration, names, otherwise), fresh: [] };
  }
  const isDeclared = (name: string): boolean =>
    configuration.groups.some((group) => group.name === name || group.id?.value === name);
  const fresh = [...new Set(names.filter((name) => !isDeclared(name)))];
  const wrong = fresh.find((name) => !declarableGroup(name));
  if (wrong !== undefined)
    throw new KnownError('usage', `“${shownName(wrong)}” is no name that a file can hold`, {
      hint: 'A name has 1 to 200 characters, and none that cannot be seen.',
    });
  return { groups: declaredGroups(configuration, names.filter(isDeclared)), fresh };
}

/** What of an entry that is there somebody who grants may not have meant: less access than before, an end that stays. */
function remarksOn(
  group: DeclaredGroup,
  { user, role, until }: { readonly user: string; readonly role: Role; readonly until: Day | null },
): readonly string[] {
  const own = ownEntry(group, user.toLowerCase());
  if (own === undefined) return [];
  const where = `“${shownName(group.name)}”`;
  const before = own.role;
  const lowers = before !== null && isDestructive(before, role);
  return [
    ...(lowers ? [`${where}: this lowers ${shownName(user)} from ${before} to ${role}.`] : []),
    ...(before === null ? [`${where}: the file said that ${shownName(user)} must not be in it.`] : []),
    ...(until === null && own.expires !== null
      ? [`${where}: the entry still ends on ${own.expires.day}; --until sets another day.`]
      : []),
  ];
}

/** @throws KnownError `usage` for a name that no file can hold */
export function checkUser(user: string): void {
  if (declarablePerson(user) || declarableEmail(user)) return;
  throw new KnownError('usage', `“${shownName(user)}” is neither a username nor an e-mail address`, {
    hint: /\S\s+\S/.test(user)
      ? 'A full name is neither. The username is the last part of the address of their profile on the Hub.'
      : 'Write the username as it is on the Hub, without an @ before it.',
  });
}

/** What every version of the configuration must keep, this one must, too. @throws KnownError `not-editable` */
function checkPolicy(
  before: Configuration,
  sources: readonly SourceFile[],
  result: EditResult,
  today: Day,
): void {
  if (before.policy === null || result.kind === 'stuck') return;
  const read = readAgain(before, applied(sources, result));
  if (read.kind === 'stuck') throw notEditable(read.places);
  const [first] = breaksOf(before.policy, read.configuration, { of: 'head', today, keyOf: keyInFiles });
  if (first === undefined) return;
  throw new KnownError('not-editable', `The policy forbids it: ${first.message}`, {
    hint: `Nothing was written. ${diagnosticCatalog[first.code].cure}`,
  });
}

function checkedDay(text: string | undefined, now: Date): Day | null {
  if (text === undefined) return null;
  if (!isCalendarDate(text))
    throw new KnownError('usage', `--until ${shownName(text)} is no date`, {
      hint: 'Write it as 2031-12-31.',
    });
  if (text < dayOf(now))
    throw new KnownError('usage', `--until ${text} is over already`, { hint: 'Give a day that is to come.' });
  return text;
}

function checkReason(text: string | undefined): void {
  if (text === undefined || (text.length <= 500 && !/[\n\r]/.test(text))) return;
  throw new KnownError('usage', '--reason has more than one line or more than 500 characters', {
    hint: 'Say it shorter, or name the ticket that says it.',
  });
}
