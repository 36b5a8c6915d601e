import { type ChangeLine, pendingNote, type Tone } from './change-view.ts';
import type { GroupView } from './group-view.ts';
import { type Html, html, nothing } from './html-escape.ts';
import {
  type BlockedLine,
  type GuardsView,
  type WarningsView,
  waiverIntroduction,
} from './obstacles-view.ts';

const classes: Readonly<Record<Tone, string>> = { add: 'add', change: 'change-role', remove: 'remove' };

/** A group as a section with a table of its changes; `marksOf` gives what stands before a change's notes. */
export function groupSection<Line extends ChangeLine>(
  { name, facts, lines }: GroupView<Line>,
  marksOf: (line: Line) => readonly Html[],
): Html {
  const rows = lines.map(
    (
      line,
    ) => html`<tr class="${classes[line.tone]}"><td class="change"><b>${line.symbol}</b> ${line.subject} ${line.detail}</td><td class="place quiet">${line.place}</td><td>${marksOf(line)}${line.notes.join(', ')}</td></tr>
`,
  );
  return html`<section>
<h2><bdi>${name}</bdi></h2>
<p class="quiet">${facts}</p>
<table>
<thead><tr><th>Change</th><th class="place">Asked for in</th><th>Notes</th></tr></thead>
<tbody>
${rows}</tbody>
</table>
</section>
`;
}

/** A word that stands out. */
export function mark(text: string, tone: '' | 'care' | 'alarm' = ''): Html {
  return html`<span class="mark ${tone}">${text}</span> `;
}

/** The marks of a planned change. */
export function planMarks(line: ChangeLine): readonly Html[] {
  return [
    ...(line.pending ? [mark(pendingNote)] : []),
    ...(line.destructive ? [mark('destructive', 'alarm')] : []),
  ];
}

/** The violations, and the waiver that would permit the plan. */
export function violationsSection({ violations, waiver }: GuardsView): Html {
  if (violations.length === 0) return nothing;
  const rows = violations.map(
    ({
      guard,
      message,
      waived,
    }) => html`<tr><td class="change">${guard}${waived ? html` ${mark('waived')}` : nothing}</td><td>${message}</td></tr>
`,
  );
  const permit =
    waiver.length === 0
      ? nothing
      : html`<p class="permit">${waiverIntroduction}</p>
<pre>${waiver.join('\n')}</pre>
`;
  return html`<section>
<h2>Violations</h2>
<table><thead><tr><th>Guard</th><th>What would happen</th></tr></thead><tbody>
${rows}</tbody></table>
${permit}</section>
`;
}

/** What cannot be made now, and why. */
export function blockedSection(blocked: readonly BlockedLine[]): Html {
  if (blocked.length === 0) return nothing;
  const rows = blocked.map((line) => {
    const meant = line.suggestion === null ? '' : `; did you mean ${line.suggestion}?`;
    const why = [`${line.reason}${meant}`, ...line.notes].join(', ');
    return html`<tr><td class="change">${line.what}<br><span class="quiet">in <bdi>${line.group}</bdi></span></td><td class="place quiet">${line.place}</td><td>${why}</td></tr>
`;
  });
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
