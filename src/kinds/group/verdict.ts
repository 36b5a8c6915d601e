import { count } from '../../text/count.ts';
import { enumerated, type NameOf, name, type Phrase, phrase, word } from '../../text/phrase.ts';
import type { Told } from '../kind.ts';
import type { GroupChange } from './change.ts';
import { heldBy } from './text.ts';

/** So many groups are told one by one. */
const mostSingle = 2;
/** So many people are named in one clause. */
const mostNamed = 6;

/** What it means that groups are deleted and made: who loses first. */
export function tellGroups(
  changes: readonly GroupChange[],
  nameOf: NameOf,
  choice: 'all' | 'important',
): Told {
  const deleted = changes.filter(({ after }) => after === null);
  const made = changes.filter(({ after }) => after !== null);
  return {
    clauses: [
      ...(deleted.length > mostSingle ? [sumOf(deleted)] : deleted.map((one) => deletion(one, nameOf))),
      ...(choice === 'all' ? makings(made) : []),
    ],
    untold: choice === 'all' ? 0 : made.length,
  };
}

function deletion({ group, loss }: GroupChange, nameOf: NameOf): Phrase {
  const people = (loss?.members ?? []).map(({ user }) => word(user));
  const held = loss === null ? null : heldBy(loss);
  const who =
    people.length === 0
      ? []
      : phrase`: ${enumerated(people, mostNamed)} ${people.length === 1 ? 'loses' : 'lose'} all access to it`;
  const what =
    held === null ? [] : phrase`${people.length === 0 ? ': ' : ', and '}${held} would be in no group`;
  return phrase`the group ${nameOf(group)} is deleted${who}${what}`;
}

function sumOf(deleted: readonly GroupChange[]): Phrase {
  const people = new Set(
    deleted.flatMap(({ loss }) => (loss?.members ?? []).map(({ user }) => user.toLowerCase())),
  );
  const named = enumerated(
    deleted.map(({ subject }) => name(subject)),
    mostNamed,
  );
  return phrase`${deleted.length} groups (${named}) are deleted, to which ${count(people.size, 'person loses', 'people lose')} all access`;
}

function makings(made: readonly GroupChange[]): readonly Phrase[] {
  if (made.length === 0) return [];
  const names = enumerated(
    made.map(({ subject }) => name(subject)),
    mostNamed,
  );
  return [
    made.length === 1
      ? phrase`the group ${names} is made`
      : phrase`${made.length} groups are made (${names})`,
  ];
}
