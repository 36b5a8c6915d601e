import { CsvError, parse } from 'csv-parse/sync';

/** A row of a table, by column. A column that comes twice has its first value. */
export interface CsvRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

export type Csv =
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: readonly CsvRow[] }
  /** `line` is from 1; `problem` a part of a sentence. */
  | { readonly kind: 'problem'; readonly line: number; readonly problem: string };

/**
 * Reads CSV with a header, after RFC 4180: quotes, line feeds within them, CRLF, a byte order mark. Names of columns
 * are in lower case and without space around them, values without space around them; empty lines are passed over.
 */
export function parseCsv(text: string): Csv {
  const records: { readonly record: readonly string[]; readonly line: number }[] = [];
  let next = 1;
  try {
    parse(text, {
      bom: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: readonly string[], { lines }) => {
        // The line on which a record ends is told, and what is between the last one's end and this one's is its own.
        records.push({ record, line: Math.max(next, lines - linesWithin(record)) });
        next = lines + 1;
        return null;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return { kind: 'problem', line: Number(cause['lines'] ?? next), problem: problemOf(cause.code) };
  }
  const [header, ...rest] = records;
  const columns = (header?.record ?? []).map((name) => name.toLowerCase());
  return {
    kind: 'table',
    columns,
    rows: rest.map(({ record, line }) => ({
      line,
      values: new Map(record.map((value, at) => [columns[at] ?? '', value] as const).reverse()),
    })),
  };
}

function linesWithin(record: readonly string[]): number {
  return record.reduce((lines, value) => lines + (value.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

function problemOf(code: string): string {
  switch (code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return 'the row has not as many values as there are columns';
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and not closed';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quote stands within a value that is not quoted as a whole; inside of quotes it is written twice';
    default:
      return 'it is no CSV';
  }
}
