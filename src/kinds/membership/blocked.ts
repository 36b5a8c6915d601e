import type { MembershipBlocked } from '../../model/membership.ts';
import { enumerated, joined, type NameOf, type Phrase, phrase, place, word } from '../../text/phrase.ts';
import { shownPlace } from '../../text/shown.ts';
import {
  type BlockedLineWords,
  type BlockedWords,
  meantBy,
  type ReasonWords,
  todoOf,
  wordsByReason,
} from '../blocked-words.ts';
import { unknownAddress, unmatchedWords } from '../unmatched-words.ts';

/** So many entries of one line are told. */
const mostTold = 8;

const reasons: Readonly<Record<MembershipBlocked['reason'], ReasonWords>> = {
  ...unmatchedWords,
  scim_managed: {
    why: 'the group is managed by SCIM: change it in the identity provider',
    notAdopted: 'the group is managed by an identity provider',
  },
  unmatched_entry: {
    why: 'not removed: an entry of the group matches nobody, and may mean this person',
    notAdopted: 'an entry of the group matches nobody, and may mean this person; mend that entry first',
  },
  unreadable: {
    why: 'what the Hub says of it cannot be read',
    notAdopted: 'what the Hub says of it cannot be read',
  },
};

const single = wordsByReason(reasons, whatOf);

/**
 * How blocked memberships read. Somebody who is not in the organization, and whom nobody else is meant by, has one line
 * for all entries: it is mostly one who has left. So have all whom one unmatched entry holds in its group.
 */
export const membershipBlockedWords: BlockedWords<MembershipBlocked> = {
  lineKey({ reason, suggestion, user, group, held_by, source }) {
    if (reason === 'not_in_organization' && suggestion === null && user !== null)
      return `left\t${user.toLowerCase()}`;
    if (reason === 'unmatched_entry') return `held\t${group.id}\t${held_by}\t${shownPlace(source)}`;
    return null;
  },
  line(entries, nameOf) {
    const [first, ...others] = entries;
    if (first.reason === 'unmatched_entry') return { ...held(entries, nameOf), place: first.source };
    if (others.length > 0) return { ...left(entries, nameOf), place: null };
    const line = single.line([first], nameOf);
    if (isLeaver(first)) return { ...line, why: withLeaver(first) };
    return mayBeNew(first)
      ? { ...line, why: [`${unknownAddress}; mend it, write the username, or invite the person`] }
      : line;
  },
  notAdopted: single.notAdopted,
};

function whatOf({ user, after, group, via }: MembershipBlocked, nameOf: NameOf): Phrase {
  const asked: Phrase =
    user === null
      ? ['every change of people']
      : phrase`${word(user)} ${after === null ? 'removal' : word(after)}`;
  const team = via === null ? [] : phrase`, team ${word(via)}`;
  return phrase`${asked} in ${nameOf(group)}${team}`;
}

function isLeaver({ reason, suggestion }: MembershipBlocked): boolean {
  return reason === 'not_in_organization' && suggestion === null;
}

/** Whether the address may be that of somebody who is to come; where the Hub would not look it up nobody knows. */
function mayBeNew({ reason, after, suggestion, hint }: MembershipBlocked): boolean {
  return reason === 'email_not_found' && after !== null && suggestion === null && hint === null;
}

function withLeaver(entry: MembershipBlocked): Phrase {
  return [reasons[entry.reason].why, '; if they have left, delete the entry', ...todoOf(entry)];
}

type Told = Omit<BlockedLineWords, 'place'>;

/** Somebody with several entries who is not there. */
function left(entries: readonly [MembershipBlocked, ...MembershipBlocked[]], nameOf: NameOf): Told {
  const told = entries.slice(0, mostTold).map(({ after, group, source, via }): Phrase => {
    const asked = phrase`${word(after ?? 'removal')} in ${nameOf(group)}`;
    const from = [...(via === null ? [] : phrase`team ${word(via)}, `), place(shownPlace(source))];
    return source === null ? asked : phrase`${asked} (${from})`;
  });
  const more = entries.length - told.length;
  const list = joined(more === 0 ? told : [...told, [`${more} more`]], ', ');
  return {
    what: [word(entries[0].user ?? '')],
    why: phrase`not a member of the organization, and has ${String(entries.length)} entries: ${list}; if they have left, delete all of them`,
  };
}

/** Everybody whom one entry that matches nobody holds in its group. */
function held(entries: readonly [MembershipBlocked, ...MembershipBlocked[]], nameOf: NameOf): Told {
  const [first] = entries;
  const people = entries.map(({ user }) => word(user ?? ''));
  const culprit =
    first.held_by === null ? ['an entry there'] : phrase`the entry ${word(first.held_by)} there`;
  const who = people.length === 1 ? 'this person' : 'one of them';
  return {
    what: phrase`removal of ${enumerated(people, mostTold)} from ${nameOf(first.group)}`,
    why: phrase`${culprit} matches nobody, and may mean ${who}${meantBy(first)}${todoOf(first)}`,
  };
}
