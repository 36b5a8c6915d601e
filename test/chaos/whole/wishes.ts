import type { ResourceWish, RoleWishes, WholeWishes, Wish } from '../../apply/stage.ts';
import type { Random } from '../random.ts';
import {
  bots,
  type GroupName,
  groups,
  idOf,
  organizationRoles,
  people,
  provided,
  roles,
  subjects,
} from './organization.ts';

/** What is declared of one group: its wish, and which live group it means; `null` for one that is to be made. */
export interface DeclaredGroup {
  readonly name: string;
  readonly live: GroupName | null;
  readonly wish: WholeWishes[string];
}

/** What is declared of the organization. */
export interface Declared {
  readonly groups: readonly DeclaredGroup[];
  readonly roles: RoleWishes;
}

/** What is declared of groups, as a file has it. */
export function wishesOf({ groups: declared }: Declared): WholeWishes {
  return Object.fromEntries(declared.map(({ name, wish }) => [name, wish]));
}

const fates = ['left', 'named', 'named', 'identified', 'renamed', 'deleted'] as const;

/** A bit of everything that a file can say. */
export function declaredOf(random: Random, scim: boolean): Declared {
  const kept: { readonly name: string; readonly live: GroupName | null; readonly more: object }[] = [];
  const gone: DeclaredGroup[] = [];
  for (const live of groups) {
    const id = idOf(live);
    const fate = random.pick(fates);
    if (fate === 'deleted') gone.push({ name: live, live, wish: { id, state: 'absent' } });
    else if (fate === 'renamed') kept.push({ name: `${live} 2`, live, more: { id } });
    else if (fate !== 'left') kept.push({ name: live, live, more: fate === 'named' ? {} : { id } });
  }
  for (const name of random.some(['Fresh', 'New'], 0.5))
    kept.push({ name, live: null, more: { create: true } });
  const places = new Map(
    subjects.map((subject) => [subject, random.pick([null, null, ...kept.map(({ name }) => name)])]),
  );
  const declared = kept.map(({ name, live, more }): DeclaredGroup => {
    const own = subjects.filter((subject) => places.get(subject) === name);
    const wish = scim && live === provided ? providedWish(random, own) : wishFor(random, own);
    return { name, live, wish: { ...more, ...wish } };
  });
  return {
    groups: [...declared, ...gone],
    roles: random.chance(0.6)
      ? Object.fromEntries(random.some(people, 0.4).map((user) => [user, random.pick(organizationRoles)]))
      : {},
  };
}

function wishFor(random: Random, own: readonly string[]): WholeWishes[string] {
  const join = random.chance(0.3);
  const exact = !join && random.chance(0.4);
  const off = random.chance(0.3);
  return {
    ...settingsOf(random),
    ...(exact ? { membership: 'exact' } : {}),
    ...(exact || random.chance(0.8) ? { members: membersOf(random) } : {}),
    ...(join ? { auto_join: { role: random.pick(roles), scope: random.pick(['all', 'read_plus']) } } : {}),
    ...(!join && off ? { auto_join: 'off' } : {}),
    ...resourcesOf(random, own),
  };
}

/** Of regular people only the identity provider decides. */
function providedWish(random: Random, own: readonly string[]): WholeWishes[string] {
  return {
    managed_by: 'scim',
    ...settingsOf(random),
    members: Object.fromEntries(random.some(bots, 0.5).map((bot) => botOf(random, bot))),
    ...resourcesOf(random, own),
  };
}

function settingsOf(random: Random): WholeWishes[string] {
  const limits = { total: 500, spaces: random.pick([null, 7, 99.5]), jobs: random.pick([null, 1, 100]) };
  return {
    ...(random.chance(0.4) ? { description: random.pick(['', 'Old', 'New “quoted”']) } : {}),
    ...(random.chance(0.4)
      ? { spend_limits: Object.fromEntries(random.some(Object.entries(limits), 0.6)) }
      : {}),
  };
}

function membersOf(random: Random): Wish {
  const entries = random
    .some(people, 0.5)
    .map((user): [string, Wish[string]] => [user, random.chance(0.15) ? 'absent' : random.pick(roles)]);
  const machines = random.some(bots, 0.4).map((bot) => botOf(random, bot));
  return { boss: 'admin', ...Object.fromEntries([...entries, ...machines]) };
}

function botOf(random: Random, name: string): [string, Wish[string]] {
  return [name, { role: random.pick(roles), service_account: true }];
}

function resourcesOf(random: Random, own: readonly string[]): { readonly resources?: ResourceWish } {
  const exact = random.chance(0.3);
  if (own.length === 0 && !exact) return {};
  const of = (type: string): readonly string[] =>
    own.flatMap((subject) => (subject.startsWith(`${type}:`) ? [subject.slice(type.length + 1)] : []));
  return {
    resources: {
      ...(exact ? { mode: 'exact' } : {}),
      models: of('model'),
      datasets: of('dataset'),
      spaces: of('space'),
      buckets: of('bucket'),
      collections: of('collection'),
    },
  };
}
