import type { CST, YAMLError } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Place, SourceFile } from '../text/source-file.ts';
import { visible } from '../text/visible.ts';
import { brief } from './brief.ts';
import { guessPerson } from './guess.ts';
import { lineSlip } from './line-slips.ts';

/** What is wrong with the YAML itself. */
export interface SyntaxFinding {
  readonly code: DiagnosticCode;
  readonly place: Place;
  readonly message: string;
  readonly hint: string | null;
}

/**
 * What is wrong with a text that is not YAML, in the words of somebody who wrote it. A library says where its reading
 * ended, which is far from where the writing went wrong, and says it again for every word that follows. So a slip that
 * throws the rest out of step (a bracket or a quote that is not closed, tabs, the marks of a merge) is told alone,
 * where it begins, after what stands before it; and of one line only the first is told.
 *
 * @param problems what the library says, in the order of the text
 * @returns also whether one slip explains everything that follows it, so that there is no more to be told
 */
export function syntaxFindings(
  file: SourceFile,
  tokens: readonly CST.Token[],
  problems: readonly YAMLError[],
): { readonly findings: readonly SyntaxFinding[]; readonly explained: boolean } {
  const whole = mergeMarks(file) ?? tabs(file, problems);
  if (whole !== null) return { findings: [whole], explained: true };
  const end = closedTooOften(file, problems) ?? unclosed(file, tokens);
  const until = end?.place.offset ?? Number.POSITIVE_INFINITY;
  const lines = new Set<number>(end === null ? [] : [file.locate(until).line]);
  const findings: SyntaxFinding[] = [];
  for (const problem of problems) {
    if (problem.pos[0] >= until) continue;
    const finding = findingOf(file, problem);
    const { line } = file.locate(finding.place.offset);
    if (lines.has(line)) continue;
    lines.add(line);
    findings.push(finding);
  }
  return end === null ? { findings, explained: false } : { findings: [...findings, end], explained: true };
}

function findingOf(file: SourceFile, { code, message, pos }: YAMLError): SyntaxFinding {
  const place = { file, offset: pos[0], length: Math.max(1, pos[1] - pos[0]) };
  if (code === 'TAG_RESOLVE_FAILED') {
    const hint = 'Remove the tag: the word that begins with `!`.';
    return { code: 'yaml-tag', place, message: visible(message, 300), hint };
  }
  const slip = lineSlip(file, pos[0]);
  if (slip !== null) return { code: 'yaml-syntax', ...slip };
  return { code: 'yaml-syntax', place, message: visible(message, 300), hint: hintFor(code, file, pos[0]) };
}

function hintFor(code: string, file: SourceFile, offset: number): string {
  if (code === 'BAD_ALIAS') return 'Put a name that begins with * into quotes.';
  const word = file.text.slice(offset, offset + 100).replace(/[\s:,{}[\]].*/s, '');
  const person = word.startsWith('@') ? guessPerson(word) : null;
  if (code === 'BAD_SCALAR_START' && person !== null)
    return `Did you mean \`${brief(person)}\`, without the @?`;
  if (code === 'BAD_SCALAR_START') return 'Put the word into quotes.';
  return 'Every line is `name: value`, or `name:` with what belongs to it below, indented by two spaces; a list has `- ` before each entry.';
}

/** Both sides of a merge that was not finished. */
function mergeMarks(file: SourceFile): SyntaxFinding | null {
  const found = /^<{7}(?: .*)?$/m.exec(file.text);
  if (found === null || !/^>{7}(?: .*)?$/m.test(file.text)) return null;
  return {
    code: 'yaml-syntax',
    place: { file, offset: found.index, length: 7 },
    message: 'The marks of a merge that was not finished',
    hint: 'Keep what is right of both sides, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`.',
  };
}

function tabs(file: SourceFile, problems: readonly YAMLError[]): SyntaxFinding | null {
  const [first, ...more] = problems.filter(({ code }) => code === 'TAB_AS_INDENT');
  if (first === undefined) return null;
  const lines = new Set(more.map(({ pos }) => file.locate(pos[0]).line)).size;
  return {
    code: 'yaml-syntax',
    place: { file, offset: first.pos[0], length: 1 },
    message: `A tab indents this line${lines === 0 ? '' : `, and tabs indent ${lines} more`}; YAML takes only spaces`,
    hint: 'Put two spaces in place of each tab: editors call it “convert indentation to spaces”.',
  };
}

/** The bracket or quote that the file ends within, or that ends only where something else should stand. */
function unclosed(file: SourceFile, tokens: readonly CST.Token[]): SyntaxFinding | null {
  for (const token of tokens) {
    if (token.type !== 'document') continue;
    const at = firstUnclosed(token.value);
    if (at === null) continue;
    const mark = file.text.charAt(at);
    const close = mark === '{' ? '}' : mark === '[' ? ']' : mark;
    const what = close === mark ? 'quote' : 'bracket';
    return {
      code: 'yaml-syntax',
      place: { file, offset: at, length: 1 },
      message: `The ${what} \`${mark}\` is not closed`,
      hint: `Write \`${close}\` where it ends, as a rule in the same line.`,
    };
  }
  return null;
}

function firstUnclosed(token: CST.Token | null | undefined): number | null {
  switch (token?.type) {
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return isClosed(token.source) ? null : token.offset;
    case 'flow-collection': {
      const inside = firstIn(token.items);
      if (inside !== null) return inside;
      const close = token.start.type === 'flow-map-start' ? 'flow-map-end' : 'flow-seq-end';
      return token.end.some(({ type }) => type === close) ? null : token.offset;
    }
    case 'block-map':
    case 'block-seq':
      return firstIn(token.items);
    default:
      return null;
  }
}

function firstIn(items: readonly CST.CollectionItem[]): number | null {
  for (const { key, value } of items) {
    const found = firstUnclosed(key) ?? firstUnclosed(value);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a scalar in quotes ends with its quote, which no backslash escapes. */
function isClosed(source: string): boolean {
  const quote = source.charAt(0);
  if (source.length < 2 || !source.endsWith(quote)) return false;
  let at = source.length - 2;
  while (source.charAt(at) === '\\') at--;
  return quote === "'" || (source.length - at) % 2 === 0;
}

/** A closing bracket too many; what follows it is out of step. */
function closedTooOften(file: SourceFile, problems: readonly YAMLError[]): SyntaxFinding | null {
  const found = problems.find(({ message }) => /Unexpected flow-(?:map|seq)-end token/.test(message));
  if (found === undefined) return null;
  const line = file.lineAt(found.pos[0]);
  // Where the line has one too few, it is the one that is not closed that is wrong.
  if ((line.match(/[}\]]/g)?.length ?? 0) <= (line.match(/[{[]/g)?.length ?? 0)) return null;
  const mark = file.text.charAt(found.pos[0]);
  return {
    code: 'yaml-syntax',
    place: { file, offset: found.pos[0], length: 1 },
    message: `The bracket \`${mark}\` closes nothing`,
    hint: 'Remove it, or write the bracket that it closes before it.',
  };
}
