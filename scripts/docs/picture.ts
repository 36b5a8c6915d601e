import { readAnsi, type Span } from './ansi.ts';
import { Session } from './session.ts';

const theme = {
  ground: '#0d1117',
  text: '#e6edf3',
  dim: '#8b949e',
  red: '#ff7b72',
  green: '#56d364',
  yellow: '#e3b341',
} as const;

/** Pixels. A column is as wide as a character of common fixed-width fonts of this size. */
const size = { font: 14, column: 8.4, line: 20, margin: 20 } as const;

/**
 * The picture of a plan: what `hf-groups plan --file groups.example.yaml` prints on a terminal, run against the
 * embedded Hub with its own organization.
 *
 * @param root the folder of the project
 * @returns an SVG document
 */
export async function planPicture(root: string): Promise<string> {
  const command = 'hf-groups plan --file groups.example.yaml';
  const session = new Session(root);
  try {
    const [endpoint = '', token = ''] = (await session.run('hf-groups sandbox --port 8080', null)).split(
      '\n',
    );
    for (const line of [endpoint, token]) await session.run(`export ${line}`, null);
    session.setVariable('FORCE_COLOR', '1');
    return svgOf(`$ ${command}\n${await session.run(command, null)}`, `The output of: ${command}`);
  } finally {
    await session.close();
  }
}

/** Terminal text as an SVG document of its size. */
export function svgOf(text: string, title: string): string {
  const lines = readAnsi(text.trimEnd());
  const columns = Math.max(...lines.map((spans) => spans.reduce((sum, { text }) => sum + text.length, 0)));
  const width = Math.ceil(columns * size.column + 2 * size.margin);
  const height = lines.length * size.line + 2 * size.margin;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${theme.ground}"/>`,
    `<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${size.font}" fill="${theme.text}">`,
    ...lines.flatMap((spans, index) => spans.flatMap((span) => spanSvg(span, index))),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

/** Each word group is put at its own place and given its width, so that columns hold whatever font there is. */
function spanSvg({ text, column, bold, dim, color }: Span, line: number): readonly string[] {
  const y = size.margin + line * size.line + size.font;
  const fill = color ?? (dim ? 'dim' : null);
  const style = `${fill === null ? '' : ` fill="${theme[fill]}"`}${bold ? ' font-weight="bold"' : ''}`;
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => {
    const x = round(size.margin + (column + index) * size.column);
    const length = round(words.length * size.column);
    return `<text x="${x}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs"${style}>${escapeXml(words)}</text>`;
  });
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
