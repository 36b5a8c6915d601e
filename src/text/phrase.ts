import type { TargetRef } from '../model/change.ts';

/**
 * Text from outside among the program's words. `word`: a name that is mostly one word, as of a user. `name`: one that
 * may be a whole sentence, as of a group. `said`: what somebody wrote or the Hub answered. `message`: a sentence of this
 * program that names are in already. `place`: where something stands, from `shownPlace`.
 */
export interface Foreign {
  readonly form: 'word' | 'name' | 'said' | 'message' | 'place';
  readonly text: string;
}

/** A sentence or a part of one: strings are words of this program, all else is from outside and marked as such. */
export type Phrase = readonly (string | Foreign)[];

/** The name of a target of changes among other words. */
export type NameOf = (target: TargetRef) => Phrase;

/** A user, a role, a team, a file: bare in text where it is one ordinary word. */
export function word(text: string): Foreign {
  return { form: 'word', text };
}

/** A group: always in quotes. */
export function name(text: string): Foreign {
  return { form: 'name', text };
}

/** A sentence that was made elsewhere in this program, with names in it. */
export function message(text: string): Foreign {
  return { form: 'message', text };
}

/** Where something stands, as `shownPlace` says it. */
export function place(text: string): Foreign {
  return { form: 'place', text };
}

/**
 * A phrase as a template; a phrase within is taken in.
 *
 * @example phrase`${word(user)} loses all access to ${name(group)}`
 */
export function phrase(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Foreign | Phrase)[]
): Phrase {
  const all: (string | Foreign)[] = [parts[0] ?? ''];
  values.forEach((value, index) => {
    if (typeof value === 'object' && !('form' in value)) all.push(...value);
    else all.push(typeof value === 'number' ? `${value}` : value);
    all.push(parts[index + 1] ?? '');
  });
  return all.filter((part) => part !== '');
}

/** Phrases one behind the other. */
export function joined(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((one, index) => (index === 0 ? one : [between, ...one]));
}

/** `a, b and c`, and of more than `most` so many and `N more`. */
export function enumerated(items: readonly Foreign[], most: number = items.length): Phrase {
  const open = items.length <= most ? items : items.slice(0, most);
  const ends: Phrase[] = open.map((item) => [item]);
  if (items.length > open.length) ends.push([`${items.length - open.length} more`]);
  const last = ends.pop() ?? [];
  return ends.length === 0 ? last : [...joined(ends, ', '), ' and ', ...last];
}
