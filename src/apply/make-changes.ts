import type { HubWriter } from '../hub/hub.ts';
import type { Pause } from '../hub/pause.ts';
import type { Numbered } from '../kinds/kind.ts';
import { kindOf, makesGroup } from '../kinds/registry.ts';
import type { Live } from '../live/organization.ts';
import { viewsOf } from '../live/view.ts';
import type { Change } from '../model/plan.ts';
import { viewPlanned } from '../plan/live-after.ts';
import { callCountOf, numbered, unitsOf } from '../plan/units.ts';
import { GroupIds } from './making/group-ids.ts';
import { makeUnit } from './making/make-unit.ts';
import type { LookReader } from './making/step.ts';
import { type Progress, RunLedger } from './run-ledger.ts';

/** What making changes needs. */
export interface MakeInput {
  readonly organization: string;
  /** Sorted, as in the plan. */
  readonly changes: readonly Change[];
  /** Indices of changes that are so already. */
  readonly already: ReadonlySet<number>;
  /** Indices of changes that are not to be made, since nobody has reviewed them. */
  readonly heldBack?: ReadonlySet<number>;
  readonly live: Live;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  /** How many units are worked on at the same time, and the last ones all: as many as requests may be in flight. */
  readonly concurrency: number;
  readonly hub: LookReader & HubWriter;
  /** Waits before a write whose outcome stayed unknown is tried again. */
  readonly pause: Pause;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Makes the changes, several units at the same time, within a unit one call after the other. A call that fails stops
 * neither the other units nor the report.
 *
 * @returns what was sent, and how every change ended
 */
export async function makeChanges(input: MakeInput): Promise<RunLedger> {
  const ledger = new RunLedger(input.changes, input.onProgress, input.heldBack);
  for (const index of input.already) ledger.settle(index, 'already');
  const { organization, batchSize, hub, live, pause, concurrency } = input;
  const open = openIn(input);
  const { waiting, last } = unitsIn(open, input);
  const viewOf = viewsOf(live);
  const planned = viewPlanned(
    live,
    open.map(({ change }) => change),
  );
  const ids = new GroupIds(live.groups.map(({ info }) => info.id));
  const firstLook = listingOnce(hub, ids);
  const make = (changes: readonly Numbered[]): Promise<void> => {
    const view = viewOf(changes.flatMap(({ change }) => kindOf(change).touches(change)));
    return makeUnit({
      organization,
      changes,
      view,
      planned,
      live,
      batchSize,
      hub,
      firstLook,
      ids,
      ledger,
      pause,
    });
  };
  const worker = async (): Promise<void> => {
    while (waiting.length > 0)
      await Promise.all(waiting.splice(0, waiting.length > concurrency ? 1 : waiting.length).map(make));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  if (last !== null) await make(last);
  return ledger;
}

/**
 * The units with something to do. Those that make groups begin, while the list of groups is new. The calls of one follow
 * each other, so that the longest must not begin last. Few units are open at a time, so that a run that ends early leaves
 * few of them half-way; only the last are begun together, since with a unit for each there would not be enough of them to
 * keep every request in use.
 */
function longestFirst(
  units: readonly (readonly Numbered[])[],
  { batchSize }: MakeInput,
): (readonly Numbered[])[] {
  return units
    .map((unit) => ({
      unit,
      makes: unit.some(({ change }) => makesGroup(change)),
      calls: callCountOf(unit, batchSize),
    }))
    .toSorted((a, b) => Number(b.makes) - Number(a.makes) || b.calls - a.calls)
    .map(({ unit }) => unit);
}

/**
 * The units, and the one that waits for all others. It takes rights from the token's own user, so that after it they may
 * be refused: that change comes behind those of its stage. Or it changes roles in the organization where others write
 * auto-join, which takes people in by the roles that they have right then: the plan counts those of before.
 */
function unitsIn(
  open: readonly Numbered[],
  input: MakeInput,
): { readonly waiting: (readonly Numbered[])[]; readonly last: readonly Numbered[] | null } {
  const me = input.live.me.toLowerCase();
  // Who may change roles is an admin, so that another role is a lower one.
  const isOwn = ({ change }: Numbered): boolean =>
    change.group === null && kindOf(change).person(change)?.toLowerCase() === me;
  const units = unitsOf(open);
  const roles = units.find((unit) => unit.some(({ change }) => change.group === null));
  const others = units.filter((unit) => unit !== roles);
  const letsIn = ({ change }: Numbered): boolean => kindOf(change).stage(change) === 'auto_join';
  if (roles?.some(isOwn) !== true && !others.some((unit) => unit.some(letsIn)))
    return { waiting: longestFirst(units, input), last: null };
  const last = roles?.toSorted((a, b) => Number(isOwn(a)) - Number(isOwn(b))) ?? null;
  return { waiting: longestFirst(others, input), last };
}

/** What is to be made. */
function openIn({ changes, already, heldBack }: MakeInput): readonly Numbered[] {
  return numbered(changes).filter(({ index }) => !already.has(index) && heldBack?.has(index) !== true);
}

/** Asks for the groups once, when somebody first wants them, and answers everybody by that. @param ids learn of them */
function listingOnce(hub: LookReader, ids: GroupIds): LookReader {
  let groups: ReturnType<LookReader['listGroups']> | null = null;
  return {
    getGroup: (organization, id) => hub.getGroup(organization, id),
    listMembers: (organization) => hub.listMembers(organization),
    listGroups(organization) {
      groups ??= hub.listGroups(organization).then((list) => {
        ids.list(list);
        return list;
      });
      return groups;
    },
  };
}
