import { Ajv2020, type JSONSchemaType } from 'ajv/dist/2020.js';
import { functionAt } from './functions.ts';

/** What Stryker calls a mutant that no test noticed. */
export const alive: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);

/** One change that Stryker made to the program, and what the tests said to it. */
export interface Mutant {
  /** Relative to the project. */
  readonly file: string;
  readonly line: number;
  /** The line without the blanks around it. */
  readonly code: string;
  /** The function it is in, as `functionAt` finds it. */
  readonly function: string;
  /** What sort of change it is, in Stryker's words. */
  readonly mutator: string;
  /** What was put in the place of a part of it, in one line. */
  readonly replacement: string;
  readonly status: string;
}

interface Report {
  readonly files: Readonly<Record<string, ReportedFile>>;
}

/** Both from 1. */
interface Position {
  readonly line: number;
  readonly column: number;
}

interface ReportedFile {
  readonly source: string;
  readonly mutants: readonly {
    readonly location: { readonly start: Position; readonly end: Position };
    readonly mutatorName: string;
    readonly replacement?: string;
    readonly status: string;
  }[];
}

const position = {
  type: 'object',
  required: ['line', 'column'],
  properties: { line: { type: 'integer' }, column: { type: 'integer' } },
} as const;

const schema: JSONSchemaType<Report> = {
  type: 'object',
  required: ['files'],
  properties: {
    files: {
      type: 'object',
      required: [],
      additionalProperties: {
        type: 'object',
        required: ['source', 'mutants'],
        properties: {
          source: { type: 'string' },
          mutants: {
            type: 'array',
            items: {
              type: 'object',
              required: ['location', 'mutatorName', 'status'],
              properties: {
                location: {
                  type: 'object',
                  required: ['start', 'end'],
                  properties: { start: position, end: position },
                },
                mutatorName: { type: 'string' },
                replacement: { type: 'string', nullable: true },
                status: { type: 'string' },
              },
            },
          },
        },
      },
    },
  },
};

/**
 * Reads Stryker's reports.
 *
 * @param texts JSON after the mutation testing report schema. What a later one says of a mutant counts, and of a file
 *   that has another text there, it alone counts
 * @param sources the text of every file as it is now: what a report says of another text counts for nothing
 * @returns sorted by file and line, and the files of which no report says anything, sorted
 * @throws Error when one is something else
 */
export function mutantsOf(
  texts: readonly string[],
  sources: ReadonlyMap<string, string>,
): { readonly mutants: readonly Mutant[]; readonly notRun: readonly string[] } {
  const files = new Map<string, ReportedFile>();
  for (const text of texts) {
    for (const [file, reported] of Object.entries(parsed(text).files)) {
      files.set(file, later(files.get(file), reported));
    }
  }
  const isCurrent = (file: string): boolean => files.get(file)?.source === sources.get(file);
  return {
    mutants: [...files]
      .filter(([file]) => sources.has(file) && isCurrent(file))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([file, reported]) => ofFile(file, reported)),
    notRun: [...sources.keys()].filter((file) => !isCurrent(file)).sort(),
  };
}

/** Stryker reports columns from 1, and takes them from 0. */
function placeOf({ line, column }: Position): string {
  return `${line}:${column - 1}`;
}

const isReport = new Ajv2020().compile(schema);

function parsed(text: string): Report {
  const report: unknown = JSON.parse(text);
  if (isReport(report)) return report;
  throw new Error(`not a report of Stryker: ${isReport.errors?.[0]?.message}`);
}

function later(before: ReportedFile | undefined, after: ReportedFile): ReportedFile {
  if (before === undefined || before.source !== after.source) return after;
  const keyOf = ({ location: { start, end }, replacement }: ReportedFile['mutants'][number]): string =>
    `${placeOf(start)} ${placeOf(end)} ${replacement}`;
  const again = new Map(after.mutants.map((mutant) => [keyOf(mutant), mutant]));
  return { ...before, mutants: before.mutants.map((mutant) => again.get(keyOf(mutant)) ?? mutant) };
}

function ofFile(file: string, { source, mutants }: ReportedFile): readonly Mutant[] {
  const lines = source.split('\n');
  return mutants
    .map(({ location, mutatorName, replacement = '', status }) => ({
      file,
      line: location.start.line,
      code: (lines[location.start.line - 1] ?? '').trim(),
      function: functionAt(lines, location.start.line),
      mutator: mutatorName,
      replacement: replacement.replace(/\s+/g, ' '),
      status,
    }))
    .toSorted((a, b) => a.line - b.line);
}
