import type { BlockedLine } from './blocked-view.ts';
import type { ChangeLine, Tone } from './change-view.ts';
import type { GroupView } from './group-view.ts';
import { type Html, html, nothing } from './html-escape.ts';
import { namedNotes } from './markdown-changes.ts';
import { phraseHtml } from './phrase.ts';
import type { WarningsView } from './warnings-view.ts';

const classes: Readonly<Record<Tone, string>> = { add: 'add', change: 'change-role', remove: 'remove' };

/** A group as a section with a table of its changes; `marksOf` gives what stands before a change's notes. */
export function groupSection<Line extends ChangeLine>(
  { name, facts, repositories, lines }: GroupView<Line>,
  marksOf: (line: Line) => readonly Html[],
): Html {
  const rows = lines.map(
    (
      line,
    ) => html`<tr class="${classOf(line)}"><td class="change"><b>${line.symbol}</b> ${line.subject} <span class="role">${line.detail}</span></td><td class="place quiet">${line.place}</td><td>${marksOf(line)}${namedNotes(line).join(', ')}${detailsOf(line)}</td></tr>
`,
  );
  const held = repositories.length === 0 ? nothing : html`<p class="quiet">${phraseHtml(repositories)}</p>\n`;
  return html`<section>
<h3>${phraseHtml(name)}</h3>
<p class="quiet">${facts}</p>
${held}<table>
<thead><tr><th>Change</th><th class="place">Asked for in</th><th>Notes</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</section>
`;
}

/** What there is room for on a page: who the people are that were counted. */
function detailsOf({ details }: ChangeLine): Html {
  return details.length === 0 ? nothing : html`<div class="quiet">${details.join(', ')}</div>`;
}

/** A lower role is drawn like what it takes, a higher one like what it gives. */
function classOf({ tone, bearing }: Pick<ChangeLine, 'tone' | 'bearing'>): string {
  if (tone !== 'change') return classes[tone];
  return `${classes.change} ${{ less: 'lower', more: 'higher', none: '' }[bearing]}`.trimEnd();
}

/** A word that stands out. */
export function mark(text: string, tone: '' | 'care' | 'alarm' = ''): Html {
  return html`<span class="mark ${tone}">${text}</span> `;
}

/** What cannot be made now, and why. */
export function blockedSection(blocked: readonly BlockedLine[]): Html {
  if (blocked.length === 0) return nothing;
  const rows = blocked.map(
    ({
      what,
      why,
      place,
    }) => html`<tr><td class="change">${phraseHtml(what)}</td><td class="place quiet">${place}</td><td>${phraseHtml(why)}</td></tr>
`,
  );
  return html`<section>
<h2>Blocked: cannot be made now</h2>
<table><thead><tr><th>Change</th><th class="place">Asked for in</th><th>Reason</th></tr></thead><tbody>
${rows}</tbody></table>
</section>
`;
}

/** The warnings. */
export function warningsSection({ shown, more }: WarningsView): Html {
  if (shown.length === 0) return nothing;
  const rows = [
    ...shown.map(
      ({
        code,
        message,
        place,
      }) => html`<tr><td>${message}</td><td class="place quiet">${place}</td><td class="quiet">${code}</td></tr>
`,
    ),
    ...more.map(
      ({
        code,
        count,
      }) => html`<tr><td>… and ${String(count)} more</td><td class="place"></td><td class="quiet">${code}</td></tr>
`,
    ),
  ];
  return html`<section>
<h2>Warnings</h2>
<table><thead><tr><th>Warning</th><th class="place">Where</th><th>Code</th></tr></thead><tbody>
${rows}</tbody></table>
</section>
`;
}
