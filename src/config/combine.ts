import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import { visible } from '../text/visible.ts';
import { type Place, sourceOf } from './source-file.ts';
import { expandTeams, unknownTeam } from './teams.ts';
import type { Configuration, DeclaredGroup, FileDeclaration, Team } from './types.ts';

/**
 * Makes one configuration of its files, in their order.
 *
 * @param files the files as the user named them, for the plan's head
 * @returns `configuration` is `null` only when no file names an organization; errors may come with either
 */
export function combine(
  declarations: readonly FileDeclaration[],
  files: readonly string[],
): { readonly configuration: Configuration | null; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const organization = declarations.map((one) => one.organization).find((name) => name !== null);
  for (const other of declarations.map((one) => one.organization)) {
    if (!other || !organization || other.name.toLowerCase() === organization.name.toLowerCase()) continue;
    const message = `This file is for \`${visible(other.name)}\`, but ${at(organization.place)} is for \`${visible(organization.name)}\``;
    diagnostics.push(diagnose('other-organization', other.place, message));
  }
  const defaults = onlyOne('defaults', declarations, diagnostics);
  const guards = onlyOne('guards', declarations, diagnostics);
  const defaultMode = defaults?.defaultMode ?? { value: 'additive' as const, place: null };
  const groups = declarations.flatMap((one) =>
    one.groups.map((group): DeclaredGroup => ({ ...group, mode: group.mode ?? defaultMode })),
  );
  const { teams, diagnostics: teamDiagnostics } = expandTeams(declarations.flatMap((one) => one.teams));
  const all = diagnostics.concat(teamDiagnostics, checkGroups(groups, teams), unusedTeams(groups, teams));
  if (!organization) return { configuration: null, diagnostics: all };
  return {
    configuration: {
      organization: organization.name,
      files,
      groups,
      teams,
      guards: guards?.guards ?? { maxRemovals: null, protectedMembers: [] },
      waivers: declarations.flatMap((one) => one.waivers),
    },
    diagnostics: all,
  };
}

function onlyOne(
  section: 'defaults' | 'guards',
  declarations: readonly FileDeclaration[],
  diagnostics: Diagnostic[],
): FileDeclaration | undefined {
  const having = declarations.flatMap((declaration) => {
    const place = declaration.sections[section];
    return place === null ? [] : [{ declaration, place }];
  });
  const [first, ...others] = having;
  for (const { place } of others) {
    const message = `\`${section}\` stands in ${first === undefined ? '' : at(first.place)} already`;
    diagnostics.push(diagnose('duplicate-section', place, message));
  }
  return first?.declaration;
}

function checkGroups(
  groups: readonly DeclaredGroup[],
  teams: ReadonlyMap<string, Team>,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const byName = new Map<string, Place>();
  const byId = new Map<string, Place>();
  for (const group of groups) {
    const sameName = byName.get(group.name);
    const sameId = group.id === null ? undefined : byId.get(group.id.value);
    if (sameName !== undefined) {
      const message = `The group \`${visible(group.name)}\` is declared in ${at(sameName)} already`;
      diagnostics.push(diagnose('duplicate-group', group.place, message));
    } else if (group.id !== null && sameId !== undefined) {
      diagnostics.push(
        diagnose('duplicate-group', group.id.place, `The group in ${at(sameId)} has this id already`),
      );
    }
    byName.set(group.name, sameName ?? group.place);
    if (group.id !== null) byId.set(group.id.value, sameId ?? group.id.place);
    for (const grant of group.membership?.grants ?? []) {
      if (!teams.has(grant.team)) diagnostics.push(unknownTeam(grant.team, grant.place, teams.keys()));
    }
  }
  return diagnostics;
}

function unusedTeams(
  groups: readonly DeclaredGroup[],
  teams: ReadonlyMap<string, Team>,
): readonly Diagnostic[] {
  const used = new Set(
    groups.flatMap((group) => (group.membership?.grants ?? []).map((grant) => grant.team)),
  );
  for (const team of teams.values()) for (const { team: name } of team.includes) used.add(name);
  return [...teams.values()].flatMap((team) =>
    used.has(team.name)
      ? []
      : [
          diagnose(
            'unused-team',
            team.place,
            `No group and no team names the team \`${visible(team.name)}\``,
          ),
        ],
  );
}

function at(place: Place): string {
  const { file, line } = sourceOf(place);
  return `${file}:${line}`;
}
