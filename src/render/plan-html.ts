import type { Plan } from '../model/plan.ts';
import type { Phrase } from '../text/phrase.ts';
import { type Html, html, nothing } from './html-escape.ts';
import { matrixStyle } from './html-matrix-style.ts';
import { htmlPage } from './html-page.ts';
import { blockedSection, groupSection, warningsSection } from './html-parts.ts';
import { guardsSection, policySection, releasedSection, waiverSection } from './html-rules.ts';
import { phraseHtml } from './phrase.ts';
import { planMatrixSections } from './plan-html-matrix.ts';
import { type ChangeGroups, type PlanView, planView } from './plan-view.ts';

/** A plan as one self-contained HTML page, in the order of the comment on a pull request. Every change is shown. */
export function renderPlanHtml(plan: Plan): string {
  const view = planView(plan);
  const matrix = planMatrixSections(plan);
  return htmlPage(
    `Plan for ${view.organization}`,
    [
      head(view),
      policySection(view.policy),
      ...changeSections(view.own, ''),
      guardsSection(view.refusal),
      blockedSection(view.blocked),
      pendingSection(view),
      waiverSection(view),
      releasedSection(view.released),
      ...matrix,
      warningsSection(view.warnings),
      foot(view),
    ],
    matrix.length === 0 ? {} : { style: matrixStyle },
  );
}

function head(view: PlanView): Html {
  const refusal = `Apply would refuse this plan, because of ${view.refusal.by}: nothing of it is made.`;
  return html`<header>
<h1>${phraseHtml(view.verdict)}</h1>
${sentence(view.selection)}${
  view.refusal.refused
    ? html`<p class="box alarm">${refusal}</p>
`
    : nothing
}</header>
`;
}

function changeSections({ less, more, rest }: ChangeGroups, before: string): readonly Html[] {
  return [
    ...(less.length === 0 ? [] : [html`<h2>${before}${before === '' ? 'Less' : 'less'} access</h2>\n`]),
    ...less.map((group) => groupSection(group, () => [])),
    ...(more.length === 0 ? [] : [html`<h2>${before}${before === '' ? 'More' : 'more'} access</h2>\n`]),
    ...more.map((group) => groupSection(group, () => [])),
    ...(rest.length === 0 ? [] : [html`<h2>${before}${before === '' ? 'Other' : 'other'} changes</h2>\n`]),
    ...rest.map((group) => groupSection(group, () => [])),
  ];
}

function pendingSection({ pending }: PlanView): Html {
  if (pending === null) return nothing;
  return html`<h2>${pending.title}</h2>
${sentence(pending.sentence)}${changeSections(pending, 'Pending: ')}${blockedSection(pending.blocked)}`;
}

function sentence(text: Phrase | null): Html {
  return text === null ? nothing : html`<p>${phraseHtml(text)}</p>\n`;
}

function foot(view: PlanView): Html {
  const takesAway = view.takesAway === null ? nothing : html`<p>${view.takesAway}</p>\n`;
  return html`<footer>
<h2>All in all</h2>
<p>${view.summary}</p>
${takesAway}${sentence(view.unmanagedSentence)}<p class="quiet">${phraseHtml(view.target)}, planned ${view.createdAt}, ${view.calls}, digest <code>${view.digest}</code></p>
</footer>
`;
}
