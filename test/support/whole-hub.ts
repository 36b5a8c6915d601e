import type { HubGroup } from '../../src/hub/hub.ts';
import type { Call } from '../../src/model/plan.ts';
import { type DescribedSnapshot, idOf } from './planning.ts';

type Users = Record<string, string>;

/** A group as the Hub has it, as far as names, settings and members go. */
export interface WholeGroup {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** `off`, or `ROLE/SCOPE`. */
  readonly autoJoin: string;
  /** Cents by the Hub's names of the products. */
  readonly limits: Readonly<Record<string, number>>;
  readonly users: Readonly<Users>;
}

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
  for (const call of calls) {
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
      };
      state.set(
        id,
        joined({ ...empty, autoJoin: autoJoinOf(body['autoJoin']) }, members, body['autoJoin'] !== undefined),
      );
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
  return groups.map(({ id, name, description, autoJoin, limits, users }): HubGroup => {
    const [role = '', scope = ''] = autoJoin.split('/');
    return {
      id,
      name,
      description,
      autoJoin: autoJoin === 'off' ? { enabled: false } : { enabled: true, role, scope },
      spendLimits: limits,
      users: Object.entries(users).map(([user, given]) => ({ name: user, role: given })),
      resources: [],
    };
  });
}
