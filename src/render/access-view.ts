import type { AccessGroup, AccessReport, AccessResource } from '../model/access.ts';
import type { AccessRow, AccessStatus } from '../model/access-row.ts';
import { count } from '../text/count.ts';
import { grouped } from '../text/grouped.ts';
import {
  enumerated,
  type Foreign,
  joined,
  message,
  name,
  type Phrase,
  phrase,
  place,
  word,
} from '../text/phrase.ts';
import { shownPlace } from '../text/shown.ts';

/** So many repositories of a group are named where there is little room. */
const mostNamed = 6;

/** What asks for a look; `null` for what does not, and for a way that does not count. */
export function concernOf(row: AccessRow): 'expired' | Exclude<AccessStatus, 'as_declared'> | null {
  if (!row.primary) return null;
  if (row.expired && row.live_role !== null) return 'expired';
  return row.status === 'as_declared' ? null : row.status;
}

/** How somebody comes to the group: `own entry`, `team research, through interns`. */
export function wayPhrase({ via, team, include, status }: AccessRow): Phrase {
  switch (via) {
    case null:
      return [status === 'unmanaged' ? 'in no file' : 'not in the files'];
    case 'team': {
      const through = include === null ? [] : phrase`, through ${word(include)}`;
      return phrase`team ${word(team ?? '')}${through}`;
    }
    default:
      return [via];
  }
}

/** What there is to say of a row besides who, which role, and by which way. */
export function notesOf(row: AccessRow): readonly Phrase[] {
  const notes: Phrase[] = [];
  const status = statusNote(row);
  if (status !== null) notes.push(status);
  if (row.expires !== null) notes.push([`${row.expired ? 'ended on' : 'until'} ${row.expires}`]);
  if (row.reason !== null) notes.push([{ form: 'said', text: row.reason }]);
  if (row.service_account === true) notes.push(['service account']);
  if (row.external === true) notes.push(['external collaborator']);
  if (row.two_factor === false) notes.push(['without two-factor authentication']);
  if (row.via === null && row.added_by !== null && row.event === null)
    notes.push(phrase`added by ${word(row.added_by)}`);
  if (row.event !== null) {
    const { by, at, message: said } = row.event;
    const who: Phrase = by === null ? [] : phrase`by ${word(by)} `;
    notes.push(phrase`${who}on ${minute(at)}: ${{ form: 'said', text: said }}`);
  }
  return notes;
}

function statusNote({
  status,
  declared_role: declared,
  blocked,
  expired,
  primary,
}: AccessRow): Phrase | null {
  if (!primary) return declared === null ? null : phrase`gives ${word(declared)}`;
  switch (status) {
    case 'as_declared':
    case 'undeclared':
    case 'unmanaged':
      return null;
    case 'differs':
      return declared === null
        ? [expired ? 'gives nothing any more' : 'declared absent']
        : phrase`declared ${word(declared)}`;
    case 'missing':
      return phrase`declared ${word(declared ?? '')}, not in the group`;
    case 'blocked':
      return [blocked === null ? 'blocked' : `blocked: ${blocked.replaceAll('_', ' ')}`];
  }
}

/** A group with its rows. */
export interface GroupBlock {
  readonly group: AccessGroup;
  /** With its id where another group of the report has the same name. */
  readonly name: Phrase;
  readonly rows: readonly AccessRow[];
}

/** The groups of a report, each with its rows; where one person was asked for, those that he or she has to do with. */
export function groupBlocks({ groups, rows, subject }: AccessReport): readonly GroupBlock[] {
  const names = new Map<string, number>();
  for (const { name: called } of groups) names.set(called, (names.get(called) ?? 0) + 1);
  const byGroup = grouped(rows, (row) => (row.group === null ? null : keyOf(row.group_id, row.group)));
  return groups.flatMap((group): readonly GroupBlock[] => {
    const own = byGroup.get(keyOf(group.id, group.name)) ?? [];
    if (subject !== null && own.length === 0) return [];
    const several = (names.get(group.name) ?? 0) > 1;
    return [{ group, name: groupPhrase(group, several), rows: own }];
  });
}

function keyOf(id: string | null, called: string): string {
  return id ?? `new:${called}`;
}

function groupPhrase({ id, name: called }: AccessGroup, several: boolean): Phrase {
  return several && id !== null ? phrase`${name(called)} (${word(id)})` : [name(called)];
}

