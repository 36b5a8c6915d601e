import type { Configuration } from '../../config/declaration.ts';
import type { Live } from '../../live/organization.ts';
import { matchGroups } from '../../plan/match-groups.ts';

/** The ids of live groups that nothing declares. */
export function undeclaredGroups({ groups }: Configuration, live: Live): readonly string[] {
  const declared = new Set(matchGroups(groups, live, null).groups.map((group) => group.live.info.id));
  const names = new Set(groups.map(({ name }) => name));
  return live.groups.flatMap(({ info }) => (declared.has(info.id) || names.has(info.name) ? [] : [info.id]));
}
