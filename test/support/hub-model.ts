import type { Call } from '../../src/model/plan.ts';
import type { DescribedSnapshot } from './planning.ts';

const roles: ReadonlySet<unknown> = new Set(['read', 'contributor', 'write', 'admin']);

/**
 * The memberships of an organization, and the names of its groups, changed by calls alone, as the Hub's description says: adding is all or nothing
 * and for people who are not in the group; changing and removing is for those who are. A call that the Hub would
 * refuse is an error here.
 */
export class HubModel {
  readonly #snapshot: DescribedSnapshot;
  readonly #groups = new Map<string, Map<string, { readonly name: string; readonly role: string }>>();
  readonly #names = new Map<string, string>();
  readonly #spelled = new Map<string, string>();
  readonly #addable: (user: string) => boolean;

  /** @param addable who may be added without being in the members list: service accounts, in lower case */
  constructor(snapshot: DescribedSnapshot, addable: (user: string) => boolean) {
    this.#snapshot = snapshot;
    this.#addable = addable;
    for (const { user } of snapshot.members) this.#spelled.set(user.toLowerCase(), user);
    for (const { id, name } of snapshot.groups) this.#names.set(id, name);
    for (const { id, users } of snapshot.groups)
      this.#groups.set(id, new Map(users.map(({ name, role }) => [name.toLowerCase(), { name, role }])));
  }

  apply(call: Call): void {
    if (this.#renames(call)) return;
    const path = /^\/api\/organizations\/([^/]+)\/resource-groups\/([^/]+)\/users(?:\/([^/]+))?$/.exec(
      call.path,
    );
    if (path === null) throw new Error(`No such path: ${call.path}`);
    const [organization = '', id = '', user] = path.slice(1).map((part) => part && decodeURIComponent(part));
    const users = this.#groups.get(id);
    if (users === undefined || organization.toLowerCase() !== this.#snapshot.organization.toLowerCase())
      throw new Error(`404 ${call.path}`);
    if (user === undefined) this.#add(users, call);
    else this.#one(users, user, call);
  }

  /** What the Hub would list now. */
  snapshot(): DescribedSnapshot {
    const groups = this.#snapshot.groups.map((group) => ({
      ...group,
      name: this.#names.get(group.id) ?? group.name,
      users: [...(this.#groups.get(group.id) ?? new Map()).values()],
    }));
    return { ...this.#snapshot, groups };
  }

  /** Whether the call gives a group another name, which is then done. */
  #renames({ method, path, body }: Call): boolean {
    const id = /\/resource-groups\/([^/]+)$/.exec(path)?.[1] ?? '';
    const name: unknown = body?.['name'];
    if (method !== 'PATCH' || !this.#names.has(id) || typeof name !== 'string') return false;
    this.#names.set(id, name);
    return true;
  }

  #add(users: Map<string, { readonly name: string; readonly role: string }>, call: Call): void {
    const asked: unknown = call.body?.['users'];
    if (call.method !== 'POST' || !Array.isArray(asked) || asked.length === 0)
      throw new Error('400 bad body');
    for (const { user, role } of asked) {
      const key = String(user).toLowerCase();
      if (!roles.has(role)) throw new Error(`400 no such role: ${role}`);
      if (users.has(key)) throw new Error(`403 ${user} is in the group already`);
      const spelled = this.#spelled.get(key);
      if (spelled === undefined && !this.#addable(key))
        throw new Error(`403 ${user} is not in the organization`);
      if (spelled !== undefined && spelled !== user) throw new Error(`${user} is not the Hub's spelling`);
      users.set(key, { name: String(user), role: String(role) });
    }
  }

  #one(users: Map<string, { readonly name: string; readonly role: string }>, user: string, call: Call): void {
    const now = users.get(user.toLowerCase());
    if (now === undefined) throw new Error(`404 ${user} is not in the group`);
    if (call.method === 'DELETE' && call.body === null) {
      users.delete(user.toLowerCase());
      return;
    }
    const role: unknown = call.body?.['role'];
    if (call.method !== 'PATCH' || !roles.has(role)) throw new Error('400 bad body');
    users.set(user.toLowerCase(), { name: now.name, role: String(role) });
  }
}
