import type { Live, LiveGroup, Snapshot } from '../live/organization.ts';
import { isObject, textOf } from '../live/read.ts';
import type { AccessGroup, AccessRepository, Incompleteness } from '../model/access.ts';
import { named, quoted } from '../text/named.ts';

/** The role in the organization of who asked, as `whoami-v2` says; `null` when it does not. */
export function askersRole({ me, organization }: Snapshot): string | null {
  const { orgs } = me;
  if (!Array.isArray(orgs)) return null;
  for (const org of orgs) {
    if (!isObject(org)) continue;
    if (textOf(org['name'])?.toLowerCase() === organization.toLowerCase()) return textOf(org['roleInOrg']);
  }
  return null;
}

/** What the answer depends on. */
interface Answered {
  readonly snapshot: Snapshot;
  readonly live: Live;
  readonly serviceAccounts: number | null;
  /** The groups of the report. */
  readonly groups: readonly AccessGroup[];
  readonly repository: AccessRepository | null;
}

/** So many names stand in one sentence. */
const mostNamed = 5;

/** Why the rows may not be everybody who has access; nothing when they are. */
export function incompletenessOf(answered: Answered): readonly Incompleteness[] {
  const { snapshot, live, serviceAccounts, repository } = answered;
  const found: Incompleteness[] = [];
  const because = (code: Incompleteness['code'], message: string): void => {
    found.push({ code, message });
  };
  const role = askersRole(snapshot);
  const who = named(live.me);
  if (role === null) {
    because(
      'role_unknown',
      `The Hub does not say which role ${who}, whose token asked, has in the organization: it may not show every group.`,
    );
  } else if (role !== 'admin') {
    because(
      'not_organization_admin',
      `${who}, whose token asked, is no organization admin (${named(role)}): the Hub may show neither every group nor every address.`,
    );
  }
  if (live.unread.groups > 0)
    because('unreadable_entry', `${live.unread.groups} of the Hub’s groups do not say which they are.`);
  if (live.unread.members > 0)
    because('unreadable_entry', `${live.unread.members} of the Hub’s members do not say who they are.`);
  const byId = new Map<string | null, LiveGroup>(live.groups.map((group) => [group.info.id, group]));
  for (const { id, name } of answered.groups) {
    const group = byId.get(id);
    if (group === undefined) continue;
    if (group.unreadable !== null)
      because('unreadable_group', `Who is in ${quoted(name)} cannot be read: ${group.unreadable}.`);
    if (group.odd.size > 0)
      because('unreadable_member', `${quoted(name)}: ${problemsIn([...group.odd.values()])}.`);
  }
  if (serviceAccounts === null)
    because(
      'service_accounts_unknown',
      'The service accounts of the organization were not listed: who of those outside the members list is one is not known, nor whether one of them administers the organization.',
    );
  if (repository !== null && (repository.type === null || repository.visibility === null))
    because('repository_unknown', 'What was read does not say whether the repository is public or private.');
  return found;
}

function problemsIn(odd: readonly { readonly problem: string }[]): string {
  const told = odd.slice(0, mostNamed).map(({ problem }) => problem);
  const more = odd.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more cannot be read`] : [])].join(', ');
}
