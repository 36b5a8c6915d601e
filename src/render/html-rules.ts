import { type Html, html, nothing } from './html-escape.ts';
import { mark } from './html-parts.ts';
import { phraseHtml } from './phrase.ts';
import type { PlanView } from './plan-view.ts';
import type { PolicyView } from './policy-view.ts';
import type { RefusalLine, RefusalView } from './refusal-view.ts';
import type { ReleasedView } from './released-view.ts';

/** The rules that differ from those of the base. */
export function policySection({ lines, loosened }: PolicyView): Html {
  if (lines.length + loosened.length === 0) return nothing;
  const rows = [
    ...lines.map(
      ({
        weaker,
        what,
        place,
      }) => html`<tr><td>${weaker ? mark('weaker', 'alarm') : mark('otherwise')}${phraseHtml(what)}</td><td class="place quiet">${place}</td></tr>
`,
    ),
    ...loosened.map(
      (
        one,
      ) => html`<tr><td>${mark('the rules of the base would refuse this', 'alarm')}${phraseHtml(one)}</td><td class="place"></td></tr>
`,
    ),
  ];
  return html`<section>
<h2>Policy changes</h2>
<table><thead><tr><th>Rule</th><th class="place">Where</th></tr></thead><tbody>
${rows}</tbody></table>
</section>
`;
}

/** Every guard that the plan runs into, whom it is about, and what to do. */
export function guardsSection({ lines }: RefusalView): Html {
  if (lines.length === 0) return nothing;
  const rows = lines.map(
    (
      line,
    ) => html`<tr><td class="change">${line.guard}${line.waived ? html` ${mark('waived')}` : nothing}</td><td>${phraseHtml(line.message)}${detailOf(line)}</td></tr>
`,
  );
  return html`<section>
<h2>Guards</h2>
<table><thead><tr><th>Guard</th><th>What would happen, and what to do</th></tr></thead><tbody>
${rows}</tbody></table>
</section>
`;
}

function detailOf({ waived, who, share, cure }: RefusalLine): Html {
  if (waived) return nothing;
  const about = who.length === 0 ? nothing : html`<br>${phraseHtml(who)}`;
  return html`${about}${share === '' ? nothing : html`<br>${share}`}<br>${cure}`;
}

/** How to permit the plan all the same. */
export function waiverSection({
  refusal,
  files,
  pending,
}: Pick<PlanView, 'refusal' | 'files' | 'pending'>): Html {
  if (refusal.waiver.length === 0) return nothing;
  const both = pending === null ? '' : ', what is pending anyway with it';
  return html`<section>
<h2>If all of this is meant: a waiver</h2>
<p class="permit">It permits exactly this plan${both}; when anything in the plan changes, it is void. Write into ${phraseHtml(files)}:</p>
<pre>${refusal.waiver.join('\n')}</pre>
</section>
`;
}

/** Who stays although nothing declares them any more. */
export function releasedSection({ lines, ways }: ReleasedView): Html {
  if (lines.length === 0) return nothing;
  const rows = lines.map(
    ({ what, place }) => html`<tr><td>${phraseHtml(what)}</td><td class="place quiet">${place}</td></tr>
`,
  );
  return html`<section>
<h2>No longer declared, and not removed</h2>
<table><thead><tr><th>Who</th><th class="place">Was asked for in</th></tr></thead><tbody>
${rows}</tbody></table>
<p>${ways}</p>
</section>
`;
}
