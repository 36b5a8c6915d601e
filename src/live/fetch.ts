import { HubError } from '../errors.ts';
import type { HubReader } from '../hub/hub.ts';
import type { Need } from '../model/need.ts';
import { compareCodePoints } from '../text/order.ts';
import type { LivePerson, Snapshot } from './organization.ts';
import { personOf } from './people.ts';

/**
 * Reads the organization: groups, members and the token's user at the same time, then one by one the e-mail addresses
 * that the members list does not have. For an organization of up to 10,000 members that is three requests.
 *
 * @param emails addresses that the configuration names, in any letter case
 * @param now the clock, for `taken_at`
 * @param needs what else is read, each with one more request
 * @throws HubError when any of the lists cannot be read whole: an unreadable list is never an empty one
 */
export async function fetchSnapshot(
  hub: HubReader,
  organization: string,
  emails: Iterable<string>,
  now: () => Date,
  needs: readonly Need[] = [],
): Promise<Snapshot> {
  const [groups, members, me, others] = await Promise.all([
    hub.listGroups(organization),
    hub.listMembers(organization),
    hub.whoami(),
    readOthers(hub, organization, new Set(needs)),
  ]);
  const people = members.flatMap((member) => personOf(member) ?? []);
  const asked = await askEmails(hub, organization, missingEmails(emails, people), people.length);
  return {
    format_version: '1.0',
    endpoint: hub.endpoint,
    organization,
    taken_at: now().toISOString(),
    me,
    groups,
    members,
    ...others,
    ...asked,
  };
}

async function readOthers(
  hub: HubReader,
  organization: string,
  needs: ReadonlySet<Need>,
): Promise<Pick<Snapshot, Need>> {
  const [repositories, accounts, usage] = await Promise.all([
    needs.has('repositories') ? hub.listRepositories(organization) : null,
    needs.has('service_accounts') ? hub.listServiceAccounts(organization) : null,
    needs.has('usage') ? hub.usageByGroup(organization) : null,
  ]);
  return {
    ...(repositories === null ? {} : { repositories }),
    ...(accounts === null ? {} : { service_accounts: accounts }),
    ...(usage === null ? {} : { usage }),
  };
}

/**
 * The snapshot with addresses looked up that nothing of it shows. Where it shows those of all members, nothing is asked:
 * an address that is not among them is nobody's.
 *
 * @throws HubError for what says something of the whole run
 */
export async function withEmails(
  hub: HubReader,
  snapshot: Snapshot,
  emails: Iterable<string>,
): Promise<Snapshot> {
  const people = snapshot.members.flatMap((member) => personOf(member) ?? []);
  if (people.every(({ email }) => email !== undefined)) return snapshot;
  const known = new Set(Object.keys(snapshot.emails ?? {}));
  const missing = missingEmails(emails, people).filter((email) => !known.has(email));
  if (missing.length === 0) return snapshot;
  const asked = await askEmails(hub, snapshot.organization, missing, people.length);
  return {
    ...snapshot,
    emails: { ...snapshot.emails, ...asked.emails },
    email_problems: { ...snapshot.email_problems, ...asked.email_problems },
  };
}

function missingEmails(emails: Iterable<string>, members: readonly LivePerson[]): readonly string[] {
  const known = new Set(members.map(({ email }) => email));
  const wanted = new Set([...emails].map((email) => email.toLowerCase()));
  return [...wanted].filter((email) => !known.has(email)).toSorted();
}

/** What came of asking for addresses one by one; nothing when none was asked for. */
type Asked = Pick<Snapshot, 'emails' | 'email_problems'>;

async function askEmails(
  hub: HubReader,
  organization: string,
  emails: readonly string[],
  members: number,
): Promise<Asked> {
  const found: [string, string | null][] = [];
  const problems: [string, string][] = [];
  await Promise.all(
    emails.map(async (email) => {
      try {
        const answer = await hub.findMembersByEmail(organization, email);
        found.push([email, theOneWith(email, answer, members)]);
      } catch (error) {
        const problem = problemOf(error);
        if (problem === null) throw error;
        problems.push([email, problem]);
      }
    }),
  );
  // In the order of the addresses, not of the answers.
  const sorted = <T>(entries: [string, T][]) =>
    Object.fromEntries(entries.sort(([a], [b]) => compareCodePoints(a, b)));
  return {
    ...(found.length === 0 ? {} : { emails: sorted(found) }),
    ...(problems.length === 0 ? {} : { email_problems: sorted(problems) }),
  };
}

/**
 * A look-up that the Hub refuses is the trouble of this address alone: also a 404, since the organization itself was
 * just read. `null` for what says something of the whole run: a token that is not accepted, a rate limit, no answer.
 */
function problemOf(error: unknown): string | null {
  const status = error instanceof HubError ? (error.status ?? 0) : 0;
  const refused = status >= 400 && status < 500 && ![401, 408, 429].includes(status);
  return refused ? `the Hub refused to look it up (HTTP ${status})` : null;
}

/**
 * The Hub filters by e-mail only for some domains and otherwise answers as if it had not been asked. So the answer
 * counts when the member shows the address, or when it is a single one out of several and shows none.
 */
function theOneWith(email: string, answer: readonly unknown[], members: number): string | null {
  const found = answer.map(personOf);
  const shown = found.find((person) => person?.email === email);
  if (shown) return shown.user;
  const [only, ...others] = new Map(found.map((person) => [person?.user.toLowerCase(), person])).values();
  return only && others.length === 0 && members > 1 && !only.email ? only.user : null;
}
