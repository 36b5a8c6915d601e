import type { Configuration } from '../config/declaration.ts';
import { diagnose, inReadingOrder } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { protectedPeople } from '../kinds/membership/protected.ts';
import { Suggester } from '../kinds/membership/suggest.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Live } from '../live/organization.ts';
import type { GuardName, Plan } from '../model/plan.ts';
import type { Day } from '../text/date.ts';
import { pendingOf, rulesAgainstBase, sideOfBase } from './against-base.ts';
import { type Compared, compare } from './compare.ts';
import { digestOf } from './digest.ts';
import { runGuards } from './guards/run.ts';
import { matchGroups } from './match-groups.ts';
import { withOrigin } from './origin.ts';
import { permissionOf } from './permission.ts';
import { policyOf } from './policy.ts';
import { policyBreaks } from './policy-breaks.ts';
import type { AgainstBase } from './sides.ts';
import { declaredIn, groupsConcerned, peopleIn, summarize } from './summary.ts';
import { callsFor } from './units.ts';
import { staleWaivers, waivedFor } from './waivers.ts';
import { weighed } from './weigh.ts';

/** Everything that a plan depends on. */
export interface PlanInput {
  readonly configuration: Configuration;
  readonly live: Live;
  /**
   * The configuration to compare with: it tells what a change asks for from what is pending anyway, and which rules
   * differ. `null` for none; `unreadable` for one with errors, or that is not there.
   */
  readonly base: Configuration | 'unreadable' | null;
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
  const { configuration, live, selection, today } = input;
  const base = input.base === 'unreadable' ? null : input.base;
  const permits = permissionOf(configuration.policy, base?.policy ?? null);
  const matched = matchGroups(configuration.groups, live, selection, permits);
  const compared = compare(configuration, matched, live, today, permits, true);
  const protection = protectedPeople(configuration, live, new Suggester(live, true));
  const found = [
    ...input.warnings,
    ...baseErrors(configuration, base),
    ...policyBreaks(configuration, base, live, today),
    ...matched.diagnostics,
    ...compared.diagnostics,
    ...protection.diagnostics,
    ...oddAnswers(live),
  ];
  if (found.some(({ severity }) => severity === 'error'))
    return { ok: false, diagnostics: inReadingOrder(found) };

  const against: AgainstBase | null =
    base === null
      ? null
      : {
          head: { configuration, matched },
          base: sideOfBase(base, matched, live, permits, selection),
          live,
          permits,
          today,
        };
  const { changes: marked, blocked } = originOf(compared, input.base, against);
  const changes = weighed(marked, live);
  const policy = policyOf(configuration.guards, protection, matched.groups);
  const digest = digestOf(live.endpoint, configuration.organization, changes);
  const waived = new Set([...waivedFor(digest, configuration.waivers), ...input.waive]);
  const violations = runGuards({ changes, live, policy }, waived);
  // A waiver for the whole plan says nothing about a part of it.
  const stale = selection === null ? staleWaivers(digest, configuration.waivers) : [];
  const calls = callsFor(configuration.organization, changes, input.batchSize);
  const rules =
    against === null
      ? { loosened: [], policy_changes: [], released: [] }
      : rulesAgainstBase(against, { changes, violations, digest, policy }, input.waive);
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
      declared: declaredIn(configuration, matched),
      digest,
      summary: summarize(changes, calls, blocked, compared.unmanaged),
      groups: groupsConcerned(live, changes, blocked, violations),
      changes,
      calls,
      blocked,
      violations,
      ...rules,
      unmanaged: compared.unmanaged,
      warnings: inReadingOrder(found.concat(stale)).map(({ code, message, source }) => ({
        code,
        message,
        source,
      })),
      people: peopleIn(
        live,
        changes.map((change) => ({ user: kindOf(change).person(change) })),
        blocked,
        violations,
        rules.released,
        compared.unmanaged,
      ),
      policy,
    },
  };
}

/** A base of another organization says nothing of this one. */
function baseErrors({ organization }: Configuration, base: Configuration | null): readonly Diagnostic[] {
  if (base === null) return [];
  if (base.organization.toLowerCase() === organization.toLowerCase()) return [];
  const message = `The base is for \`${base.organization}\`, this configuration for \`${organization}\``;
  return [
    diagnose(
      'other-organization',
      null,
      message,
      'Plan without a base: it tells nothing of another organization.',
    ),
  ];
}

/** What is passed over, since it does not say which group or who it is. */
function oddAnswers({ unread }: Live): readonly Diagnostic[] {
  const told = (count: number, what: string): readonly Diagnostic[] => {
    if (count === 0) return [];
    const things = count === 1 ? `1 ${what} that does` : `${count} ${what}s that do`;
    return [diagnose('odd-answer', null, `The Hub lists ${things} not say which it is, and is passed over`)];
  };
  return [...told(unread.groups, 'group'), ...told(unread.members, 'member')];
}

/** With a base that cannot be read everything counts as asked for by this change. */
function originOf(
  compared: Compared,
  base: PlanInput['base'],
  against: AgainstBase | null,
): Pick<Compared, 'changes' | 'blocked'> {
  if (against !== null) return withOrigin(compared, pendingOf(against));
  return base === null ? compared : withOrigin(compared, { changes: [], blocked: [] });
}
