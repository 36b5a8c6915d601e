import type { LiveView } from '../../live/view.ts';
import { named, quoted } from '../../text/named.ts';
import { type Kind, type Standing, standingBy, unreadableValue } from '../kind.ts';
import { type OrganizationRoleBlocked, organizationRoleBlockedWords } from './blocked.ts';
import { roleCall } from './calls.ts';
import { isLower, type OrganizationRoleChange, organizationRoles } from './change.ts';
import { checkRoles } from './check.ts';
import { compareRoles } from './compare.ts';
import { declaredRoles, sectionName } from './declared.ts';
import { lostGroups, unsendable, weighRoles } from './keeps.ts';
import { roleText, tellRoles } from './words.ts';

/** Somebody's role in the organization. The call for it replaces all of the person's groups. */
export const organizationRoleKind: Kind<OrganizationRoleChange, OrganizationRoleBlocked> = {
  check: checkRoles,
  needs: () => [],
  needsOf: () => [],
  declares: ({ configuration, organization }) =>
    declaredRoles(organization?.get(sectionName), configuration).length,
  unlisted: () => null,
  compare: compareRoles,
  hindrance: () => null,
  weigh: weighRoles,
  subject: ({ user }) => user.toLowerCase(),
  digestValue: (role) => role,
  touches: ({ keeps }) => [null, ...keeps],
  isDestructive: isLower,
  lastDay: () => null,
  fits: ({ action, after }) => action === 'update' && organizationRoles.includes(after),
  bare: (change) => ({ ...change, keeps: [] }),
  renamed: (change, toName) => ({ ...change, keeps: change.keeps.map(toName) }),
  spelled: (change, live) => ({
    ...change,
    user: live.people.get(change.user.toLowerCase())?.user ?? change.user,
  }),

  stage: (change) => (isLower(change) ? 'organization_lower' : 'organization_raise'),
  perCall: () => 1,
  carries: () => [],
  companions: () => [],
  call: (organization, changes, _carried, _idOf, now) => roleCall(organization, changes, now),
  afresh: () => true,
  property: () => null,
  lost(change, sent, now) {
    const [first, ...others] = lostGroups(change, sent, now);
    if (first === undefined) return null;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `${named(change.user)} is ${named(change.after)} in the organization now, but is not in ${quoted(first)}${more} as before: look at the groups of ${named(change.user)}, and plan again.`;
  },

  standing: roleStanding,
  after(changes, live) {
    const people = new Map(live.people);
    for (const { user, after } of changes) {
      const person = people.get(user.toLowerCase());
      if (person !== undefined) people.set(user.toLowerCase(), { ...person, role: after });
    }
    return { ...live, people };
  },
  // What cannot be read cannot be sent back.
  overreach: ({ user }, now) => unsendable(user, now),
  unforeseen: () => null,
  provider: () => null,

  person: ({ user }) => user,
  text: roleText,
  bearing: (change) => (isLower(change) && change.after !== 'admin' ? 'less' : 'more'),
  givesMuch: ({ after }) => after === 'admin',
  tell: tellRoles,
  blocked: organizationRoleBlockedWords,
  value: (value) => (value === null ? 'not in the organization' : named(value)),
  found(change, now) {
    const who = named(change.user);
    if (now === null) return `${who} is not in the organization any more.`;
    if (now === unreadableValue) return `The role of ${who} in the organization cannot be read by now.`;
    return `${who} is ${named(now)} in the organization meanwhile, which the plan did not know.`;
  },
};

function roleStanding(change: OrganizationRoleChange, { people }: LiveView): Standing {
  const person = people.get(change.user.toLowerCase());
  return standingBy(change, person === undefined ? null : (person.role ?? unreadableValue));
}
