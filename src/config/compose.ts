import { Composer, type CST, type Document, type ParsedNode, type YAMLError } from 'yaml';

/** How many errors and warnings of the YAML itself are told of a file; what follows says nothing new. */
export const maxSyntaxProblems = 50;

/** What the library made of a file. */
export interface Composed {
  /** `null` when it was stopped because there are more than {@link maxSyntaxProblems}. */
  readonly document: Document.Parsed<ParsedNode, true> | null;
  readonly problems: readonly YAMLError[];
}

/**
 * Composes one document of YAML 1.2. Duplicate keys and aliases are left to the caller: the library's own search for
 * duplicates is quadratic.
 *
 * @param tokens with one document at most
 * @param end the length of the text
 */
export function compose(tokens: Iterable<CST.Token>, end: number): Composed {
  const composer = new Composer({ version: '1.2', uniqueKeys: false });
  const problems = new Set<YAMLError>();
  try {
    watch(composer, problems);
    for (const token of tokens) {
      // With one document at most, the composer gives it at the end.
      composer.next(token).next();
      // For what comes after the document the composer has new lists.
      if (token.type === 'document') watch(composer, problems);
    }
    const [document] = composer.end(true, end);
    return { document: document ?? null, problems: [...problems] };
  } catch (reason) {
    if (!(reason instanceof TooManyProblems)) throw reason;
    return { document: null, problems: [...problems] };
  }
}

class TooManyProblems {}

/**
 * Writes down what the composer adds to its lists, and ends its work when that is too much: a problem costs about a
 * kilobyte, and there can be one for every character of a file.
 */
function watch(composer: Composer, problems: Set<YAMLError>): void {
  const { errors, warnings } = composer.streamInfo();
  for (const list of [errors, warnings]) {
    const push = (problem: YAMLError): number => {
      // On the way out the composer reports, once a level, that it was stopped.
      if (problems.size <= maxSyntaxProblems) problems.add(problem);
      if (problems.size > maxSyntaxProblems) throw new TooManyProblems();
      return problems.size;
    };
    Object.defineProperty(list, 'push', { value: push });
  }
}
