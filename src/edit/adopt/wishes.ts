import type { Configuration, DeclaredGroup, MemberEntry } from '../../config/declaration.ts';
import { mayDeclare } from '../../config/policy-check.ts';
import { isProvided } from '../../kinds/group/declared.ts';
import { identify } from '../../kinds/membership/people.ts';
import { rankOf } from '../../kinds/membership/roles.ts';
import { blockedWordsOf, makesGroup } from '../../kinds/registry.ts';
import type { Live } from '../../live/organization.ts';
import { targetKey } from '../../model/change.ts';
import type { MembershipChange } from '../../model/membership.ts';
import type { Plan, Unmanaged } from '../../model/plan.ts';
import { matchGroups } from '../../plan/match-groups.ts';
import type { Day } from '../../text/date.ts';
import { declarablePerson, isRole } from '../declarable.ts';
import type { EntryWish } from '../member-entry.ts';
import { protectedIn, protectedOne } from './protected.ts';
import type { NotAdopted, Wish } from './wish.ts';

/** What it takes for the files to say what is live, as far as that overturns no decision. */
export interface Wishes {
  readonly wishes: readonly Wish[];
  readonly notAdopted: readonly NotAdopted[];
}

export interface WishesInput {
  readonly configuration: Configuration;
  readonly live: Live;
  /** Of this configuration, against this live state. */
  readonly plan: Plan;
  readonly today: Day;
  /** Whether members whom an additive group leaves alone are declared, too. */
  readonly all: boolean;
  /** The ids of deleted groups that are told of elsewhere. */
  readonly gone?: ReadonlySet<string>;
}

/** Reads a plan backwards: what would have to be declared for it to be empty. Pure. */
export function wishesOf({ configuration, live, plan, today, all, gone = new Set() }: WishesInput): Wishes {
  const wishes: Wish[] = [];
  const notAdopted: NotAdopted[] = [];
  const groups = new DeclaredGroups(configuration, live);
  const isProtected = protectedIn(configuration, live);
  for (const change of plan.changes) {
    const isMade = makesGroup(change);
    if (isMade || change.kind === 'group') {
      const why = isMade ? isToBeMade : mustNotBe;
      notAdopted.push({ group: change.group, user: null, subject: null, change, why });
      continue;
    }
    // The others come by steps of their own. What a group is to begin with waits for it to be made.
    if (change.kind !== 'membership') continue;
    const { group } = change;
    if (group.id === null) continue;
    const found = groups.find(group.id, change.user);
    const { own } = found;
    const why = decided(change, own, today) ?? (losesProtected(change, isProtected) ? protectedOne : null);
    if (why === null) wishes.push(wishFor(change, found));
    else notAdopted.push({ group, user: change.user, subject: null, change, why });
  }
  for (const blocked of plan.blocked) {
    const { group, user } = blocked;
    if (blocked.kind === 'organization_role' || gone.has(group?.id ?? '')) continue;
    const why = blockedWordsOf(blocked).notAdopted(blocked);
    notAdopted.push({ group, user, subject: null, change: null, why });
  }
  if (all) adoptUnmanaged(plan.unmanaged, groups, live, wishes, notAdopted);
  return { wishes, notAdopted };
}

/**
 * Declares members who are left alone. Of an exact group that declares nobody yet, all of them or none: the others would
 * be removed.
 */
function adoptUnmanaged(
  unmanaged: readonly Unmanaged[],
  groups: DeclaredGroups,
  live: Live,
  wishes: Wish[],
  notAdopted: NotAdopted[],
): void {
  const closed = new Set(
    unmanaged.filter(({ user, role }) => cannotSay(user, role) !== null).map(({ group }) => targetKey(group)),
  );
  for (const { group: ref, user, role } of unmanaged) {
    // Who is left alone is live, and so is the group.
    const { group } = groups.find(targetKey(ref), user);
    // Whom the identity provider puts there no file may declare.
    if (isProvided(group) && live.people.has(user.toLowerCase())) continue;
    const isAllOrNone =
      group.membership === null && group.mode.value === 'exact' && closed.has(targetKey(ref));
    const why =
      cannotSay(user, role) ?? (isAllOrNone ? 'somebody else of the group cannot be declared' : null);
    if (why !== null) notAdopted.push({ group: ref, user, subject: null, change: null, why });
    else
      wishes.push({ kind: 'set', group: group.name, person: null, user, entry: entryOf(user, role, live) });
  }
}

