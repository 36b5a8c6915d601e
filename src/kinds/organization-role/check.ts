import type { Configuration, Person } from '../../config/declaration.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { onePersonTwice } from '../membership/people.ts';
import { declaredRoles, sectionName } from './declared.ts';

/** Errors for people who are named twice, in one file or in two. */
export function checkRoles(configuration: Configuration): readonly Diagnostic[] {
  const first = new Map<string, Person>();
  return declaredRoles(configuration.others.get(sectionName), configuration).flatMap(({ person }) => {
    const other = first.get(person.key);
    if (other !== undefined) return [onePersonTwice(other, person)];
    first.set(person.key, person);
    return [];
  });
}
