import type { ChangeStatus, Report, Result } from '../model/report.ts';
import { type Html, html, nothing } from './html-escape.ts';
import { htmlPage } from './html-page.ts';
import { blockedSection, groupSection, mark, warningsSection } from './html-parts.ts';
import { guardsSection } from './html-rules.ts';
import { phraseHtml } from './phrase.ts';
import { type ReportLine, type ReportView, reportView } from './report-view.ts';

/** A report as one self-contained HTML page: what was done and what not, then each change with what became of it. */
export function renderReportHtml(report: Report): string {
  const view = reportView(report);
  return htmlPage(`Apply to ${view.organization}`, [
    head(view),
    guardsSection(view.guards),
    ...view.groups.map((group) => groupSection(group, statusMark)),
    blockedSection(view.blocked),
    warningsSection(view.warnings),
    html`<footer>
<h2>All in all</h2>
<p class="quiet">From ${view.startedAt} to ${view.finishedAt}, digest <code>${view.digest}</code></p>
</footer>
`,
  ]);
}

const tones: Readonly<Record<ChangeStatus, '' | 'care' | 'alarm'>> = {
  applied: '',
  already: '',
  failed: 'alarm',
  blocked: 'care',
  not_attempted: 'care',
};

function statusMark({ status, outcome, error, notes }: ReportLine): readonly Html[] {
  const reason = error === null ? '' : notes.length === 0 ? error : `${error}, `;
  return [mark(outcome, tones[status]), html`${reason}`];
}

const boxes: Readonly<Record<Result, string>> = {
  applied: 'fine',
  nothing_to_do: 'fine',
  partial: 'care',
  interrupted: 'care',
  failed: 'alarm',
  refused: 'alarm',
};

function head(view: ReportView): Html {
  const next = [view.already, view.next].filter((sentence) => sentence !== null).join(' ');
  return html`<header>
<h1>${view.summary}</h1>
<p class="quiet">${phraseHtml(view.target)}</p>
${
  next === ''
    ? nothing
    : html`<p class="box ${boxes[view.result]}">${next}</p>
`
}${refusal(view)}</header>
`;
}

function refusal({ refusal }: ReportView): Html {
  if (refusal === null) return nothing;
  const differences = refusal.differences.map(
    (difference) => html`<li>${difference}</li>
`,
  );
  const list =
    differences.length === 0
      ? nothing
      : html`<ul>
${differences}</ul>
`;
  return html`<p>${refusal.message}</p>
${list}`;
}
