import { isObject } from '../../src/live/read.ts';
import type { Change } from '../../src/model/plan.ts';
import type { Actor } from '../apply/stage.ts';
import type { Random } from './random.ts';

/** Something in the lists of the Hub that is not as described. */
export type Odd =
  | { readonly kind: 'no_role' | 'twice'; readonly group: string; readonly user: string }
  | { readonly kind: 'no_type' | 'no_username'; readonly group: string }
  | { readonly kind: 'no_group_name' | 'no_member_name' };

/** One odd thing. @param groups names of groups; some of them may be declared */
export function oddOf(
  random: Random,
  groups: readonly string[],
  people: readonly [string, ...string[]],
): Odd {
  const group = groups[random.below(groups.length)] ?? '';
  const kind = random.pick([
    'no_role',
    'twice',
    'no_type',
    'no_username',
    'no_group_name',
    'no_member_name',
  ] as const);
  switch (kind) {
    case 'no_role':
    case 'twice':
      return { kind, group, user: random.pick(people) };
    case 'no_type':
    case 'no_username':
      return { kind, group };
    default:
      return { kind };
  }
}

/** Whether what is odd may keep a change from being planned. */
export function mayCost(odds: readonly Odd[], change: Change): boolean {
  return odds.some((odd) => concerns(odd, change));
}

function concerns(odd: Odd, change: Change): boolean {
  const { kind, group, after } = change;
  const isThere = 'group' in odd && odd.group === group?.name;
  const deletes = kind === 'group' && after === null;
  switch (odd.kind) {
    case 'no_role':
    case 'twice':
      // Who is given another role in the organization needs all their groups to be sent back.
      return 'user' in change && change.user === odd.user && (isThere || kind === 'organization_role');
    case 'no_username':
      return (isThere && (kind === 'membership' || deletes)) || kind === 'organization_role';
    case 'no_type':
      return kind === 'resource' || (isThere && deletes);
    case 'no_group_name':
      // A group that does not say its name may be the one that is to be made.
      return kind === 'resource' || kind === 'organization_role' || group?.id === null;
    case 'no_member_name':
      return false;
  }
}

/** The same client, of a Hub whose lists and groups have what is odd in them as well. */
export function withOdds(actor: Actor, odds: readonly Odd[]): Actor {
  const { hub } = actor;
  const reads = {
    async listGroups(organization: string): Promise<readonly unknown[]> {
      const list = (await hub.listGroups(organization)).map((group) => oddGroup(group, odds));
      const nameless = { id: 'e'.repeat(24), users: [], resources: [] };
      return odds.some(({ kind }) => kind === 'no_group_name') ? [...list, nameless] : list;
    },
    async listMembers(organization: string): Promise<readonly unknown[]> {
      const list = await hub.listMembers(organization);
      return odds.some(({ kind }) => kind === 'no_member_name') ? [...list, { role: 'read' }] : list;
    },
    getGroup: async (organization: string, id: string) => {
      const group = await hub.getGroup(organization, id);
      return { ...oddGroup(group, odds), id: group.id, name: group.name };
    },
  };
  return { ...actor, hub: { ...hub, ...reads, reader: { ...hub.reader, ...reads } } };
}

function oddGroup(value: unknown, odds: readonly Odd[]): Readonly<Record<string, unknown>> {
  const group = isObject(value) ? value : {};
  return odds.reduce(
    (one, odd) => ('group' in odd && one['name'] === odd.group ? made(one, odd) : one),
    group,
  );
}

function made(
  group: Readonly<Record<string, unknown>>,
  odd: Extract<Odd, { readonly group: string }>,
): Readonly<Record<string, unknown>> {
  const users: readonly unknown[] = Array.isArray(group['users']) ? group['users'] : [];
  const others = users.filter((one) => !('user' in odd && isObject(one) && one['name'] === odd.user));
  switch (odd.kind) {
    case 'no_role':
      return { ...group, users: [...others, { type: 'user', name: odd.user }] };
    case 'twice': {
      const both = ['read', 'admin'].map((role) => ({ type: 'user', name: odd.user, role }));
      return { ...group, users: [...others, ...both] };
    }
    case 'no_username':
      return { ...group, users: [...users, { type: 'user', role: 'read' }] };
    case 'no_type': {
      const resources: readonly unknown[] = Array.isArray(group['resources']) ? group['resources'] : [];
      return { ...group, resources: [...resources, { name: 'acme-ai/odd-one' }] };
    }
  }
}