/** Why the files have the last word on a difference; `null` when what is live may be declared. */
function decided(change: MembershipChange, own: MemberEntry | undefined, today: Day): string | null {
  if (change.cause === 'absent') return 'the file says that this person must not be in the group';
  const ended = own?.expires !== null && own?.expires !== undefined && own.expires.day < today;
  if (change.cause === 'expired' || (ended && change.before !== null)) return 'the entry has ended';
  return change.before === null ? null : cannotSay(change.user, change.before);
}

function cannotSay(user: string, role: string): string | null {
  if (!isRole(role)) return 'a file cannot give the role that is live';
  return declarablePerson(user) ? null : 'a file cannot hold the name';
}

const mustNotBe = 'the file says that this group must not be there';
const isToBeMade = 'the file says that it is to be made where the Hub has none';

function losesProtected(
  { user, before, after }: MembershipChange,
  isProtected: ReadonlySet<string>,
): boolean {
  if (!isProtected.has(user.toLowerCase()) || after === null) return false;
  return before === null || (isRole(before) && rankOf(before) < rankOf(after));
}

function wishFor({ user, before }: MembershipChange, { group, own, inTeam }: Found): Wish {
  const person = own?.person ?? null;
  if (before !== null && isRole(before))
    return {
      kind: 'set',
      group: group.name,
      person,
      user,
      entry: { role: before, expires: null, reason: null },
    };
  // Who is gone and still in a team would come back with the next apply.
  if (!inTeam && person !== null) return { kind: 'drop', group: group.name, person, user };
  return {
    kind: 'set',
    group: group.name,
    person,
    user,
    entry: { role: 'absent', expires: null, reason: null },
  };
}

function entryOf(user: string, role: string, live: Live): EntryWish {
  const entry = { role: isRole(role) ? role : ('absent' as const), expires: null, reason: null };
  return live.people.has(user.toLowerCase()) ? entry : { ...entry, serviceAccount: true };
}

/** A declared group, and what it says of one person. */
interface Found {
  readonly group: DeclaredGroup;
  readonly own: MemberEntry | undefined;
  /** Whether a team of the group has the person. */
  readonly inTeam: boolean;
}

/** Declared groups by the live groups that they are. */
class DeclaredGroups {
  readonly #groups = new Map<
    string,
    { readonly group: DeclaredGroup; readonly own: ReadonlyMap<string, MemberEntry> }
  >();
  /** Who is in each team, by username. */
  readonly #teams: ReadonlyMap<string, ReadonlySet<string>>;

  constructor({ groups, teams, policy }: Configuration, live: Live) {
    for (const { declared, live: group } of matchGroups(groups, live, null, mayDeclare(policy)).groups) {
      const members = declared.membership?.members ?? [];
      const own = new Map(members.map((entry) => [identify(entry.person, live).key, entry]));
      this.#groups.set(group.info.id, { group: declared, own });
    }
    this.#teams = new Map(
      [...teams].map(([name, { everybody }]) => [
        name,
        new Set(everybody.map((person) => identify(person, live).key)),
      ]),
    );
  }

  /** @throws Error for a group that the plan cannot be about: a fault of the program */
  find(id: string, user: string): Found {
    const found = this.#groups.get(id);
    if (found === undefined) throw new Error(`the plan is about a group that nothing declares: ${id}`);
    const { group, own } = found;
    const key = user.toLowerCase();
    const grants = group.membership?.grants ?? [];
    return { group, own: own.get(key), inTeam: grants.some(({ team }) => this.#teams.get(team)?.has(key)) };
  }
}
