import type { DeclaredGroup } from '../config/declaration.ts';
import { declaredSettings } from '../kinds/setting/declared.ts';
import type { LiveGroup, LiveMembership } from '../live/organization.ts';
import type { AccessGroup } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import { compareCodePoints } from '../text/order.ts';
import { sourceOf } from '../text/source-file.ts';
import { accessAutoJoinOf, mayJoin } from './auto-join.ts';
import type { Directory, PersonColumns } from './directory.ts';
import { groupUsers } from './group-users.ts';
import type { OrganizationWay } from './organization-roles.ts';
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
  /** Organization admins, those that the files want too, by username in lower case. */
  readonly admins: ReadonlyMap<string, OrganizationWay>;
}

/** Somebody who has to do with the group. */
interface Somebody {
  readonly key: string;
  readonly user: string;
  /** The live role, `?` for one that cannot be read; `null` for nobody in it. */
  readonly role: string | null;
  readonly declared: DeclaredWays | null;
}

const nobody: ReadonlyMap<string, DeclaredWays> = new Map();
const asDeclared: Verdict = { status: 'as_declared', blocked: null };
const unmanaged: Verdict = { status: 'unmanaged', blocked: null };

/** Somebody was added by hand, as far as anything tells. */
const unknownWay: DeclaredWay = {
  declared_role: null,
  via: null,
  team: null,
  include: null,
  source: null,
  reason: null,
  expires: null,
  expired: false,
};

const byHand: readonly DeclaredWay[] = [unknownWay];

function adminWay({ declared_role, source }: OrganizationWay): DeclaredWay {
  return { ...unknownWay, via: 'organization admin', declared_role, source };
}

/** What auto-join gives, with the line that declares it. */
function autoJoinWayInto(declared: DeclaredGroup | null): DeclaredWay {
  const way: DeclaredWay = { ...unknownWay, via: 'auto-join' };
  const setting =
    declared === null ? undefined : declaredSettings(declared).find((one) => one.setting === 'auto_join');
  if (setting === undefined) return way;
  const [role] = setting.value === null || setting.value === 'off' ? [] : setting.value.split('/');
  return { ...way, declared_role: role ?? null, source: sourceOf(setting.place) };
}

/** Every way to one group, by user, the primary way first. */
export function rowsOfGroup(target: AccessTarget, context: RowContext): readonly AccessRow[] {
  const { directory, admins, files } = context;
  const declared = target.declared === null ? undefined : files?.waysInto(target.declared);
  const facts = groupUsers(target.users, (key) => directory.isMember(key));
  const autoJoin = target.live === null ? null : accessAutoJoinOf(target.live);
  const autoJoinWay = autoJoinWayInto(target.declared);
  const rows: AccessRow[] = [];
  for (const one of everybodyIn(target, declared ?? nobody, admins)) {
    const shown = facts.get(one.key);
    const person = directory.columnsOf(one.user, shown?.fullname ?? null);
    const joins = autoJoin !== null && joined(one, autoJoin, person.organization_role);
    const ways = waysOf(one, joins ? autoJoinWay : null);
    const verdict = ways[0] !== undefined && isDeclared(ways[0], one) ? asDeclared : verdictOf(one, target);
    for (const way of ways) {
      const primary = way === ways[0];
      rows.push(rowOf(person, target, one.role, way, verdict, primary, shown?.addedBy ?? null));
    }
    // Organization admins have every group, as its admin.
    const admin = target.live === null ? undefined : admins.get(one.key);
    if (admin !== undefined) {
      const role = admin.live === 'admin' ? 'admin' : null;
      rows.push(rowOf(person, target, role, adminWay(admin), admin, ways.length === 0, null));
    }
  }
  return rows;
}

/** The ways to the membership itself, the one that counts first; none for who has nothing to do with it. */
function waysOf({ role, declared }: Somebody, autoJoin: DeclaredWay | null): readonly DeclaredWay[] {
  const ways = declared?.ways ?? [];
  if (autoJoin !== null) return [...ways, autoJoin];
  return ways.length === 0 && role !== null ? byHand : ways;
}

/** Whether auto-join gives somebody the very role that they have. */
function joined(
  { role }: Somebody,
  autoJoin: NonNullable<AccessGroup['auto_join']>,
  organizationRole: string | null,
): boolean {
  return role !== null && autoJoin.role === role && mayJoin(autoJoin, organizationRole);
}

/** Whom the declared auto-join gives the very role that they have is in the file by it. */
function isDeclared({ via, declared_role }: DeclaredWay, { role }: Somebody): boolean {
  return via === 'auto-join' && declared_role === role;
}

/** Written out: there are as many as memberships, and copying objects into one costs more than everything else here. */
function rowOf(
  person: PersonColumns,
  { name, id }: AccessTarget,
  role: string | null,
  way: DeclaredWay,
  { status, blocked }: Verdict,
  primary: boolean,
  addedBy: string | null,
): AccessRow {
  return {
    user: person.user,
    fullname: person.fullname,
    email: person.email,
    organization_role: person.organization_role,
    external: person.external,
    two_factor: person.two_factor,
    service_account: person.service_account,
    group: name,
    group_id: id,
    live_role: role,
    declared_role: way.declared_role,
    via: way.via,
    team: way.team,
    include: way.include,
    source: way.source,
    reason: way.reason,
    expires: way.expires,
    expired: way.expired,
    status,
    blocked,
    primary,
    added_by: addedBy,
    event: null,
  };
}

/** Whoever is in the group, is to be, or administers the organization; sorted by username in lower case. */
function everybodyIn(
  { live, verdicts }: AccessTarget,
  declared: ReadonlyMap<string, DeclaredWays>,
  admins: ReadonlyMap<string, OrganizationWay>,
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
  if (live !== null) for (const [key, { user }] of admins) if (!found.has(key)) put(key, user, null);
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
  if (group === null || group.membership === null) return unmanaged;
  if (verdicts.all !== null) return { status: 'blocked', blocked: verdicts.all.reason };
  return { status: declared === null ? 'undeclared' : 'as_declared', blocked: null };
}
