import { Composer, type CST, type Document, type ParsedNode, Parser } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import { visible } from '../text/visible.ts';
import { maxDepth, tooDeepAt } from './depth.ts';
import type { Place, SourceFile } from './source-file.ts';
import type { Tree } from './tree.ts';
import { buildTree } from './tree-builder.ts';

/** How many errors of the YAML itself are told; what follows such a number says nothing new. */
const maxSyntaxErrors = 50;

export interface Parsed {
  /** `null` when the file cannot be read as one YAML document; then there is an error that says why. */
  readonly tree: Tree | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a text as one document of YAML 1.2, strictly. Never throws for what is in the text. */
export function parseYaml(file: SourceFile): Parsed {
  const tokens = [...new Parser().parse(file.text)];
  const deep = tokens.map(tooDeepAt).find((offset) => offset !== null);
  if (deep !== undefined && deep !== null) {
    const place = { file, offset: deep, length: 1 };
    return failed(diagnose('yaml-too-deep', place, `The file nests deeper than ${maxDepth} levels`));
  }
  const [document, next] = firstTwo(compose(tokens, file.text.length));
  if (document === undefined) return failed(empty(file));
  const problems = [
    ...severalDocuments(file, next),
    ...syntaxProblems(file, document),
    ...otherVersion(file, document),
  ];
  if (problems.length > 0) return failed(...problems);
  const { contents } = document;
  return isNothing(contents) ? failed(empty(file)) : buildTree(file, contents);
}

/** Duplicate keys are left to the builder: the library's own search for them is quadratic. */
function compose(
  tokens: Iterable<CST.Token>,
  end: number,
): Generator<Document.Parsed<ParsedNode, true>, void> {
  const composer = new Composer({ version: '1.2', schema: 'core', merge: false, uniqueKeys: false });
  return composer.compose(tokens, true, end);
}

function firstTwo<T>(items: Iterable<T>): readonly T[] {
  const found: T[] = [];
  for (const item of items) {
    found.push(item);
    if (found.length === 2) break;
  }
  return found;
}

function severalDocuments(file: SourceFile, next: Document.Parsed | undefined): readonly Diagnostic[] {
  if (next === undefined) return [];
  const place = { file, offset: next.range[0], length: 3 };
  return [diagnose('yaml-several-documents', place, 'A second document begins here; a file has one')];
}

function syntaxProblems(file: SourceFile, document: Document.Parsed): readonly Diagnostic[] {
  const found = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  const told = found.slice(0, maxSyntaxErrors).map((problem) => {
    const place = { file, offset: problem.pos[0], length: Math.max(1, problem.pos[1] - problem.pos[0]) };
    return diagnose(codeOf(problem.code), place, visible(problem.message), hints[problem.code] ?? null);
  });
  const last = found[maxSyntaxErrors];
  if (last === undefined) return told;
  const place: Place = { file, offset: last.pos[0], length: 1 };
  return [
    ...told,
    diagnose('yaml-too-many-errors', place, `${found.length - maxSyntaxErrors} more errors follow`),
  ];
}

function codeOf(code: string): DiagnosticCode {
  return code === 'TAG_RESOLVE_FAILED' ? 'yaml-tag' : 'yaml-syntax';
}

const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_ALIAS: 'Put a name that begins with * into quotes.',
};

function otherVersion(file: SourceFile, document: Document.Parsed): readonly Diagnostic[] {
  const yaml = document.directives?.yaml;
  if (yaml === undefined || yaml.explicit !== true || yaml.version === '1.2') return [];
  const place = { file, offset: Math.max(0, file.text.indexOf('%YAML')), length: 5 };
  return [
    diagnose('yaml-version', place, `The file asks for YAML ${yaml.version}, but it is read as YAML 1.2`),
  ];
}

function isNothing(contents: ParsedNode | null): contents is null {
  return contents === null || ('source' in contents && contents.source === '');
}

function empty(file: SourceFile): Diagnostic {
  return diagnose(
    'file-empty',
    { file, offset: 0, length: 1 },
    'The file declares nothing',
    'Start with `version: 1` and `organization: NAME`.',
  );
}

function failed(...diagnostics: readonly Diagnostic[]): Parsed {
  return { tree: null, diagnostics };
}
