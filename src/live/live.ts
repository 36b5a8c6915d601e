import { HubError } from '../errors.ts';
import type { HubGroup, HubMember } from '../hub/types.ts';
import { visible } from '../text/visible.ts';
import type { Live, LiveGroup, LiveMembership, LivePerson, Snapshot } from './types.ts';

/**
 * Makes a snapshot ready for looking things up. Pure.
 *
 * @throws HubError `hub-unreadable` when the lists contradict themselves: they are never repaired by guessing
 */
export function liveOf(snapshot: Snapshot): Live {
  const people = new Map<string, LivePerson>();
  const emails = new Map<string, string | null>();
  for (const member of snapshot.members) {
    const person = personOf(member);
    people.set(person.user.toLowerCase(), person);
    if (person.email) emails.set(person.email, person.user);
  }
  for (const [email, user] of Object.entries(snapshot.emails ?? {})) {
    if (!emails.has(email)) emails.set(email, user);
  }
  return {
    endpoint: snapshot.endpoint,
    organization: snapshot.organization,
    me: snapshot.me.name,
    groups: snapshot.groups.map(liveGroupOf),
    people,
    emails,
  };
}

/** One group, ready for looking members up. @throws HubError `hub-unreadable` when a user is listed twice */
export function liveGroupOf(group: HubGroup): LiveGroup {
  const members = new Map<string, LiveMembership>();
  for (const { name: user, role } of group.users) {
    const key = user.toLowerCase();
    if (members.has(key)) {
      throw new HubError(
        'hub-unreadable',
        `The Hub lists ${visible(user)} twice in the group ${visible(group.name)}`,
        {
          request: 'GET resource-groups',
          hint: 'Try again. If it stays so, tell the support of the Hub.',
        },
      );
    }
    members.set(key, { user, role });
  }
  return {
    info: { id: group.id, name: group.name, members: members.size, ...contents(group) },
    members,
    autoJoin: group.autoJoin?.enabled === true ? (group.autoJoin.role ?? 'read') : null,
  };
}

function personOf(member: HubMember): LivePerson {
  const email = member.verifiedEmail;
  return {
    user: member.user,
    email: email === undefined || email === null ? email : email.toLowerCase(),
    role: member.role ?? null,
  };
}

/** Kinds of resources that are not repositories. Anything new with a `ns/name` counts as one. */
const otherKinds = new Set(['collection', 'blog', 'job', 'scheduled-job']);

function contents(group: HubGroup): Pick<LiveGroup['info'], 'repositories' | 'private' | 'other_resources'> {
  const resources = group.resources ?? group.repos;
  if (resources === undefined || resources === null)
    return { repositories: null, private: null, other_resources: null };
  const repositories = resources.filter((resource) => !otherKinds.has(resource.type));
  return {
    repositories: repositories.length,
    private: repositories.filter((resource) => resource.private === true).length,
    other_resources: resources.length - repositories.length,
  };
}
