import type { AccessReport } from '../model/access.ts';
import type { AccessEvent, AccessRow } from '../model/access-row.ts';
import { AuditIndex, type AuditLog } from './audit-log.ts';

/**
 * The report with who made each row, and when, in the Hub's words. An event counts only where its data name the person
 * and the group, and where it is the newest of them and leads to what is live; all else is “not found”, and no guess.
 */
export function withAudit(report: AccessReport, log: AuditLog): AccessReport {
  if (log.kind === 'problem') {
    const none = { events: 0, since: null, cut: false, found: 0, not_found: 0 };
    return { ...report, audit: { ...none, problem: log.problem } };
  }
  const index = indexFor(report, log.lists);
  const rows = report.rows.map((row) => {
    const event = eventOf(row, index);
    return event === null ? row : { ...row, event };
  });
  const asked = rows.filter(({ primary, status }) => primary && status !== 'as_declared');
  const found = asked.filter(({ event }) => event !== null).length;
  const { events, since, cut } = index;
  return {
    ...report,
    rows,
    audit: { events, since, cut, problem: null, found, not_found: asked.length - found },
  };
}

/** The log, to be looked up for the people and groups of a report. */
function indexFor(
  { groups, rows }: Pick<AccessReport, 'groups' | 'rows'>,
  lists: readonly (readonly unknown[])[],
): AuditIndex {
  const users = new Set(rows.map(({ user }) => user.toLowerCase()));
  return new AuditIndex(lists, { hasUser: (key) => users.has(key), groupOf: groupFinder(groups) });
}

/** Finds groups by id, and by a name that only one of them has. */
export function groupFinder(
  groups: readonly { readonly id: string | null; readonly name: string }[],
): (text: string) => string | null {
  const ids = new Map<string, string | null>();
  for (const { id, name } of groups) if (id !== null) ids.set(name, ids.has(name) ? null : id);
  // An id goes before whatever is called like one.
  for (const { id } of groups) if (id !== null) ids.set(id, id);
  return (text) => ids.get(text) ?? null;
}

function eventOf(
  { via, group_id: group, user, live_role: role }: AccessRow,
  index: AuditIndex,
): AccessEvent | null {
  if (via === 'organization admin' || via === 'organization role')
    return only(index.inOrganization(user), ['org.change_role']);
  return membershipEvent(index, group, user, role !== null);
}

/**
 * The event that led to what is live of a membership: the newest one, and only where it leads there.
 *
 * @param isLive whether the person is in the group
 */
export function membershipEvent(
  index: AuditIndex,
  group: string | null,
  user: string,
  isLive: boolean,
): AccessEvent | null {
  const inGroup = group === null ? null : index.inGroup(group, user);
  if (isLive) return only(inGroup, ['resource_group.add_users', 'resource_group.change_role']);
  const removal = only(inGroup, ['resource_group.remove_users']);
  // Who has left the organization has left every group.
  const leaving = only(index.inOrganization(user), ['org.remove_user', 'org.leave']);
  if (removal === null || leaving === null) return removal ?? leaving;
  return Date.parse(leaving.at) > Date.parse(removal.at) ? leaving : removal;
}

function only(event: AccessEvent | null, types: readonly string[]): AccessEvent | null {
  return event !== null && types.includes(event.type) ? event : null;
}
