import type { DeclaredGroup } from '../config/declaration.ts';
import { isProvided, isToBeGone } from '../kinds/group/declared.ts';
import { type DeclaredGroupRef, targetKey } from '../model/change.ts';
import type { PolicyChange } from '../model/plan.ts';
import { sourceOf } from '../text/source-file.ts';
import { compareGroups } from './order.ts';
import type { AgainstBase, Side } from './sides.ts';

/** A declared group, by its live name where it has one. */
interface Declaration {
  readonly ref: DeclaredGroupRef;
  readonly declared: DeclaredGroup;
}

/** The declared groups of one side, by the live group, or by name where there is none; sorted. */
export function declarationsOf({ matched }: Side): ReadonlyMap<string, Declaration> {
  const all: Declaration[] = [
    ...matched.groups.map(({ declared, live: { info } }) => ({
      ref: { id: info.id, name: info.name },
      declared,
    })),
    ...matched.missing.map(({ declared, blocked }) => ({ ref: blocked.group, declared })),
  ];
  return new Map(all.toSorted((a, b) => compareGroups(a.ref, b.ref)).map((one) => [targetKey(one.ref), one]));
}

/** Groups whose membership is managed otherwise than in the base, or that are not declared any more. */
export function membershipChanges({ head, base }: AgainstBase): readonly PolicyChange[] {
  const after = declarationsOf(head);
  return [...declarationsOf(base)].flatMap(([key, { ref, declared }]): readonly PolicyChange[] => {
    const now = after.get(key) ?? null;
    const [was, is] = [modeOf(declared), now === null ? null : modeOf(now.declared)];
    // What goes with the group is told with the change that deletes it.
    if (was === is || (now !== null && isToBeGone(now.declared))) return [];
    const place = now === null ? null : (now.declared.mode.place ?? now.declared.place);
    return [
      {
        kind: 'membership',
        group: now?.ref ?? ref,
        subject: null,
        before: was,
        after: is,
        loosens: strictness(is) < strictness(was) || (now === null && hasOtherRules(declared)),
        source: place === null ? null : sourceOf(place),
      },
    ];
  });
}

/** Whether more is managed of a group than who is in it. */
function hasOtherRules({ others }: DeclaredGroup): boolean {
  return ['auto_join', 'spend_limits', 'resources', 'state'].some((key) => others.has(key));
}

/** How something of a group is managed. */
export type Mode = 'exact' | 'additive' | 'scim' | 'unmanaged';

function modeOf(group: DeclaredGroup): Mode {
  if (isProvided(group)) return 'scim';
  return group.membership === null ? 'unmanaged' : group.mode.value;
}

/** Of two modes the one that leaves more alone is the weaker; a group that is not declared is left alone. */
export function strictness(mode: Mode | null): number {
  return mode === 'exact' ? 2 : mode === 'additive' || mode === 'scim' ? 1 : 0;
}
