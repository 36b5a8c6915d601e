import type { MembershipBlocked } from '../../model/membership.ts';
import { enumerated, type NameOf, type Phrase, phrase, word } from '../../text/phrase.ts';
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

/** How blocked memberships read. All whom one unmatched entry holds in its group have one line. */
export const membershipBlockedWords: BlockedWords<MembershipBlocked> = {
  reasons,
  lineKey({ reason, group, held_by, source }) {
    return reason === 'unmatched_entry' ? `${group.id}\t${held_by}\t${shownPlace(source)}` : null;
  },
  line(entries, nameOf) {
    const [first] = entries;
    if (first.reason === 'unmatched_entry') return { ...held(entries, nameOf), place: first.source };
    const line = single.line([first], nameOf);
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

/** Whether the address may be that of somebody who is to come; where the Hub would not look it up nobody knows. */
function mayBeNew({ reason, after, suggestion, hint }: MembershipBlocked): boolean {
  return reason === 'email_not_found' && after !== null && suggestion === null && hint === null;
}

/** Everybody whom one entry that matches nobody holds in its group. */
function held(
  entries: readonly [MembershipBlocked, ...MembershipBlocked[]],
  nameOf: NameOf,
): Omit<BlockedLineWords, 'place'> {
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
