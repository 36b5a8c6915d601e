import type { Collector } from '../diagnostics/collector.ts';
import { grouped } from '../text/grouped.ts';
import { type Place, sourceOf } from '../text/source-file.ts';
import { brief } from './brief.ts';
import type { Configuration, DeclaredGroup, FileDeclaration, Team, WrittenMode } from './declaration.ts';
import { NameHints } from './hints.ts';
import { Acquainted, type PeopleGiven, readPeople } from './people.ts';
import { expandTeams, maxMemberships, reportUnknownTeam } from './teams.ts';

/**
 * Makes one configuration of its files, in their order, and reports what is wrong with the whole.
 *
 * @param files the files as the user named them, for the plan's head
 * @param given what there is of the file that `people` names; `null` where nobody looked for one
 * @returns `null` only when no file names an organization
 */
export function combine(
  declarations: readonly FileDeclaration[],
  files: readonly string[],
  given: PeopleGiven | null,
  found: Collector,
): Configuration | null {
  const organization = onlyOrganization(declarations, found);
  const defaults = onlyOne('defaults', declarations, found);
  const guards = onlyOne('guards', declarations, found);
  const fallback = defaults?.defaultMode ?? { value: 'additive', place: null };
  const modeOf = (own: WrittenMode | null): DeclaredGroup['mode'] =>
    own === null ? { ...fallback, isOwn: false } : { ...own, isOwn: true };
  const named = onlyOne('people', declarations, found)?.people ?? null;
  const people = named === null ? new Map<string, string>() : readPeople(named, given, found);
  const known = new Acquainted(people);
  const groups = declarations.flatMap((one) =>
    one.groups.map((group): DeclaredGroup => known.group({ ...group, mode: modeOf(group.mode) })),
  );
  const hints = new NameHints();
  const teams = expandTeams(
    declarations.flatMap((one) => one.teams.map((team) => known.team(team))),
    found,
    hints,
  );
  reportDuplicates(groups, found);
  reportGrants(groups, teams, found, hints);
  // An entry that is wrong may be the one that uses a team.
  if (!found.failed) reportUnused(groups, teams, found);
  if (organization === null) return null;
  return {
    organization,
    files,
    groups,
    teams,
    guards: known.guards(guards?.guards ?? { maxRemovals: null, protectedMembers: [], others: new Map() }),
    waivers: declarations.flatMap((one) => one.waivers),
    defaults: defaults?.defaults ?? new Map(),
    others: othersOf(declarations),
    people,
    policy: onlyOne('policy', declarations, found)?.policy ?? null,
    keys: declarations.flatMap((one) => one.keys),
  };
}

function othersOf(declarations: readonly FileDeclaration[]): Configuration['others'] {
  const all = declarations.flatMap(({ others }) => [...others]);
  const byKey = [...grouped(all, ([key]) => key)];
  return new Map(byKey.map(([key, same]) => [key, same.map(([, property]) => property)]));
}

function onlyOrganization(declarations: readonly FileDeclaration[], found: Collector): string | null {
  const [first, ...others] = declarations.flatMap(({ organization }) =>
    organization === null ? [] : [organization],
  );
  if (first === undefined) return null;
  for (const { name, place } of others) {
    if (name.toLowerCase() === first.name.toLowerCase()) continue;
    const message = `This file is for \`${brief(name)}\`, but ${at(first.place)} is for \`${brief(first.name)}\``;
    found.report(
      'other-organization',
      place,
      message,
      'Plan each organization by itself, such as `--file acme-ai/`.',
    );
  }
  return first.name;
}

function onlyOne(
  section: keyof FileDeclaration['sections'],
  declarations: readonly FileDeclaration[],
  found: Collector,
): FileDeclaration | null {
  const [first, ...others] = declarations.flatMap((declaration) => {
    const place = declaration.sections[section];
    return place === null ? [] : [{ declaration, place }];
  });
  if (first === undefined) return null;
  for (const { place } of others)
    found.report('duplicate-section', place, `\`${section}\` stands in ${at(first.place)} already`);
  return first.declaration;
}

const keepOne = 'Keep one of the two, with what belongs to both.';

function reportDuplicates(groups: readonly DeclaredGroup[], found: Collector): void {
  const byName = new Map<string, Place>();
  const byId = new Map<string, Place>();
  for (const { name, place, id } of groups) {
    const sameName = byName.get(name);
    const sameId = id === null ? undefined : byId.get(id.value);
    if (sameName !== undefined) {
      const message = `The group \`${brief(name)}\` is declared in ${at(sameName)} already`;
      found.report('duplicate-group', place, message, keepOne);
    } else if (id !== null && sameId !== undefined) {
      found.report('duplicate-group', id.place, `The group in ${at(sameId)} has this id already`, keepOne);
    }
    byName.set(name, sameName ?? place);
    if (id !== null) byId.set(id.value, sameId ?? id.place);
  }
}

/** Unknown teams, and more memberships than can be planned. */
function reportGrants(
  groups: readonly DeclaredGroup[],
  teams: ReadonlyMap<string, Team>,
  found: Collector,
  hints: NameHints,
): void {
  let room = maxMemberships;
  const take = (memberships: number, place: Place): void => {
    if (room >= 0 && room < memberships) {
      const message = `The groups have more than ${maxMemberships} memberships together, counting everybody of their teams`;
      found.report('too-many-memberships', place, message);
    }
    room -= memberships;
  };
  for (const { place, membership } of groups) {
    take(membership?.members.length ?? 0, place);
    for (const grant of membership?.grants ?? []) {
      const team = teams.get(grant.team);
      if (team === undefined) reportUnknownTeam(grant.team, grant.place, teams, found, hints);
      else take(team.everybody.length, grant.place);
    }
  }
}

function reportUnused(
  groups: readonly DeclaredGroup[],
  teams: ReadonlyMap<string, Team>,
  found: Collector,
): void {
  const used = new Set<string>();
  for (const { membership } of groups) for (const { team } of membership?.grants ?? []) used.add(team);
  for (const { includes } of teams.values()) for (const { team } of includes) used.add(team);
  for (const { name, place } of teams.values()) {
    if (!used.has(name))
      found.report('unused-team', place, `No group and no team names the team \`${brief(name)}\``);
  }
}

function at(place: Place): string {
  const { file, line } = sourceOf(place);
  return `${brief(file)}:${line}`;
}
