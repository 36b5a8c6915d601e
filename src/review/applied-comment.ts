import type { Report } from '../apply/types.ts';
import type { Change } from '../plan/types.ts';
import { changeLine } from '../render/change-view.ts';
import { byGroup, GroupNames } from '../render/group-view.ts';
import { diffLines, groupPieces } from '../render/markdown-changes.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { assemble, type Piece, text } from '../render/markdown-pieces.ts';
import { reportFoot, reportHead, reportSections } from '../render/report-markdown.ts';
import { reportView } from '../render/report-view.ts';
import { count } from '../render/words.ts';
import { fileKey, type Marker, markerLine } from './marker.ts';
import { commentLimit, restOf } from './rest.ts';

/** What the comment after an apply has to know besides the report. */
export interface AppliedContext {
  /** The configuration's paths, as the workflow gives them. */
  readonly file: readonly string[];
  /** The commit that was applied. */
  readonly commit: string;
  /** The page of the run, where the job summary has the whole report; `null` when it is not known. */
  readonly runUrl: string | null;
  /** The marker of the comment so far, which keeps what was reviewed; `null` when there is no comment. */
  readonly previous: Marker | null;
  /** The changes that stopped the run because no reviewed plan had them. */
  readonly unreviewed: readonly Change[];
}

/**
 * The comment on a merged pull request: the hidden first line, then {@link appliedBody}. The line keeps what was
 * reviewed. Without a comment before, it says that nothing was.
 *
 * @param limit the most characters (UTF-16 code units)
 */
export function appliedComment(
  report: Report,
  context: AppliedContext,
  limit: number = commentLimit,
): string {
  const reviewed = context.previous ?? { digest: null, head: null, destructive: '', changes: '' };
  const marker = markerLine({
    v: 1,
    for: 'apply',
    file: fileKey(context.file),
    organization: report.organization,
    digest: reviewed.digest,
    head: reviewed.head,
    destructive: reviewed.destructive,
    changes: reviewed.changes,
    applied: { commit: context.commit, result: report.result },
  });
  return `${marker}\n${appliedBody(report, context, limit - marker.length - 1)}`;
}

/**
 * What became of a plan, change by change, for the comment and the job summary: the result first, then what was not
 * done and why, then what was.
 *
 * @param limit the most characters; what does not fit is cut on a line, and "N of M shown" says so
 */
export function appliedBody(report: Report, context: AppliedContext, limit: number): string {
  const stopped = context.unreviewed.length > 0;
  const whole = reportView(report);
  // What stopped the run is told here in full, so the report's own words about it would only repeat it.
  const view = stopped ? { ...whole, refusal: null, next: null } : whole;
  return assemble(
    [...reportHead(view), ...unreviewedPieces(report, context.unreviewed), ...reportSections(view)],
    limit,
    {
      foot: [`Applied from ${codeSpan(context.commit.slice(0, 7))}.`, ...reportFoot(view)],
      rest: restOf('report', context.runUrl),
    },
  );
}

function unreviewedPieces({ groups }: Report, changes: readonly Change[]): readonly Piece[] {
  if (changes.length === 0) return [];
  const what = count(changes.length, 'change was', 'changes were');
  const names = new GroupNames([...groups, ...changes.map(({ group }) => group)]);
  const lists = groupPieces(
    'Not in the reviewed plan',
    byGroup(changes, groups, names, changeLine),
    (lines) => diffLines(lines),
  );
  return [
    text(
      '> [!CAUTION]',
      `> ${what} not in the reviewed plan. Have the plan of a pull request show them, and merge that.`,
    ),
    // The report lists them among all others, where they are counted.
    ...lists.map((piece) => ({ ...piece, counted: false })),
  ];
}
