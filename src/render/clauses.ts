import type { Change } from '../model/plan.ts';
import { type Topic, topicOf } from './effects.ts';
import type { GroupNames } from './group-view.ts';
import { enumerated, type Foreign, joined, type Phrase, phrase, word } from './phrase.ts';

/** So many clauses of one topic tell of single groups. */
const mostSingle = 2;
/** So many people are named in one clause. */
const mostNamed = 6;

/** What some changes mean for people: a clause or two for each topic that there is, in the order of the topics. */
export function clausesOf(
  changes: readonly Change[],
  topics: readonly Topic[],
  names: GroupNames,
): readonly Phrase[] {
  const byTopic = grouped(changes, topicOf);
  return topics.flatMap((topic) => topicClauses(topic, byTopic.get(topic) ?? [], names));
}

function topicClauses(topic: Topic, changes: readonly Change[], names: GroupNames): readonly Phrase[] {
  const alike = [...grouped(changes, keyOf).values()];
  const people = peopleOf(changes);
  if (alike.length > mostSingle || people.length > mostNamed) return [sums(topic, changes, people, names)];
  return alike.map((same) => single(topic, same, names));
}

/** Changes that one clause tells: of one group, from and to the same role. */
function keyOf({ group, before, after }: Change): string {
  return `${group.id}\t${before}\t${after}`;
}

function grouped<Item, Key>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const lists = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = lists.get(key);
    if (known === undefined) lists.set(key, [item]);
    else known.push(item);
  }
  return lists;
}

/** Each person once, in the order of the plan. */
function peopleOf(changes: readonly Change[]): readonly Foreign[] {
  const people = new Map<string, Foreign>();
  for (const { user } of changes) {
    const key = user.toLowerCase();
    if (!people.has(key)) people.set(key, word(user));
  }
  return [...people.values()];
}

/** `ada and kim lose all access to "Evaluation"` */
function single(topic: Topic, changes: readonly Change[], names: GroupNames): Phrase {
  const [first] = changes;
  if (first === undefined) return [];
  const people = peopleOf(changes);
  const who = enumerated(people);
  const one = people.length === 1;
  const group = names.phrase(first.group);
  const [before, after] = [word(first.before ?? ''), word(first.after ?? '')];
  switch (topic) {
    case 'removed':
      return phrase`${who} ${one ? 'loses' : 'lose'} all access to ${group}`;
    case 'lowered':
      return phrase`${who} ${one ? 'gets' : 'get'} less access to ${group} (${before} to ${after})`;
    case 'admin':
      return phrase`${who} ${one ? 'becomes admin' : 'become admins'} of ${group}`;
    case 'raised':
      return phrase`${who} ${one ? 'gets' : 'get'} more access to ${group} (${before} to ${after})`;
    case 'first':
      return phrase`${who} ${one ? 'gets' : 'get'} first access to private repositories in ${group} (${after})`;
    case 'added':
      return phrase`${who} ${one ? 'gets' : 'get'} access to ${group} (${after})`;
  }
}

const effects: Readonly<Record<Topic, string>> = {
  removed: 'lose all access to',
  lowered: 'get less access to',
  admin: 'become admins of',
  raised: 'get more access to',
  first: 'get first access to private repositories in',
  added: 'get access to',
};

/** `14 people (ada, kim, lee and 11 more) lose all access to one or more of 3 groups` */
function sums(
  topic: Topic,
  changes: readonly Change[],
  people: readonly Foreign[],
  names: GroupNames,
): Phrase {
  const groups = new Map(changes.map(({ group }) => [group.id, group]));
  const [only] = groups.values();
  const where =
    groups.size === 1 && only !== undefined ? names.phrase(only) : [`one or more of ${groups.size} groups`];
  const who = people.length === 1 ? people : null;
  const effect = effects[topic];
  if (who !== null) {
    const [verb = '', ...rest] = effect.split(' ');
    return phrase`${enumerated(who)} ${verb}s ${rest.join(' ')} ${where}`;
  }
  return phrase`${people.length} people (${enumerated(people, mostNamed)}) ${effect} ${where}`;
}

/** Clauses as one sentence without its full stop. */
export function sentenceOf(clauses: readonly Phrase[]): Phrase {
  return joined(clauses, '; ');
}
