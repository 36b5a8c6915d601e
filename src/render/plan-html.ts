import type { Plan } from '../plan/types.ts';
import { type Html, html, nothing } from './html-escape.ts';
import { htmlPage } from './html-page.ts';
import { blockedSection, groupSection, planMarks, violationsSection, warningsSection } from './html-parts.ts';
import { type PlanView, planView } from './plan-view.ts';

/** A plan as one self-contained HTML page: what needs a decision first, then the groups. Every change is shown. */
export function renderPlanHtml(plan: Plan): string {
  const view = planView(plan);
  return htmlPage(`Plan for ${view.organization}`, [
    head(view),
    violationsSection(view.guards),
    blockedSection(view.blocked),
    ...view.groups.map((group) => groupSection(group, planMarks)),
    warningsSection(view.warnings),
    foot(view),
  ]);
}

function head(view: PlanView): Html {
  return html`<header>
<h1>${view.summary}</h1>
<p class="quiet">${view.files} against <bdi>${view.organization}</bdi> on ${view.endpoint}, planned ${view.createdAt}</p>
${sentence(view.selection)}${sentence(view.origin)}${
  view.refusal === null
    ? nothing
    : html`<p class="box alarm">${view.refusal}</p>
`
}</header>
`;
}

function sentence(text: string | null): Html {
  return text === null ? nothing : html`<p>${text}</p>\n`;
}

function foot(view: PlanView): Html {
  return html`<footer>
<h2>All in all</h2>
${sentence(view.unmanagedSentence)}<p class="quiet">${view.calls}, digest <code>${view.digest}</code></p>
</footer>
`;
}
