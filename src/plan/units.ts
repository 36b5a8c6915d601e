import type { Kind, Numbered } from '../kinds/kind.ts';
import { kindOf } from '../kinds/registry.ts';
import { type Stage, stages } from '../kinds/stage.ts';
import { type DeclaredGroupRef, type TargetRef, targetKey } from '../model/change.ts';
import type { Call, Change } from '../model/plan.ts';
import { grouped } from '../text/grouped.ts';

/*
 * In which order changes are made. A unit is all changes that hang together, since they touch a common target; units
 * have nothing to do with each other, and can be made side by side. A unit is made batch by batch, one call after the
 * other. Planning numbers the calls by it, and making sends them by it.
 */

/** Changes of one kind, stage and target that calls of their own carry. */
export interface Batch {
  readonly stage: Stage;
  readonly kind: Kind<Change>;
  readonly target: TargetRef;
  readonly changes: readonly Numbered[];
  /** The most of them in one call, at least 1. */
  readonly perCall: number;
}

/** Changes with their places in the plan's list. */
export function numbered(changes: readonly Change[]): readonly Numbered[] {
  return changes.map((change, index) => ({ index, change }));
}

/** Changes kind by kind, in the order in which they come. */
export function byKind(
  changes: readonly Change[],
): readonly { readonly kind: Kind<Change>; readonly changes: readonly Change[] }[] {
  const lists = [...grouped(changes, ({ kind }) => kind).values()];
  return lists.map((own) => ({ kind: kindOf(own[0]), changes: own }));
}

/** Puts together what touches a common target, in the order in which the first of each comes. */
export function unitsOf(changes: readonly Numbered[]): readonly (readonly Numbered[])[] {
  const unions = new Unions();
  for (const { change } of changes) {
    const own = targetKey(change.group);
    for (const target of kindOf(change).touches(change)) unions.join(own, targetKey(target));
  }
  return [...grouped(changes, ({ change }) => unions.of(targetKey(change.group))).values()];
}

/** The batches of one unit, in the order in which they are made. @param batchSize the most members in one add-users call, at least 1 */
export function batchesOf(unit: readonly Numbered[], batchSize: number): readonly Batch[] {
  const byStage = grouped(unit, ({ change }) => kindOf(change).stage(change));
  return stages.flatMap((stage) =>
    [...grouped(byStage.get(stage) ?? [], ({ change }) => targetKey(change.group)).values()]
      .flatMap((ofTarget) => [...grouped(ofTarget, ({ change }) => change.kind).values()])
      .map((own): Batch => {
        const [{ change }] = own;
        const kind = kindOf(change);
        return { stage, kind, target: change.group, changes: own, perCall: kind.perCall(stage, batchSize) };
      }),
  );
}

/**
 * What rides in the call that makes a group: nothing where the batch makes none.
 *
 * @param others the batches that come later
 * @param isOpen whether a change is still to be made
 */
export function carriedBy(
  { stage, kind, target, changes }: Batch,
  others: readonly Batch[],
  batchSize: number,
  isOpen: (one: Numbered) => boolean,
): readonly Numbered[] {
  const [first] = changes;
  if (stage !== 'make_group' || first === undefined) return [];
  const key = targetKey(target);
  const later = others.flatMap((batch) =>
    targetKey(batch.target) === key ? batch.changes.filter(isOpen) : [],
  );
  return kind.carries(first.change, later, batchSize);
}

/**
 * The calls for sorted changes, unit by unit. A group that is to be made stands in their paths as `new:NAME`.
 *
 * @param batchSize the most members in one add-users call, at least 1
 */
export function callsFor(
  organization: string,
  changes: readonly Change[],
  batchSize: number,
): readonly Call[] {
  const units = unitsOf(numbered(changes));
  // Whose role it is in the organization may be whose token it is: then what comes later may be refused.
  const isLast = (unit: readonly Numbered[]): boolean => unit.some(({ change }) => change.group === null);
  return units
    .toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)))
    .flatMap((unit) => unitCalls(organization, unit, batchSize));
}

function unitCalls(organization: string, unit: readonly Numbered[], batchSize: number): readonly Call[] {
  return loadsOf(unit, batchSize).map(({ kind, own, carried }) =>
    kind.call(organization, own, carried, plannedId, null),
  );
}

/** How many calls a unit takes, where none is refused. */
export function callCountOf(unit: readonly Numbered[], batchSize: number): number {
  return loadsOf(unit, batchSize).length;
}

/** What one call is to make: changes of one batch, and what rides with them. */
interface Load {
  readonly kind: Kind<Change>;
  readonly own: readonly Numbered[];
  readonly carried: readonly Numbered[];
}

function loadsOf(unit: readonly Numbered[], batchSize: number): readonly Load[] {
  const batches = batchesOf(unit, batchSize);
  const done = new Set<number>();
  const isOpen = ({ index }: Numbered): boolean => !done.has(index);
  return batches.flatMap((batch, at) => {
    const carried = carriedBy(batch, batches.slice(at + 1), batchSize, isOpen);
    for (const { index } of carried) done.add(index);
    // What carries others makes one group, in one call.
    const { kind, changes, perCall } = batch;
    return chunks(changes.filter(isOpen), perCall).map((own): Load => ({ kind, own, carried }));
  });
}

function plannedId(group: DeclaredGroupRef): string {
  return targetKey(group);
}

/** Splits into runs of at most `size`. */
function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += size) runs.push(items.slice(at, at + size));
  return runs;
}

/** Which keys hang together. */
class Unions {
  readonly #parents = new Map<string, string>();

  join(key: string, other: string): void {
    if (key !== other) this.#parents.set(this.of(other), this.of(key));
  }

  /** One key for all that hang together. */
  of(key: string): string {
    let root = key;
    for (
      let next = this.#parents.get(root);
      next !== undefined && next !== root;
      next = this.#parents.get(root)
    )
      root = next;
    this.#parents.set(key, root);
    return root;
  }
}
