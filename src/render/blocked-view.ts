import type { Blocked } from '../model/plan.ts';
import type { Source } from '../model/source.ts';
import { count } from '../text/count.ts';
import { enumerated, joined, message, type Phrase, phrase, place as placeOf, word } from '../text/phrase.ts';
import { shownPlace } from '../text/shown.ts';
import type { GroupNames } from './group-view.ts';

/** Declared changes that cannot be made now, and that one line tells. */
export interface BlockedLine {
  /** Who, which role was asked for, and where. */
  readonly what: Phrase;
  /** How many entries it tells. */
  readonly entries: number;
  /** Why, and what to do. */
  readonly why: Phrase;
  readonly place: string;
  /** The same for a program; of several entries that of the first. */
  readonly source: Source | null;
  /** It was so before the change to the configuration that is looked at. */
  readonly pending: boolean;
}

/** So many entries of one line are told. */
const mostTold = 8;

/**
 * The lines of blocked entries. Somebody who is not in the organization, and whom nobody else is meant by, has one line
 * for all entries: it is mostly one who has left. So have all whom one unmatched entry holds in its group.
 */
export function blockedLines(blocked: readonly Blocked[], names: GroupNames): readonly BlockedLine[] {
  const lines = new Map<string, [Blocked, ...Blocked[]]>();
  blocked.forEach((entry, index) => {
    const key = keyOf(entry) ?? `${index}`;
    const known = lines.get(key);
    if (known === undefined) lines.set(key, [entry]);
    else known.push(entry);
  });
  return [...lines.values()].map((entries) => lineOf(entries, names));
}

/** What entries of one line have in common; `null` for an entry with a line of its own. */
function keyOf({ reason, suggestion, user, group, held_by, source, origin }: Blocked): string | null {
  if (reason === 'not_in_organization' && suggestion === null && user !== null)
    return `left\t${user.toLowerCase()}\t${origin}`;
  if (reason === 'unmatched_entry') return `held\t${group.id}\t${held_by}\t${shownPlace(source)}\t${origin}`;
  return null;
}

function lineOf(entries: readonly [Blocked, ...Blocked[]], names: GroupNames): BlockedLine {
  const [first] = entries;
  const { source } = first;
  const pending = first.origin === 'drift';
  const place = shownPlace(source);
  if (first.reason === 'unmatched_entry')
    return { ...held(entries, names), entries: entries.length, place, source, pending };
  if (entries.length > 1)
    return { ...left(entries, names), entries: entries.length, place: '', source, pending };
  return { what: whatOf(first, names), why: whyOf(first), entries: 1, place, source, pending };
}

function whatOf({ user, after, group, via }: Blocked, names: GroupNames): Phrase {
  const asked: Phrase =
    user === null ? ['every change'] : phrase`${word(user)} ${after === null ? 'removal' : word(after)}`;
  const team = via === null ? [] : phrase`, team ${word(via)}`;
  return phrase`${asked} in ${names.phrase(group)}${team}`;
}

const reasons: Readonly<Record<Blocked['reason'], string>> = {
  not_in_organization: 'not a member of the organization',
  email_not_found:
    'no member of the organization is known by this e-mail address; mend it, or invite the person',
  scim_managed: 'the group is managed by SCIM: change it in the identity provider',
  unmatched_entry: 'not removed: an entry of the group matches nobody, and may mean this person',
  group_not_found: 'the Hub lists no such group',
  ambiguous_group: 'several groups have this name',
  unreadable: 'what the Hub says of it cannot be read',
};

function whyOf({ reason, suggestion, hint }: Blocked): Phrase {
  const meant = suggestion === null ? [] : phrase`; did you mean ${word(suggestion)}?`;
  const leaver = reason === 'not_in_organization' && suggestion === null ? [`; ${ifLeft}`] : [];
  return [reasons[reason], ...meant, ...leaver, ...todoOf(suggestion, hint)];
}

/** What to do is a sentence of its own. */
function todoOf(suggestion: string | null, hint: string | null): Phrase {
  if (hint === null) return [];
  return phrase`${suggestion === null ? '.' : ''} ${message(hint)}`;
}

const ifLeft = 'if they have left, delete the entry';

/** Somebody with several entries who is not there. */
function left(
  entries: readonly [Blocked, ...Blocked[]],
  names: GroupNames,
): Pick<BlockedLine, 'what' | 'why'> {
  const told = entries.slice(0, mostTold).map(({ after, group, source, via }): Phrase => {
    const asked = phrase`${word(after ?? 'removal')} in ${names.phrase(group)}`;
    const from = [...(via === null ? [] : phrase`team ${word(via)}, `), placeOf(shownPlace(source))];
    return source === null ? asked : phrase`${asked} (${from})`;
  });
  const more = entries.length - told.length;
  const list = joined(more === 0 ? told : [...told, [`${more} more`]], ', ');
  return {
    what: [word(entries[0].user ?? '')],
    why: phrase`not a member of the organization, and has ${count(entries.length, 'entry', 'entries')}: ${list}; if they have left, delete all of them`,
  };
}

/** Everybody whom one entry that matches nobody holds in its group. */
function held(
  entries: readonly [Blocked, ...Blocked[]],
  names: GroupNames,
): Pick<BlockedLine, 'what' | 'why'> {
  const [{ group, held_by, suggestion, hint }] = entries;
  const people = entries.map(({ user }) => word(user ?? ''));
  const meant = suggestion === null ? [] : phrase`; did you mean ${word(suggestion)}?`;
  const todo = todoOf(suggestion, hint);
  const culprit = held_by === null ? ['an entry there'] : phrase`the entry ${word(held_by)} there`;
  return {
    what: phrase`removal of ${enumerated(people, mostTold)} from ${names.phrase(group)}`,
    why: phrase`${culprit} matches nobody, and may mean ${people.length === 1 ? 'this person' : 'one of them'}${meant}${todo}`,
  };
}
