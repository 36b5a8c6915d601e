import type { Report } from '../model/report.ts';
import { assemble } from '../render/markdown-pieces.ts';
import { reportFoot, reportHead, reportSections } from '../render/report-markdown.ts';
import { reportView } from '../render/report-view.ts';
import { evidenceLines } from './evidence.ts';
import { fileKey, type Reviewable } from './marker.ts';
import { commentLimit, restOf } from './rest.ts';
import { type Seal, sealed } from './signature.ts';

/** What the text after an apply has to know besides the report. */
export interface AppliedContext {
  /** The configuration's paths, as the workflow gives them. */
  readonly file: readonly string[];
  /** The commit that was applied. */
  readonly commit: string;
  /** The page of the run, where the job summary has the whole report; `null` when it is not known. */
  readonly runUrl: string | null;
}

/** What the first line of the comment has to know besides. */
export interface AppliedSeal extends AppliedContext {
  /** What was reviewed, which the first line keeps for the next apply; `null` when nothing that counts was. */
  readonly reviewed: Reviewable | null;
  readonly seal: Seal;
}

/**
 * The comment on a merged pull request: the hidden first line, then {@link appliedBody}.
 *
 * @param limit the most characters (UTF-16 code units)
 */
export function appliedComment(report: Report, context: AppliedSeal, limit: number = commentLimit): string {
  const about = context.reviewed ?? {
    files: fileKey(context.file),
    organization: report.organization,
    digest: null,
    base: null,
    head: null,
    destructive: null,
    changes: null,
    refused: null,
  };
  return sealed('apply', about, context.seal, limit, (room) => appliedBody(report, context, room));
}

/**
 * What became of a plan, change by change, for the comment and the job summary: the result first, then what was not
 * done and why, then what was.
 *
 * @param limit the most characters; what does not fit is cut on a line, and "N of M shown" says so
 */
export function appliedBody(report: Report, context: AppliedContext, limit: number): string {
  const view = reportView(report);
  const did = report.summary.applied > 0 ? 'Applied' : 'Planned';
  return assemble([...reportHead(view), ...reportSections(view)], limit, {
    foot: [...evidenceLines(did, context, report.run ?? null), ...reportFoot(view)],
    rest: restOf('report', context.runUrl),
  });
}
