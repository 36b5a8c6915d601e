/**
 * Makes `docs/images/comment.png`, the picture of the comment on a pull request, from the golden comments of the tests:
 * `npx tsx scripts/docs/comment-picture.ts [FILE.md] [FILE.png]`. It needs Chromium, so CI does not make it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { githubHtml } from '../../test/support/github-markdown.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [
  markdown = join(root, 'test/golden/github/plan-example.md'),
  picture = join(root, 'docs/images/comment.png'),
] = process.argv.slice(2).map((path) => resolve(path));

/** Pixels of the page. */
const width = 920;
/** Higher than any comment that is worth a picture; what is empty below is cut off. */
const highest = 4_000;

/** The colours that GitHub gives to the lines of a diff block. */
const lineClasses: Readonly<Record<string, string>> = { '+': 'add', '-': 'remove', '!': 'change' };

const style = `
  body { margin: 0; padding: 16px; background: #fff; color: #1f2328; font: 14px/1.5 "Liberation Sans", Arial, sans-serif }
  .comment { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
  .from { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e }
  .from b { color: #1f2328 } .from i { font-style: normal; font-size: 12px; border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 7px }
  .body { padding: 16px } .body > :first-child { margin-top: 0 } .body > :last-child { margin-bottom: 0 }
  p, pre, table, ul, details, blockquote { margin: 0 0 16px } ul { padding-left: 2em }
  h3 { margin: 24px 0 16px; font-size: 1.25em; line-height: 1.25 }
  code, pre { font-family: "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: 85%; line-height: 1.45 }
  code { padding: .2em .4em; background: #818b981f; border-radius: 6px } pre code { padding: 0; background: none; font-size: 100% }
  pre { padding: 16px; background: #f6f8fa; border-radius: 6px; overflow: auto }
  .add { background: #dafbe1; color: #116329 } .remove { background: #ffebe9; color: #82071e } .change { background: #ffd8b5; color: #953800 }
  table { border-collapse: collapse } th, td { padding: 6px 13px; border: 1px solid #d1d9e0; text-align: left }
  summary { cursor: pointer }
  blockquote { padding: 8px 16px; border-left: 4px solid #d1242f } blockquote > :last-child { margin-bottom: 0 }
  blockquote .title { color: #d1242f; font-weight: 600; margin-bottom: 4px }
`;

function page(text: string): string {
  const html = githubHtml(text)
    // A line break of a comment is one on the page as well.
    .replace(/<p>[\s\S]*?<\/p>/g, (paragraph) => paragraph.replaceAll('\n', '<br>\n'))
    .replaceAll('<p>[!CAUTION]<br>', '<p class="title">Caution</p><p>')
    .replace(
      /(<code class="language-diff">)([\s\S]*?)(<\/code>)/g,
      (_, open: string, lines: string, close: string) =>
        `${open}${lines.split('\n').map(coloured).join('\n')}${close}`,
    );
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>
<div class="comment"><div class="from"><b>github-actions</b> <i>bot</i> commented</div><div class="body">${html}</div></div>`;
}

function coloured(line: string): string {
  const name = lineClasses[line.slice(0, 1)];
  return name === undefined ? line : `<span class="${name}">${line}</span>`;
}

function chromium(folder: string, ...options: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(
    'chromium',
    [
      ...[
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--hide-scrollbars',
      ],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--force-device-scale-factor=2', `--user-data-dir=${join(folder, 'profile')}`],
      ...options,
      `file://${join(folder, 'page.html')}`,
    ],
    { encoding: 'utf8', timeout: 60_000 },
  );
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Chromium ended with ${status}: ${stderr.trim()}`);
  return stdout;
}

const folder = mkdtempSync(join(tmpdir(), 'comment-picture-'));
try {
  const file = join(folder, 'page.html');
  const html = page(readFileSync(markdown, 'utf8'));
  // The page tells how high it is, so that the picture ends with it.
  writeFileSync(
    file,
    `${html}<script>document.title = String(document.querySelector('.comment').offsetHeight + 32)</script>`,
  );
  const dom = chromium(folder, `--window-size=${width},${highest}`, '--dump-dom');
  const height = Number(/<title>(\d+)<\/title>/.exec(dom)?.[1] ?? highest);
  writeFileSync(file, html);
  mkdirSync(dirname(picture), { recursive: true });
  chromium(folder, `--window-size=${width},${height}`, `--screenshot=${picture}`);
  console.log(`${picture}: ${width} × ${height}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
