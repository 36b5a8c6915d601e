import type { DeclaredGroup, Person } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { heldCountsOf } from '../../live/contents.ts';
import type { LiveGroup, LiveMembership, LivePerson, OddMember } from '../../live/organization.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import type { MembershipBlocked, MembershipChange, MembershipUnmanaged } from '../../model/membership.ts';
import { named, quoted } from '../../text/named.ts';
import { once } from '../../text/once.ts';
import { compareCodePoints } from '../../text/order.ts';
import { sentence } from '../../text/sentence.ts';
import type { Place } from '../../text/source-file.ts';
import { sourceOf } from '../../text/source-file.ts';
import { blockedGroup, type GroupBlocked } from '../group/blocked.ts';
import { declaredValue, isProvided } from '../group/declared.ts';
import type { MatchedGroup } from '../kind.ts';
import { holderOf, type Mismatch, mismatchOf } from './holders.ts';
import { isDestructive } from './roles.ts';
import type { Suggester } from './suggest.ts';
import { type Wanted, type WantedContext, wantedIn } from './wanted.ts';

/** What comparing one group gives, in no particular order. `diagnostics` has errors and warnings; nothing is suggested yet. */
export interface MembershipComparison {
  readonly changes: readonly MembershipChange[];
  readonly blocked: readonly MembershipBlocked[];
  /** The group itself, where nothing can be said of who is in it. */
  readonly blockedGroups: readonly GroupBlocked[];
  readonly unmanaged: readonly MembershipUnmanaged[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What comparing needs besides the group itself. */
export interface CompareContext extends WantedContext {
  readonly suggester: Suggester;
  /** Names of `guards.protected_members` that match nobody. */
  readonly unmatchedProtected: readonly Person[];
}

/** Compares who is declared in a group with who is in it. */
export function compareMembership(matched: MatchedGroup, context: CompareContext): MembershipComparison {
  const { declared, live: group } = matched;
  const comparer = new GroupComparer(matched, context);
  if (group.unreadable !== null) {
    if (declared.membership !== null) comparer.unreadable(group.unreadable);
    return comparer;
  }
  const { wanted, diagnostics } = wantedIn(declared, group, context);
  for (const diagnostic of diagnostics) comparer.diagnostics.push(diagnostic);
  const unmatched: Wanted[] = [];
  for (const one of wanted.values()) {
    const mismatch = mismatchOf(one, group, context.live);
    if (mismatch === null) comparer.declared(one);
    else {
      unmatched.push(one);
      comparer.unmatched(one, mismatch);
    }
  }
  const holder = holderOf(unmatched, context.unmatchedProtected);
  // Sorted, since their warnings stand at one place and so keep the order in which they come.
  const undeclared = [...group.members, ...group.odd].filter(([key]) => !wanted.has(key));
  undeclared.sort(([a], [b]) => compareCodePoints(a, b));
  for (const [key, found] of undeclared) comparer.undeclared(key, found, holder);
  comparer.autoJoin();
  return comparer;
}

class GroupComparer implements MembershipComparison {
  readonly changes: MembershipChange[] = [];
  readonly blocked: MembershipBlocked[] = [];
  readonly blockedGroups: GroupBlocked[] = [];
  readonly unmanaged: MembershipUnmanaged[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #declared: DeclaredGroup;
  readonly #group: LiveGroup;
  readonly #context: CompareContext;
  readonly #ref: DeclaredGroupRef;
  readonly #holdsPrivate: () => boolean;

  constructor({ declared, ref, live }: MatchedGroup, context: CompareContext) {
    this.#declared = declared;
    this.#group = live;
    this.#context = context;
    this.#ref = ref;
    this.#holdsPrivate = once(() => (heldCountsOf(live).private ?? 0) > 0);
  }

  /** Nothing can be compared. */
  unreadable(problem: string): void {
    const blocked = { group: this.#ref, hint: sentence(problem), place: this.#declared.place };
    this.blockedGroups.push(blockedGroup('unreadable', blocked));
  }

  /** Somebody whom the configuration names, and who is a person. */
  declared(wanted: Wanted): void {
    const odd = this.#group.odd.get(wanted.key);
    const now = this.#group.members.get(wanted.key);
    const person = this.#context.live.people.get(wanted.key);
    if (odd === undefined && (now?.role ?? null) === wanted.role) return;
    if (odd !== undefined) {
      this.#block(wanted, 'unreadable', sentence(odd.problem));
    } else if (person !== undefined && isProvided(this.#declared)) {
      this.#block(wanted, 'scim_managed', 'Only a service account can be declared there.');
    } else {
      const user = person?.user ?? now?.user ?? wanted.person.written;
      this.#change(user, person, now?.role ?? null, wanted.role, wanted, wanted.place);
    }
  }

  /**
   * A name or an address that matches nobody. One that would give a role cannot be added. One that would give none
   * wants nothing, but it may be mistyped; and an address is nobody's for certain only where all can be seen.
   */
  unmatched(wanted: Wanted, mismatch: Mismatch): void {
    const { live, suggester } = this.#context;
    if (wanted.role !== null || (mismatch === 'unresolved' && !live.emailsVisible)) {
      const problem = live.emailProblems.get(wanted.key);
      const hint = problem === undefined ? null : sentence(problem);
      this.#block(wanted, mismatch === 'nobody' ? 'not_in_organization' : 'email_not_found', hint);
      return;
    }
    const { written, place } = wanted.person;
    const near = suggester.inGroup(written, this.#group);
    const meant = near === null ? '' : `; ${named(near)} is in the group and may be meant`;
    const message = `${named(written)}, who must not be in ${this.#name()}, is nobody in the organization${meant}`;
    this.diagnostics.push(diagnose('unknown-absent', place, message));
  }

  /**
   * Somebody who is in the group and whom the configuration does not name.
   *
   * @param holder an entry that may mean anybody here, so that nobody is removed
   */
  undeclared(key: string, found: LiveMembership | OddMember, holder: Person | null): void {
    const exact = this.#declared.membership !== null && this.#declared.mode.value === 'exact';
    const person = this.#context.live.people.get(key);
    const { user } = found;
    if (exact && person !== undefined) {
      this.#notDeclared(found, person, holder);
      return;
    }
    if (exact) {
      const message = `${named(user)} is in ${this.#name()} but not in the members list of the organization, and is left alone`;
      this.diagnostics.push(diagnose('not-in-members-list', this.#declared.place, message));
    }
    this.unmanaged.push({ group: this.#ref, user, role: 'role' in found ? found.role : '?' });
  }

  #notDeclared(found: LiveMembership | OddMember, person: LivePerson, holder: Person | null): void {
    const { user } = found;
    const asked = {
      cause: 'not_declared',
      via: null,
      reason: null,
      expires: null,
      afterwards: null,
    } as const;
    const place = this.#declared.mode.place ?? this.#declared.place;
    const entry = { user, after: null, via: null };
    if ('problem' in found) {
      this.#push({ ...entry, reason: 'unreadable', hint: sentence(found.problem), held_by: null }, place);
    } else if (holder !== null) {
      const held = { reason: 'unmatched_entry', hint: null, held_by: holder.written } as const;
      this.#push({ ...entry, ...held }, holder.place);
    } else this.#change(user, person, found.role, null, asked, place);
  }

  /** Removing somebody from a group that adds people by itself deserves a word. */
  autoJoin(): void {
    const isLeft = this.#group.autoJoin !== null && declaredValue(this.#declared, 'auto_join') !== 'off';
    if (!isLeft || !this.changes.some((change) => change.action === 'delete')) return;
    const message = `${this.#name()} has auto-join: people who join the organization anew get ${named(this.#group.autoJoin)} there again`;
    this.diagnostics.push(diagnose('auto-join', this.#declared.place, message));
  }

  #change(
    user: string,
    person: LivePerson | undefined,
    before: string | null,
    after: string | null,
    asked: Pick<MembershipChange, 'cause' | 'via' | 'reason' | 'expires' | 'afterwards'>,
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
      afterwards: asked.afterwards,
      // Organization admins have access to every group as it is.
      first_access: before === null && person?.role !== 'admin' && this.#holdsPrivate(),
    });
  }

  #block(wanted: Wanted, reason: MembershipBlocked['reason'], hint: string | null): void {
    const { person, role: after, via } = wanted;
    this.#push({ user: person.written, after, reason, hint, held_by: null, via }, wanted.place);
  }

  #push(
    entry: Pick<MembershipBlocked, 'user' | 'after' | 'reason' | 'hint' | 'held_by' | 'via'>,
    place: Place,
  ): void {
    this.blocked.push({
      kind: 'membership',
      group: this.#ref,
      suggestion: null,
      source: sourceOf(place),
      origin: null,
      ...entry,
    });
  }

  #name(): string {
    return quoted(this.#group.info.name);
  }
}
