import type { Place } from '../../config/source-file.ts';
import { sourceOf } from '../../config/source-file.ts';
import type { DeclaredGroup } from '../../config/types.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/types.ts';
import type { Live, LiveGroup, LiveMembership, LivePerson } from '../../live/types.ts';
import type { GroupRef } from '../../plan/types.ts';
import type { Day } from '../../text/date.ts';
import { compareCodePoints } from '../../text/order.ts';
import { visible } from '../../text/visible.ts';
import type { TeamDirectory } from './people.ts';
import { isDestructive } from './roles.ts';
import type { MembershipBlocked, MembershipChange, MembershipUnmanaged } from './types.ts';
import { type Wanted, wantedIn } from './wanted.ts';

/** What comparing one group gives, in no particular order. `diagnostics` has errors and warnings; nothing is suggested yet. */
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
  let hasUnresolved = false;
  for (const one of wanted.values()) {
    comparer.declared(one);
    hasUnresolved ||= !one.resolved;
  }
  // Sorted, since their warnings stand at one place and so keep the order in which they come.
  const undeclared = [...group.members].filter(([key]) => !wanted.has(key));
  undeclared.sort(([a], [b]) => compareCodePoints(a, b));
  for (const [key, membership] of undeclared) comparer.undeclared(key, membership, hasUnresolved);
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
      this.#block(wanted, 'email_not_found');
    } else if (wanted.role !== null && now === undefined && person === undefined && !wanted.serviceAccount) {
      this.#block(wanted, 'not_in_organization');
    } else if ((now?.role ?? null) !== wanted.role) {
      const user = person?.user ?? now?.user ?? wanted.person.written;
      this.#change(user, person, now?.role ?? null, wanted.role, wanted, wanted.place);
    }
  }

  /** Somebody who is in the group and whom the configuration does not name. */
  undeclared(key: string, { user, role }: LiveMembership, hasUnresolved: boolean): void {
    const exact = this.#declared.membership !== null && this.#declared.mode.value === 'exact';
    const person = this.#live.people.get(key);
    if (exact && person === undefined) {
      const message = `${visible(user)} is in ${this.#name()} but not in the members list of the organization, and is left alone`;
      this.diagnostics.push(diagnose('not-in-members-list', this.#declared.place, message));
    } else if (exact && person?.email === undefined && hasUnresolved) {
      const message = `${visible(user)} stays in ${this.#name()}: an e-mail address declared there is not resolved, and may be this person’s`;
      this.diagnostics.push(diagnose('unidentified-member', this.#declared.place, message));
    } else if (exact) {
      const asked = { cause: 'not_declared', via: null, reason: null, expires: null } as const;
      this.#change(user, person, role, null, asked, this.#declared.mode.place ?? this.#declared.place);
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
    person: LivePerson | undefined,
    before: string | null,
    after: string | null,
    asked: Pick<MembershipChange, 'cause' | 'via' | 'reason' | 'expires'>,
    place: Place,
  ): void {
    this.changes.push({
      kind: 'membership',
      action: before === null ? 'create' : after === null ? 'delete' : 'update',
      group: this.#ref,
      user,
      before,
      after,
      destructive: isDestructive(before, after),
      origin: null,
      source: sourceOf(place),
      reason: asked.reason,
      via: asked.via,
      cause: asked.cause,
      expires: asked.expires,
      afterwards: null,
      // Organization admins have access to every group as it is.
      first_access: before === null && (this.#group.info.private ?? 0) > 0 && person?.role !== 'admin',
    });
  }

  #block(wanted: Wanted, reason: MembershipBlocked['reason']): void {
    this.blocked.push({
      kind: 'membership',
      group: this.#ref,
      user: wanted.person.written,
      after: wanted.role,
      reason,
      suggestion: null,
      hint: null,
      held_by: null,
      source: sourceOf(wanted.place),
      via: wanted.via,
      origin: null,
    });
  }

  #name(): string {
    return visible(this.#group.info.name);
  }
}
