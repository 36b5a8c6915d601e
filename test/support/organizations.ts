import fc from 'fast-check';
import type { HubMember } from '../../src/hub/hub.ts';
import type { DescribedSnapshot } from './planning.ts';
import { idOf, inDays, snapshotOf } from './planning.ts';

/** A declaration as plain data: YAML is made of it, and the reference implementation reads it. */
export interface Declaration {
  readonly mode: 'additive' | 'exact' | null;
  readonly maxRemovals: number | string | null;
  readonly protectedMembers: readonly string[];
  readonly teams: readonly {
    readonly name: string;
    readonly members: readonly string[];
    readonly include: readonly string[];
  }[];
  readonly groups: readonly DeclaredGroup[];
}

export interface DeclaredGroup {
  readonly key: string;
  readonly id: string | null;
  readonly mode: 'additive' | 'exact' | null;
  readonly members: readonly Entry[] | null;
  readonly teams: readonly Grant[] | null;
}

export interface Grant {
  readonly team: string;
  readonly role: string;
  readonly expires: string | null;
  readonly reason: string | null;
}

export interface Entry {
  readonly who: string;
  readonly role: string;
  readonly expires: string | null;
  readonly reason: string | null;
  readonly service: boolean;
}

/** What is live, and one or two declarations for it. */
export interface Case {
  readonly snapshot: DescribedSnapshot;
  readonly declaration: Declaration;
  readonly other: Declaration;
}

/** Usernames of all kinds; some are names that every JavaScript object has. */
const usernames = [
  ...['ada', 'bob', 'kim', 'Noor', 'zoe', 'ci-bot', 'ram--charan', 'a.b', 'x_1', 'B'],
  ...['constructor', '__proto__', 'toString', 'Zed', 'eve', 'mallory'],
];
const groupNames = [
  'Alpha',
  'alpha',
  'Ünïcödé',
  '日本',
  '😀',
  '～',
  'a b',
  '#x: y',
  'no',
  '[x]',
  '-',
  '2024-01-01',
];
const roles = ['read', 'contributor', 'write', 'admin'];
const liveRoles = [...roles, 'no_access', 'custom:eval', 'Read', 'ädmin'];

const anyCase = (text: string): fc.Arbitrary<string> =>
  fc.constantFrom(text, text, text.toLowerCase(), text.toUpperCase());

