import type { DeclaredGroup } from '../config/declaration.ts';
import type { MayDeclare } from '../config/policy-check.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { GroupBlocked } from '../kinds/group/blocked.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import type { Live, LiveGroup } from '../live/organization.ts';
import { nearest } from '../text/nearest.ts';
import { visible } from '../text/visible.ts';
import { ambiguousGroup, GroupFinder } from './group-finder.ts';
import { barred } from './permission.ts';
import { Selection } from './selection.ts';

/**
 * A declared group that the Hub does not list, or lists several of, or that its file may not declare: that one is
 * blocked, and stops no other.
 */
export interface Missing {
  readonly declared: DeclaredGroup;
  readonly blocked: GroupBlocked;
}

/** The declared groups of a run. */
export interface Matched {
  readonly groups: readonly MatchedGroup[];
  /** Those of which no one live group can be told, or only one that is not theirs. */
  readonly missing: readonly Missing[];
  /** Whether the organization itself is one of the targets: not in a run that was asked for some of its groups. */
  readonly organization: boolean;
  /** Two declarations of one group, a name of `--group` that none has. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the live group of every declared one: by id when it is given, else by its exact name.
 *
 * @param selection only these groups, each by its declared name, its live name or its id; `null` for all
 * @param permits what files may declare, by an id, too
 */
export function matchGroups(
  declared: readonly DeclaredGroup[],
  live: Live,
  selection: readonly string[] | null,
  permits: MayDeclare,
): Matched {
  const finder = new GroupFinder(live);
  const asked = new Selection(selection, declared);
  const groups: MatchedGroup[] = [];
  const missing: DeclaredGroup[] = [];
  const unclear: Missing[] = [];
  const diagnostics: Diagnostic[] = [];
  const taken = new Map<string, { readonly group: DeclaredGroup; readonly selected: boolean }>();
  for (const group of declared) {
    const found = finder.find(group);
    const selected = asked.has(group, found);
    const [one, ...others] = found;
    if (one === undefined) {
      if (selected) missing.push(group);
    } else if (others.length > 0) {
      if (selected) unclear.push({ declared: group, blocked: ambiguousGroup(group, found) });
    } else {
      const blocked = barred(group, one, permits);
      if (blocked !== null) {
        if (selected) unclear.push({ declared: group, blocked });
        continue;
      }
      const first = taken.get(one.info.id);
      if (first === undefined) {
        taken.set(one.info.id, { group, selected });
        if (selected)
          groups.push({ declared: group, ref: { id: one.info.id, name: one.info.name }, live: one });
      } else if (selected || first.selected) {
        diagnostics.push(declaredTwice(first.group, group, one));
      }
    }
  }
  for (const name of asked.unused()) diagnostics.push(notDeclared(name, declared));
  const ids = new Set(taken.keys());
  return {
    groups,
    missing: [
      ...missing.map((group) => ({ declared: group, blocked: finder.missing(group, ids) })),
      ...unclear,
    ],
    organization: selection === null,
    diagnostics,
  };
}

function declaredTwice(first: DeclaredGroup, second: DeclaredGroup, group: LiveGroup): Diagnostic {
  const message = `\`${visible(second.name)}\` and \`${visible(first.name)}\` are one group on the Hub, \`${visible(group.info.name)}\` (${group.info.id})`;
  return diagnose('duplicate-group', second.place, message, 'Keep one of the two.');
}

function notDeclared(name: string, declared: readonly DeclaredGroup[]): Diagnostic {
  const close = nearest(
    name,
    declared.map((group) => group.name),
  );
  const hint = close === null ? null : `Did you mean \`${visible(close)}\`?`;
  return diagnose(
    'unknown-group',
    null,
    `The configuration declares no group \`${visible(name)}\` (\`--group\`)`,
    hint,
  );
}
