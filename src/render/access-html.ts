import type { AccessReport } from '../model/access.ts';
import { shown } from '../text/shown.ts';
import { matrixParts } from './access-html-matrix.ts';
import { adminsPart, exceptionParts, groupsPart, unmanagedSection } from './access-html-rows.ts';
import { accessScript } from './access-html-script.ts';
import { accessStyle } from './access-html-style.ts';
import { type AccessColumn, accessColumns, accessLegend } from './access-matrix.ts';
import { type AccessSection, accessSections } from './access-sections.ts';
import { concernCounts, headPhrases } from './access-view.ts';
import { type Html, html, nothing } from './html-escape.ts';
import { matrixStyle } from './html-matrix-style.ts';
import { htmlPage } from './html-page.ts';
import { phraseHtml } from './phrase.ts';

/**
 * A report of access as one page that needs nothing else and no script: what makes it evidence, what asks for a look, then
 * everybody against every group, and group by group why. A script filters and sorts. On paper is all but the last two,
 * and these too when the page is told so.
 */
export function renderAccessHtml(report: AccessReport): string {
  const columns = accessColumns(report);
  const sections = accessSections(report);
  return htmlPage(
    `Access to ${shown(report.organization)}`,
    [
      head(report),
      tools(columns),
      html`<main>
`,
      ...sections.filter(({ concerns }) => concerns).map(listSection),
      ...exceptionParts(columns),
      unmanagedSection(columns),
      adminsPart(columns),
      ...sections.filter(({ concerns }) => !concerns).map(listSection),
      html`<p class="paper">Not on this paper: everybody against every group, and group by group why. The page prints them when “${everything}” is ticked.</p>
`,
      ...matrixParts(columns),
      groupsPart(columns),
      html`</main>
`,
    ],
    { style: `${matrixStyle}${accessStyle}`, script: accessScript },
  );
}

const everything = 'Print everybody and every group';

function head(report: AccessReport): Html {
  const [title = [], ...lines] = headPhrases(report);
  const counts = concernCounts(report);
  const facts = lines.map(
    (line) => html`<li>${phraseHtml(line)}</li>
`,
  );
  const look = counts.length === 0 ? nothing : html`<p class="box care">Look at: ${counts.join(', ')}</p>\n`;
  const doubt = report.complete
    ? nothing
    : html`<p class="box alarm">This report is not complete: see below.</p>
`;
  return html`<header>
<h1>Access to <bdi>${shown(report.organization)}</bdi></h1>
<p>${phraseHtml(title)}</p>
${doubt}<ul class="facts">
${facts}</ul>
${look}<p class="print"><input type="checkbox" id="whole"> <label for="whole">${everything}</label></p>
</header>
`;
}

/** Hidden until the script is there to answer. */
function tools(columns: readonly AccessColumn[]): Html {
  const groups = columns.map(
    ({ at, title }) => html`<option value="${String(at)}">${title}</option>
`,
  );
  const roles = accessLegend.map(
    ([mark, meaning]) => html`<option value="${mark.key}">${mark.letter}: ${meaning}</option>
`,
  );
  return html`<div class="tools" id="tools" role="search" aria-label="What is shown" hidden>
<label>Name or address <input type="search" id="text" autocomplete="off" spellcheck="false"></label>
<label>In the group <select id="group"><option value="">any</option>
${groups}</select></label>
<label>As <select id="role"><option value="">any role</option>
${roles}</select></label>
<label>Sorted by <select id="order"><option value="user">username</option>
<option value="name">name</option>
<option value="groups">most groups</option>
</select></label>
<label class="tick"><input type="checkbox" id="look"> only what asks for a look</label>
<button type="button" id="all">Show everybody</button>
</div>
<p class="shown" id="said" role="status"></p>
`;
}

function listSection({ title, concerns, lines }: AccessSection): Html {
  const items = lines.map(
    (line) => html`<li>${phraseHtml(line)}</li>
`,
  );
  const mark = concerns ? html`<span class="mark care">look</span> ` : nothing;
  const list =
    items.length === 0
      ? nothing
      : html`<ul>
${items}</ul>
`;
  return html`<section class="narrow">
<h2>${mark}${shown(title)}</h2>
${list}</section>
`;
}
