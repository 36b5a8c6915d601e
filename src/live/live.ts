import { HubError } from '../errors.ts';
import type { HubGroup, HubMember } from '../hub/types.ts';
import { visible } from '../text/visible.ts';
import type { Live, LiveGroup, LiveMembership, LivePerson, Snapshot } from './types.ts';

/**
 * Makes a snapshot ready for looking things up. Pure.
 *
 * @throws HubError `hub-unreadable` when the groups contradict themselves: they are never repaired by guessing
 */
export function liveOf(snapshot: Snapshot): Live {
  const { people, emails } = peopleOf(snapshot.members);
  for (const [email, user] of Object.entries(snapshot.emails ?? {})) {
    const key = email.toLowerCase();
    if (!emails.has(key)) emails.set(key, user);
  }
  const groups = snapshot.groups.map(liveGroupOf);
  const ids = new Set<string>();
  for (const { info } of groups) {
    if (ids.has(info.id)) throw listedTwice(`the group ${visible(info.name)} (${info.id})`);
    ids.add(info.id);
  }
  return {
    endpoint: snapshot.endpoint.replace(/\/+$/, ''),
    organization: snapshot.organization,
    me: snapshot.me.name,
    groups,
    people,
    emails,
  };
}

/**
 * The members by name and by address. Somebody who comes twice, since the list moved between two pages, counts once.
 * An address that several members show says nothing of any of them, so it counts as one that cannot be seen.
 */
function peopleOf(members: readonly HubMember[]): {
  readonly people: ReadonlyMap<string, LivePerson>;
  readonly emails: Map<string, string | null>;
} {
  const people = new Map<string, LivePerson>();
  const emails = new Map<string, string | null>();
  const shared = new Set<string>();
  for (const member of members) {
    const person = personOf(member);
    const key = person.user.toLowerCase();
    if (people.has(key)) continue;
    people.set(key, person);
    if (!person.email) continue;
    if (emails.has(person.email)) shared.add(person.email);
    emails.set(person.email, person.user);
  }
  if (shared.size > 0) {
    for (const [key, person] of people)
      if (person.email && shared.has(person.email)) people.set(key, { ...person, email: undefined });
    for (const email of shared) emails.set(email, null);
  }
  return { people, emails };
}

/** One group, ready for looking members up. @throws HubError `hub-unreadable` when a user is listed twice */
export function liveGroupOf(group: HubGroup): LiveGroup {
  const members = new Map<string, LiveMembership>();
  for (const { name: user, role } of group.users) {
    const key = user.toLowerCase();
    if (members.has(key)) {
      throw listedTwice(`${visible(user)} in the group ${visible(group.name)}`);
    }
    members.set(key, { user, role });
  }
  return {
    info: { id: group.id, name: group.name, members: members.size, ...contents(group) },
    members,
    autoJoin: group.autoJoin?.enabled === true ? (group.autoJoin.role ?? 'read') : null,
  };
}

function listedTwice(what: string): HubError {
  return new HubError('hub-unreadable', `The Hub lists twice: ${what}`, {
    request: 'GET resource-groups',
    hint: 'Try again. If it stays so, tell the support of the Hub.',
  });
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

function contents(group: HubGroup): Omit<LiveGroup['info'], 'id' | 'name' | 'members'> {
  const resources = group.resources ?? group.repos;
  if (resources === undefined || resources === null)
    return { repositories: null, private: null, other_resources: null, repository_names: [] };
  const repositories = resources.filter((resource) => !otherKinds.has(resource.type));
  return {
    repositories: repositories.length,
    private: repositories.filter((resource) => resource.private === true).length,
    other_resources: resources.length - repositories.length,
    repository_names: [],
  };
}
