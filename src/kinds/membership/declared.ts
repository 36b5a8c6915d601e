import type { Scope } from '../kind.ts';

/** People named in the groups of a run, by an entry or a team. */
export function declaredMemberships({ configuration: { teams }, groups }: Scope): number {
  return groups.reduce((sum, { membership }) => {
    const { members, grants } = membership ?? { members: [], grants: [] };
    const given = grants.reduce((all, { team }) => all + (teams.get(team)?.everybody.length ?? 0), 0);
    return sum + members.length + given;
  }, 0);
}
