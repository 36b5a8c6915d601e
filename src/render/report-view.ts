import type { Change } from '../model/plan.ts';
import type { ChangeStatus, Refusal, Report, ReportedChange, Result } from '../model/report.ts';
import { consequencesOf } from '../plan/guards/concerned.ts';
import { count } from '../text/count.ts';
import { named, said } from '../text/named.ts';
import type { Phrase } from '../text/phrase.ts';
import { phrase, word } from '../text/phrase.ts';
import { shown, shownName } from '../text/shown.ts';
import { type BlockedLine, blockedLines } from './blocked-view.ts';
import { type ChangeLine, changeLine, noContext } from './change-view.ts';
import { byGroup, GroupNames, type GroupView } from './group-view.ts';
import { type RefusalView, refusalView } from './refusal-view.ts';
import { nextStep, summarySentence } from './report-summary.ts';
import { type WarningsView, warningsView } from './warnings-view.ts';

/** A change with what became of it. */
export interface ReportLine extends ChangeLine {
  readonly status: ChangeStatus;
  /** It is as it should be now. */
  readonly done: boolean;
  /** Nobody has reviewed it, so it was not made. */
  readonly heldBack: boolean;
  /** What became of it, in a word or two. */
  readonly outcome: string;
  /** Why it failed or is blocked, in the Hub's words; `null` when it is not said. */
  readonly error: string | null;
}

/** What became of a change, with the reason. */
export function outcomeOf({ outcome, error }: ReportLine): string {
  return error === null ? outcome : `${outcome}: ${error}`;
}

/** A report as every renderer shows it. All texts are safe to show on one line. */
export interface ReportView {
  /** `acme-ai on https://…` */
  readonly target: Phrase;
  readonly organization: string;
  readonly endpoint: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly digest: string;
  readonly result: Result;
  /** By group, in each what is not done before what is. */
  readonly groups: readonly GroupView<ReportLine>[];
  readonly warnings: WarningsView;
  readonly blocked: readonly BlockedLine[];
  readonly guards: RefusalView;
  /** How many were so before, a sentence; `null` for none. */
  readonly already: string | null;
  /** Why nothing was sent, with what differs. */
  readonly refusal: {
    readonly code: Refusal['code'];
    readonly message: string;
    readonly differences: readonly string[];
  } | null;
  /** What was done and what was not: one sentence. */
  readonly summary: string;
  /** What to do next, a sentence; `null` when all is done. */
  readonly next: string | null;
}

/** What there is to show of a report. */
export function reportView(report: Report): ReportView {
  const names = new GroupNames([...report.groups, ...report.blocked.map(({ group }) => group)]);
  const consequences = consequencesOf(report.changes, report.violations);
  const groups = byGroup(report.changes, report.groups, names, (change) => reportLine(change, consequences));
  const { already } = report.summary;
  return {
    target: phrase`${word(report.organization)} on ${word(report.endpoint)}`,
    organization: shownName(report.organization),
    endpoint: shown(report.endpoint),
    startedAt: shown(report.started_at),
    finishedAt: shown(report.finished_at),
    digest: shown(report.digest ?? '-'),
    result: report.result,
    groups: groups.map((group) => ({
      ...group,
      // What a group holds mattered when it was decided.
      repositories: [],
      lines: [...group.lines.filter(({ done }) => !done), ...group.lines.filter(({ done }) => done)],
    })),
    warnings: warningsView(report.warnings),
    blocked: blockedLines(report.blocked, names),
    guards: refusalView({ ...report, digest: report.digest ?? '-' }, 'this change'),
    already:
      already === 0
        ? null
        : `${count(already, 'change was as it should be', 'changes were as they should be')} already.`,
    refusal:
      report.refusal === null
        ? null
        : {
            code: report.refusal.code,
            message: shown(report.refusal.message),
            differences: report.refusal.differences.map((line) => shown(line)),
          },
    summary: summarySentence(report),
    next: nextStep(report),
  };
}

const outcomes: Readonly<Record<ChangeStatus, string>> = {
  applied: 'done',
  already: 'was so before',
  failed: 'failed',
  blocked: 'blocked',
  not_attempted: 'not made',
};

function outcomeWords({ status, held_back, in_doubt }: ReportedChange): string {
  if (held_back === true) return 'held back: waits for a review';
  if (in_doubt === true) return 'in doubt: it may have been made';
  return outcomes[status];
}

function reportLine(
  change: ReportedChange,
  consequences: ReadonlyMap<Change, readonly string[]>,
): ReportLine {
  const { error, status } = change;
  return {
    ...changeLine(change, { ...noContext, consequences }),
    status,
    done: status === 'applied' || status === 'already',
    heldBack: change.held_back === true,
    outcome: outcomeWords(change),
    error: error === undefined ? null : reasonOf(error),
  };
}

function reasonOf({ http_status, message, request_id }: NonNullable<ReportedChange['error']>): string {
  const status = http_status === null ? '' : ` (HTTP ${http_status})`;
  return shown(`${said(message)}${status}${request_id === null ? '' : `, request id ${named(request_id)}`}`);
}
