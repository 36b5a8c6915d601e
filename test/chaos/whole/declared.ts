import type { DeclaredGroup } from './wishes.ts';

/*
 * What a scenario declares, read from the wishes as the contract says, without the program: of each thing what it should
 * be, `null` for nothing, `undefined` for what is not managed.
 */

/** Whether the group is to be deleted. */
export function isGone({ wish }: DeclaredGroup): boolean {
  return 'state' in wish;
}

/** The role of a user. @param isManaged whether `exact` speaks of the user: not of service accounts */
export function roleOf({ wish }: DeclaredGroup, user: string, isManaged: boolean): string | null | undefined {
  if ('state' in wish) return null;
  const entry = Object.entries(wish.members ?? {}).find(([name]) => isSame(name, user))?.[1];
  if (entry === undefined) return wish.membership === 'exact' && isManaged ? null : undefined;
  const role = typeof entry === 'string' ? entry : entry.role;
  return role === 'absent' ? null : role;
}

/** Who is given a role, but for service accounts. */
export function peopleIn({ wish }: DeclaredGroup): readonly string[] {
  if ('state' in wish) return [];
  return Object.entries(wish.members ?? {}).flatMap(([name, entry]) =>
    typeof entry === 'string' && entry !== 'absent' ? [name] : [],
  );
}

/** A setting, as a plan writes it. */
export function settingOf({ name, wish }: DeclaredGroup, setting: string): string | null | undefined {
  if ('state' in wish) return undefined;
  if (setting === 'name') return wish.id === undefined ? undefined : name;
  if (setting === 'description') return wish.description === '' ? null : wish.description;
  if (setting === 'auto_join') return joinOf(wish.auto_join);
  const dollars = wish.spend_limits?.[setting.replace('spend_limits.', '')];
  return typeof dollars === 'number' ? dollars.toFixed(2) : dollars;
}

export const settings: readonly string[] = [
  'name',
  'description',
  'auto_join',
  'spend_limits.total',
  'spend_limits.spaces',
  'spend_limits.jobs',
];

function joinOf(
  join: 'off' | { readonly role: string; readonly scope: string } | undefined,
): string | undefined {
  return typeof join === 'object' ? `${join.role}/${join.scope}` : join;
}

/** What is declared to be in the group. */
export function thingsIn({ wish }: DeclaredGroup): readonly string[] {
  if ('state' in wish || wish.resources === undefined) return [];
  const { models = [], datasets = [], spaces = [], buckets = [], collections = [] } = wish.resources;
  return [
    ...models.map((name) => `model:${name}`),
    ...datasets.map((name) => `dataset:${name}`),
    ...spaces.map((name) => `space:${name}`),
    ...buckets.map((name) => `bucket:${name}`),
    ...collections.map((name) => `collection:${name}`),
  ];
}

/** Whether nothing else may be in the group. */
export function holdsNothingElse({ wish }: DeclaredGroup): boolean {
  return !('state' in wish) && wish.resources?.mode === 'exact';
}

/** Usernames have no letter case. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
