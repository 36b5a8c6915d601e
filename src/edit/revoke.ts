import type { Configuration, DeclaredGroup, Person, Team } from '../config/declaration.ts';
import { declaredRoles, sectionName } from '../kinds/organization-role/declared.ts';
import type { SourceFile } from '../text/source-file.ts';
import { removeParts } from './collection.ts';
import { type Editable, EditableFiles, reach, type Stuck } from './editable.ts';
import { entryFact, memberFact, sectionFact, teammateFact } from './facts.ts';
import { removeMembers } from './member-entry.ts';
import { organizationRoleEdits } from './organization-role.ts';
import { membersOf, ownEntryEdits } from './own-entry.ts';
import type { Edit } from './patch.ts';
import { type EditResult, Edits } from './result.ts';

/** What `revoke` is asked for. */
export interface Revoke {
  /** Everything by which the files may name the person, in lower case. */
  readonly keys: ReadonlySet<string>;
  /** Only these groups; `null` for everywhere, teams included. */
  readonly groups: readonly DeclaredGroup[] | null;
}

const absent = { role: 'absent', expires: null, reason: null } as const;
const absentFact = entryFact({ role: null, expires: null, reason: null, serviceAccount: false });

/**
 * Takes somebody out of the files. Where a missing line would remove nobody (an additive group), and where a team that
 * stays still gives a role, the entry says `absent`; a role in the organization becomes `no_access`.
 */
export function revoke(
  configuration: Configuration,
  sources: readonly SourceFile[],
  asked: Revoke,
): EditResult {
  return new Revocation(configuration, asked).apply(sources);
}

class Revocation {
  readonly #configuration: Configuration;
  readonly #asked: Revoke;
  readonly #files = new EditableFiles();
  readonly #edits = new Edits();
  readonly #wanted = new Map<string, string | null>();

  constructor(configuration: Configuration, asked: Revoke) {
    this.#configuration = configuration;
    this.#asked = asked;
  }

  apply(sources: readonly SourceFile[]): EditResult {
    const { groups, teams } = this.#configuration;
    if (this.#asked.groups === null) {
      for (const team of teams.values()) this.#outOfTeam(team);
      this.#outOfOrganization();
    }
    for (const group of this.#asked.groups ?? groups) this.#outOfGroup(group);
    return this.#edits.apply(this.#configuration, sources, this.#wanted);
  }

  #outOfTeam(team: Team): void {
    const gone = team.members.filter(({ key }) => this.#asked.keys.has(key));
    if (gone.length === 0) return;
    for (const { key } of gone) this.#wanted.set(teammateFact(team.name, key), null);
    this.#edits.add(team.place, outOfList(this.#files.of(team.place.file), team, gone));
  }

  /** A missing line would leave the role as it is. */
  #outOfOrganization(): void {
    const sections = this.#configuration.others.get(sectionName);
    for (const { person, role } of declaredRoles(sections, this.#configuration)) {
      if (!this.#asked.keys.has(person.key) || role === noRole) continue;
      this.#wanted.set(sectionFact(sectionName, person.written), JSON.stringify(noRole));
      const known = this.#files.of(person.place.file);
      this.#edits.add(person.place, organizationRoleEdits(known, person, noRole));
    }
  }

  #outOfGroup(group: DeclaredGroup): void {
    const mentions = (group.membership?.members ?? []).filter(({ person }) =>
      this.#asked.keys.has(person.key),
    );
    const [given] = this.#givenByTeams(group);
    if (mentions.some(({ role }) => role === null) || (mentions.length === 0 && given === undefined)) return;
    const teamStays = this.#asked.groups !== null && given !== undefined;
    const name = mentions[0]?.person ?? given;
    if (name !== undefined && (group.mode.value === 'additive' || teamStays)) this.#sayAbsent(group, name);
    else if (mentions.length > 0)
      this.#remove(
        group,
        mentions.map(({ person }) => person),
      );
  }

  #sayAbsent(group: DeclaredGroup, { written, key }: Person): void {
    this.#edits.add(group.place, ownEntryEdits(this.#files.of(group.place.file), group, written, absent));
    this.#wanted.set(memberFact(group.name, key), absentFact);
  }

  #remove(group: DeclaredGroup, people: readonly Person[]): void {
    for (const { key } of people) this.#wanted.set(memberFact(group.name, key), null);
    this.#edits.add(group.place, outOfMembers(this.#files.of(group.place.file), group, people));
  }

  /** The mentions by which the group's teams give it to the person. */
  #givenByTeams(group: DeclaredGroup): readonly Person[] {
    const grants = group.membership?.grants ?? [];
    return grants.flatMap(({ team }) =>
      (this.#configuration.teams.get(team)?.everybody ?? []).filter(({ key }) => this.#asked.keys.has(key)),
    );
  }
}

type Removal = readonly Edit[] | Stuck | null;

const noRole = 'no_access';

function outOfList(known: Editable, { name }: Team, people: readonly Person[]): Removal {
  const found = reach(known, ['teams', name, 'members']);
  if (found.kind === 'stuck') return found;
  const list = found.kind === 'reached' ? found.entry.value : null;
  if (found.kind !== 'reached' || list?.kind !== 'list') return null;
  const indices = list.items.flatMap(({ value }, index) => (standsIn(people, value) ? [index] : []));
  return removeParts(known.file.text, list, found.entry.colonEnd, new Set(indices));
}

function outOfMembers(known: Editable, group: DeclaredGroup, people: readonly Person[]): Removal {
  const members = membersOf(known, group);
  if (members === null || 'kind' in members) return members;
  return removeMembers(known.file.text, members.holder, members.map, (entry) => standsIn(people, entry));
}

function standsIn(people: readonly Person[], at: { readonly start: number } | null): boolean {
  return people.some(({ place }) => place.offset === at?.start);
}
