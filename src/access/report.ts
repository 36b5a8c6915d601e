import type { Configuration } from '../config/declaration.ts';
import { KnownError } from '../errors.ts';
import type { Live } from '../live/organization.ts';
import type { AccessReport, AccessScope, AccessSubject } from '../model/access.ts';
import type { AccessRow } from '../model/access-row.ts';
import { quoted } from '../text/named.ts';
import { nearest } from '../text/nearest.ts';
import { askersRole, incompletenessOf } from './completeness.ts';
import { accessDigest } from './digest.ts';
import { Directory } from './directory.ts';
import { type AccessTarget, rowsOfGroup } from './group-rows.ts';
import { accessGroup, targetsOf } from './groups.ts';
import type { AccessInput } from './input.ts';
import { OrganizationRoles } from './organization-roles.ts';
import { listedRepositories, repositoryOf } from './repository.ts';
import { summaryOf } from './summary.ts';
import { rowsThroughOrganization } from './through-organization.ts';
import { DeclaredDirectory } from './ways.ts';

/**
 * Who has access to what, and why: of the live state, the files, and their plan. Pure: the same input gives the same
 * bytes.
 *
 * @throws KnownError `usage` for a group that there is not, and for a repository that is none, or one of several
 */
export function createAccess(input: AccessInput): AccessReport {
  const { snapshot, live, declared, scope, today } = input;
  const directory = new Directory(snapshot, live, serviceAccountsIn(declared?.configuration));
  const repository = scope.repository === null ? null : repositoryOf(scope.repository, snapshot, live);
  const targets = withinScope(targetsOf(input), scope, repository);
  const roles = new OrganizationRoles(live, declared);
  const context = {
    directory,
    files: declared === null ? null : new DeclaredDirectory(declared.configuration, live, today),
    admins: roles.admins(),
  };
  const subject =
    scope.user === null ? null : subjectOf(scope.user, live, declared?.configuration.people ?? new Map());
  const isMeant = subject === null ? null : meant(subject);
  const rows: AccessRow[] = [];
  const groups = targets.map((target) => {
    const all = rowsOfGroup(target, context);
    const own = isMeant === null ? all : all.filter(isMeant);
    for (const row of own) rows.push(row);
    return accessGroup(target, own.length);
  });
  if (repository !== null && repository.group === null) {
    const all = rowsThroughOrganization(roles, directory);
    for (const row of isMeant === null ? all : all.filter(isMeant)) rows.push(row);
  }
  const incomplete = incompletenessOf({
    snapshot,
    live,
    serviceAccounts: directory.serviceAccounts,
    groups,
    repository,
  });
  const head = { endpoint: live.endpoint, organization: live.organization };
  return {
    format_version: '1.0',
    tool_version: input.toolVersion,
    created_at: input.createdAt,
    taken_at: snapshot.taken_at,
    ...head,
    scope,
    complete: incomplete.length === 0,
    incomplete,
    evidence: {
      user: live.me,
      organization_role: askersRole(snapshot),
      ...input.read,
      groups: live.groups.length + live.unread.groups,
      members: live.people.size + live.unread.members,
      service_accounts: directory.serviceAccounts,
      repositories: listedRepositories(snapshot)?.length ?? null,
    },
    files: input.files,
    digest: accessDigest({ ...head, rows }),
    summary: summaryOf(rows, groups.length),
    repository,
    subject: subject === null ? null : { ...subject, message: messageFor(subject, rows, live) },
    comparison: null,
    people: null,
    audit: null,
    groups,
    rows,
  };
}

/** Whom the files call a service account, by username in lower case. */
function serviceAccountsIn(configuration: Configuration | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { membership } of configuration?.groups ?? [])
    for (const { serviceAccount, person } of membership?.members ?? [])
      if (serviceAccount) found.add(person.key);
  return found;
}

function withinScope(
  targets: readonly AccessTarget[],
  { groups }: AccessScope,
  repository: AccessReport['repository'],
): readonly AccessTarget[] {
  const asked =
    groups === null ? targets : targets.filter((target) => groups.some((name) => isCalled(target, name)));
  const missing = (groups ?? []).find((name) => !targets.some((target) => isCalled(target, name)));
  if (missing !== undefined) {
    const near = nearest(
      missing,
      targets.map(({ name }) => name),
    );
    throw new KnownError('usage', `There is no group ${quoted(missing)}`, {
      hint: near === null ? 'Look at the names on the Hub.' : `Did you mean ${quoted(near)}?`,
    });
  }
  return repository === null ? asked : asked.filter(({ id }) => id !== null && id === repository.group?.id);
}

function isCalled({ id, name, declared }: AccessTarget, asked: string): boolean {
  return name === asked || id === asked || declared?.name === asked;
}

/** Whom a username or an address means. */
function subjectOf(
  asked: string,
  live: Live,
  people: ReadonlyMap<string, string>,
): Omit<AccessSubject, 'message'> {
  const isEmail = asked.includes('@');
  const { key, resolved } = isEmail
    ? addressOf(asked.toLowerCase(), live, people)
    : { key: asked.toLowerCase(), resolved: true };
  const person = live.people.get(key);
  if (person !== undefined) return { asked, user: person.user, member: true };
  for (const { members, odd } of live.groups) {
    const found = members.get(key) ?? odd.get(key);
    if (resolved && found !== undefined) return { asked, user: found.user, member: false };
  }
  return { asked, user: null, member: false };
}

function addressOf(
  email: string,
  live: Live,
  people: ReadonlyMap<string, string>,
): { readonly key: string; readonly resolved: boolean } {
  const user = live.emails.get(email) ?? people.get(email) ?? null;
  return user === null ? { key: email, resolved: false } : { key: user.toLowerCase(), resolved: true };
}

/** Whether a row is about who was asked for, also where the files name somebody who is nobody. */
function meant({ asked, user }: Omit<AccessSubject, 'message'>): (row: AccessRow) => boolean {
  const keys = new Set([asked.toLowerCase(), ...(user === null ? [] : [user.toLowerCase()])]);
  return (row) => keys.has(row.user.toLowerCase());
}

/** What there is to say where nothing, or hardly anything, is found. */
function messageFor(
  { asked, user, member }: Omit<AccessSubject, 'message'>,
  rows: readonly AccessRow[],
  live: Live,
): string | null {
  if (user === null) {
    const near = nearest(asked, asked.includes('@') ? live.emails.keys() : usernames(live));
    const meantBy = near === null ? '' : ` Did you mean ${quoted(near)}?`;
    const hidden = asked.includes('@') && !live.emailsVisible ? ', or the Hub does not show it' : '';
    return asked.includes('@')
      ? `Nobody in the organization is known by this address${hidden}.${meantBy}`
      : `Nobody in the organization or in a group has this name.${meantBy}`;
  }
  if (rows.some(({ live_role }) => live_role !== null)) return null;
  return member ? 'A member of the organization, without access to anything here.' : null;
}

function* usernames(live: Live): Generator<string> {
  for (const { user } of live.people.values()) yield user;
}
