import type { Plan, Unmanaged } from '../plan/types.ts';
import { type ChangeLine, type Counts, changeLine, countActions } from './change-view.ts';
import { byGroup, GroupNames, type GroupView } from './group-view.ts';
import {
  type BlockedLine,
  blockedLine,
  type GuardsView,
  guardsView,
  type WarningsView,
  warningsView,
} from './obstacles-view.ts';
import { type OverviewRow, overviewOf } from './overview-view.ts';
import { shown, shownFile, shownName } from './shown.ts';
import { count, enumerate } from './words.ts';

/** A member who is left alone. */
export interface UnmanagedLine {
  readonly subject: string;
  readonly role: string;
}

/** A plan as every renderer shows it: the same words in the same order. All texts are safe to show on one line. */
export interface PlanView {
  readonly organization: string;
  readonly endpoint: string;
  /** The files joined by `, `. */
  readonly files: string;
  readonly createdAt: string;
  readonly digest: string;
  /** Which groups were compared, a sentence; `null` when all were. */
  readonly selection: string | null;
  readonly groups: readonly GroupView<ChangeLine>[];
  readonly warnings: WarningsView;
  readonly blocked: readonly BlockedLine[];
  readonly guards: GuardsView;
  /** Who loses and who gains by what is not pending anyway; empty when a glance at the changes says it. */
  readonly overview: readonly OverviewRow[];
  /** Where the changes come from, a sentence; `null` when there was nothing to compare with. */
  readonly origin: string | null;
  readonly unmanaged: readonly GroupView<UnmanagedLine>[];
  /** How many members are left alone, a sentence; `null` for none. */
  readonly unmanagedSentence: string | null;
  /** `3 API calls`. */
  readonly calls: string;
  /** That `apply` would make none of it, a sentence; `null` when it would. */
  readonly refusal: string | null;
  /** Nothing to change and nothing blocked. */
  readonly empty: boolean;
  /** `Plan: …` or `No changes. …`, lines that programs look for; or that nothing was compared. */
  readonly summary: string;
}

/**
 * What there is to show of a plan.
 *
 * @param options.mostWarnings of one code; the rest is counted
 */
export function planView(plan: Plan, options: { readonly mostWarnings?: number } = {}): PlanView {
  const names = new GroupNames([...plan.groups, ...plan.unmanaged.map(({ group }) => group)]);
  const guards = guardsView(plan.violations, plan.digest);
  const empty = plan.changes.length === 0 && plan.blocked.length === 0;
  const organization = shownName(plan.organization);
  const files = plan.files.map(shownFile).join(', ');
  return {
    organization,
    endpoint: shown(plan.endpoint),
    files,
    createdAt: shown(plan.created_at),
    digest: shown(plan.digest),
    selection: selectionOf(plan.selection),
    groups: byGroup(plan.changes, plan.groups, names, changeLine),
    warnings: warningsView(plan.warnings, options.mostWarnings),
    blocked: plan.blocked.map((blocked) => blockedLine(blocked, names)),
    guards,
    overview: overviewFor(plan, names),
    origin: originOf(plan),
    unmanaged: byGroup(plan.unmanaged, plan.groups, names, unmanagedLine),
    unmanagedSentence: unmanagedSentence(plan.unmanaged.length),
    calls: count(plan.calls.length, 'API call'),
    refusal: guards.refused ? `Apply would refuse this plan, because of ${guards.by}.` : null,
    empty,
    summary: summaryOf(plan, organization, files),
  };
}

/** That an organization matches is said only where it was compared with something, and nothing of that is blocked. */
function summaryOf(plan: Plan, organization: string, files: string): string {
  if (plan.changes.length > 0 || plan.blocked.length > 0) return `Plan: ${planCounts(plan.summary)}.`;
  if (plan.policy.managed_groups.length > 0) return `No changes. ${organization} matches ${files}.`;
  const where = plan.selection === null ? `of ${organization}` : 'that was to be compared';
  return `Nothing was compared: ${files} declares no members for any group ${where}.`;
}

/** Fewer changes are read faster than a table about them. */
const fewChanges = 5;

function overviewFor({ changes, groups }: Plan, names: GroupNames): readonly OverviewRow[] {
  const own = changes.filter(({ origin }) => origin !== 'drift');
  return own.length <= fewChanges ? [] : overviewOf(own, groups, names);
}

/** `1 to add, 0 to change, 2 to remove`. */
export function planCounts(counts: Counts): string {
  return `${counts.create} to add, ${counts.update} to change, ${counts.delete} to remove`;
}

function selectionOf(selection: readonly string[] | null): string | null {
  if (selection === null) return null;
  const names = enumerate(selection.map(shownName));
  return `Only the ${selection.length === 1 ? 'group' : 'groups'} ${names} ${selection.length === 1 ? 'was' : 'were'} compared.`;
}

function originOf({ changes }: Plan): string | null {
  if (!changes.some(({ origin }) => origin !== null)) return null;
  const own = countActions(changes.filter(({ origin }) => origin !== 'drift'));
  const pending = countActions(changes.filter(({ origin }) => origin === 'drift'));
  return `By this change: ${planCounts(own)}. Pending anyway: ${planCounts(pending)}.`;
}

function unmanagedLine({ user, role }: Unmanaged): UnmanagedLine {
  return { subject: shownName(user), role: shown(role) };
}

function unmanagedSentence(members: number): string | null {
  if (members === 0) return null;
  return members === 1
    ? '1 member that nothing declares is left alone.'
    : `${members} members that nothing declares are left alone.`;
}
