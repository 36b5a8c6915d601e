import type { Configuration } from '../config/types.ts';
import { inReadingOrder } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import type { MatchedGroup, Numbered } from '../kinds/kind.ts';
import { allKinds, kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/types.ts';
import type { Day } from '../text/date.ts';
import { digestOf } from './digest.ts';
import { runGuards } from './guards/run.ts';
import { matchGroups } from './match-groups.ts';
import { sortByUser, sortChanges } from './order.ts';
import { withOrigin } from './origin.ts';
import { policyOf } from './policy.ts';
import { groupsConcerned, summarize } from './summary.ts';
import type { Blocked, Call, Change, GuardName, Plan, Unmanaged } from './types.ts';
import { staleWaivers, waivedFor } from './waivers.ts';

/** Everything that a plan depends on. */
export interface PlanInput {
  readonly configuration: Configuration;
  readonly live: Live;
  /** The configuration to compare with, for each change's origin; `null` for none. */
  readonly base: Configuration | null;
  /** Only these groups; `null` for all declared. */
  readonly selection: readonly string[] | null;
  /** Today, UTC: entries end by it. */
  readonly today: Day;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly toolVersion: string;
  /** The most members in one add-users call. */
  readonly batchSize: number;
  /** Guards that are waived by hand. */
  readonly waive: readonly GuardName[];
  /** What loading the configuration found. */
  readonly warnings: readonly Diagnostic[];
}

export type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Plans: compares desired with live, numbers the calls, runs the guards. Pure: the same input gives the same bytes.
 * Every error is reported, not the first.
 */
export function createPlan(input: PlanInput): Planned {
  const { configuration, live, selection } = input;
  const { groups, diagnostics: unmatched } = matchGroups(configuration.groups, live, selection);
  const compared = compare(configuration, groups, input, true);
  const { policy, diagnostics: protection } = policyOf(configuration.guards, groups, live);
  const found = [...input.warnings, ...unmatched, ...compared.diagnostics, ...protection];
  if (found.some(({ severity }) => severity === 'error'))
    return { ok: false, diagnostics: inReadingOrder(found) };

  const { changes, blocked } =
    input.base === null ? compared : withOrigin(compared, planBase(input.base, groups, input));
  const digest = digestOf(live.endpoint, configuration.organization, changes);
  const waived = new Set([...waivedFor(digest, configuration.waivers), ...input.waive]);
  const violations = runGuards({ changes, live, policy }, waived);
  // A waiver for the whole plan says nothing about a part of it.
  const stale = selection === null ? staleWaivers(digest, configuration.waivers) : [];
  const calls = callsFor(configuration.organization, changes, input.batchSize);
  return {
    ok: true,
    plan: {
      format_version: '1.0',
      tool_version: input.toolVersion,
      created_at: input.createdAt,
      endpoint: live.endpoint,
      organization: configuration.organization,
      files: configuration.files,
      selection,
      declared: { groups: 0, managed_groups: 0, memberships: 0 },
      digest,
      summary: summarize(changes, calls, blocked, compared.unmanaged),
      groups: groupsConcerned(live, changes, blocked, violations),
      changes,
      calls,
      blocked,
      violations,
      loosened: [],
      policy_changes: [],
      released: [],
      unmanaged: compared.unmanaged,
      warnings: inReadingOrder(found.concat(stale)).map(({ code, message, source }) => ({
        code,
        message,
        source,
      })),
      people: [],
      policy,
    },
  };
}

interface Compared {
  readonly changes: readonly Change[];
  readonly blocked: readonly Blocked[];
  readonly unmanaged: readonly Unmanaged[];
  readonly diagnostics: readonly Diagnostic[];
}

function compare(
  configuration: Configuration,
  groups: readonly MatchedGroup[],
  { live, today }: Pick<PlanInput, 'live' | 'today'>,
  suggest: boolean,
): Compared {
  const found = allKinds.map((kind) => kind.compare({ configuration, groups, live, today, suggest }));
  return {
    changes: sortChanges(found.flatMap((one) => one.changes)),
    blocked: sortByUser(found.flatMap((one) => one.blocked)),
    unmanaged: sortByUser(found.flatMap((one) => one.unmanaged)),
    diagnostics: found.flatMap((one) => one.diagnostics),
  };
}

/**
 * What the base would change in the groups of this run, whatever it calls them. Its errors do not count: a group that
 * was renamed on the Hub must not stop the very change that mends it.
 */
function planBase(base: Configuration, groups: readonly MatchedGroup[], input: PlanInput): Compared {
  // The other groups would change nothing, and cost the time of comparing them.
  const ids = new Set(groups.map(({ live }) => live.info.id));
  const own = matchGroups(base.groups, input.live, null).groups.filter(({ live }) => ids.has(live.info.id));
  return compare(base, own, input, false);
}

/**
 * The calls for sorted changes, group by group.
 *
 * @param batchSize the most members in one add-users call, at least 1
 */
export function callsFor(
  organization: string,
  changes: readonly Change[],
  batchSize: number,
): readonly Call[] {
  return byGroup(numbered(changes)).flatMap(({ kind, changes: own }) =>
    kind
      .phases(own, batchSize)
      .flatMap((phase) =>
        chunks(phase.changes, phase.perCall).map((batch) => kind.call(organization, batch)),
      ),
  );
}

/** Splits into runs of at most `size`. */
function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const runs: T[][] = [];
  for (let at = 0; at < items.length; at += size) runs.push(items.slice(at, at + size));
  return runs;
}

/** Changes with their places in the plan's list. */
export function numbered(changes: readonly Change[]): readonly Numbered[] {
  return changes.map((change, index) => ({ index, change }));
}

/** The changes of one kind in one group: at least one. */
interface GroupChanges {
  /** The group's. */
  readonly id: string;
  readonly kind: ReturnType<typeof kindOf>;
  readonly changes: readonly Numbered[];
}

/** Sorted changes group by group, and kind by kind. */
export function byGroup(changes: readonly Numbered[]): readonly GroupChanges[] {
  const groups = new Map<string, GroupChanges & { readonly changes: Numbered[] }>();
  for (const one of changes) {
    const key = `${one.change.kind}\t${one.change.group.id}`;
    const known = groups.get(key);
    if (known === undefined)
      groups.set(key, { id: one.change.group.id, kind: kindOf(one.change), changes: [one] });
    else known.changes.push(one);
  }
  return [...groups.values()];
}
