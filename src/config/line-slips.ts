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
  const [, key, value] = /^\s*([^\s:#"'{}[\]]+):\s+([^\s#"'{}[\]|>&*!][^\s:]*)\s*$/.exec(text) ?? [];
  if (key === undefined || next === null || next.indent <= indent || !next.text.includes(':')) return null;
  return {
    at: indent,
    message: `\`${brief(key)}\` has the value \`${brief(value ?? '')}\`, and the next line stands below it`,
    hint: /^\s*(?:expires|reason|service_account|until|role):/.test(next.text)
      ? `Write one mapping: \`${brief(key)}: { role: ${brief(value ?? '')}, expires: 2026-12-31 }\`.`
      : 'Give both lines the same indentation.',
  };
}

/** `{ role: read, reason: see: OPS-412 }`. */
function inBraces({ text }: Line): ReturnType<Look> {
  let at = text.indexOf('{') + 1;
  if (at === 0) return null;
  for (const part of text.slice(at).split(/[,}]/)) {
    const [, before = '', key, value] = /^(\s*([\w-]+): )(\S.*)$/.exec(part) ?? [];
    if (key !== undefined && value !== undefined && /: /.test(value) && !/["'{[]/.test(value)) {
      return {
        at: at + before.length,
        message: `The value of \`${brief(key)}\` has a colon in it, which begins another value`,
        hint: `Put it into quotes: \`${brief(key)}: "${brief(value.trim())}"\`.`,
      };
    }
    at += part.length + 1;
  }
  return null;
}

/** Two `: ` in one line. */
function severalInLine({ text, indent }: Line): ReturnType<Look> {
  const [, first, rest] = /^\s*(?:- )?([^:#"'{}[\]]+):\s+([^"'{}[\]]+?:(?:\s.*|))$/.exec(text) ?? [];
  if (first === undefined || rest === undefined) return null;
  const name = `${first}: ${rest.replace(/:\s*$/, '')}`;
  if (first.trim() === 'reason') {
    const quoted = `reason: "${brief(rest.trim())}"`;
    return {
      at: indent,
      message: 'Two colons in one line',
      hint: `Put the reason into quotes: \`${quoted}\`.`,
    };
  }
  const hint = rest.endsWith(':')
    ? `Put a name that has a colon in it into quotes: \`"${brief(name)}":\`.`
    : `A mapping in one line stands in braces: \`${brief(first)}: { role: read, expires: 2026-12-31 }\`. A name with a colon in it stands in quotes.`;
  return { at: indent, message: 'Two colons in one line', hint };
}

/** `Models #1:` ends before the `#`, so that the next line is the one that does not fit. */
function hash(_line: Line, _next: Line | null, before: Line | null): ReturnType<Look> {
  const [, name] = /^\s*([^:"'#]+ #[^:"']*):\s*$/.exec(before?.text ?? '') ?? [];
  if (name === undefined || before === null) return null;
  return {
    at: 0,
    message: `In the line before, \`#\` begins a comment, so that the name ends there`,
    hint: `Put the name into quotes: \`"${brief(name.trim())}":\`.`,
  };
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
  let at = direction === 1 ? from.offset + from.text.length + 1 : from.offset - 1;
  for (let tries = 0; tries < 20 && at >= 0 && at < file.text.length; tries++) {
    const line = lineAt(file, at);
    if (line.text.length > longestLine) return null;
    if (line.text.trim() !== '' && !line.text.trimStart().startsWith('#')) return line;
    at = direction === 1 ? line.offset + line.text.length + 1 : line.offset - 1;
  }
  return null;
}
