import type { HubGroup } from '../../src/hub/hub.ts';
import type { Call } from '../../src/model/plan.ts';
import { type DescribedSnapshot, idOf } from './planning.ts';

type Users = Record<string, string>;

/** A group as the Hub has it, as far as what can be declared goes. */
export interface WholeGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `off`, or `ROLE/SCOPE`. */
  readonly autoJoin: string;
  /** Cents by the Hub's names of the products. */
  readonly limits: Readonly<Record<string, number>>;
  readonly users: Readonly<Users>;
  /** `model:acme-ai/base`, `collection:acme-ai/SLUG-ID`. */
  readonly things: readonly string[];
}

const asThing = /^\/api\/([a-z]+)s\/(.+)\/resource-group$/;
const [asPatch, asSettings, asUsers] = [/^$/, /^\/settings$/, /^\/users(?:\/([^/]+))?$/];

/**
 * Groups, changed by calls alone, as the Hub's description says; it shares no code with the program. What it would refuse
 * is an error. A path may name a group that was just made by `new:NAME`, as the calls of a plan do.
 */
export function afterCalls(
  groups: readonly WholeGroup[],
  members: readonly string[],
  calls: readonly Call[],
) {
  const state = new Map(groups.map((group) => [group.id, group]));
  const made = new Map<string, string>();
  const move = (thing: string, id: string | null): void => {
    for (const group of state.values())
      state.set(group.id, { ...group, things: group.things.filter((one) => one !== thing) });
    const into = id === null ? null : state.get(id);
    if (into === undefined) throw new Error(`${thing} into ${id}, which is not there`);
    if (into !== null) state.set(into.id, { ...into, things: [...into.things, thing] });
  };
  for (const call of calls) {
    const [, type, thing] = asThing.exec(call.path) ?? [];
    if (type !== undefined) {
      const target: unknown = call.body?.['resourceGroupId'] ?? null;
      const key = encodeURIComponent(String(target));
      move(`${type}:${thing}`, target === null ? null : (made.get(key) ?? String(target)));
      continue;
    }
    const [, given = '', rest = ''] = /\/resource-groups(?:\/([^/]+)(.*))?$/.exec(call.path) ?? [];
    const body: Readonly<Record<string, unknown>> = call.body ?? {};
    if (given === '') {
      const name = String(body['name']);
      if ([...state.values()].some((group) => group.name === name)) throw new Error(`a second ${name}`);
      const id = idOf(1000 + state.size);
      made.set(encodeURIComponent(`new:${name}`), id);
      const users = added({}, body['users'] ?? []);
      const empty = {
        id,
        name,
        description: String(body['description'] ?? ''),
        autoJoin: 'off',
        limits: {},
        users,
        things: [],
      };
      state.set(
        id,
        joined({ ...empty, autoJoin: autoJoinOf(body['autoJoin']) }, members, body['autoJoin'] !== undefined),
      );
      for (const own of reposIn(body['repos'])) move(own, id);
      continue;
    }
    const id = made.get(given) ?? given;
    const group = state.get(id);
    if (group === undefined) throw new Error(`404 ${call.path}`);
    if (call.method === 'DELETE' && rest === '') state.delete(id);
    else if (call.method === 'PATCH' && asPatch.test(rest)) {
      const limits = { ...group.limits };
      for (const [product, cents] of Object.entries(body['spendLimits'] ?? {})) {
        if (cents === null) delete limits[product];
        else limits[product] = Number(cents);
      }
      const text = (key: 'name' | 'description'): string => String(body[key] ?? group[key]);
      state.set(id, { ...group, name: text('name'), description: text('description'), limits });
    } else if (asSettings.test(rest)) {
      state.set(id, joined({ ...group, autoJoin: autoJoinOf(body['autoJoin']) }, members, true));
    } else {
      const [, user] = asUsers.exec(rest) ?? [];
      const users: Users = { ...group.users };
      if (user === undefined) Object.assign(users, added(users, body['users']));
      else if (users[user] === undefined) throw new Error(`${user} is not in the group`);
      else if (call.method === 'DELETE') delete users[user];
      else users[user] = String(body['role']);
      state.set(id, { ...group, users });
    }
  }
  return [...state.values()];
}

/** What a group is made with: the Hub takes no collections there. */
function reposIn(list: unknown): readonly string[] {
  return (Array.isArray(list) ? list : []).map(({ type, name }) => {
    if (type === 'collection') throw new Error('a collection among repositories');
    return `${type}:${name}`;
  });
}

function added(users: Users, list: unknown): Users {
  const all: Users = {};
  for (const { user, role } of Array.isArray(list) ? list : []) {
    if (users[user] !== undefined) throw new Error(`${user} is in the group already`);
    all[String(user)] = String(role);
  }
  return all;
}

function autoJoinOf(value: unknown): string {
  const { enabled, role, scope } = { enabled: false, role: '', scope: 'all', ...(value ?? {}) };
  return enabled ? `${role}/${scope}` : 'off';
}

function joined(group: WholeGroup, members: readonly string[], isSet: boolean): WholeGroup {
  const [role = ''] = group.autoJoin.split('/');
  if (!isSet || group.autoJoin === 'off') return group;
  return { ...group, users: { ...Object.fromEntries(members.map((user) => [user, role])), ...group.users } };
}

/** The groups as the Hub lists them. */
export function listed(groups: readonly WholeGroup[]): DescribedSnapshot['groups'] {
  return groups.map(({ id, name, description, autoJoin, limits, users, things }): HubGroup => {
    const [role = '', scope = ''] = autoJoin.split('/');
    return {
      id,
      name,
      description,
      autoJoin: autoJoin === 'off' ? { enabled: false } : { enabled: true, role, scope },
      spendLimits: limits,
      users: Object.entries(users).map(([user, given]) => ({ name: user, role: given })),
      resources: things.map(objectOf),
    };
  });
}

function objectOf(thing: string): { readonly type: string } {
  const [type = '', name = ''] = thing.split(':');
  if (type !== 'collection') return Object({ type, name, private: false });
  const [, slug, id] = /\/(.+)-([0-9a-f]{24})$/.exec(name) ?? [];
  return Object({ type, slug, id, title: slug, private: false });
}
