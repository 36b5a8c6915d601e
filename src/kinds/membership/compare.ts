import type { Place } from '../../config/source-file.ts';
import { sourceOf } from '../../config/source-file.ts';
import type { DeclaredGroup } from '../../config/types.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/types.ts';
import type { Live, LiveGroup } from '../../live/types.ts';
import type { GroupRef } from '../../plan/types.ts';
import type { Day } from '../../text/date.ts';
import { nearest } from '../../text/nearest.ts';
import { visible } from '../../text/visible.ts';
import type { TeamDirectory } from './people.ts';
import { isDestructive } from './roles.ts';
import type { MembershipBlocked, MembershipChange, MembershipUnmanaged } from './types.ts';
import { type Wanted, wantedIn } from './wanted.ts';

/** What comparing one group gives, in no particular order. `diagnostics` has errors and warnings. */
export interface MembershipComparison {
  readonly changes: readonly MembershipChange[];
  readonly blocked: readonly MembershipBlocked[];
  readonly unmanaged: readonly MembershipUnmanaged[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What comparing needs besides the group itself. */
export interface CompareContext {
  readonly live: Live;
  readonly teams: TeamDirectory;
  /** Today, UTC. */
  readonly today: Day;
}

/** Compares who is declared in a group with who is in it. */
export function compareMembership(
  declared: DeclaredGroup,
  group: LiveGroup,
  context: CompareContext,
): MembershipComparison {
  const comparer = new GroupComparer(declared, group, context);
  const { wanted, diagnostics } = wantedIn(declared, context.live, context.teams, context.today);
  for (const diagnostic of diagnostics) comparer.diagnostics.push(diagnostic);
  for (const one of wanted.values()) comparer.declared(one);
  const unresolved = [...wanted.values()].filter((one) => !one.resolved);
  for (const [key, { user, role }] of group.members) {
    if (!wanted.has(key)) comparer.undeclared(key, user, role, unresolved);
  }
  comparer.autoJoin();
  return comparer;
}

class GroupComparer implements MembershipComparison {
  readonly changes: MembershipChange[] = [];
  readonly blocked: MembershipBlocked[] = [];
  readonly unmanaged: MembershipUnmanaged[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #declared: DeclaredGroup;
  readonly #group: LiveGroup;
  readonly #live: Live;
  readonly #ref: GroupRef;

  constructor(declared: DeclaredGroup, group: LiveGroup, { live }: CompareContext) {
    this.#declared = declared;
    this.#group = group;
    this.#live = live;
    this.#ref = { id: group.info.id, name: group.info.name };
  }

  /** Somebody whom the configuration names. */
  declared(wanted: Wanted): void {
    const now = this.#group.members.get(wanted.key);
    const person = this.#live.people.get(wanted.key);
    if (!wanted.resolved) {
      this.#block(wanted, 'email_not_found', this.#nearestByEmail(wanted.key));
    } else if (wanted.role !== null && now === undefined && person === undefined && !wanted.serviceAccount) {
      this.#block(wanted, 'not_in_organization', this.#nearestByName(wanted.key));
    } else if ((now?.role ?? null) !== wanted.role) {
      const user = person?.user ?? now?.user ?? wanted.person.written;
      this.#change(user, now?.role ?? null, wanted.role, wanted, sourceOf(wanted.place));
    }
  }

  /** Somebody who is in the group and whom the configuration does not name. */
  undeclared(key: string, user: string, role: string, unresolved: readonly Wanted[]): void {
    const exact = this.#declared.membership !== null && this.#declared.mode.value === 'exact';
    const person = this.#live.people.get(key);
    if (exact && person === undefined) {
      const message = `${visible(user)} is in ${this.#name()} but not in the members list of the organization, and is left alone`;
      this.diagnostics.push(diagnose('not-in-members-list', this.#declared.place, message));
    } else if (exact && person?.email === undefined && unresolved.length > 0) {
      const message = `${visible(user)} stays in ${this.#name()}: an e-mail address declared there is not resolved, and may be this person’s`;
      this.diagnostics.push(diagnose('unidentified-member', this.#declared.place, message));
    } else if (exact) {
      const place: Place = this.#declared.mode.place ?? this.#declared.place;
      const asked = { cause: 'not_declared', via: null, reason: null, expires: null } as const;
      this.#change(user, role, null, asked, sourceOf(place));
      return;
    }
    this.unmanaged.push({ group: this.#ref, user, role });
  }

  /** Removing somebody from a group that adds people by itself deserves a word. */
  autoJoin(): void {
    if (this.#group.autoJoin === null || !this.changes.some((change) => change.action === 'delete')) return;
    const message = `${this.#name()} has auto-join: people who join the organization anew get ${visible(this.#group.autoJoin)} there again`;
    this.diagnostics.push(diagnose('auto-join', this.#declared.place, message));
  }

  #change(
    user: string,
    before: string | null,
    after: string | null,
    asked: Pick<MembershipChange, 'cause' | 'via' | 'reason' | 'expires'>,
    source: MembershipChange['source'],
  ): void {
    const isAdmin = this.#live.people.get(user.toLowerCase())?.role === 'admin';
    this.changes.push({
      kind: 'membership',
      action: before === null ? 'create' : after === null ? 'delete' : 'update',
      group: this.#ref,
      user,
      before,
      after,
      destructive: isDestructive(before, after),
      origin: null,
      source,
      reason: asked.reason,
      via: asked.via,
      cause: asked.cause,
      expires: asked.expires,
      // Organization admins have access to every group as it is.
      first_access: before === null && (this.#group.info.private ?? 0) > 0 && !isAdmin,
    });
  }

  #block(wanted: Wanted, reason: MembershipBlocked['reason'], suggestion: string | null): void {
    this.blocked.push({
      kind: 'membership',
      group: this.#ref,
      user: wanted.person.written,
      after: wanted.role,
      reason,
      suggestion,
      source: sourceOf(wanted.place),
      via: wanted.via,
      origin: null,
    });
  }

  #nearestByName(name: string): string | null {
    const close = nearest(name, this.#live.people.keys());
    return close === null ? null : (this.#live.people.get(close)?.user ?? null);
  }

  #nearestByEmail(email: string): string | null {
    const close = nearest(email, this.#live.emails.keys());
    return close === null ? null : (this.#live.emails.get(close) ?? null);
  }

  #name(): string {
    return visible(this.#group.info.name);
  }
}
