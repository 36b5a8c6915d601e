import { type Declaration, type DeclaredGroup, personOf } from './organizations.ts';
import type { DescribedSnapshot } from './planning.ts';

/*
 * What a plan must say, written from the public contract, by looking at one person of one group after the other. It
 * shares no code with the program and is in no hurry.
 */

export interface Expected {
  /** `group id, user in lower case, before, after, via, reason` */
  readonly changes: readonly string[];
  /** `group id, as declared in lower case, after, why` */
  readonly blocked: readonly string[];
  /** `group id, user, role` */
  readonly unmanaged: readonly string[];
  /** Each group's members after the plan: `group id, user in lower case, role`. */
  readonly after: readonly string[];
}

const rank = ['read', 'contributor', 'write', 'admin'];

/** What the declaration means for the snapshot on the given day; all lists sorted as text. */
export function expectedOf(declaration: Declaration, snapshot: DescribedSnapshot, today: string): Expected {
  const changes: string[] = [];
  const blocked: string[] = [];
  const unmanaged: string[] = [];
  const after: string[] = [];
  for (const group of snapshot.groups) {
    const declared = declaration.groups.find(({ id, key }) =>
      id === null ? key === group.name : id === group.id,
    );
    const inGroup = new Map(group.users.map(({ name, role }) => [name.toLowerCase(), { name, role }]));
    const everybody = new Set([
      ...inGroup.keys(),
      ...(declared === undefined ? [] : mentioned(declared, declaration, snapshot)),
    ]);
    for (const key of everybody) {
      const now = inGroup.get(key)?.role ?? null;
      const keep = (): void => {
        if (now !== null) after.push(show(group.id, key, now));
      };
      if (declared === undefined) {
        keep();
        continue;
      }
      const wish = wishFor(key, declared, declaration, snapshot, today);
      const listed = snapshot.members.find(({ user }) => user.toLowerCase() === key);
      if (wish === null) {
        const exact = (declared.mode ?? declaration.mode) === 'exact' && isManaged(declared);
        if (exact && listed !== undefined && isHeld(declared, group, declaration, snapshot, today)) {
          blocked.push(show(group.id, key, null, 'unmatched_entry'));
          keep();
        } else if (exact && listed !== undefined) {
          changes.push(show(group.id, key, now, null, null, null));
        } else {
          unmanaged.push(show(group.id, inGroup.get(key)?.name, now));
          keep();
        }
      } else if (key.includes('@')) {
        // Nobody has it, which is certain only where all addresses can be seen.
        const certain = snapshot.members.every(({ verifiedEmail }) => verifiedEmail !== undefined);
        if (wish.role !== null || !certain) blocked.push(show(group.id, key, wish.role, 'email_not_found'));
      } else if (wish.role !== null && isNobody(key, wish.service, group, snapshot)) {
        blocked.push(show(group.id, wish.who.toLowerCase(), wish.role, 'not_in_organization'));
      } else if (now === wish.role) {
        keep();
      } else {
        changes.push(show(group.id, key, now, wish.role, wish.via, wish.reason));
        if (wish.role !== null) after.push(show(group.id, key, wish.role));
      }
    }
  }
  for (const { key, id } of declaration.groups) {
    const isLive = snapshot.groups.some((group) => (id === null ? group.name === key : group.id === id));
    if (!isLive) blocked.push(show(id, null, null, 'group_not_found'));
  }
  return {
    changes: changes.sort(),
    blocked: blocked.sort(),
    unmanaged: unmanaged.sort(),
    after: after.sort(),
  };
}

export function show(...parts: readonly (string | null | undefined)[]): string {
  return JSON.stringify(parts);
}

interface Wish {
  readonly role: string | null;
  readonly via: string | null;
  readonly reason: string | null;
  readonly service: boolean;
  readonly who: string;
}

