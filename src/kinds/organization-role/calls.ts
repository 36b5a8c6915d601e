import { organizationRolePath } from '../../hub/paths.ts';
import type { LiveView } from '../../live/view.ts';
import { targetKey } from '../../model/change.ts';
import type { Call } from '../../model/plan.ts';
import type { Numbered } from '../kind.ts';
import type { OrganizationRoleChange } from './change.ts';
import { groupsOf } from './keeps.ts';

/**
 * The call that gives one person another role in the organization. It takes them out of every group that it does not
 * speak of, so that all of them are sent back as they are.
 *
 * @param now what was live right before; `null` while planning, where what the plan leaves is sent back
 */
export function roleCall(
  organization: string,
  changes: readonly Numbered<OrganizationRoleChange>[],
  now: LiveView | null,
): Call {
  const [first, ...others] = changes;
  if (first === undefined || others.length > 0) throw new RangeError('a role has a call of its own');
  const { user, after: role, keeps } = first.change;
  const groups: readonly { readonly id: string; readonly role: string }[] =
    now === null
      ? keeps.flatMap((group) => (group.role === null ? [] : [{ id: targetKey(group), role: group.role }]))
      : groupsOf(user, now);
  return {
    method: 'PUT',
    path: organizationRolePath(organization, user),
    body: { role, resourceGroups: groups.map((group) => ({ id: group.id, role: group.role })) },
    changes: [first.index],
  };
}
