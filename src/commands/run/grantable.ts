import type { DeclaredGroup } from '../../config/declaration.ts';
import { ownEntry } from '../../edit/own-entry.ts';
import { KnownError } from '../../errors.ts';
import { isProvided, isToBeGone } from '../../kinds/group/declared.ts';
import type { Role } from '../../model/membership.ts';
import { shownName, shownPlace } from '../../text/shown.ts';
import { sourceOf } from '../../text/source-file.ts';

/**
 * Refuses a group whose declaration leaves no room for anybody's role: nobody has made a slip in writing it.
 *
 * @throws KnownError `not-editable` where an identity provider decides who is in it, but for an entry that is there and
 * says it is a service account's, and where the group is to be deleted
 */
export function checkGrantable(group: DeclaredGroup, user: string, role: Role): void {
  if (isToBeGone(group))
    throw refused(
      group,
      'is declared `state: absent`: nobody can be in a group that must not be there',
      'Name another group, or delete `state: absent` first.',
    );
  if (isProvided(group) && ownEntry(group, user.toLowerCase())?.serviceAccount !== true)
    throw refused(
      group,
      'is declared `managed_by: scim`: an identity provider decides who is in it',
      `Give people access there. A service account is written by hand: \`${shownName(user)}: { role: ${role}, service_account: true }\`.`,
    );
}

function refused({ name, place }: DeclaredGroup, why: string, todo: string): KnownError {
  const source = sourceOf(place);
  const message = `“${shownName(name)}” ${why}`;
  return new KnownError('not-editable', `${shownPlace(source)}: ${message}`, {
    hint: `Nothing was written. ${todo}`,
    details: { places: [{ ...source, message }] },
  });
}
