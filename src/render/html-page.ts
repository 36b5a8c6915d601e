import { createHash } from 'node:crypto';
import { type Html, html, nothing } from './html-escape.ts';

const style: Html = {
  html: `
:root { color-scheme: light dark; --paper: #fff; --ink: #1c2024; --quiet: #5f6872; --line: #dfe3e8; --soft: #f5f7f9;
  --add: #17713a; --change: #8a5a00; --remove: #b42318; --alarm: #fdeceb; --care: #fdf4e0; --fine: #e8f5ec; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171a; --ink: #e4e8ec; --quiet: #98a2ad; --line: #2e343b; --soft: #1c2126;
    --add: #5cc986; --change: #e0b04a; --remove: #f4857b; --alarm: #3a1d1b; --care: #352a12; --fine: #16301f; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 68rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.2rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
p { margin: .25rem 0; }
code, pre, .change, td.place { font-family: ui-monospace, 'DejaVu Sans Mono', monospace; font-size: .875em; }
pre { margin: .5rem 0; padding: .75rem 1rem; border-radius: .375rem; background: var(--soft); white-space: pre-wrap; }
.permit { margin-top: 1rem; }
.quiet { color: var(--quiet); }
.box { margin: 1rem 0; padding: .75rem 1rem; border-radius: .375rem; }
.alarm { background: var(--alarm); } .care { background: var(--care); } .fine { background: var(--fine); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 500; font-size: .85em; }
td:last-child, th:last-child { padding-right: 0; }
.change { width: 40%; } .place { width: 20%; }
.add b { color: var(--add); } .change-role b { color: var(--change); } .lower .role { color: var(--remove); } .higher .role { color: var(--add); } .remove b { color: var(--remove); }
.mark { padding: .05rem .4rem; border-radius: .25rem; background: var(--soft); color: var(--quiet); font-size: .85em; }
.mark.alarm { background: var(--alarm); color: var(--remove); } .mark.care { background: var(--care); color: var(--change); }
@media (max-width: 40rem) { .place { display: none; } .change { width: 50%; } }
`,
};

/** What a page has besides the style of all pages: texts of this program, with nothing from outside in them. */
export interface PageAdditions {
  readonly style?: string;
  /** Runs when everything is there. */
  readonly script?: string;
}

/**
 * One page that needs nothing else: no outside resource, light or dark as the reader's system is. Its policy permits the
 * one style and, where there is one, the one script by their hashes and nothing else, so that a name from outside cannot
 * do anything even where it would not be escaped.
 *
 * @returns a whole HTML document
 */
export function htmlPage(title: string, body: readonly Html[], additions: PageAdditions = {}): string {
  const whole: Html = { html: `${style.html}${additions.style ?? ''}` };
  const script: Html | null = additions.script === undefined ? null : { html: additions.script };
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(whole, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${whole}</style>
</head>
<body>
${body}${script === null ? nothing : html`<script>${script}</script>\n`}</body>
</html>
`;
  return page.html;
}

function contentPolicy(styles: Html, script: Html | null): string {
  const scripts = script === null ? [] : [`script-src ${hashOf(script)}`];
  return [
    "default-src 'none'",
    `style-src ${hashOf(styles)}`,
    ...scripts,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** As a policy names a text: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf({ html: text }: Html): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
