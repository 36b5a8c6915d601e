import type { Change, Plan, Unmanaged } from '../model/plan.ts';
import { consequencesOf } from '../plan/guards/concerned.ts';
import { count } from '../text/count.ts';
import { named } from '../text/named.ts';
import { enumerated, joined, name, type Phrase, phrase, place, word } from '../text/phrase.ts';
import { namedFile, shown, shownName } from '../text/shown.ts';
import { type BlockedLine, blockedLines } from './blocked-view.ts';
import { byBearing, type ChangeLine, type Counts, changeLine } from './change-view.ts';
import { byGroup, GroupNames, type GroupView } from './group-view.ts';
import { type PolicyView, policyView } from './policy-view.ts';
import { type RefusalView, refusalView } from './refusal-view.ts';
import { type ReleasedView, releasedView } from './released-view.ts';
import { isCompared, type PendingWords, pendingWords, type Subject, verdictOf } from './verdict.ts';
import { type WarningsView, warningsView } from './warnings-view.ts';

/** A member who is left alone. */
export interface UnmanagedLine {
  readonly subject: string;
  readonly role: string;
}

/** Changes by what they do to people: what takes away stands before what gives. */
export interface ChangeGroups {
  readonly less: readonly GroupView<ChangeLine>[];
  readonly more: readonly GroupView<ChangeLine>[];
  /** What gives nobody access and takes it from nobody. */
  readonly rest: readonly GroupView<ChangeLine>[];
}

/** What is pending whatever becomes of this change. */
export interface PendingView extends ChangeGroups, PendingWords {
  readonly changes: number;
  readonly blocked: readonly BlockedLine[];
}

/** A plan as every renderer shows it: the same words in the same order. */
export interface PlanView {
  readonly organization: string;
  readonly endpoint: string;
  readonly createdAt: string;
  readonly digest: string;
  /** `acme-ai on https://… from groups.yaml` */
  readonly target: Phrase;
  /** The files in which a waiver may stand. */
  readonly files: Phrase;
  /** Which groups were compared, a sentence; `null` when all were. */
  readonly selection: Phrase | null;
  /** Who loses, who gains, and whether `apply` would refuse it: one sentence about this change alone. */
  readonly verdict: Phrase;
  readonly subject: Subject;
  readonly policy: PolicyView;
  /** What this change does; all changes where there is no base. */
  readonly own: ChangeGroups;
  readonly refusal: RefusalView;
  readonly blocked: readonly BlockedLine[];
  /** `null` when nothing is pending besides this change. */
  readonly pending: PendingView | null;
  readonly released: ReleasedView;
  readonly warnings: WarningsView;
  readonly unmanaged: readonly GroupView<UnmanagedLine>[];
  /** Who is left alone, a sentence; `null` for nobody. */
  readonly unmanagedSentence: Phrase | null;
  /** How many changes take access away, and whose they are, a sentence; `null` for none and without a base. */
  readonly takesAway: string | null;
  /** `3 API calls`. */
  readonly calls: string;
  /** Nothing to change and nothing blocked. */
  readonly empty: boolean;
  /** `Plan: …` or `No changes. …`: a line that programs look for. */
  readonly summary: string;
}

/**
 * What there is to show of a plan.
 *
 * @param options.mostWarnings of one code; the rest is counted
 * @param options.applying whether it is about to be applied, so that nothing need be said of what `apply` would do
 */
