import { KnownError } from '../errors.ts';
import { parseCsv } from '../text/csv.ts';

/** An entry of a list of people; at least one of the two is there. */
export interface PeopleEntry {
  /** From 1. */
  readonly line: number;
  readonly email: string | null;
  readonly username: string | null;
}

/**
 * Reads a list of people: CSV with a column `email`, `username`, or both. Rows with neither are passed over.
 *
 * @param name of the file, for what is wrong
 * @throws KnownError `people-list-invalid`
 */
export function peopleList(text: string, name: string): readonly PeopleEntry[] {
  const csv = parseCsv(text);
  if (csv.kind === 'problem') throw invalid(name, `in line ${csv.line} ${csv.problem}`);
  if (!csv.columns.includes('email') && !csv.columns.includes('username'))
    throw invalid(name, 'its first line has neither a column `email` nor a column `username`');
  const entries = csv.rows.flatMap(({ line, values }): readonly PeopleEntry[] => {
    const [email = '', username = ''] = [values.get('email'), values.get('username')];
    if (email === '' && username === '') return [];
    return [{ line, email: email === '' ? null : email, username: username === '' ? null : username }];
  });
  // An empty list would make everybody a leaver.
  if (entries.length === 0) throw invalid(name, 'nobody is in it');
  return entries;
}

function invalid(name: string, problem: string): KnownError {
  return new KnownError('people-list-invalid', `${name} is no list of people: ${problem}`, {
    hint: 'Write CSV with commas whose first line is `email`, `username`, or `email,username`.',
    details: { file: name },
  });
}
