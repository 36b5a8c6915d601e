import type { Person } from '../config/declaration.ts';
import type { OrganizationRole } from '../kinds/organization-role/change.ts';
import { sectionName } from '../kinds/organization-role/declared.ts';
import { type Editable, reach, type Stuck } from './editable.ts';
import { entryAt } from './outline.ts';
import type { Edit } from './patch.ts';

/**
 * The edits by which somebody's declared role in the organization is another one.
 *
 * @param person as the file names them there
 * @returns `null` when no small edit does it
 */
export function organizationRoleEdits(
  known: Editable,
  { place }: Person,
  role: OrganizationRole,
): readonly Edit[] | Stuck | null {
  const found = reach(known, [sectionName]);
  if (found.kind === 'stuck') return found;
  const map = found.kind === 'reached' ? found.entry.value : null;
  const entry = map?.kind === 'map' ? entryAt(map, place.offset) : null;
  if (entry?.value?.kind !== 'word') return null;
  const { start, end } = entry.value;
  return [{ at: start, remove: end - start, insert: role }];
}
