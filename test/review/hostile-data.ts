import type { GroupInfo, Plan, PolicyChange, Released } from '../../src/model/plan.ts';
import { at, blocked } from '../render/builders.ts';

/** Every kind of rule that can differ, with a name from outside wherever one can stand. */
export function rulesOf(name: string, info: GroupInfo, file: string = name): readonly PolicyChange[] {
  const kinds = [
    'guard',
    'protected_member',
    'waiver',
    'membership',
    'expires',
    'absent',
    'later_role',
    'team_expires',
    'policy',
    'setting',
    'resource',
    'organization_role',
  ] as const;
  return kinds.flatMap((kind) =>
    [
      { before: name, after: name },
      { before: name, after: null },
      { before: null, after: name },
    ].map((values) => ({
      kind,
      group: info,
      subject: name,
      ...values,
      loosens: values.after === null,
      source: at(1, file),
    })),
  );
}

/** Somebody who is let go of for each cause. */
export function releasedOf(name: string, info: GroupInfo, file: string = name): readonly Released[] {
  return (['line_deleted', 'group_not_declared', 'membership_not_declared'] as const).map((cause) => ({
    group: info,
    user: name,
    role: name,
    cause,
    was: 'absent',
    ways: ['absent', 'exact', 'declare_group', 'restore'],
    source: at(1, file),
  }));
}

/** Entries that one line tells together, and those with words of their own. */
export function heldOf(name: string, info: GroupInfo, file: string = name): Plan['blocked'] {
  const source = at(1, file);
  return [
    blocked(info, name, 'not_in_organization', { source, via: name }),
    blocked(info, name, 'not_in_organization', { source, after: name }),
    blocked(info, name, 'unmatched_entry', { source, held_by: name, suggestion: name, hint: name }),
    blocked(info, name, 'unmatched_entry', { source, held_by: name, suggestion: name, hint: name }),
    {
      kind: 'group',
      group: { id: null, name },
      user: null,
      after: null,
      reason: 'group_not_found',
      suggestion: name,
      hint: name,
      held_by: null,
      source,
      via: null,
      origin: null,
    },
  ];
}
