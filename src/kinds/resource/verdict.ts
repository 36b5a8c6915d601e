import { count } from '../../text/count.ts';
import { type NameOf, type Phrase, phrase, word } from '../../text/phrase.ts';
import type { Told } from '../kind.ts';
import { exposes, leavesForNone, type ResourceChange } from './change.ts';

/** So many resources of one topic are told one by one. */
const mostSingle = 2;

/** What readers have to know of a move, most of all first: what is opened, what somebody loses, what somebody gains. */
const topics = ['exposed', 'fewer', 'more', 'moved'] as const;
type Topic = (typeof topics)[number];

function topicOf(change: ResourceChange): Topic {
  if (exposes(change)) return 'exposed';
  const { more = 0, fewer = 0 } = change.audience ?? {};
  if (fewer > 0) return 'fewer';
  return more > 0 ? 'more' : 'moved';
}

/** Whether others see something private by it. */
export function opens(change: ResourceChange): boolean {
  return exposes(change) || (change.audience?.more ?? 0) > 0;
}

/** What moves do to people's access: what is opened to all gives, whoever may be left out. */
export function bearingOf(change: ResourceChange): 'less' | 'more' | 'none' {
  const topic = topicOf(change);
  if (topic === 'fewer') return 'less';
  return topic === 'moved' ? 'none' : 'more';
}

/** What moves mean for people: a clause or two for each topic that there is. */
export function tellResources(
  changes: readonly ResourceChange[],
  nameOf: NameOf,
  choice: 'all' | 'important',
): Told {
  const chosen = topics.filter((topic) => choice === 'all' || topic !== 'moved');
  const told = chosen.map((topic) => ({
    topic,
    own: changes.filter((change) => topicOf(change) === topic),
  }));
  return {
    clauses: told.flatMap(({ topic, own }) => clausesOf(topic, own, nameOf)),
    untold: changes.length - told.reduce((sum, { own }) => sum + own.length, 0),
  };
}

function clausesOf(topic: Topic, changes: readonly ResourceChange[], nameOf: NameOf): readonly Phrase[] {
  if (changes.length <= mostSingle) return changes.map((change) => single(change, nameOf));
  return [[sumOf(topic, changes)]];
}

/** `model:acme-ai/base moves from "A" to "B", where 2 more people see it and 3 no longer do` */
function single(change: ResourceChange, nameOf: NameOf): Phrase {
  const { more = 0, fewer = 0 } = change.audience ?? {};
  const parts = [
    ...(more === 0 ? [] : [`${count(more, 'more person sees', 'more people see')} it`]),
    ...(fewer === 0 ? [] : [`${count(fewer, 'person no longer sees', 'people no longer see')} it`]),
  ];
  const what = parts.length === 0 ? '' : `, where ${parts.join(' and ')}`;
  return phrase`${word(change.subject)} ${movement(change, nameOf)}${what}`;
}

function movement(change: ResourceChange, nameOf: NameOf): Phrase {
  const { group, from } = change;
  if (leavesForNone(change)) return phrase`leaves ${nameOf(group)} for no group`;
  return from === null
    ? phrase`comes into ${nameOf(group)}`
    : phrase`moves from ${nameOf(from)} to ${nameOf(group)}`;
}

function sumOf(topic: Topic, changes: readonly ResourceChange[]): string {
  const most = (key: 'more' | 'fewer'): string =>
    count(Math.max(...changes.map(({ audience }) => audience?.[key] ?? 0)), 'person', 'people');
  switch (topic) {
    case 'exposed':
      return `${changes.length} private resources leave their group for none, each seen by up to ${most('more')} more`;
    case 'fewer':
      return `${changes.length} private resources move, each seen by up to ${most('fewer')} fewer`;
    case 'more':
      return `${changes.length} private resources move, each seen by up to ${most('more')} more`;
    case 'moved':
      return `${changes.length} resources move`;
  }
}
