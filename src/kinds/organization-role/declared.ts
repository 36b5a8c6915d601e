import type { Configuration, OtherProperty, Person } from '../../config/declaration.ts';
import { Acquainted } from '../../config/people.ts';
import { personOf } from '../../config/person.ts';
import { placeOfKey } from '../../config/tree.ts';
import { type OrganizationRole, organizationRoles } from './change.ts';

/** The key of the file under which the roles stand. */
export const sectionName = 'organization_members';

/** What the file says of somebody's role in the organization. */
export interface DeclaredOrganizationRole {
  readonly person: Person;
  readonly role: OrganizationRole;
}

/** Everybody whose role is declared, in the order of the files; what does not fit the schema is passed over. */
export function declaredRoles(
  sections: readonly OtherProperty[] | undefined,
  { people }: Pick<Configuration, 'people'>,
): readonly DeclaredOrganizationRole[] {
  const known = new Acquainted(people);
  return (sections ?? []).flatMap(({ tree, place: { file } }) => {
    if (tree.kind !== 'map') return [];
    return tree.entries.flatMap((entry): readonly DeclaredOrganizationRole[] => {
      const { value } = entry;
      const role = organizationRoles.find((one) => value.kind === 'scalar' && one === value.value);
      if (role === undefined) return [];
      return [{ person: known.person(personOf(entry.key, placeOfKey(file, entry))), role }];
    });
  });
}
