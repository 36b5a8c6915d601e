/** A fenced block of a Markdown text. */
export interface Fence {
  /** The words after the backquotes: the language, then what the documentation's tools are to do with the block. */
  readonly info: readonly string[];
  /** The lines between the fences. */
  readonly lines: readonly string[];
  /** The index of the line with the opening fence. */
  readonly start: number;
  /** The index of the line with the closing fence. */
  readonly end: number;
}

/** Every fenced block, in the order of the text. @throws Error when one is not closed */
export function fencesIn(text: string): readonly Fence[] {
  const lines = text.split('\n');
  const fences: Fence[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const opening = /^```(.*)$/.exec(lines[at] ?? '');
    if (opening === null) continue;
    const end = lines.indexOf('```', at + 1);
    if (end < 0) throw new Error(`The block of line ${at + 1} is not closed.`);
    const info = (opening[1] ?? '').split(' ').filter((word) => word !== '');
    fences.push({ info, lines: lines.slice(at + 1, end), start: at, end });
    at = end;
  }
  return fences;
}

/** The text without its fenced blocks; the lines keep their numbers. */
export function withoutFences(text: string): string {
  const lines = text.split('\n');
  for (const { start, end } of fencesIn(text)) lines.fill('', start, end + 1);
  return lines.join('\n');
}

/**
 * The anchors that can be linked to: those that GitHub makes of the headings, a repeated one with a number, and those
 * that are written as `<a id="…">`.
 */
export function anchorsIn(text: string): readonly string[] {
  const prose = withoutFences(text);
  const seen = new Map<string, number>();
  const headings = [...prose.matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, title = '']) => {
    const slug = slugOf(title);
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    return before === 0 ? slug : `${slug}-${before}`;
  });
  return [...headings, ...[...prose.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)];
}

/** The anchor of a heading: lower case, spaces as dashes, without punctuation. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

/** The targets of all links and pictures outside fenced blocks and code. */
export function linksIn(text: string): readonly string[] {
  const prose = withoutFences(text).replace(/`[^`\n]*`/g, '``');
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** A table. A bar within a cell is escaped, a line break becomes a space. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** Text as code, also when it holds a backquote. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