/** What is wished for somebody; `null` when nothing names them. A role of `null` means: not in the group. */
function wishFor(
  key: string,
  group: DeclaredGroup,
  declaration: Declaration,
  snapshot: DescribedSnapshot,
  today: string,
): Wish | null {
  const own = (group.members ?? []).find(({ who }) => personOf(who, snapshot) === key);
  if (own !== undefined && !hasEnded(own, today)) {
    const role = own.role === 'absent' ? null : own.role;
    return { role, via: null, reason: own.reason, service: own.service, who: own.who };
  }
  const given = (group.teams ?? []).flatMap(({ team, role, expires, reason }) =>
    peopleOf(team, declaration).flatMap((who) =>
      personOf(who, snapshot) === key ? [{ role, via: team, expires, reason, service: false, who }] : [],
    ),
  );
  const current = given.filter((one) => !hasEnded(one, today));
  const highest = Math.max(...current.map(({ role }) => rank.indexOf(role)));
  const best = current.filter(({ role }) => rank.indexOf(role) === highest);
  const [first] = lastFirst(best);
  if (first !== undefined) return first;
  if (own !== undefined)
    return { role: null, via: null, reason: own.reason, service: own.service, who: own.who };
  const [ended] = lastFirst(given);
  return ended === undefined ? null : { ...ended, role: null, via: null };
}

/** What ends last first, of equals the first team by name. */
function lastFirst<T extends { readonly via: string; readonly expires: string | null }>(
  given: readonly T[],
): readonly T[] {
  const end = ({ expires }: T): number => (expires === null ? Number.MAX_VALUE : Date.parse(expires));
  return given.toSorted(
    (a, b) => Math.sign(end(b) - end(a)) || (codePoints(a.via) < codePoints(b.via) ? -1 : 1),
  );
}

function hasEnded({ expires }: { readonly expires: string | null }, today: string): boolean {
  return expires !== null && Date.parse(expires) < Date.parse(today);
}

function peopleOf(team: string, declaration: Declaration): readonly string[] {
  const declared = declaration.teams.find(({ name }) => name === team);
  if (declared === undefined) return [];
  return [...declared.members, ...declared.include.flatMap((other) => peopleOf(other, declaration))];
}

function mentioned(
  group: DeclaredGroup,
  declaration: Declaration,
  snapshot: DescribedSnapshot,
): readonly string[] {
  const own = (group.members ?? []).map(({ who }) => who);
  const given = (group.teams ?? []).flatMap(({ team }) => peopleOf(team, declaration));
  return [...own, ...given].map((who) => personOf(who, snapshot));
}

type Live = DescribedSnapshot['groups'][number];

function isNobody(key: string, service: boolean, { users }: Live, { members }: DescribedSnapshot): boolean {
  const isIn = users.some(({ name }) => name.toLowerCase() === key);
  return !service && !isIn && !members.some(({ user }) => user.toLowerCase() === key);
}

/** Whether somebody is named there, or protected, of whom nobody can tell who it is. */
function isHeld(
  declared: DeclaredGroup,
  group: Live,
  declaration: Declaration,
  snapshot: DescribedSnapshot,
  today: string,
): boolean {
  const unknown = mentioned(declared, declaration, snapshot).some((key) => {
    const wish = wishFor(key, declared, declaration, snapshot, today);
    if (wish === null || wish.role === null) return false;
    return key.includes('@') || isNobody(key, wish.service, group, snapshot);
  });
  return (
    unknown || declaration.protectedMembers.some((who) => isUnknownProtected(who, declaration, snapshot))
  );
}

function isUnknownProtected(who: string, declaration: Declaration, snapshot: DescribedSnapshot): boolean {
  const key = personOf(who, snapshot);
  const isAccount = declaration.groups.some(({ members }) =>
    (members ?? []).some((entry) => entry.service && entry.who.toLowerCase() === key),
  );
  return (
    key.includes('@') ||
    (!isAccount && snapshot.groups.every((group) => isNobody(key, false, group, snapshot)))
  );
}

function isManaged({ members, teams }: DeclaredGroup): boolean {
  return members !== null || teams !== null;
}

/** A text whose comparison, unit by unit, is that of the code points. */
function codePoints(text: string | null): string {
  return [...(text ?? '')]
    .map((character) => (character.codePointAt(0) ?? 0).toString(16).padStart(6, '0'))
    .join();
}

/** Everybody whom a declaration names in a live group, each as `group id, user in lower case`. */
export function namedIn(declaration: Declaration, snapshot: DescribedSnapshot): ReadonlySet<string> {
  return new Set(
    snapshot.groups.flatMap(({ id, name }) => {
      const declared = declaration.groups.find((one) => (one.id === null ? one.key === name : one.id === id));
      return declared === undefined
        ? []
        : mentioned(declared, declaration, snapshot).map((key) => show(id, key));
    }),
  );
}
