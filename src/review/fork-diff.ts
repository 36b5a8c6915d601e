import type { Configuration } from '../config/declaration.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Live } from '../live/organization.ts';
import type { GroupRef } from '../model/change.ts';
import type { Blocked, Change, Plan, PolicyChange, Released } from '../model/plan.ts';
import { createPlan } from '../plan/create-plan.ts';
import { liveAfter } from '../plan/live-after.ts';
import { weighed } from '../plan/weigh.ts';
import type { Day } from '../text/date.ts';
import { emptyOrganization, groupsOfBoth } from './by-files.ts';

/**
 * What a change to the configuration means by itself, without a look at the organization. Who is really in the groups
 * is not known, so there are no guards, no calls and no digest.
 */
export interface ForkDiff {
  readonly organization: string;
  /** The files, as the user named them. */
  readonly files: readonly string[];
  /** The organization of the base, where it is another. */
  readonly formerOrganization: string | null;
  /** From what the base declares to what the head declares. */
  readonly changes: readonly Change[];
  /** What the head asks for and the base does not, and that could not be made even then: a name that another group has. */
  readonly blocked: readonly Blocked[];
  /** Rules that the head has otherwise. */
  readonly policyChanges: readonly PolicyChange[];
  /** Declared before, not now, and left alone since the group is not exact. */
  readonly released: readonly Released[];
  /** Groups that only the head declares, by name. */
  readonly added: readonly string[];
  /** Groups that only the base declares: who is in them is not managed any more. */
  readonly dropped: readonly string[];
  /** How many memberships both declare, where that is too many to compare: then no change is known. */
  readonly tooMany: number | null;
}

/** So many declared memberships are compared. A team in many groups is a short text, whoever wrote it. */
export const mostMemberships = 500_000;

export type ForkDiffed =
  | { readonly ok: true; readonly diff: ForkDiff }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Compares two configurations as a plan would if the organization were exactly what the base declares. It is for runs
 * without a token: those of pull requests from forks.
 *
 * @param base `null` when there is none, or none that can be read: then everything is new
 * @param today UTC: entries end by it
 * @param most declared memberships of both that are compared
 */
export function forkDiff(
  base: Configuration | null,
  head: Configuration,
  today: Day,
  most: number = mostMemberships,
): ForkDiffed {
  const groups = groupsOfBoth(base, head);
  const memberships = membershipsOf(head) + (base === null ? 0 : membershipsOf(base));
  const tooMany = memberships > most;
  const empty = emptyOrganization(base, head, groups, today);
  const here = base === null ? null : { ...base, organization: head.organization };
  const before = here === null || tooMany ? null : planned(here, null, empty, today);
  // A base that is in error declares nothing that could be compared with; the head may well mend it.
  const declared = before?.ok ? liveAfter(empty, before.plan.changes) : empty;
  const after = tooMany ? null : planned(head, before?.ok ? here : null, declared, today);
  if (after?.ok === false) return after;
  const [old, now] = [namesOf(base, groups), namesOf(head, groups)];
  return {
    ok: true,
    diff: {
      organization: head.organization,
      files: head.files,
      formerOrganization:
        base === null || base.organization.toLowerCase() === head.organization.toLowerCase()
          ? null
          : base.organization,
      // How many people something reaches is for somebody to say who has looked.
      changes: weighed(after?.plan.changes ?? [], { ...declared, people: new Map() }),
      blocked: (after?.plan.blocked ?? []).filter(({ origin }) => origin !== 'drift'),
      policyChanges: after?.plan.policy_changes ?? [],
      released: after?.plan.released ?? [],
      added: [...now].flatMap(([id, name]) => (old.has(id) ? [] : [name])),
      dropped: [...old].flatMap(([id, name]) => (now.has(id) ? [] : [name])),
      tooMany: tooMany ? memberships : null,
    },
  };
}

type Planned =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

function planned(configuration: Configuration, base: Configuration | null, live: Live, today: Day): Planned {
  return createPlan({
    configuration: { ...configuration, waivers: [] },
    live,
    base,
    selection: null,
    today,
    createdAt: today,
    toolVersion: '',
    batchSize: 50,
    waive: [],
    warnings: [],
  });
}

/** How many memberships a configuration declares, counted without looking at each. */
function membershipsOf({ groups, teams }: Configuration): number {
  return groups.reduce((sum, { membership }) => {
    if (membership === null) return sum;
    const given = membership.grants.map(({ team }) => teams.get(team)?.everybody.length ?? 0);
    return given.reduce((people, more) => people + more, sum + membership.members.length);
  }, 0);
}

/** The declared names of a configuration's groups by id. */
function namesOf(
  configuration: Configuration | null,
  groups: readonly GroupRef[],
): ReadonlyMap<string, string> {
  const idByName = new Map(groups.map(({ id, name }) => [name, id]));
  return new Map(
    (configuration?.groups ?? []).map(({ id, name }) => [id?.value ?? idByName.get(name) ?? name, name]),
  );
}
