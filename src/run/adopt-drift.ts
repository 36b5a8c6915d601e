import type { Configuration, MembershipMode } from '../config/declaration.ts';
import { adopt } from '../edit/adopt/adopt.ts';
import { adoptResources } from '../edit/adopt/resources.ts';
import { adoptSettings } from '../edit/adopt/settings.ts';
import { undeclaredGroups } from '../edit/adopt/undeclared.ts';
import type { AdoptedChange, NotAdopted, Wish } from '../edit/adopt/wish.ts';
import { wishesOf } from '../edit/adopt/wishes.ts';
import { againstPolicy } from '../edit/adopt/within-policy.ts';
import { importedFrom } from '../edit/import/from-live.ts';
import { groupLines } from '../edit/import/text.ts';
import { declareGroups } from '../edit/new-groups.ts';
import { applied, type EditResult, followedBy, readAgain } from '../edit/result.ts';
import { loadChecked } from '../kinds/load.ts';
import { membershipsIn } from '../kinds/membership/only.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Live, Snapshot } from '../live/organization.ts';
import { type TargetRef, targetKey } from '../model/change.ts';
import type { Change, Plan } from '../model/plan.ts';
import { matchGroups } from '../plan/match-groups.ts';
import { policyBreaks } from '../plan/policy-breaks.ts';
import { type Day, dayOf } from '../text/date.ts';
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
  readonly adopted: readonly AdoptedChange[];
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
  const first = planFor(io, { configuration: desired.configuration, warnings: [] }, snapshot, { selection });
  // Names are adopted, too; ids stay.
  const picked = selection === null ? null : keysOf(desired.configuration, first.live, selection);
  let state: Pick<Desired, 'configuration' | 'sources'> = desired;
  const done: Adoption[] = [];
  const steps: readonly (() => Adoption)[] = [
    () => adoptSettings(state.configuration, state.sources, first.live, first.plan),
    () =>
      adoptResources(state.configuration, state.sources, first.live, (configuration) => {
        return planFor(io, { configuration, warnings: [] }, snapshot, { selection: picked }).plan;
      }),
    () => adoptMembers(io, state, snapshot, { selection: picked, all, isLeft: leftIn(leftOf(done)) }),
  ];
  for (const step of steps) {
    const made = step();
    done.push(made);
    if (made.result.kind === 'stuck') return { result: made.result, adopted: [], notAdopted: leftOf(done) };
    const read = readAgain(state.configuration, applied(state.sources, made.result));
    if (read.kind === 'stuck') return { result: read, adopted: [], notAdopted: leftOf(done) };
    state = read;
  }
  const nothing: EditResult = { kind: 'edited', files: [] };
  return {
    result: done.reduce<EditResult>(
      (total, { result }) => followedBy(desired.sources, total, result),
      nothing,
    ),
    adopted: done.flatMap(({ adopted }) => adopted),
    notAdopted: leftOf(done),
  };
}

function leftOf(done: readonly Adoption[]): readonly NotAdopted[] {
  return done.flatMap(({ notAdopted }) => notAdopted);
}

/** The same groups by what stays when their names are adopted. */
function keysOf({ groups }: Configuration, live: Live, selection: readonly string[]): readonly string[] {
  const { groups: found, missing } = matchGroups(groups, live, selection);
  return [...found.map(({ live: { info } }) => info.id), ...missing.map(({ declared }) => declared.name)];
}

/** Who is in the groups, and the groups that nothing declares. */
function adoptMembers(
  io: Io,
  { configuration, sources }: Pick<Desired, 'configuration' | 'sources'>,
  snapshot: Snapshot,
  { selection, all, isLeft: isLeftBefore }: AdoptOptions & { readonly isLeft: (change: Change) => boolean },
): Adoption {
  const { plan, live } = planFor(io, { configuration, warnings: [] }, snapshot, { selection });
  const today = dayOf(io.now());
  const { wishes, notAdopted: decided } = wishesOf({ configuration, live, plan, today, all: all !== null });
  const { kept, refused } = permitted(configuration, sources, wishes, live, today);
  const notAdopted = [...decided, ...refusedBy(refused, configuration, live, plan)];
  const isLeft = leftIn(notAdopted);
  const adopted = membershipsIn(plan.changes).filter((change) => !isLeft(change));
  const result = adopt(configuration, sources, kept);
  const after = applied(sources, result);
  const loaded = loadAgain(configuration, after);
  if (result.kind === 'stuck' || !loaded.ok) return { result, adopted: [], notAdopted };
  const again = planFor(io, loaded, snapshot, { selection });
  const open = again.plan.changes.filter((change) => !isLeft(change) && !isLeftBefore(change));
  if (open.length > 0) throw new Error(`${open.length} changes would be left after adopting them`);
  const groups = all === null || selection !== null ? [] : undeclaredGroups(configuration, live);
  if (all === null || groups.length === 0) return { result, adopted, notAdopted };
  const { imported } = importedFrom(live, { groups, settings: false, ...all });
  const unsaid = imported.leftOut.map(
    (why): NotAdopted => ({ group: null, user: null, subject: null, change: null, why }),
  );
  const more = declareGroups(loaded.configuration, after, imported.groups.map(groupLines));
  return { result: followedBy(sources, result, more), adopted, notAdopted: [...notAdopted, ...unsaid] };
}

/** The wishes without those that a policy would not permit, one after the other. */
function permitted(
  configuration: Configuration,
  sources: readonly SourceFile[],
  wishes: readonly Wish[],
  live: Live,
  today: Day,
): { readonly kept: readonly Wish[]; readonly refused: readonly Wish[] } {
  if (configuration.policy === null) return { kept: wishes, refused: [] };
  let kept = wishes;
  for (;;) {
    const loaded = loadAgain(configuration, applied(sources, adopt(configuration, sources, kept)));
    const broken = loaded.ok ? policyBreaks(loaded.configuration, null, live, today) : [];
    const against = loaded.ok ? againstPolicy(kept, loaded.configuration, broken) : new Set<Wish>();
    if (against.size === 0) {
      const left = new Set(kept);
      return { kept, refused: wishes.filter((wish) => !left.has(wish)) };
    }
    kept = kept.filter((wish) => !against.has(wish));
  }
}

function refusedBy(
  refused: readonly Wish[],
  { groups }: Configuration,
  live: Live,
  plan: Plan,
): readonly NotAdopted[] {
  const refs = new Map(
    matchGroups(groups, live, null).groups.map(({ declared, ref }) => [declared.name, ref]),
  );
  const keyOf = (user: string, group: TargetRef): string => `${targetKey(group)}\t${user}`;
  const changes = new Map(membershipsIn(plan.changes).map((one) => [keyOf(one.user, one.group), one]));
  const why = 'the policy of the file does not permit it as it is live';
  return refused.map(({ group: name, user }) => {
    const group = refs.get(name) ?? null;
    return { group, user, subject: null, change: changes.get(keyOf(user, group)) ?? null, why };
  });
}

function loadAgain(
  { people, files }: Configuration,
  sources: readonly SourceFile[],
): ReturnType<typeof loadChecked> {
  return loadChecked(sources, files, [], { kind: 'known', people });
}

/** Whether a change is one of those that are not adopted. */
function leftIn(notAdopted: readonly NotAdopted[]): (change: Change) => boolean {
  const keyOf = (change: Change): string =>
    JSON.stringify([change.kind, targetKey(change.group), kindOf(change).subject(change)]);
  const keys = new Set(notAdopted.flatMap(({ change }) => (change === null ? [] : [keyOf(change)])));
  return (change) => keys.has(keyOf(change));
}
