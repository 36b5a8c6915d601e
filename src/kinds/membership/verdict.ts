import { targetKey } from '../../model/change.ts';
import type { MembershipChange } from '../../model/membership.ts';
import { type Group, grouped } from '../../text/grouped.ts';
import { enumerated, type Foreign, type NameOf, type Phrase, phrase, word } from '../../text/phrase.ts';
import type { Told } from '../kind.ts';

/** So many clauses of one topic tell of single groups. */
const mostSingle = 2;
/** So many people are named in one clause. */
const mostNamed = 6;

/** What readers have to know of a membership, most of all first: what takes away, then what gives much. */
const topics = ['removed', 'lowered', 'admin', 'first', 'raised', 'added'] as const;
type Topic = (typeof topics)[number];

/** What is told even where little is told. */
const important: ReadonlySet<Topic> = new Set(['removed', 'lowered', 'admin', 'first']);

/** The one topic under which a change is told; a step from or to a role of unknown rank counts as a lower one. */
function topicOf({ action, destructive, after, first_access }: MembershipChange): Topic {
  if (action === 'delete') return 'removed';
  if (destructive) return 'lowered';
  if (after === 'admin') return 'admin';
  if (first_access) return 'first';
  return action === 'create' ? 'added' : 'raised';
}

/** Whether somebody becomes admin, or gets the first access to private repositories. */
export function givesMuch(change: MembershipChange): boolean {
  return ['admin', 'first'].includes(topicOf(change));
}

/** What memberships mean for people: a clause or two for each topic that there is, in the order of the topics. */
export function tellMemberships(
  changes: readonly MembershipChange[],
  nameOf: NameOf,
  choice: 'all' | 'important',
): Told {
  const byTopic = grouped(changes, topicOf);
  const chosen = topics.filter((topic) => choice === 'all' || important.has(topic));
  const told = chosen.reduce((sum, topic) => sum + (byTopic.get(topic)?.length ?? 0), 0);
  return {
    clauses: chosen.flatMap((topic) => {
      const own = byTopic.get(topic);
      return own === undefined ? [] : topicClauses(topic, own, nameOf);
    }),
    untold: changes.length - told,
  };
}

/** Changes of which there is at least one. */
type Some = Group<MembershipChange>;

function topicClauses(topic: Topic, changes: Some, nameOf: NameOf): readonly Phrase[] {
  const alike = [...grouped(changes, keyOf).values()];
  const people = peopleOf(changes);
  if (alike.length > mostSingle || people.length > mostNamed) return [sums(topic, changes, people, nameOf)];
  return alike.map((same) => single(topic, same, nameOf));
}

/** Changes that one clause tells: of one group, from and to the same role. */
function keyOf({ group, before, after }: MembershipChange): string {
  return `${targetKey(group)}\t${before}\t${after}`;
}

/** Each person once, in the order of the plan. */
function peopleOf(changes: readonly MembershipChange[]): readonly Foreign[] {
  const people = new Map<string, Foreign>();
  for (const { user } of changes) {
    const key = user.toLowerCase();
    if (!people.has(key)) people.set(key, word(user));
  }
  return [...people.values()];
}

/** What happens to one person, and to several. */
const verbs: Readonly<Record<Topic, readonly [one: string, several: string]>> = {
  removed: ['loses all access to', 'lose all access to'],
  lowered: ['gets less access to', 'get less access to'],
  admin: ['becomes admin of', 'become admins of'],
  raised: ['gets more access to', 'get more access to'],
  first: ['gets first access to private repositories in', 'get first access to private repositories in'],
  added: ['gets access to', 'get access to'],
};

function verbOf(topic: Topic, people: readonly Foreign[]): string {
  return verbs[topic][people.length === 1 ? 0 : 1];
}

/** `ada and kim lose all access to "Evaluation"` */
function single(topic: Topic, changes: Some, nameOf: NameOf): Phrase {
  const [first] = changes;
  const people = peopleOf(changes);
  const group = nameOf(first.group);
  return phrase`${enumerated(people)} ${verbOf(topic, people)} ${group}${rolesOf(topic, first)}`;
}

function rolesOf(topic: Topic, { before, after }: MembershipChange): Phrase {
  switch (topic) {
    case 'removed':
    case 'admin':
      return [];
    case 'lowered':
    case 'raised':
      return phrase` (${word(before ?? '')} to ${word(after ?? '')})`;
    case 'first':
    case 'added':
      return phrase` (${word(after ?? '')})`;
  }
}

/** `14 people (ada, kim, lee and 11 more) lose all access to one or more of 3 groups` */
function sums(topic: Topic, changes: Some, people: readonly Foreign[], nameOf: NameOf): Phrase {
  const groups = new Set(changes.map(({ group }) => targetKey(group)));
  const alone = people.length === 1;
  const several = `${alone ? '' : 'one or more of '}${groups.size} groups`;
  const where = groups.size === 1 ? nameOf(changes[0].group) : [several];
  const who = alone ? enumerated(people) : phrase`${people.length} people (${enumerated(people, mostNamed)})`;
  return phrase`${who} ${verbOf(topic, people)} ${where}`;
}
