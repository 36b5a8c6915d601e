import { Collector } from '../diagnostics/collector.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import { parseCsv } from '../text/csv.ts';
import type { Place, SourceFile } from '../text/source-file.ts';
import { brief } from './brief.ts';
import type {
  Configuration,
  DeclaredGroup,
  DeclaredTeam,
  FileDeclaration,
  Guards,
  Person,
} from './declaration.ts';
import { parseYaml } from './parse.ts';
import { readDeclaration } from './read-declaration.ts';

/** Usernames, as written, by e-mail address in lower case. */
export type People = Configuration['people'];

/** What there is of the file that `people` names. */
export type PeopleGiven =
  | { readonly kind: 'file'; readonly file: SourceFile }
  /** `why` is a part of a sentence. */
  | { readonly kind: 'unreadable'; readonly why: string }
  /** It was read before. */
  | { readonly kind: 'known'; readonly people: People };

/**
 * Finds the file with people that a configuration names, so that it can be read.
 *
 * @returns the path as written, and the file in which it stands, to whose folder it is relative; `null` for none
 */
export function peopleNamed(
  sources: readonly SourceFile[],
): { readonly path: string; readonly by: SourceFile } | null {
  for (const file of sources) {
    // Few name one, and a file of a hundred thousand lines is not read twice for nothing.
    if (!/\bpeople\b/.test(file.text)) continue;
    const found = new Collector();
    const tree = parseYaml(file, found);
    const people = tree === null ? null : readDeclaration(file, tree, found).people;
    if (people !== null) return { path: people.path, by: file };
  }
  return null;
}

/** Reads who is who. What is wrong is reported, and where nothing was given, at the line that names the file. */
export function readPeople(
  named: NonNullable<FileDeclaration['people']>,
  given: PeopleGiven | null,
  found: Collector,
): People {
  if (given?.kind === 'known') return given.people;
  if (given?.kind === 'file') return rowsOf(given.file, found);
  const why = given === null ? 'it was not read' : given.why;
  found.report('people-unreadable', named.place, `Cannot read \`${brief(named.path)}\`: ${why}`);
  return new Map();
}

const address = /^[A-Za-z0-9_'+-](?:\.?[A-Za-z0-9_'+-])*@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;
const username = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,95}$/;

function rowsOf(file: SourceFile, found: Collector): People {
  const csv = parseCsv(file.text);
  const at = (line: number): Place => ({ file, offset: file.startOf(line), length: 1 });
  // What is no table of people may be any file that a path or a link leads to: nothing of it is shown.
  const refuse = (line: number, message: string, hint: string | null): People => {
    found.add({ ...diagnose('people-invalid', at(line), message, hint), excerpt: null });
    return new Map();
  };
  if (csv.kind === 'problem') return refuse(csv.line, `In the table ${csv.problem}`, null);
  const missing = ['email', 'username'].filter((column) => !csv.columns.includes(column));
  if (missing.length > 0) {
    const message = `The table has no column ${missing.map((column) => `\`${column}\``).join(' and none ')}`;
    const hint = 'Its first line is `email,username`, with commas; other columns are ignored.';
    return refuse(1, message, hint);
  }
  const people = new Map<string, { readonly user: string; readonly line: number }>();
  for (const { line, values } of csv.rows) {
    const [email, user] = [values.get('email'), values.get('username')];
    // Somebody without an address, or not on the Hub, is in the list of others for good reasons.
    if (!email || !user) continue;
    const wrong = !address.test(email) ? `\`${brief(email)}\` is no e-mail address` : null;
    const problem = wrong ?? (username.test(user) ? null : `\`${brief(user)}\` is no username`);
    const first = people.get(email.toLowerCase());
    if (problem !== null) found.report('people-invalid', at(line), problem);
    else if (first === undefined) people.set(email.toLowerCase(), { user, line });
    else if (first.user.toLowerCase() !== user.toLowerCase()) {
      const message = `\`${brief(email)}\` is \`${brief(user)}\` here, and \`${brief(first.user)}\` in line ${first.line}`;
      found.report('people-invalid', at(line), message);
    }
  }
  return new Map([...people].map(([email, { user }]) => [email, user]));
}

/** The same declarations with usernames in place of the addresses that are known. */
export class Acquainted {
  readonly #people: People;

  constructor(people: People) {
    this.#people = people;
  }

  group<G extends Pick<DeclaredGroup, 'membership'>>(group: G): G {
    const { membership } = group;
    if (membership === null || this.#people.size === 0) return group;
    const members = membership.members.map((entry) => ({ ...entry, person: this.person(entry.person) }));
    return { ...group, membership: { ...membership, members } };
  }

  team(team: DeclaredTeam): DeclaredTeam {
    return this.#people.size === 0 ? team : { ...team, members: team.members.map((one) => this.person(one)) };
  }

  guards(guards: Guards): Guards {
    return { ...guards, protectedMembers: guards.protectedMembers.map((one) => this.person(one)) };
  }

  person(person: Person): Person {
    const user = person.isEmail ? this.#people.get(person.key) : undefined;
    return user === undefined
      ? person
      : { ...person, key: user.toLowerCase(), isEmail: false, address: person.key };
  }
}
