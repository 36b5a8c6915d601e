import type { Configuration } from '../config/declaration.ts';
import { identify } from '../kinds/membership/people.ts';
import { declaredRoles, sectionName } from '../kinds/organization-role/declared.ts';
import type { Live } from '../live/organization.ts';
import type { AccessRow } from '../model/access-row.ts';
import type { Plan } from '../model/plan.ts';
import { sourceOf } from '../text/source-file.ts';

/** What the role in the organization gives somebody, and what the files say of it. */
export interface OrganizationWay extends Pick<AccessRow, 'declared_role' | 'source' | 'status' | 'blocked'> {
  /** In the Hub's spelling; as written, where it matches nobody. */
  readonly user: string;
  /** `?` where the Hub does not say; `null` for who is no member. */
  readonly live: string | null;
}

/** Roles in the organization, live and declared. */
export class OrganizationRoles {
  readonly #ways = new Map<string, OrganizationWay>();

  /** @param declared `null` without files */
  constructor(live: Live, declared: { readonly configuration: Configuration; readonly plan: Plan } | null) {
    const unmanaged = { declared_role: null, source: null, status: 'unmanaged', blocked: null } as const;
    for (const [key, { user, role }] of live.people)
      this.#ways.set(key, { user, live: role ?? '?', ...unmanaged });
    if (declared === null) return;
    const { configuration, plan } = declared;
    const blocked = new Map(
      plan.blocked.flatMap(({ kind, user, reason }) =>
        kind === 'organization_role' && user !== null ? [[user.toLowerCase(), reason] as const] : [],
      ),
    );
    for (const { person, role } of declaredRoles(configuration.others.get(sectionName), configuration)) {
      const { key } = identify(person, live);
      const known = this.#ways.get(key);
      const reason = blocked.get(person.written.toLowerCase()) ?? null;
      const now = known?.live ?? null;
      this.#ways.set(key, {
        user: known?.user ?? person.written,
        live: now,
        declared_role: role,
        source: sourceOf(person.place),
        status: reason !== null ? 'blocked' : now === role ? 'as_declared' : 'differs',
        blocked: reason,
      });
    }
  }

  /** Who administers the organization, or is to, by username in lower case. */
  admins(): ReadonlyMap<string, OrganizationWay> {
    const admins = new Map<string, OrganizationWay>();
    for (const [key, way] of this.#ways) {
      if (way.live === 'admin') admins.set(key, way);
      // Somebody else has no way by this role yet.
      else if (way.declared_role === 'admin')
        admins.set(key, { ...way, status: way.status === 'blocked' ? 'blocked' : 'missing' });
    }
    return admins;
  }

  /** Everybody who has a role in the organization, or whom the files give one. */
  all(): ReadonlyMap<string, OrganizationWay> {
    return this.#ways;
  }
}
