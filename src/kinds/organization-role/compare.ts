import type { Person } from '../../config/declaration.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Live, LivePerson } from '../../live/organization.ts';
import { named, quoted } from '../../text/named.ts';
import { sentence } from '../../text/sentence.ts';
import { sourceOf } from '../../text/source-file.ts';
import type { CompareInput, Comparison } from '../kind.ts';
import { identify, onePersonTwice } from '../membership/people.ts';
import { Suggester } from '../membership/suggest.ts';
import type { OrganizationRoleBlocked } from './blocked.ts';
import { isLower, type OrganizationRoleChange } from './change.ts';
import { type DeclaredOrganizationRole, declaredRoles, sectionName } from './declared.ts';
import { groupRoles } from './keeps.ts';

/** Compares the declared roles in the organization with what they are. */
export function compareRoles({
  configuration,
  organization,
  live,
  suggest,
}: CompareInput): Comparison<OrganizationRoleChange> {
  const changes: OrganizationRoleChange[] = [];
  const blocked: OrganizationRoleBlocked[] = [];
  const diagnostics: Diagnostic[] = [];
  const first = new Map<string, Person>();
  const suggester = new Suggester(live, suggest);
  const hidden = hiddenFrom(live);
  for (const declared of declaredRoles(organization?.get(sectionName), configuration)) {
    const { person } = declared;
    const { key, resolved } = identify(person, live);
    const other = first.get(key);
    const found = live.people.get(key);
    // Who is written the same way twice is an error of the files already.
    if (other !== undefined) diagnostics.push(onePersonTwice(other, person));
    first.set(key, other ?? person);
    if (found === undefined) {
      const suggestion = suggester.person(person.written);
      const reason = resolved ? 'not_in_organization' : 'email_not_found';
      blocked.push({ ...blockedBy(declared, { reason, hint: null }), suggestion });
    } else if (found.role !== declared.role) {
      const asked = hidden === null ? askedFor(declared, key, found, live) : blockedBy(declared, hidden);
      if ('action' in asked) changes.push(asked);
      else blocked.push(asked);
    }
  }
  return { changes, blocked, unmanaged: [], diagnostics };
}

/** The change of one person's role, or why it cannot be made. */
function askedFor(
  declared: DeclaredOrganizationRole,
  key: string,
  { user, role }: LivePerson,
  { groups }: Live,
): OrganizationRoleChange | OrganizationRoleBlocked {
  if (role === null)
    return blockedBy(declared, unreadable(`the Hub sends no role of ${named(user)} in the organization`));
  const why = unreadableIn(groups, key, user);
  return why === null ? changeOf(declared, user, role) : blockedBy(declared, why);
}

function changeOf(
  { person, role: after }: DeclaredOrganizationRole,
  user: string,
  before: string,
): OrganizationRoleChange {
  return {
    kind: 'organization_role',
    action: 'update',
    group: null,
    user,
    before,
    after,
    destructive: isLower({ before, after }),
    origin: null,
    source: sourceOf(person.place),
    keeps: [],
  };
}

function blockedBy(
  { person, role }: DeclaredOrganizationRole,
  { reason, hint }: Why,
): OrganizationRoleBlocked {
  return {
    kind: 'organization_role',
    group: null,
    user: person.written,
    after: role,
    reason,
    suggestion: null,
    hint,
    source: sourceOf(person.place),
    via: null,
    origin: null,
  };
}

type Why = Pick<OrganizationRoleBlocked, 'reason' | 'hint'>;

/** Why nobody's role can be changed by what this token sees; `null` when it sees everything. */
function hiddenFrom(live: Live): Why | null {
  const me = live.people.get(live.me.toLowerCase());
  if (me?.role !== 'admin') return { reason: 'not_organization_admin', hint: null };
  if (live.unread.groups > 0) return unreadable('the Hub lists groups that do not say which they are');
  const group = live.groups.find((one) => one.unreadable !== null);
  if (group?.unreadable)
    return unreadable(`who is in ${quoted(group.info.name)} cannot be read: ${group.unreadable}`);
  return null;
}

/** Why somebody's groups cannot be sent back; `null` when they can. */
function unreadableIn(groups: Live['groups'], key: string, user: string): Why | null {
  for (const { info, odd, members } of groups) {
    const problem = odd.get(key)?.problem;
    if (problem !== undefined) return unreadable(`in ${quoted(info.name)} ${problem}`);
    const there = members.get(key)?.role;
    if (there !== undefined && !groupRoles.has(there))
      return unreadable(
        `${named(user)} has a role in ${quoted(info.name)} that cannot be sent back, ${named(there)}`,
      );
  }
  return null;
}

function unreadable(problem: string): Why {
  return { reason: 'unreadable', hint: sentence(problem) };
}
