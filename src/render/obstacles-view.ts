import { isRefused } from '../plan/guards/run.ts';
import type { Blocked, Violation, Warning } from '../plan/types.ts';
import { pendingNote } from './change-view.ts';
import type { GroupNames } from './group-view.ts';
import { shown, shownName, shownPlace } from './shown.ts';
import { enumerate } from './words.ts';

/** A declared change that cannot be made now. */
export interface BlockedLine {
  /** Who, and which role was asked for: `kmi read`, `kmi removal`; `every change` when it is about all of a group. */
  readonly what: string;
  readonly group: string;
  readonly place: string;
  /** Why, in words. */
  readonly reason: string;
  /** The name that was perhaps meant; `null` for none. */
  readonly suggestion: string | null;
  readonly notes: readonly string[];
  /** It was declared before the change to the configuration that is looked at. */
  readonly pending: boolean;
}

const reasons: Readonly<Record<Blocked['reason'], string>> = {
  not_in_organization: 'not a member of the organization',
  email_not_found: 'no member of the organization is known by this e-mail address',
  scim_managed: 'the group is managed by SCIM: change it in the identity provider',
  unmatched_entry: 'not removed: an entry of the group matches nobody, and may mean this person',
  group_not_found: 'the Hub lists no such group',
  unreadable: 'what the Hub says of it cannot be read',
};

/** The line of a blocked entry. */
export function blockedLine(blocked: Blocked, names: GroupNames): BlockedLine {
  return {
    what:
      blocked.user === null
        ? 'every change'
        : `${shownName(blocked.user)} ${shown(blocked.after ?? 'removal')}`,
    group: names.of(blocked.group),
    place: shownPlace(blocked.source),
    reason: reasons[blocked.reason],
    suggestion: blocked.suggestion === null ? null : shownName(blocked.suggestion),
    notes: [
      ...(blocked.via === null ? [] : [`team ${shownName(blocked.via)}`]),
      ...(blocked.origin === 'drift' ? [pendingNote] : []),
    ],
    pending: blocked.origin === 'drift',
  };
}

export interface ViolationLine {
  readonly guard: string;
  readonly message: string;
  readonly waived: boolean;
}

/** What stands above the waiver. */
export const waiverIntroduction = 'To permit exactly this plan, write into the configuration:';

/** What stands in the way of a plan, and the way around it. */
export interface GuardsView {
  readonly violations: readonly ViolationLine[];
  /** Whether `apply` makes none of the plan. */
  readonly refused: boolean;
  /** What refuses it: `the guards last-admin and max-removals`; empty when nothing does. */
  readonly by: string;
  /** Lines of YAML that permit exactly this plan; empty when nothing has to be permitted. */
  readonly waiver: readonly string[];
}

/** The violations of a plan or a report with this digest. */
export function guardsView(violations: readonly Violation[], digest: string): GuardsView {
  const open = [...new Set(violations.filter(({ waived }) => !waived).map(({ guard }) => shown(guard)))];
  return {
    violations: violations.map(({ guard, message, waived }) => ({
      guard: shown(guard),
      message: shown(message),
      waived,
    })),
    refused: isRefused(violations),
    by: open.length === 0 ? '' : `the ${open.length === 1 ? 'guard' : 'guards'} ${enumerate(open)}`,
    waiver: open.length === 0 ? [] : ['waivers:', ...open.flatMap((guard) => waiverOf(guard, digest))],
  };
}

function waiverOf(guard: string, digest: string): readonly string[] {
  return [`  - guard: ${guard}`, `    digest: ${shown(digest)}`, '    reason: say here why'];
}

export interface WarningLine {
  readonly code: string;
  readonly message: string;
  readonly place: string;
}

/** The warnings that are shown, and for each code how many more there are. */
export interface WarningsView {
  readonly shown: readonly WarningLine[];
  readonly more: readonly { readonly code: string; readonly count: number }[];
}

/** How many warnings of one code are shown before the rest is counted. */
export const mostWarnings = 20;

/**
 * Warnings in the order in which they come.
 *
 * @param most of one code; the rest is counted
 */
export function warningsView(warnings: readonly Warning[], most: number = mostWarnings): WarningsView {
  const seen = new Map<string, number>();
  const lines: WarningLine[] = [];
  for (const { code, message, source } of warnings) {
    const before = seen.get(code) ?? 0;
    seen.set(code, before + 1);
    if (before < most) lines.push({ code: shown(code), message: shown(message), place: shownPlace(source) });
  }
  const more = [...seen].filter(([, all]) => all > most);
  return { shown: lines, more: more.map(([code, all]) => ({ code: shown(code), count: all - most })) };
}
