import type { Configuration } from '../config/declaration.ts';
import type { MayDeclare } from '../config/policy-check.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { MatchedGroup, Unlisted } from '../kinds/kind.ts';
import { allKinds, kindOf, makesGroup } from '../kinds/registry.ts';
import type { Live } from '../live/organization.ts';
import { emptyGroup } from '../live/view.ts';
import { targetKey } from '../model/change.ts';
import type { Blocked, Change, Unmanaged } from '../model/plan.ts';
import type { Day } from '../text/date.ts';
import { grouped } from '../text/grouped.ts';
import type { Matched, Missing } from './match-groups.ts';
import { sortBlocked, sortByUser, sortChanges } from './order.ts';

/** What all kinds of change find, sorted. */
export interface Compared {
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
  readonly unmanaged: readonly Unmanaged[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compares the targets of a run with what is live.
 *
 * @param permits what files may declare
 * @param suggest whether to look for what a blocked name may have meant
 */
export function compare(
  configuration: Configuration,
  { groups, missing, organization }: Omit<Matched, 'diagnostics'>,
  live: Live,
  today: Day,
  permits: MayDeclare,
  suggest: boolean,
): Compared {
  // One of which there are several is there, and so is one that is not the file's: only what the Hub does not list can be made.
  const unlisted = ({ declared, blocked }: Missing): Unlisted | null =>
    blocked.reason !== 'group_not_found'
      ? null
      : (allKinds.map((kind) => kind.unlisted(declared)).find((one) => one !== null) ?? null);
  const made = missing
    .filter((one) => unlisted(one) === 'make')
    .map(({ declared }): MatchedGroup => {
      const ref = { id: null, name: declared.name };
      return { declared, ref, live: emptyGroup(ref) };
    });
  const input = {
    configuration,
    organization: organization ? configuration.others : null,
    groups: [...groups, ...made],
    gone: missing.filter((one) => unlisted(one) === 'in_sync').map(({ declared }) => declared),
    live,
    today,
    permits,
    suggest,
  };
  const found = allKinds.map((kind) => kind.compare(input));
  const notFound = missing.filter((one) => unlisted(one) === null).map(({ blocked }) => blocked);
  const { changes, hindered } = possible(
    found.flatMap((one) => one.changes),
    live,
  );
  return {
    changes: sortChanges(changes),
    blocked: sortBlocked([...found.flatMap((one) => one.blocked), ...notFound, ...hindered]),
    unmanaged: sortByUser(found.flatMap((one) => one.unmanaged)),
    diagnostics: found.flatMap((one) => one.diagnostics),
  };
}

/** The changes that this token can make, as far as is known, and what blocks the others. Of a group that cannot be made, none. */
function possible(
  changes: readonly Change[],
  live: Live,
): { readonly changes: readonly Change[]; readonly hindered: readonly Blocked[] } {
  const hindered: Blocked[] = [];
  const out = new Set<Change>();
  for (const beside of grouped(changes, ({ group }) => targetKey(group)).values()) {
    for (const change of beside) {
      const blocked = kindOf(change).hindrance(change, beside, live);
      if (blocked === null) continue;
      hindered.push(blocked);
      for (const one of makesGroup(change) ? beside : [change]) out.add(one);
    }
  }
  return { changes: changes.filter((change) => !out.has(change)), hindered };
}