export function planView(
  plan: Plan,
  options: {
    readonly mostWarnings?: number;
    readonly subject?: Subject;
    readonly applying?: boolean;
  } = {},
): PlanView {
  const subject = options.subject ?? 'this change';
  const names = new GroupNames([
    ...plan.groups,
    ...plan.unmanaged.map(({ group }) => group),
    ...plan.released.map(({ group }) => group),
  ]);
  const refusal = refusalView(plan, subject);
  const policy = policyView(plan, names);
  const summary = summaryOf(plan);
  const refused = refusal.refused && options.applying !== true;
  const facts = { subject, names, refused, weaker: policy.weaker, summary };
  const context = {
    consequences: consequencesOf(plan.changes, plan.violations),
    fullnames: new Map(plan.people.map(({ user, fullname }) => [user.toLowerCase(), fullname])),
  };
  const groupsOf = (changes: readonly Change[]): readonly GroupView<ChangeLine>[] =>
    byGroup(changes, plan.groups, names, (change) => changeLine(change, context));
  const split = (pending: boolean): ChangeGroups => {
    const of = plan.changes.filter(({ origin }) => (origin === 'drift') === pending);
    const { less, more, rest } = byBearing(of);
    return { less: groupsOf(less), more: groupsOf(more), rest: groupsOf(rest) };
  };
  const blocked = blockedLines(plan.blocked, names);
  const pending = pendingWords(plan, facts);
  return {
    organization: shownName(plan.organization),
    endpoint: shown(plan.endpoint),
    createdAt: shown(plan.created_at),
    digest: shown(plan.digest),
    target: phrase`${word(plan.organization)} on ${word(plan.endpoint)}, from ${filesOf(plan)}`,
    files: filesOf(plan),
    selection: selectionOf(plan.selection),
    verdict: verdictOf(plan, facts),
    subject,
    policy,
    own: split(false),
    refusal,
    blocked: blocked.filter((line) => !line.pending),
    pending:
      pending === null
        ? null
        : {
            ...split(true),
            ...pending,
            changes: plan.changes.filter(({ origin }) => origin === 'drift').length,
            blocked: blocked.filter((line) => line.pending),
          },
    released: releasedView(plan, names),
    warnings: warningsView(plan.warnings, options.mostWarnings),
    unmanaged: byGroup(plan.unmanaged, plan.groups, names, unmanagedLine),
    unmanagedSentence: unmanagedSentence(plan.unmanaged, names),
    takesAway: takesAwaySentence(plan, subject),
    calls: count(plan.calls.length, 'API call'),
    empty: plan.changes.length === 0 && plan.blocked.length === 0,
    summary,
  };
}

function filesOf({ files }: Plan): Phrase {
  return joined(
    files.map((file) => [place(namedFile(file))]),
    ', ',
  );
}

/** That an organization matches is said only where it was compared with something, and nothing of that is blocked. */
function summaryOf(plan: Plan): string {
  const organization = named(plan.organization);
  const files = plan.files.map(namedFile).join(', ');
  if (plan.changes.length > 0 || plan.blocked.length > 0) return `Plan: ${planCounts(plan.summary)}.`;
  // What is shown of a saved plan was compared when it was made, and nothing is now.
  if (plan.warnings.some(({ code }) => code === 'saved-plan')) return 'The saved plan has no changes.';
  const where = plan.selection === null ? `of ${organization}` : 'that was to be compared';
  const { memberships, others = 0 } = plan.declared;
  if (memberships + others > 0) return `No changes. ${organization} matches ${files}.`;
  if (plan.policy.managed_groups.length > 0)
    return `Nothing to change: ${files} names nobody in any group ${where}.`;
  return `Nothing was compared: ${files} declares no members for any group ${where}.`;
}

/** `1 to add, 0 to change, 2 to remove`. */
export function planCounts(counts: Counts): string {
  return `${counts.create} to add, ${counts.update} to change, ${counts.delete} to remove`;
}

function takesAwaySentence(plan: Plan, subject: Subject): string | null {
  const all = byBearing(plan.changes).less;
  if (all.length === 0 || !isCompared(plan)) return null;
  const what = `${count(all.length, 'change takes', 'changes take')} access away`;
  const pending = all.filter(({ origin }) => origin === 'drift').length;
  return `${what}: ${all.length - pending} by ${subject}, ${pending} pending anyway.`;
}

function selectionOf(selection: readonly string[] | null): Phrase | null {
  if (selection === null) return null;
  const one = selection.length === 1;
  return phrase`Only the ${one ? 'group' : 'groups'} ${enumerated(selection.map(name))} ${one ? 'was' : 'were'} compared.`;
}

function unmanagedLine({ user, role }: Unmanaged): UnmanagedLine {
  return { subject: shown(named(user)), role: shown(named(role)) };
}

/** So many of those who are left alone are named where they are not listed. */
const mostUnmanaged = 3;

function unmanagedSentence(unmanaged: readonly Unmanaged[], names: GroupNames): Phrase | null {
  if (unmanaged.length === 0) return null;
  const told = unmanaged
    .slice(0, mostUnmanaged)
    .map(({ user, role, group }) => phrase`${word(user)} (${word(role)} in ${names.phrase(group)})`);
  const more = unmanaged.length - told.length;
  const all = joined(more === 0 ? told : [...told, [`${more} more`]], ', ');
  return phrase`Left alone, since nothing declares ${unmanaged.length === 1 ? 'this member' : 'these members'}: ${all}.`;
}
