import type { Configuration, DeclaredGroup } from '../config/declaration.ts';
import { isToBeGone } from '../kinds/group/declared.ts';
import { identify } from '../kinds/membership/people.ts';
import { declaredRoles, sectionName } from '../kinds/organization-role/declared.ts';
import { allDeclared, declaredResources } from '../kinds/resource/declared.ts';
import { keyOf, nameIn, subjectOf } from '../kinds/resource/resource-name.ts';
import { declaredSettings } from '../kinds/setting/declared.ts';
import type { Live } from '../live/organization.ts';
import type { Change, PolicyChange } from '../model/plan.ts';
import { compareCodePoints } from '../text/order.ts';
import { declarationsOf } from './membership-changes.ts';
import type { AgainstBase } from './sides.ts';

/**
 * Settings, resources and roles in the organization that the base declares and the head does not: whatever was done to
 * them by hand stays, and no later plan speaks of it. Of a group that is not declared any more, or of which it is not
 * managed any more what is in it, that alone is told.
 *
 * @param changes those of the head, which show what leaves a group
 */
export function droppedChanges(
  { head, base, live }: AgainstBase,
  changes: readonly Change[],
): readonly PolicyChange[] {
  const after = declarationsOf(head);
  const kept = keptResources(head.configuration, changes);
  const ofGroups = [...declarationsOf(base)].flatMap(([key, { declared }]): readonly PolicyChange[] => {
    const now = after.get(key);
    // What goes with the group is told with the change that deletes it.
    if (now === undefined || isToBeGone(now.declared)) return [];
    const resources =
      declaredResources(now.declared, head.configuration) === null
        ? []
        : droppedResources(declared, base.configuration, kept);
    return [...droppedSettings(declared, now.declared), ...resources].map((one) => dropped(one, now.ref));
  });
  const ofOrganization = head.matched.organization
    ? droppedRoles(base.configuration, head.configuration, live).map((one) => dropped(one, null))
    : [];
  return [...ofGroups, ...ofOrganization];
}

type Dropped = Pick<PolicyChange, 'kind' | 'subject' | 'before'>;

function dropped(one: Dropped, group: PolicyChange['group']): PolicyChange {
  return { ...one, group, after: null, loosens: true, source: null };
}

/** Those that decide on access or money: a name or a description gives nobody anything. */
function droppedSettings(was: DeclaredGroup, is: DeclaredGroup): readonly Dropped[] {
  const still = new Set(declaredSettings(is).map(({ setting }) => setting));
  return declaredSettings(was).flatMap(({ setting, value }): readonly Dropped[] => {
    if (setting === 'name' || setting === 'description' || still.has(setting)) return [];
    return [{ kind: 'setting', subject: setting, before: value ?? 'no limit' }];
  });
}

/** By key, the resources that the head declares in any group or changes. */
function keptResources(head: Configuration, changes: readonly Change[]): ReadonlySet<string> {
  const kept = new Set([...allDeclared(head)].map(({ resource }) => resource.key));
  for (const change of changes) {
    const moved = change.kind === 'resource' ? nameIn(change.subject) : null;
    if (moved !== null) kept.add(keyOf(moved));
  }
  return kept;
}

function droppedResources(
  was: DeclaredGroup,
  base: Configuration,
  kept: ReadonlySet<string>,
): readonly Dropped[] {
  return (declaredResources(was, base)?.resources ?? [])
    .filter(({ key }) => !kept.has(key))
    .map((resource): Dropped => ({ kind: 'resource', subject: subjectOf(resource), before: 'declared' }))
    .sort(bySubject);
}

function droppedRoles(base: Configuration, head: Configuration, live: Live): readonly Dropped[] {
  const [was, is] = [base, head].map(
    (configuration) =>
      new Map(
        declaredRoles(configuration.others.get(sectionName), configuration).map(({ person, role }) => [
          identify(person, live).key,
          { subject: person.written, role },
        ]),
      ),
  );
  return [...(was ?? [])]
    .filter(([key]) => !is?.has(key))
    .map(([key, { subject, role }]): Dropped => {
      const user = live.people.get(key)?.user ?? subject;
      return { kind: 'organization_role', subject: user, before: role };
    })
    .sort(bySubject);
}

function bySubject(a: Dropped, b: Dropped): number {
  return compareCodePoints(a.subject ?? '', b.subject ?? '');
}