/** Members, some without an address, some whose address cannot be seen; people who are in groups only; live groups. */
const anySnapshot: fc.Arbitrary<DescribedSnapshot> = fc
  .record({
    people: fc.array(
      fc.record({
        listed: fc.constantFrom(true, true, true, false),
        address: fc.constantFrom('shown', 'shown', 'asked', 'hidden', 'none'),
        role: fc.constantFrom('read', 'admin', null),
      }),
      { minLength: usernames.length, maxLength: usernames.length },
    ),
    groups: fc.array(
      fc.record({
        name: fc.constantFrom(...groupNames),
        users: fc.dictionary(
          fc.nat({ max: usernames.length - 1 }).map(String),
          fc.constantFrom(...liveRoles),
          { maxKeys: 12 },
        ),
        private: fc.boolean(),
        autoJoin: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
    me: fc.constantFrom(...usernames).chain(anyCase),
  })
  .map(({ people, groups, me }) => {
    const emails: [string, string | null][] = [['ghost@acme.ai', null]];
    const listed = people.flatMap(({ listed, address, role }, index): readonly HubMember[] => {
      const user = usernames[index] ?? '';
      if (!listed) return [];
      if (address === 'asked') emails.push([`${user.toLowerCase()}@acme.ai`, user]);
      const email = { shown: `${user}@acme.ai`, none: null, asked: undefined, hidden: undefined }[address];
      return [{ user, role, ...(email === undefined ? {} : { verifiedEmail: email }) }];
    });
    return snapshotOf(
      groups.map(({ name, users, private: secret, autoJoin }, index) => ({
        id: idOf(index + 1),
        name,
        users: Object.entries(users).map(([at, role]) => ({ name: usernames[Number(at)] ?? '', role })),
        resources: [{ type: 'model', name: 'acme-ai/m', private: secret }],
        autoJoin: autoJoin ? { enabled: true, role: 'read' } : { enabled: false },
      })),
      listed,
      { me: { name: me }, emails: Object.fromEntries(emails) },
    );
  });

/** Who a mention is: a username in lower case, or the address in lower case where nobody is known to have it. */
export function personOf(who: string, { members, emails = {} }: DescribedSnapshot): string {
  const text = who.toLowerCase();
  if (!text.includes('@')) return text;
  const shown = members.find(({ verifiedEmail }) => verifiedEmail?.toLowerCase() === text)?.user;
  const asked = Object.entries(emails).find(([email]) => email === text)?.[1];
  return (shown ?? asked ?? text).toLowerCase();
}

/** A username or an address, also of nobody. */
const anyMention: fc.Arbitrary<string> = fc
  .constantFrom(...usernames, 'ghost', 'kmi')
  .chain((user) => fc.constantFrom(user, user, `${user}@acme.ai`))
  .chain(anyCase);

/** Now and then a group that the Hub does not list, by name or by id. */
const anyMissing: fc.Arbitrary<readonly DeclaredGroup[]> = fc.constantFrom(
  [],
  [],
  [],
  [{ key: 'Nowhere', id: null, mode: 'exact', members: [], teams: null }],
  [{ key: 'Gone', id: idOf(99), mode: null, members: null, teams: null }],
);

function anyDeclaration(snapshot: DescribedSnapshot): fc.Arbitrary<Declaration> {
  const mentions = (maxLength: number): fc.Arbitrary<string[]> =>
    fc.uniqueArray(anyMention, { maxLength, selector: (who) => personOf(who, snapshot) });
  const mode = fc.constantFrom('additive', 'exact', null);
  const teamNames = ['all', 'Research', '～', '😀'];
  const teams = fc.tuple(
    ...teamNames.map((name, index) =>
      fc.record({
        name: fc.constant(name),
        members: mentions(5),
        // Only later ones, so that no teams include each other.
        include: fc.subarray(teamNames.slice(index + 1)),
      }),
    ),
  );
  const anyEnd = fc
    .constantFrom(null, null, null, -400, -1, 0, 1, 14, 15, 400)
    .map((days) => (days === null ? null : inDays(days)));
  const entry = (who: string): fc.Arbitrary<Entry> =>
    fc
      .record({
        role: fc.constantFrom(...roles, 'absent'),
        expires: anyEnd,
        reason: fc.constantFrom(null, null, 'OPS-412', 'tab\there "and" <b>there</b>'),
        service: fc.constantFrom(false, false, true),
      })
      .map(({ role, expires, reason, service }) =>
        role === 'absent'
          ? { who, role, expires: null, reason: null, service: false }
          : { who, role, expires, reason, service },
      );
  const ambiguous = (name: string): boolean => snapshot.groups.filter((one) => one.name === name).length > 1;
  const groups = fc.tuple(
    ...snapshot.groups.map(({ id, name }, index) =>
      fc
        .record({
          declared: fc.constantFrom(true, true, true, false),
          byId: fc.boolean(),
          alias: fc.constantFrom(`declared ${index}`, `～${index}`),
          mode,
          members: fc.option(mentions(9).chain((people) => fc.tuple(...people.map(entry)))),
          teams: fc.option(
            fc.subarray(teamNames).chain((names) =>
              fc.tuple(
                ...names.map((team) =>
                  fc.record({
                    team: fc.constant(team),
                    role: fc.constantFrom(...roles),
                    expires: anyEnd,
                    reason: fc.constantFrom(null, null, 'OPS-7'),
                  }),
                ),
              ),
            ),
          ),
        })
        .map(({ declared, byId, alias, ...fields }): readonly DeclaredGroup[] => {
          const named = byId || ambiguous(name) ? { key: alias, id } : { key: name, id: null };
          return declared ? [{ ...named, ...fields }] : [];
        }),
    ),
  );
  return fc.record({
    mode,
    maxRemovals: fc.constantFrom(null, 0, 3, '0%', '25%', '100%'),
    protectedMembers: mentions(2),
    teams,
    groups: fc.tuple(groups, anyMissing).map(([lists, missing]) => [...lists.flat(), ...missing]),
  });
}

export const anyCaseOfPlanning: fc.Arbitrary<Case> = anySnapshot.chain((snapshot) =>
  fc.record({
    snapshot: fc.constant(snapshot),
    declaration: anyDeclaration(snapshot),
    other: anyDeclaration(snapshot),
  }),
);

/** The declaration as YAML: every text is quoted, every entry has a line of its own. */
export function yamlOf({ mode, maxRemovals, protectedMembers, teams, groups }: Declaration): string {
  const text = (value: unknown): string => JSON.stringify(value);
  const lines = ['version: 1', 'organization: acme-ai'];
  if (mode !== null) lines.push(`defaults: { membership: ${mode} }`);
  lines.push('guards:', `  protected_members: ${text(protectedMembers)}`);
  if (maxRemovals !== null) lines.push(`  max_removals: ${maxRemovals}`);
  lines.push('teams:');
  for (const { name, members, include } of teams)
    lines.push(`  ${text(name)}: { members: ${text(members)}, include: ${text(include)} }`);
  lines.push(groups.length === 0 ? 'groups: {}' : 'groups:');
  for (const one of groups) {
    const own = one.id !== null || one.mode !== null || one.members !== null || one.teams !== null;
    lines.push(`  ${text(one.key)}:${own ? '' : ' {}'}`);
    if (one.mode !== null) lines.push(`    membership: ${one.mode}`);
    if (one.id !== null) lines.push(`    id: ${text(one.id)}`);
    if (one.members !== null) lines.push(one.members.length === 0 ? '    members: {}' : '    members:');
    for (const { who, role, expires, reason, service } of one.members ?? []) {
      const fields = [`role: ${role}`, `service_account: ${service}`];
      if (expires !== null) fields.push(`expires: ${expires}`);
      if (reason !== null) fields.push(`reason: ${text(reason)}`);
      lines.push(`      ${text(who)}: ${role === 'absent' ? role : `{ ${fields.join(', ')} }`}`);
    }
    if (one.teams !== null) lines.push(one.teams.length === 0 ? '    teams: {}' : '    teams:');
    for (const { team, role, expires, reason } of one.teams ?? []) {
      const fields = [`role: ${role}`];
      if (expires !== null) fields.push(`expires: ${expires}`);
      if (reason !== null) fields.push(`reason: ${text(reason)}`);
      lines.push(`      ${text(team)}: ${fields.length === 1 ? role : `{ ${fields.join(', ')} }`}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The same case with every list whose order means nothing in another order. */
export function reordered({ snapshot, declaration, other }: Case, seed: number): Case {
  const mix = <T>(items: readonly T[]): readonly T[] => shuffled(items, seed);
  const declared = (one: Declaration): Declaration => ({
    ...one,
    protectedMembers: mix(one.protectedMembers),
    teams: mix(one.teams.map((team) => ({ ...team, members: mix(team.members) }))),
    groups: mix(
      one.groups.map((group) => ({
        ...group,
        members: group.members === null ? null : mix(group.members),
        teams: group.teams === null ? null : mix(group.teams),
      })),
    ),
  });
  return {
    snapshot: reorderedLive(snapshot, seed),
    declaration: declared(declaration),
    other: declared(other),
  };
}

/** The same snapshot as the Hub might list it another time. */
export function reorderedLive(snapshot: DescribedSnapshot, seed: number): DescribedSnapshot {
  const mix = <T>(items: readonly T[]): readonly T[] => shuffled(items, seed);
  return {
    ...snapshot,
    members: mix(snapshot.members),
    groups: mix(snapshot.groups.map((group) => ({ ...group, users: mix(group.users) }))),
    emails: Object.fromEntries(mix(Object.entries(snapshot.emails ?? {}))),
  };
}

/** Fisher and Yates, with a linear congruential generator for the chance. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const mixed = [...items];
  let state = seed >>> 0;
  for (let at = mixed.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    const [one, two] = [mixed[at], mixed[other]];
    if (one !== undefined && two !== undefined) [mixed[at], mixed[other]] = [two, one];
  }
  return mixed;
}
