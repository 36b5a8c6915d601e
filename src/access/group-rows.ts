import type { DeclaredGroup } from '../config/declaration.ts';
import type { LiveGroup, LiveMembership } from '../live/organization.ts';
import type { AccessRow } from '../model/access.ts';
import { compareCodePoints } from '../text/order.ts';
import { autoJoinOf, mayJoin } from './auto-join.ts';
import type { Directory } from './directory.ts';
import { groupUsers } from './group-users.ts';
import type { GroupVerdicts, Verdict } from './verdicts.ts';
import type { DeclaredDirectory, DeclaredWay, DeclaredWays } from './ways.ts';

/** One group, live or declared or both, and what the plan says of it. */
export interface AccessTarget {
  readonly id: string | null;
  readonly name: string;
  readonly declared: DeclaredGroup | null;
  /** `null` for a group that is not on the Hub. */
  readonly live: LiveGroup | null;
  /** The users of the Hub's object, as they came. */
  readonly users: unknown;
  readonly verdicts: GroupVerdicts;
}

/** What rows are made of besides the group. */
export interface RowContext {
  readonly directory: Directory;
  /** `null` without files. */
  readonly files: DeclaredDirectory | null;
  /** Organization admins by username in lower case, in the Hub's spelling. */
  readonly admins: ReadonlyMap<string, string>;
}

/** Somebody who has to do with the group. */
interface Somebody {
  readonly key: string;
  readonly user: string;
  /** The live role, `?` for one that cannot be read; `null` for nobody in it. */
  readonly role: string | null;
  readonly declared: DeclaredWays | null;
}

const undeclaredWay: DeclaredWay = {
  declared_role: null,
  via: null,
  team: null,
  include: null,
  source: null,
  reason: null,
  expires: null,
  expired: false,
};

/** Every way to one group, by user, the primary way first. */
export function rowsOfGroup(target: AccessTarget, context: RowContext): readonly AccessRow[] {
  const declared = target.declared === null ? undefined : context.files?.waysInto(target.declared);
  const facts = groupUsers(target.users);
  const { directory, admins } = context;
  const group = { group: target.name, group_id: target.id };
  const autoJoin = target.live === null ? null : autoJoinOf(target.live);
  return everybodyIn(target, declared ?? new Map(), admins).flatMap((one): readonly AccessRow[] => {
    const shown = facts.get(one.key);
    const person = directory.columnsOf(one.user, shown?.fullname ?? null);
    const verdict = verdictOf(one, target);
    const joins =
      one.role !== null && autoJoin?.role === one.role && mayJoin(autoJoin, person.organization_role);
    const rows: AccessRow[] = waysOf(one, joins).map((way, index) => ({
      ...person,
      ...group,
      live_role: one.role,
      ...way,
      ...verdict,
      primary: index === 0,
      added_by: shown?.addedBy ?? null,
      event: null,
    }));
    if (target.live !== null && admins.has(one.key)) rows.push(adminRow(person, group, rows.length === 0));
    return rows;
  });
}

/** Organization admins have every group, as its admin. */
function adminRow(
  person: ReturnType<Directory['columnsOf']>,
  group: Pick<AccessRow, 'group' | 'group_id'>,
  primary: boolean,
): AccessRow {
  return {
    ...person,
    ...group,
    live_role: 'admin',
    ...undeclaredWay,
    via: 'organization admin',
    status: 'unmanaged',
    blocked: null,
    primary,
    added_by: null,
    event: null,
  };
}

/** The ways to the membership itself, the one that counts first; none for who has nothing to do with it. */
function waysOf({ role, declared }: Somebody, joins: boolean): readonly DeclaredWay[] {
  const ways = declared?.ways ?? [];
  const automatic: readonly DeclaredWay[] = joins ? [{ ...undeclaredWay, via: 'auto-join' }] : [];
  const all = [...ways, ...automatic];
  return all.length === 0 && role !== null ? [undeclaredWay] : all;
}

/** Whoever is in the group, is to be, or administers the organization; sorted by username in lower case. */
function everybodyIn(
  { live, verdicts }: AccessTarget,
  declared: ReadonlyMap<string, DeclaredWays>,
  admins: ReadonlyMap<string, string>,
): readonly Somebody[] {
  const found = new Map<string, Somebody>();
  const put = (key: string, user: string, role: string | null): void => {
    found.set(key, { key, user, role, declared: declared.get(key) ?? null });
  };
  const members: ReadonlyMap<string, LiveMembership> = live?.members ?? new Map();
  for (const [key, { user, role }] of members) put(key, user, role);
  for (const [key, { user }] of live?.odd ?? []) put(key, user, '?');
  for (const [key, { written, gives }] of declared) {
    // An entry that gives nothing to somebody who has nothing is no way.
    if (found.has(key) || !(gives || isBlocked(verdicts, key, written))) continue;
    // An address that is known stands for the person.
    put(key, key === written.toLowerCase() ? written : key, null);
  }
  if (live !== null) for (const [key, user] of admins) if (!found.has(key)) put(key, user, null);
  return [...found.values()].sort((a, b) => compareCodePoints(a.key, b.key));
}

function isBlocked({ all, members }: AccessTarget['verdicts'], key: string, written: string): boolean {
  return all !== null || (members.get(key) ?? members.get(written.toLowerCase()))?.status === 'blocked';
}

function verdictOf({ key, declared }: Somebody, { declared: group, verdicts }: AccessTarget): Verdict {
  const own =
    verdicts.members.get(key) ??
    (declared === null ? undefined : verdicts.members.get(declared.written.toLowerCase()));
  if (own !== undefined) return own;
  if (group === null || group.membership === null) return { status: 'unmanaged', blocked: null };
  if (verdicts.all !== null) return { status: 'blocked', blocked: verdicts.all.reason };
  return { status: declared === null ? 'undeclared' : 'as_declared', blocked: null };
}