/** What a group is, by the files and by what it holds. @param most so many repositories are named */
export function groupFacts(group: AccessGroup, most: number = mostNamed): readonly Phrase[] {
  const facts: Phrase[] = [];
  if (group.source === null) facts.push(['in no file']);
  else if (!group.managed) facts.push(phrase`${at(group.source)}, members not managed`);
  else facts.push(phrase`${at(group.source)}, ${group.mode ?? ''}`);
  facts.push([count(group.members, 'member')]);
  if (group.auto_join !== null) facts.push(phrase`auto-join as ${word(group.auto_join.role)}`);
  facts.push(holds(group.resources, most));
  return facts;
}

function at(source: NonNullable<AccessRow['source']>): Foreign {
  return place(shownPlace(source));
}

function holds(resources: readonly AccessResource[] | null, most: number): Phrase {
  if (resources === null) return ['what it holds cannot be read'];
  if (resources.length === 0) return ['holds nothing'];
  const told = resources.slice(0, most).map(({ type, name: called, private: secret }): Phrase => {
    const seen = secret === null ? '' : secret ? ' (private)' : ' (public)';
    return phrase`${word(`${type}:${called}`)}${seen}`;
  });
  const more = resources.length - told.length;
  return phrase`holds ${joined(told, ', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** What makes the report evidence, a line each. */
export function headPhrases(report: AccessReport): readonly Phrase[] {
  const { evidence, summary, files } = report;
  const role = evidence.organization_role;
  const asker = phrase`${word(evidence.user)} (${role === null ? 'role unknown' : phrase`organization ${word(role)}`})`;
  const how: Phrase =
    evidence.from === 'snapshot'
      ? [', from a saved snapshot']
      : [` in ${count(evidence.calls ?? 0, 'call')}`];
  const read = [
    count(evidence.groups, 'group'),
    count(evidence.members, 'member'),
    ...(evidence.service_accounts === null ? [] : [count(evidence.service_accounts, 'service account')]),
    ...(evidence.repositories === null ? [] : [count(evidence.repositories, 'repository', 'repositories')]),
  ].join(', ');
  return [
    phrase`Access to ${word(report.organization)} on ${message(report.endpoint)}, read ${message(minute(report.taken_at))} by ${asker}${how}: ${read}`,
    ...scopePhrases(report),
    ...files.map(filePhrase),
    report.complete
      ? ['Complete: yes']
      : phrase`Complete: no. ${joined(
          report.incomplete.map(({ message: why }) => [message(why)]),
          ' ',
        )}`,
    [
      `${count(summary.people, 'person', 'people')}, ${count(summary.groups, 'group')}, ${count(summary.memberships, 'membership')}, ${count(summary.rows, 'row')}`,
    ],
    [`Digest ${report.digest}`],
  ];
}

function scopePhrases({ scope, subject, repository }: AccessReport): readonly Phrase[] {
  const lines: Phrase[] = [];
  if (scope.groups !== null) lines.push(phrase`Only ${enumerated(scope.groups.map(name))}`);
  if (subject !== null) {
    const who = subject.user === null ? word(subject.asked) : word(subject.user);
    const said: Phrase = subject.message === null ? [] : phrase`. ${message(subject.message)}`;
    lines.push(phrase`Only ${who}${said}`);
  }
  if (repository !== null) {
    const what: Phrase = [repository.type === null ? 'repository' : word(repository.type)];
    lines.push(phrase`Only the ${what} ${word(repository.name)}. ${message(repository.everybody_else)}`);
  }
  return lines;
}

function filePhrase({
  path,
  sha256,
  commit,
  as_committed: committed,
}: AccessReport['files'][number]): Phrase {
  const where =
    commit === null
      ? 'in no commit'
      : `${committed ? 'as in' : 'changed since'} commit ${commit.slice(0, 12)}`;
  return phrase`File ${word(path)}, ${where}, ${sha256.slice(0, 19)}`;
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** Words for the counts of what asks for a look, those that are not zero. */
export function concernCounts({ summary }: AccessReport): readonly string[] {
  const { statuses } = summary;
  const told: readonly (readonly [number, string])[] = [
    [statuses.differs, 'declared otherwise'],
    [statuses.undeclared, 'not in the file'],
    [statuses.unmanaged, 'in groups that no file manages'],
    [statuses.missing, 'declared and missing'],
    [statuses.blocked, 'blocked'],
  ];
  return told.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
}
