import { HubError } from '../errors.ts';
import { liveGroupOf, readGroupOf } from './group.ts';
import type { Live, LiveGroup, Snapshot } from './organization.ts';
import { peopleOf, serviceAccountsOf } from './people.ts';
import { repositoriesOf } from './repositories.ts';
import { usageOf } from './usage.ts';

/**
 * Makes a snapshot ready for looking things up. Pure. What cannot be read of it is noted where it is; whoever needs it
 * finds it there.
 *
 * @throws HubError `hub-unreadable` when nothing of a list can be read, so that it is never taken for an empty one
 */
export function liveOf(snapshot: Snapshot): Live {
  const { people, emails, unread } = peopleOf(snapshot.members);
  for (const [email, user] of Object.entries(snapshot.emails ?? {})) {
    const key = email.toLowerCase();
    if (!emails.has(key)) emails.set(key, user);
  }
  const groups = groupsOf(snapshot.groups);
  const unreadGroups = snapshot.groups.filter((group) => readGroupOf(group) === null).length;
  if (people.size === 0 && unread > 0) throw allUnread('member', 'members');
  if (groups.length === 0 && unreadGroups > 0) throw allUnread('group', 'resource-groups');
  return {
    endpoint: snapshot.endpoint.replace(/\/+$/, ''),
    organization: snapshot.organization,
    me: snapshot.me.name,
    groups,
    people,
    emails,
    emailProblems: new Map(
      Object.entries(snapshot.email_problems ?? {}).map(([email, why]) => [email.toLowerCase(), why]),
    ),
    emailsVisible: unread === 0 && [...people.values()].every(({ email }) => email !== undefined),
    repositories: snapshot.repositories === undefined ? null : repositoriesOf(snapshot.repositories),
    serviceAccounts:
      snapshot.service_accounts === undefined ? null : serviceAccountsOf(snapshot.service_accounts),
    usage: snapshot.usage === undefined ? null : usageOf(snapshot.usage),
    unread: { groups: unreadGroups, members: unread },
  };
}

/** The groups that say which they are. Of one that is listed twice nothing is believed. */
function groupsOf(objects: readonly unknown[]): readonly LiveGroup[] {
  const groups = new Map<string, LiveGroup>();
  for (const object of objects) {
    const read = readGroupOf(object);
    if (read === null) continue;
    const group = liveGroupOf(read);
    const known = groups.get(read.id);
    groups.set(read.id, known === undefined ? group : { ...known, unreadable: 'the Hub lists it twice' });
  }
  return [...groups.values()];
}

function allUnread(what: string, list: string): HubError {
  return new HubError('hub-unreadable', `The Hub’s list of ${list} has no ${what} in it that can be read`, {
    request: `GET ${list}`,
    hint: 'Look whether the endpoint is a Hugging Face Hub.',
  });
}
