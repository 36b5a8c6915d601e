import type { Report } from '../model/report.ts';
import { reportJson } from '../render/json.ts';
import { renderReportText } from '../render/report-text.ts';
import { type AppliedContext, appliedBody } from '../review/applied-comment.ts';
import { commentReport } from './comment-report.ts';
import type { Context } from './context.ts';
import { type Ending, endingOfReport, heldBack } from './ending.ts';
import type { Review } from './reviews.ts';

/** Tells of a report in the log, a file, the summary and the comments. @returns how the run ends by it */
export async function tellReport(
  context: Context,
  report: Report,
  commit: string,
  reviews: readonly Review[],
): Promise<Ending> {
  const { io, console, outputs, inputs, interruption, event } = context;
  outputs.report(report);
  outputs.set('report_path', context.keep('report.json', reportJson(report)));
  io.stdout.write(renderReportText(report, { palette: console.palette, verbose: console.verbose }));
  const about: AppliedContext = { file: inputs.files, commit, runUrl: event.runUrl };
  await context.summarize((limit) => appliedBody(report, about, limit));
  await commentReport(context, report, about, reviews);
  const ending = endingOfReport(report, inputs.failOnBlocked, event.name, interruption.signal);
  if (ending.reason !== '') context.annotate([{ level: 'error', ...whyOf(report), source: null }]);
  return ending;
}

/** Why a run did not end well, in a few words for the log. */
export function whyOf({ refusal, summary, result, changes }: Report): {
  readonly title: string;
  readonly message: string;
} {
  if (refusal !== null) return { title: 'Nothing was changed', message: refusal.message };
  const held = heldBack({ changes });
  const { applied, failed, blocked, not_attempted } = summary;
  const waiting = held === 0 ? '' : `, ${held} held back since nobody has reviewed them`;
  return {
    title: result === 'interrupted' ? 'Interrupted' : 'Not everything was done',
    message: `${applied} done, ${failed} failed, ${blocked} blocked, ${not_attempted - held} not attempted${waiting}. See the job summary.`,
  };
}
