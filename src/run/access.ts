import { type AuditLog, auditTypes } from '../access/audit-log.ts';
import type { Configuration } from '../config/declaration.ts';
import { emailsIn } from '../config/emails.ts';
import { HubError } from '../errors.ts';
import type { HubReader } from '../hub/hub.ts';
import { neededBy } from '../kinds/needs.ts';
import { fetchSnapshot, withEmails } from '../live/fetch.ts';
import type { Snapshot } from '../live/organization.ts';
import type { Io } from './io.ts';

/** What is read for a report of access. */
export interface AccessRequest {
  readonly organization: string;
  /** `null` without files. */
  readonly configuration: Configuration | null;
  /** Addresses that are looked up besides those of the files. */
  readonly emails: readonly string[];
}

/**
 * Reads the organization with the service accounts and repositories that it may not show to everybody: a report says
 * what it lacks, and is not stopped by it.
 *
 * @throws HubError when groups or members cannot be read whole
 */
export async function takeAccessSnapshot(
  io: Io,
  hub: HubReader,
  { organization, configuration, emails }: AccessRequest,
): Promise<Snapshot> {
  const declared = configuration === null ? [] : emailsIn(configuration);
  const needs = configuration === null ? [] : neededBy([configuration]);
  const [snapshot, accounts, repositories] = await Promise.all([
    fetchSnapshot(hub, organization, declared, () => io.now(), needs),
    needs.includes('service_accounts') ? null : optional(hub.listServiceAccounts(organization)),
    needs.includes('repositories') ? null : optional(hub.listRepositories(organization)),
  ]);
  const whole = await withEmails(hub, snapshot, emails);
  return {
    ...whole,
    ...(accounts === null ? {} : { service_accounts: accounts }),
    ...(repositories === null ? {} : { repositories }),
  };
}

/** A list that the Hub may refuse; `null` where it does. Without a plan there is nothing to list. */
async function optional(list: Promise<readonly unknown[]>): Promise<readonly unknown[] | null> {
  try {
    return await list;
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return error instanceof HubError && error.status === 402 ? [] : null;
  }
}

/**
 * Reads of the audit log what is about groups and members.
 *
 * @throws HubError for what says something of the whole run, and not of the log alone
 */
export async function readAuditLog(hub: HubReader, organization: string): Promise<AuditLog> {
  try {
    return {
      kind: 'read',
      lists: await Promise.all(auditTypes.map((type) => hub.auditLog(organization, type))),
    };
  } catch (error) {
    const why = refusalOf(error);
    if (why === null) throw error;
    return { kind: 'problem', problem: `The Hub does not give this token the audit log (${why}).` };
  }
}

/** Why the Hub refused; `null` for what is no refusal of this one thing. */
function refusalOf(error: unknown): string | null {
  const status = error instanceof HubError ? (error.status ?? 0) : 0;
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status) ? `HTTP ${status}` : null;
}
