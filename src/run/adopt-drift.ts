import type { MembershipMode } from '../config/declaration.ts';
import { adopt } from '../edit/adopt/adopt.ts';
import { declareGroups, undeclaredGroups } from '../edit/adopt/new-groups.ts';
import type { NotAdopted } from '../edit/adopt/wish.ts';
import { wishesOf } from '../edit/adopt/wishes.ts';
import { importedFrom } from '../edit/import/from-live.ts';
import { applied, type EditResult } from '../edit/result.ts';
import { loadChecked } from '../kinds/load.ts';
import { membershipsIn } from '../kinds/membership/only.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Snapshot } from '../live/organization.ts';
import { targetKey } from '../model/change.ts';
import type { MembershipChange } from '../model/membership.ts';
import type { Change } from '../model/plan.ts';
import { dayOf } from '../text/date.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Desired } from './desired.ts';
import type { Io } from './io.ts';
import { planFor } from './planning.ts';

/** What of the organization is brought into the files. */
export interface AdoptOptions {
  /** Only these groups; `null` for all that are declared. */
  readonly selection: readonly string[] | null;
  /** What nothing declares, too: how groups that are written are, and by what people are named in them. */
  readonly all: { readonly mode: MembershipMode; readonly byEmail: boolean } | null;
}

/** What the files become so that they say what is live, and what stays different. */
export interface Adoption {
  readonly result: EditResult;
  /** The differences that are none any more: `before` is what is live, `after` what was declared. */
  readonly adopted: readonly MembershipChange[];
  readonly notAdopted: readonly NotAdopted[];
}

/**
 * Brings the files up to what is live, as far as that overturns no decision. Reads and writes nothing.
 *
 * @throws ConfigError when the files do not fit the organization
 */
export function adoptDrift(
  io: Io,
  desired: Pick<Desired, 'configuration' | 'sources'>,
  snapshot: Snapshot,
  { selection, all }: AdoptOptions,
): Adoption {
  const { configuration, sources } = desired;
  const { plan, live } = planFor(io, { configuration, warnings: [] }, snapshot, { selection });
  const today = dayOf(io.now());
  const { wishes, notAdopted } = wishesOf({ configuration, live, plan, today, all: all !== null });
  const isLeft = leftIn(notAdopted);
  const adopted = membershipsIn(plan.changes).filter((change) => !isLeft(change));
  const result = adopt(configuration, sources, wishes);
  const after = applied(sources, result);
  const known = { kind: 'known', people: configuration.people } as const;
  const loaded = loadChecked(after, configuration.files, [], known);
  if (result.kind === 'stuck' || !loaded.ok) return { result, adopted: [], notAdopted };
  const again = planFor(io, loaded, snapshot, { selection });
  const open = again.plan.changes.filter((change) => !isLeft(change));
  if (open.length > 0) throw new Error(`${open.length} changes would be left after adopting them`);
  const groups = all === null || selection !== null ? [] : undeclaredGroups(configuration, live);
  if (all === null || groups.length === 0) return { result, adopted, notAdopted };
  const { imported } = importedFrom(live, { groups, settings: false, ...all });
  const unsaid = imported.leftOut.map((why): NotAdopted => ({ group: null, user: null, why }));
  const more = declareGroups(loaded.configuration, after, imported);
  return { result: joined(sources, result, more), adopted, notAdopted: [...notAdopted, ...unsaid] };
}

/** Whether a change is one of those that are not adopted. */
function leftIn(notAdopted: readonly NotAdopted[]): (change: Change) => boolean {
  const keys = new Set(notAdopted.map(({ group, user }) => `${targetKey(group)} ${user}`));
  return (change) => keys.has(`${targetKey(change.group)} ${kindOf(change).person(change)}`);
}

/** One result of two edits, the second of what the first made. */
function joined(sources: readonly SourceFile[], first: EditResult, second: EditResult): EditResult {
  if (first.kind === 'stuck' || second.kind === 'stuck') return second.kind === 'stuck' ? second : first;
  const after = applied(applied(sources, first), second);
  const files = sources.flatMap((file, index) => {
    const text = after[index]?.text ?? file.text;
    return text === file.text ? [] : [{ file, text }];
  });
  return { kind: 'edited', files };
}
