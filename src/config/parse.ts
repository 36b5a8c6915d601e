import { type CST, type Document, isScalar, type ParsedNode, type YAMLError } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Collector } from '../diagnostics/collector.ts';
import type { Place, SourceFile } from '../text/source-file.ts';
import { compose, maxSyntaxProblems } from './compose.ts';
import { plainTree } from './plain-tree.ts';
import { type Bound, maxBlankLines, maxDepth, scan } from './scan.ts';
import { syntaxFindings } from './syntax.ts';
import type { Tree } from './tree.ts';
import { buildTree } from './tree-builder.ts';

/**
 * Reads a text as one document of YAML 1.2, strictly. Never throws for what is in the text.
 *
 * @returns `null` when the text is not one document of YAML; then an error was reported that says why
 */
export function parseYaml(file: SourceFile, found: Collector): Tree | null {
  const plain = plainTree(file.text);
  if (plain !== null) return plain;
  const scanned = scan(file.text);
  if (!scanned.ok) {
    const { code, message } = bounds[scanned.bound];
    found.report(code, { file, offset: scanned.offset, length: 1 }, message);
    return null;
  }
  return composedTree(file, scanned.tokens, found);
}

const bounds: Readonly<Record<Bound, { readonly code: DiagnosticCode; readonly message: string }>> = {
  depth: { code: 'yaml-too-deep', message: `The file nests deeper than ${maxDepth} levels` },
  tokens: {
    code: 'yaml-too-long',
    message: 'The file has more than 4,000,000 words, signs, spaces and line ends up to here',
  },
  'blank-lines': {
    code: 'yaml-blank-lines',
    message: `More than ${maxBlankLines} lines without a word follow one another`,
  },
};

/** Through the library's document: for everything that is not ordinary. */
export function composedTree(file: SourceFile, tokens: readonly CST.Token[], found: Collector): Tree | null {
  const second = secondDocument(tokens);
  const { document, problems } = compose(tokens.slice(0, second?.at), file.text.length);
  if (second !== null)
    found.report(
      'yaml-several-documents',
      { file, offset: second.offset, length: 3 },
      'A second document begins here; a file has one',
      'Put it into a file of its own and name both with --file, or remove the line `---`.',
    );
  reportProblems(file, tokens, problems, found);
  if (document === null || !isVersion12(file, document, found)) return null;
  if (second !== null || problems.length > 0) return null;
  const { contents } = document;
  if (isNothing(contents)) {
    const start = { file, offset: 0, length: 1 };
    const hint = 'Start with `version: 1` and `organization: NAME`.';
    found.report('file-empty', start, 'The file declares nothing', hint);
    return null;
  }
  return buildTree(file, contents, found);
}

/** Where a second document begins: a directive after the first document begins one as well. */
function secondDocument(
  tokens: readonly CST.Token[],
): { readonly at: number; readonly offset: number } | null {
  const first = tokens.findIndex(({ type }) => type === 'document');
  const at = tokens.findIndex(
    ({ type }, index) => index > first && (type === 'document' || type === 'directive'),
  );
  const token = first === -1 ? undefined : tokens[at];
  return token === undefined ? null : { at, offset: token.offset };
}

function reportProblems(
  file: SourceFile,
  tokens: readonly CST.Token[],
  problems: readonly YAMLError[],
  found: Collector,
): void {
  const sorted = problems.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const { findings, explained } = syntaxFindings(file, tokens, sorted.slice(0, maxSyntaxProblems));
  for (const { code, place, message, hint } of findings) found.report(code, place, message, hint);
  const next = sorted[maxSyntaxProblems];
  if (next === undefined || explained) return;
  const place: Place = { file, offset: next.pos[0], length: 1 };
  found.report('yaml-too-many-errors', place, `More than ${maxSyntaxProblems} errors; the rest is not shown`);
}

function isVersion12(file: SourceFile, document: Document.Parsed, found: Collector): boolean {
  const { version } = document.directives.yaml;
  if (version === '1.2') return true;
  const place = { file, offset: Math.max(0, file.text.search(/^%YAML/m)), length: 5 };
  const message = `The file asks for YAML ${version}, but it is read as YAML 1.2`;
  found.report('yaml-version', place, message, 'Remove the line that begins with `%YAML`.');
  return false;
}

function isNothing(contents: ParsedNode | null): contents is null {
  return contents === null || (isScalar(contents) && contents.value === null && contents.source === '');
}
