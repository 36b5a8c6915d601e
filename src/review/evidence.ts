import type { ReportedRun, ReviewedBy } from '../model/report.ts';
import { codeSpan } from '../render/markdown-escape.ts';
import { enumerate, firstOf } from '../text/count.ts';
import { shownName } from '../text/shown.ts';
import { linked } from './rest.ts';

const mostShown = 10;

/**
 * What shows by whose decision a run did what it did, and where it can be looked up: the commit, the page of the run,
 * the pull requests whose plans it went by with who approved them, and who named a digest by hand.
 *
 * @param did `Applied`, or `Planned` where nothing was made
 * @param context the commit that was applied, and the page of the run that says so
 * @param run whose plans it went by; `null` where nothing is known of that
 * @returns lines of Markdown
 */
export function evidenceLines(
  did: string,
  { commit, runUrl }: { readonly commit: string; readonly runUrl: string | null },
  run: ReportedRun | null,
): readonly string[] {
  const where = runUrl === null ? '' : ` by ${linked('this run', runUrl)}`;
  const head = `${did} from ${codeSpan(commit.slice(0, 7))}${where}`;
  if (run === null) return [`${head}.`];
  const reviewed = enumerate(firstOf(run.pull_requests, mostShown, pullRequestText));
  const by =
    run.digest_by === null
      ? ''
      : `${codeSpan(shownName(run.digest_by))} named the digest of the plan by hand.`;
  return [reviewed === '' ? `${head}.` : `${head}, as reviewed in ${reviewed}.`, ...(by === '' ? [] : [by])];
}

function pullRequestText({ number, url, approved_by }: ReviewedBy): string {
  const where = linked(`#${number}`, url);
  if (approved_by === null) return `${where} (who approved it GitHub did not say)`;
  const people = firstOf(approved_by, mostShown, (login) => codeSpan(shownName(login)));
  return people.length === 0
    ? `${where} (nobody approved this commit of it)`
    : `${where} (approved by ${enumerate(people)})`;
}
