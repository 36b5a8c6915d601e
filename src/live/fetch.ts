import type { HubMember, HubReader } from '../hub/types.ts';
import type { Snapshot } from './types.ts';

/**
 * Reads the organization: groups, members and the token's user at the same time, then one by one the e-mail addresses
 * that the members list does not have. For an organization of up to 10,000 members that is three requests.
 *
 * @param emails addresses that the configuration names, in any letter case
 * @param now the clock, for `taken_at`
 * @throws HubError when any of the lists cannot be read whole: an unreadable list is never an empty one
 */
export async function fetchSnapshot(
  hub: HubReader,
  organization: string,
  emails: Iterable<string>,
  now: () => Date,
): Promise<Snapshot> {
  const [groups, members, me] = await Promise.all([
    hub.listGroups(organization),
    hub.listMembers(organization),
    hub.whoami(),
  ]);
  const asked = await askEmails(hub, organization, missingEmails(emails, members), members.length);
  return {
    format_version: '1.0',
    endpoint: hub.endpoint,
    organization,
    taken_at: now().toISOString(),
    me,
    groups,
    members,
    ...(asked.length === 0 ? {} : { emails: Object.fromEntries(asked) }),
  };
}

function missingEmails(emails: Iterable<string>, members: readonly HubMember[]): readonly string[] {
  const known = new Set(members.map((member) => member.verifiedEmail?.toLowerCase()));
  const wanted = new Set([...emails].map((email) => email.toLowerCase()));
  return [...wanted].filter((email) => !known.has(email)).toSorted();
}

async function askEmails(
  hub: HubReader,
  organization: string,
  emails: readonly string[],
  members: number,
): Promise<readonly (readonly [string, string | null])[]> {
  return Promise.all(
    emails.map(async (email) => {
      const found = await hub.findMembersByEmail(organization, email);
      return [email, theOneWith(email, found, members)] as const;
    }),
  );
}

/**
 * The Hub filters by e-mail only for some domains and otherwise answers as if it had not been asked. So the answer
 * counts when the member shows the address, or when it is a single one out of several and shows none.
 */
function theOneWith(email: string, found: readonly HubMember[], members: number): string | null {
  const shown = found.find((member) => member.verifiedEmail?.toLowerCase() === email);
  if (shown !== undefined) return shown.user;
  const [only, ...others] = found;
  const trusted = only !== undefined && others.length === 0 && members > 1 && !only.verifiedEmail;
  return trusted ? only.user : null;
}
