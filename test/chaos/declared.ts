import type { Directory } from '../../src/sandbox/directory.ts';
import type { Scenario } from './scenario.ts';

/** What a scenario declares of one user in one group: a role, `null` for none, `undefined` for nothing at all. */
export function declaredOf(
  { wishes }: Scenario,
  group: string,
  user: string,
  isMember: boolean,
): string | null | undefined {
  const wish = wishes[group];
  if (wish === undefined) return undefined;
  const entry = Object.entries(wish.members).find(([name]) => name.toLowerCase() === user.toLowerCase())?.[1];
  if (entry === undefined) return wish.membership === 'exact' && isMember ? null : undefined;
  const role = typeof entry === 'string' ? entry : entry.role;
  return role === 'absent' ? null : role;
}

/** Where the organization is not as declared, though it could be: `GROUP USER: IS, not SHOULD`. */
export function undone(scenario: Scenario, directory: Directory): readonly string[] {
  return directory.groups().flatMap((group) => {
    const held = isHeld(scenario, group, directory);
    return directory.accounts().flatMap(({ name, kind }) => {
      const is = group.users.get(name.toLowerCase())?.role ?? null;
      // Nobody is removed on a guess.
      if (held && !isNamed(scenario, group.name, name)) return [];
      const should = declaredOf(scenario, group.name, name, kind === 'member');
      // Who is not in the organization cannot be added, and SCIM alone decides on regular members.
      const impossible = (kind === 'other' && should !== null) || (group.scim && kind === 'member');
      return should === undefined || should === is || impossible
        ? []
        : [`${group.name} ${name}: ${is}, not ${should}`];
    });
  });
}

type Group = ReturnType<Directory['groups']>[number];

/** Whether an entry that would give a role matches nobody. */
function isHeld({ wishes }: Scenario, group: Group, directory: Directory): boolean {
  const members = new Set(
    directory.accounts().flatMap(({ name, kind }) => (kind === 'member' ? [name.toLowerCase()] : [])),
  );
  return Object.entries(wishes[group.name]?.members ?? {}).some(([name, entry]) => {
    if (entry === 'absent' || typeof entry !== 'string') return false;
    return !members.has(name.toLowerCase()) && !group.users.has(name.toLowerCase());
  });
}

function isNamed({ wishes }: Scenario, group: string, user: string): boolean {
  return Object.keys(wishes[group]?.members ?? {}).some((name) => name.toLowerCase() === user.toLowerCase());
}
