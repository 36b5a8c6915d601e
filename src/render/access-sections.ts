import type { AccessAudit, AccessPeople, AccessPerson, AccessReport, ListedPerson } from '../model/access.ts';
import type { AccessChange, AccessComparison } from '../model/access-comparison.ts';
import type { AccessRow } from '../model/access-row.ts';
import { count } from '../text/count.ts';
import { enumerated, joined, message, name, type Phrase, phrase, word } from '../text/phrase.ts';
import { wayPhrase } from './access-view.ts';

/** A list below a title, each with a line for everything in it. */
export interface AccessSection {
  readonly title: string;
  /** Whether somebody has to look at it. */
  readonly concerns: boolean;
  readonly lines: readonly Phrase[];
}

/** So many groups of a person are named. */
const mostNamed = 5;

/** What was asked for besides the rows: what has changed, who is in no list, what the audit log has. */
export function accessSections({ comparison, people, audit }: AccessReport): readonly AccessSection[] {
  return [
    ...(people === null ? [] : peopleSections(people)),
    ...(comparison === null ? [] : comparisonSections(comparison)),
    ...(audit === null ? [] : [auditSection(audit)]),
  ];
}

function comparisonSections({
  earlier,
  added,
  removed,
  changed,
}: AccessComparison): readonly AccessSection[] {
  const since = `since ${earlier.created_at.slice(0, 10)}`;
  if (added.length + removed.length + changed.length === 0)
    return [{ title: `Nothing has changed ${since}`, concerns: false, lines: doubtOf(earlier) }];
  const section = (title: string, lines: readonly Phrase[]): readonly AccessSection[] =>
    lines.length === 0 ? [] : [{ title: `${title} ${since}: ${lines.length}`, concerns: true, lines }];
  return [
    ...section('Added', added.map(rowPhrase)),
    ...section('Changed', changed.map(changePhrase)),
    ...section('Removed', removed.map(rowPhrase)),
    ...(earlier.complete
      ? []
      : [{ title: 'The earlier report was not complete', concerns: true, lines: [] }]),
  ];
}

function doubtOf({ complete }: AccessComparison['earlier']): readonly Phrase[] {
  return complete ? [] : [['The earlier report was not complete.']];
}

function rowPhrase(row: AccessRow): Phrase {
  const { live_role: live, declared_role: asked } = row;
  const role = live ?? asked;
  const what = role === null ? [] : phrase` ${live === null ? 'declared ' : ''}${word(role)}`;
  const missing = live === null ? ', not live' : '';
  return phrase`${personOf(row)}${what} in ${groupOf(row)}, ${wayPhrase(row)}${missing}`;
}

function changePhrase({ before, after, fields }: AccessChange): Phrase {
  const told = fields.map((field): Phrase => {
    const [old, now] = [shownValue(before[field]), shownValue(after[field])];
    return phrase`${field.replaceAll('_', ' ')} ${old} -> ${now}`;
  });
  return phrase`${personOf(after)} in ${groupOf(after)}: ${joined(told, ', ')}`;
}

function shownValue(value: string | boolean | null): Phrase {
  if (value === null) return ['none'];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return [word(value)];
}

function personOf({ user, fullname }: Pick<AccessRow, 'user' | 'fullname'>): Phrase {
  return fullname === null ? [word(user)] : phrase`${word(user)} (${word(fullname)})`;
}

function groupOf({ group }: AccessRow): Phrase {
  return group === null ? ['no group'] : [name(group)];
}

function peopleSections(people: AccessPeople): readonly AccessSection[] {
  const { file, leavers, unclear, service_accounts: machines, without_access: without, unmatched } = people;
  const section = (title: string, concerns: boolean, lines: readonly Phrase[]): readonly AccessSection[] =>
    lines.length === 0 ? [] : [{ title: `${title}: ${lines.length}`, concerns, lines }];
  const found = [
    ...section(`Have access and are not in ${file}`, true, leavers.map(personPhrase)),
    ...section(
      `Have access and may be one of the addresses that match nobody`,
      true,
      unclear.map(personPhrase),
    ),
    ...section(
      'Service accounts with access, which no list of people has',
      false,
      machines.map(personPhrase),
    ),
    ...section(`Are in ${file} and match nobody`, true, unmatched.map(listedPhrase)),
    ...section(`Are in ${file} and have no access`, false, without.map(listedPhrase)),
  ];
  if (found.length > 0) return found;
  return [
    {
      title: `Everybody with access is in ${file}, and everybody in it has access`,
      concerns: false,
      lines: [],
    },
  ];
}

function personPhrase(person: AccessPerson): Phrase {
  const where: Phrase =
    person.groups.length === 0 ? [] : phrase`: ${enumerated(person.groups.map(name), mostNamed)}`;
  return phrase`${personOf(person)}${where}`;
}

function listedPhrase({ line, written, user }: ListedPerson): Phrase {
  const who = user === null || user === written ? [] : phrase` (${word(user)})`;
  return phrase`${word(written)}${who}, line ${line}`;
}

function auditSection({ events, since, cut, problem, found, not_found }: AccessAudit): AccessSection {
  if (problem !== null) return { title: 'Audit log', concerns: true, lines: [[message(problem)]] };
  const from = since === null ? '' : ` since ${since.slice(0, 10)}`;
  const older = cut ? '; older ones are not exported' : '';
  return {
    title: 'Audit log',
    concerns: false,
    lines: [
      [`${count(events, 'event')} about groups and members${from}${older}`],
      [`of what is not as declared, ${found} found, ${not_found} not found`],
    ],
  };
}
