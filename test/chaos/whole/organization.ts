import type { HandSeed, SeedGroup } from '../../../src/sandbox/model.ts';
import { seedOf } from '../../apply/stage.ts';
import type { Random } from '../random.ts';

/** The groups that are there before; the last one may belong to an identity provider. */
export const groups = ['Lab', 'Shop', 'Vault', 'Pool'] as const;
export type GroupName = (typeof groups)[number];
export const provided: GroupName = 'Pool';

/** The id of a group that is there before. */
export function idOf(name: GroupName): string {
  return String(groups.indexOf(name) + 1).repeat(24);
}

/** The group that has this id; `null` for one that was made since. */
export function nameOf(id: string): GroupName | null {
  return groups.find((name) => idOf(name) === id) ?? null;
}

export const people = ['ada', 'bob', 'Grace', 'kim', 'lee', 'zoe'] as const;
export const bots = ['ci-bot'] as const;
export const roles = ['read', 'contributor', 'write', 'admin'] as const;
export const organizationRoles = ['no_access', ...roles] as const;
/** What the organization may be declared to spend, by the names of the file and of the Hub. */
export const products = { total: 'total', spaces: 'spaces', jobs: 'jobs' } as const;
export type Product = keyof typeof products;

/** Auto-join as a plan writes it. */
export function joinText({ enabled, role, scope }: Readonly<Record<string, unknown>>): string {
  return enabled === true ? `${String(role)}/${String(scope ?? 'all')}` : 'off';
}

/** A limit as a plan writes it, of those that the Hub shows, in cents; `null` for none. */
export function limitText(limits: Readonly<Record<string, unknown>>, name: string): string | null {
  const cents = limits[Object.entries(products).find(([key]) => key === name)?.[1] ?? ''];
  return typeof cents === 'number' ? (cents / 100).toFixed(2) : null;
}

const shelves = ['c', 'd'].map((letter) => ({ id: letter.repeat(24), slug: `best-${letter}` }));
/** What can be in a group, as plans and the log call it. */
export const subjects: readonly [string, ...string[]] = [
  'model:acme-ai/m0',
  'model:acme-ai/m1',
  'model:acme-ai/m2',
  'dataset:acme-ai/m0',
  'space:acme-ai/s0',
  'bucket:acme-ai/m0',
  ...shelves.map(({ id, slug }) => `collection:acme-ai/${slug}-${id}`),
];

/** A thing as a seed has it. */
function thing(subject: string): { type: string; name?: string; id?: string; slug?: string } {
  const [type = '', name = ''] = subject.split(':');
  const shelf = shelves.find(({ id }) => name.endsWith(id));
  return shelf === undefined ? { type, name } : { type, ...shelf };
}

/** An organization with a bit of everything; whether the last group is an identity provider's. */
export function organizationOf(random: Random): { readonly seed: HandSeed; readonly scim: boolean } {
  const scim = random.chance(0.4);
  const place = new Map(subjects.map((subject) => [subject, random.pick([null, ...groups])]));
  const at = (name: string | null): readonly string[] =>
    subjects.filter((subject) => place.get(subject) === name);
  const loose = at(null).map(thing);
  const seeded = groups.map((name): [string, SeedGroup] => [
    name,
    {
      id: idOf(name),
      scim: scim && name === provided,
      members: membersOf(random),
      resources: at(name).map((subject) => ({ ...thing(subject), private: random.chance(0.5) })),
      ...(random.chance(0.4) ? { description: 'Old' } : {}),
      ...(random.chance(0.4) ? { spend_limits: { jobs: 100, spaces: 7 } } : {}),
      ...(random.chance(0.15) && name !== provided ? { auto_join: { role: 'read' } } : {}),
    },
  ]);
  const seed = seedOf([], Object.fromEntries(seeded), {
    plan: 'enterprise',
    members: {
      boss: 'admin',
      ...Object.fromEntries(people.map((user) => [user, random.pick(organizationRoles)])),
    },
    service_accounts: bots,
    repositories: loose.filter(({ type }) => type !== 'collection'),
    collections: shelves.filter(({ id }) => loose.some((one) => one.id === id)),
    options: { error_text: random.pick(['names', 'silent']) },
  });
  return { seed, scim };
}

function membersOf(random: Random): Readonly<Record<string, string>> {
  const inside = [...random.some(people, 0.5), ...random.some(bots, 0.3)];
  return {
    ...(random.chance(0.7) ? { boss: 'admin' } : {}),
    ...Object.fromEntries(inside.map((user) => [user, random.pick(roles)])),
  };
}
