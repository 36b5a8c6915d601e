import { Holdings } from './holdings.ts';
import { groupId, idOf } from './ids.ts';
import {
  type Account,
  accountKey,
  type Effect,
  type Group,
  labelOf,
  type Membership,
  type Organization,
  type Resource,
  subjectOf,
  type World,
} from './model.ts';
import { type AutoJoin, type SideEffect, settingEffects } from './settings.ts';

type MutableGroup = {
  -readonly [Key in keyof Omit<Group, 'users' | 'resources'>]: Group[Key];
} & { readonly users: Map<string, Membership>; readonly resources: Group['resources'] };

/** What a group can be given when it is made or changed. */
export interface GroupFields {
  readonly name?: string;
  readonly description?: string | null;
  readonly scim?: boolean;
  /** Whole cents; `null` takes a limit away. */
  readonly spendLimits?: Readonly<Record<string, number | null>>;
}

/**
 * The organization as it is now, and what can happen to it. It knows nothing of tokens, permissions or HTTP: the
 * routes ask those first, and `Sandbox.mutate` goes past them as somebody in the web interface does. Every method
 * throws `RangeError` for a group or user that there is not, before anything is changed.
 */
export class Directory {
  readonly organization: Organization;
  readonly #accounts = new Map<string, Account>();
  /** When each came into the organization, as a number that only grows. */
  readonly #arrivals = new Map<string, number>();
  readonly #groups = new Map<string, MutableGroup>();
  readonly #holdings: Holdings;
  #nextArrival = 0;
  #effects: Effect[] = [];
  #sideEffects: SideEffect[] = [];

  constructor(world: Pick<World, 'organization' | 'accounts' | 'groups' | 'loose'>) {
    this.organization = world.organization;
    this.#holdings = new Holdings(world);
    for (const account of world.accounts) this.#put(account);
    for (const group of world.groups) {
      const resources = this.#holdings.of(group.id);
      this.#groups.set(group.id, { ...group, users: new Map(group.users), resources });
    }
  }

  /** Another organization that is as this one is now, and does not change with it. */
  copy(): Directory {
    return new Directory({
      organization: this.organization,
      accounts: this.accounts(),
      groups: this.groups(),
      loose: this.loose(),
    });
  }

  /** Everybody the Hub knows, in the order in which they were first heard of. */
  accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  /** Whom the members list shows, in the order in which they came: service accounts are not among them. */
  members(): readonly Account[] {
    return this.accounts()
      .filter((account) => account.kind === 'member')
      .sort((left, right) => this.arrival(left) - this.arrival(right));
  }

  /** The place of an account in the order of arrival. */
  arrival(account: Account): number {
    return this.#arrivals.get(accountKey(account.name)) ?? 0;
  }

  account(username: string): Account | undefined {
    return this.#accounts.get(accountKey(username));
  }

