import type { Place, SourceFile } from '../text/source-file.ts';
import { brief } from './brief.ts';

/** A slip in one line, and what to write in its place. */
export interface LineSlip {
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}

/** A line as slips are found in it. */
interface Line {
  readonly text: string;
  readonly indent: number;
  readonly offset: number;
}

/** Nobody writes longer ones by hand. */
const longestLine = 400;

type Look = (
  line: Line,
  next: Line | null,
  before: Line | null,
) => { readonly at: number; readonly message: string; readonly hint: string } | null;

/**
 * What went wrong in the line of an offset, judged by its letters: what a library cannot read it calls an implicit
 * key, and nobody who forgot a space knows what that is.
 */
export function lineSlip(file: SourceFile, offset: number): LineSlip | null {
  const line = lineAt(file, offset);
  if (line.text.length > longestLine) return null;
  const next = neighbour(file, line, 1);
  const before = neighbour(file, line, -1);
  for (const look of looks) {
    const found = look(line, next, before);
    if (found === null) continue;
    const { at, message, hint } = found;
    return {
      place: { file, offset: line.offset + at, length: Math.max(1, line.text.trimEnd().length - at) },
      message,
      hint,
    };
  }
  return null;
}

const looks: readonly Look[] = [
  comment,
  noSpace,
  equals,
  noColon,
  belowValue,
  inBraces,
  severalInLine,
  hash,
  step,
];

function comment({ text, indent }: Line): ReturnType<Look> {
  if (!/^\s*(?:\/\/|\/\*|--\s)/.test(text)) return null;
  return { at: indent, message: 'A comment begins with `#`', hint: 'Write `#` before it.' };
}

function noSpace({ text, indent }: Line): ReturnType<Look> {
  const mended = text.replace(/^\s*(?:- )?([^\s:#"'{}[\],]+):([^\s:/][^\s:]*)\s*(?:#.*)?$/, '$1: $2');
  if (mended === text) return null;
  return {
    at: indent,
    message: 'A space is missing after the colon',
    hint: `Write \`${brief(mended)}\`.`,
  };
}

function equals({ text, indent }: Line): ReturnType<Look> {
  const mended = text.replace(/^\s*([^\s:=#"'{}[\],]+)\s*=\s*(\S+)\s*$/, '$1: $2');
  if (mended === text) return null;
  return { at: indent, message: '`=` means nothing in YAML', hint: `Write \`${brief(mended)}\`.` };
}

function noColon({ text, indent }: Line): ReturnType<Look> {
  const mended = text.replace(
    /^\s*([^\s:#"'{}[\],-][^\s:#"'{}[\],]*)\s+(read|contributor|write|admin|absent)\s*$/,
    '$1: $2',
  );
  if (mended === text) return null;
  return {
    at: indent,
    message: 'A colon is missing after the name',
    hint: `Write \`${brief(mended)}\`.`,
  };
}

/** `kim: read`, and a line below it that stands further to the right. */
function belowValue({ text, indent }: Line, next: Line | null): ReturnType<Look> {
  if (!/^\s*[^\s:#"'{}[\]]+:\s+[^\s#"'{}[\]|>&*!][^\s:]*\s*$/.test(text)) return null;
  if (next === null || next.indent <= indent || !next.text.includes(':')) return null;
  const [key, value] = halves(text);
  return {
    at: indent,
    message: `\`${brief(key)}\` has the value \`${brief(value)}\`, and the next line stands below it`,
    hint: /^\s*(?:expires|reason|service_account|until|role):/.test(next.text)
      ? `Write one mapping: \`${brief(key)}: { role: ${brief(value)}, expires: 2026-12-31 }\`.`
      : 'Give both lines the same indentation.',
  };
}

/** `{ role: read, reason: see: OPS-412 }`. */
function inBraces({ text }: Line): ReturnType<Look> {
  let at = text.indexOf('{') + 1;
  if (at === 0) return null;
  for (const part of text.slice(at).split(/[,}]/)) {
    if (/^\s*[\w-]+: [^"'{[]+: [^"'{[]*$/.test(part)) {
      const [key, value] = halves(part);
      return {
        at: at + part.lastIndexOf(value),
        message: `The value of \`${brief(key)}\` has a colon in it, which begins another value`,
        hint: `Put it into quotes: \`${brief(key)}: "${brief(value)}"\`.`,
      };
    }
    at += part.length + 1;
  }
  return null;
}

/** Two `: ` in one line. */
function severalInLine({ text, indent }: Line): ReturnType<Look> {
  const line = text.trim().replace(/^- /, '');
  if (!/^[^:#"'{}[\]]+:\s[^"'{}[\]]+:(?:\s.*)?$/.test(line)) return null;
  const [first, rest] = halves(line);
  const message = 'Two colons in one line';
  if (first === 'reason')
    return { at: indent, message, hint: `Put the reason into quotes: \`reason: "${brief(rest)}"\`.` };
  const hint = rest.endsWith(':')
    ? `Put a name that has a colon in it into quotes: \`"${brief(line.slice(0, -1))}":\`.`
    : `A mapping in one line stands in braces: \`${brief(first)}: { role: read, expires: 2026-12-31 }\`. A name with a colon in it stands in quotes.`;
  return { at: indent, message, hint };
}

/** `Models #1:` ends before the `#`, so that the next line is the one that does not fit. */
function hash(_line: Line, _next: Line | null, before: Line | null): ReturnType<Look> {
  if (before === null) return null;
  const line = before.text.trim();
  if (!/^[^:"'#]+ #[^:"']*:$/.test(line)) return null;
  return {
    at: 0,
    message: `In the line before, \`#\` begins a comment, so that the name ends there`,
    hint: `Put the name into quotes: \`"${brief(line.slice(0, -1))}":\`.`,
  };
}

/** What stands before and after the first colon. */
function halves(text: string): readonly [string, string] {
  const at = text.indexOf(':');
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function step({ indent }: Line, _next: Line | null, before: Line | null): ReturnType<Look> {
  if (before === null || before.indent === indent || before.text.trimEnd().endsWith(':')) return null;
  return {
    at: indent,
    message: `This line is indented by ${indent} spaces, the line before it by ${before.indent}`,
    hint: 'Lines of one mapping begin in the same column; what belongs to a name stands two spaces further to the right.',
  };
}

function lineAt(file: SourceFile, offset: number): Line {
  const text = file.lineAt(offset);
  const { column } = file.locate(offset);
  return { text, indent: text.length - text.trimStart().length, offset: offset - column + 1 };
}

/** The next line with something in it, in either direction, within a few lines. */
function neighbour(file: SourceFile, from: Line, direction: 1 | -1): Line | null {
  const { line } = file.locate(from.offset);
  const last = file.locate(file.text.length).line;
  for (let at = line + direction; at >= 1 && at <= last && Math.abs(at - line) <= 20; at += direction) {
    const found = lineAt(file, file.startOf(at));
    if (found.text.length > longestLine) return null;
    if (/^\s*[^\s#]/.test(found.text)) return found;
  }
  return null;
}
