import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import { nearest } from '../text/nearest.ts';
import { visible } from '../text/visible.ts';
import { sourceOf } from './source-file.ts';
import type { DeclaredTeam, Person, Team } from './types.ts';

/**
 * Gives every team all its people: its own first, then those of the teams it includes, nobody twice. Reports teams
 * that are declared twice, that include an unknown one, or that include each other, with the path.
 */
export function expandTeams(declared: readonly DeclaredTeam[]): {
  readonly teams: ReadonlyMap<string, Team>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const byName = new Map<string, DeclaredTeam>();
  for (const team of declared) {
    const first = byName.get(team.name);
    if (first === undefined) {
      byName.set(team.name, team);
      continue;
    }
    const { file, line } = sourceOf(first.place);
    const message = `The team \`${visible(team.name)}\` is declared in ${file}:${line} already`;
    diagnostics.push(diagnose('duplicate-team', team.place, message));
  }

  const expanded = new Map<string, Team>();
  const path: string[] = [];
  const everybodyOf = (team: DeclaredTeam): readonly Person[] => {
    const done = expanded.get(team.name);
    if (done !== undefined) return done.everybody;
    path.push(team.name);
    const people = new Map(team.members.map((person) => [person.key, person]));
    for (const { team: name, place } of team.includes) {
      const included = byName.get(name);
      if (included === undefined) {
        diagnostics.push(unknownTeam(name, place, byName.keys()));
      } else if (path.includes(name)) {
        const cycle = [...path.slice(path.indexOf(name)), name].map((part) => visible(part)).join(' -> ');
        diagnostics.push(
          diagnose('team-cycle', place, `Teams include each other: ${cycle}`, 'Remove one `include`.'),
        );
      } else {
        for (const person of everybodyOf(included))
          if (!people.has(person.key)) people.set(person.key, person);
      }
    }
    path.pop();
    const everybody = [...people.values()];
    expanded.set(team.name, { ...team, everybody });
    return everybody;
  };
  for (const team of byName.values()) everybodyOf(team);
  return { teams: expanded, diagnostics };
}

/** The diagnostic for a team that is named and not declared. */
export function unknownTeam(
  name: string,
  place: Parameters<typeof sourceOf>[0],
  known: Iterable<string>,
): Diagnostic {
  const close = nearest(name, known);
  return diagnose(
    'unknown-team',
    place,
    `No team \`${visible(name)}\` is declared`,
    close === null ? null : `Did you mean \`${visible(close)}\`?`,
  );
}