  groups(): readonly Group[] {
    return [...this.#groups.values()];
  }

  group(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  /** The first group with this name. */
  groupNamed(name: string): Group {
    const found = this.groups().find((group) => group.name === name);
    if (found === undefined) throw new RangeError(`there is no group named ${name}`);
    return found;
  }

  /** Repositories and collections that are in no group. */
  loose(): readonly Resource[] {
    return [...this.#holdings.of(null).values()];
  }

  /** Every repository of the organization, in a group or in none. */
  repositories(): readonly Resource[] {
    const namespace = `${this.organization.name.toLowerCase()}/`;
    return this.#holdings.all().filter(({ name }) => name?.toLowerCase().startsWith(namespace));
  }

  /** A repository or a collection (by its id) and the group it is in; names are compared without letter case. */
  thing(
    wanted: Pick<Resource, 'type' | 'name' | 'id'>,
  ): { resource: Resource; group: Group | null } | undefined {
    const found = this.#holdings.find(labelOf(wanted));
    if (found === undefined) return undefined;
    return { resource: found.resource, group: found.group === null ? null : this.#mutable(found.group) };
  }

  /** Adds a user to a group, or changes the role of who is in it. */
  setRole(id: string, username: string, role: string, addedBy: string | null = null): void {
    const group = this.#mutable(id);
    const account = this.#known(username);
    const key = accountKey(username);
    const before = group.users.get(key);
    group.users.set(key, { role, addedBy: before?.addedBy ?? addedBy });
    this.#record(id, account.name, before?.role ?? null, role);
  }

  /** Takes a user out of a group; nothing happens when the user is not in it. */
  removeFromGroup(id: string, username: string): void {
    const group = this.#mutable(id);
    const account = this.#known(username);
    const before = group.users.get(accountKey(username));
    group.users.delete(accountKey(username));
    this.#record(id, account.name, before?.role ?? null, null);
  }

  createGroup(name: string, fields: Omit<GroupFields, 'name'> = {}): Group {
    const id = groupId(this.organization.name, name, this.#groups);
    this.#groups.set(id, {
      id,
      name,
      description: null,
      scim: false,
      autoJoin: { enabled: false },
      spendLimits: {},
      usage: {},
      users: new Map(),
      resources: this.#holdings.of(id),
    });
    this.#note({ kind: 'group', group: id, subject: name, before: null, after: name });
    return this.updateGroup(id, fields);
  }

  updateGroup(id: string, fields: GroupFields): Group {
    const group = this.#mutable(id);
    const was = { ...group };
    group.name = fields.name ?? group.name;
    group.scim = fields.scim ?? group.scim;
    if (fields.description !== undefined) group.description = fields.description;
    const limits = new Map(Object.entries(group.spendLimits));
    for (const [product, cents] of Object.entries(fields.spendLimits ?? {})) {
      if (cents === null) limits.delete(product);
      else limits.set(product, cents);
    }
    group.spendLimits = Object.fromEntries(limits);
    this.#note(...settingEffects(id, was, group));
    return group;
  }

  /** Its users lose the access that it gave; its repositories and collections are in no group then. */
  deleteGroup(id: string): void {
    const group = this.#mutable(id);
    for (const key of [...group.users.keys()]) this.removeFromGroup(id, key);
    for (const resource of this.#holdings.dissolve(id)) this.#noteMove(resource, id, null);
    this.#groups.delete(id);
    this.#note({ kind: 'group', group: id, subject: group.name, before: group.name, after: null });
  }

  /** Switching it on adds every matching member at once; switching it off removes nobody. */
  setAutoJoin(id: string, autoJoin: AutoJoin): void {
    const group = this.#mutable(id);
    const was = { ...group };
    group.autoJoin = autoJoin;
    this.#note(...settingEffects(id, was, group));
    for (const member of this.members()) this.#autoJoin(id, member);
  }

  /** Puts a repository or a collection into a group, out of the one it was in; `null` takes it out. */
  move(wanted: Pick<Resource, 'type' | 'name' | 'id'>, id: string | null, addedBy: string): void {
    if (id !== null) this.#mutable(id);
    const before = this.#holdings.move(labelOf(wanted), id, addedBy);
    const found = this.#holdings.find(labelOf(wanted));
    if (found !== undefined) this.#noteMove(found.resource, before, id);
  }

  /** Somebody comes into the organization: groups with auto-join take them in. */
  join(member: { name: string } & Partial<Omit<Account, 'name' | 'kind'>>): void {
    const known = this.account(member.name);
    const account: Account = {
      id: known?.id ?? idOf('user', accountKey(member.name)),
      fullname: known?.fullname ?? member.name,
      role: 'read',
      email: null,
      pro: false,
      external: false,
      ...member,
      kind: 'member',
    };
    if (known?.kind !== 'member') this.#arrivals.delete(accountKey(member.name));
    this.#put(account);
    for (const id of this.#groups.keys()) this.#autoJoin(id, account);
  }

  /** Somebody leaves the organization, and with it every group; the Hub still knows them. */
  leave(username: string): void {
    const account = this.#known(username);
    for (const group of this.#groups.values()) this.removeFromGroup(group.id, username);
    this.#accounts.set(accountKey(username), { ...account, kind: 'other', role: null });
  }

  setOrganizationRole(username: string, role: string): void {
    const account = this.#known(username);
    this.#accounts.set(accountKey(username), { ...account, role });
    const [subject, before] = [account.name, account.role];
    this.#note({ kind: 'organization_role', group: null, subject, before, after: role });
  }

  /** The changes of membership since the last time it was asked, and what else was changed. */
  takeEffects(): { readonly effect: readonly Effect[]; readonly sideEffect: readonly SideEffect[] } {
    const taken = { effect: this.#effects, sideEffect: this.#sideEffects };
    this.#effects = [];
    this.#sideEffects = [];
    return taken;
  }

  #put(account: Account): void {
    const key = accountKey(account.name);
    this.#accounts.set(key, account);
    if (!this.#arrivals.has(key)) {
      this.#arrivals.set(key, this.#nextArrival);
      this.#nextArrival += 1;
    }
  }

  #autoJoin(id: string, member: Account): void {
    const group = this.#mutable(id);
    if (!group.autoJoin.enabled || group.users.has(accountKey(member.name))) return;
    if (group.autoJoin.scope === 'read_plus' && member.role === 'no_access') return;
    this.setRole(id, member.name, group.autoJoin.role);
  }

  #record(group: string, user: string, before: string | null, after: string | null): void {
    if (before !== after) this.#effects.push({ group, user, before, after });
  }

  #note(...effects: readonly SideEffect[]): void {
    this.#sideEffects.push(...effects.filter(({ before, after }) => before !== after));
  }

  #noteMove(resource: Resource, before: string | null, after: string | null): void {
    const subject = subjectOf(this.organization.name, resource);
    this.#note({ kind: 'resource', group: after ?? before, subject, before, after });
  }

  #mutable(id: string): MutableGroup {
    const group = this.#groups.get(id);
    if (group === undefined) throw new RangeError(`there is no group ${id}`);
    return group;
  }

  #known(username: string): Account {
    const account = this.account(username);
    if (account === undefined) throw new RangeError(`there is no user ${username}`);
    return account;
  }
}
