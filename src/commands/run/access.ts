import { existsSync } from 'node:fs';
import path from 'node:path';
import { withAudit } from '../../access/audit.ts';
import type { AuditLog } from '../../access/audit-log.ts';
import { compareAccess } from '../../access/compare.ts';
import { accessDigest } from '../../access/digest.ts';
import { comparePeople } from '../../access/people.ts';
import { type PeopleEntry, peopleList } from '../../access/people-list.ts';
import { createAccess } from '../../access/report.ts';
import { KnownError } from '../../errors.ts';
import { evidenceOf } from '../../files/commit.ts';
import { readAccess } from '../../files/json.ts';
import { readTable } from '../../files/sources.ts';
import type { HubReader } from '../../hub/hub.ts';
import { liveOf } from '../../live/live.ts';
import type { Live, Snapshot } from '../../live/organization.ts';
import { isObject, textOf } from '../../live/read.ts';
import type { AccessReport, AccessScope } from '../../model/access.ts';
import { accessCsv } from '../../render/access-csv.ts';
import { renderAccessHtml } from '../../render/access-html.ts';
import { accessJson } from '../../render/access-json.ts';
import { renderAccessMarkdown } from '../../render/access-markdown.ts';
import { accessHeadLines, renderAccessText } from '../../render/access-text.ts';
import { readAuditLog, takeAccessSnapshot } from '../../run/access.ts';
import { type Console, openConsole } from '../../run/console.ts';
import { defaultFile } from '../../run/defaults.ts';
import type { Desired } from '../../run/desired.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { planFor } from '../../run/planning.ts';
import { version } from '../../run/version.ts';
import { dayOf } from '../../text/date.ts';
import { shownFile, shownName } from '../../text/shown.ts';
import type { AccessOptions } from './access-options.ts';
import { readNamed } from './configuration.ts';
import { takeLive } from './snapshot.ts';

/** Shows who has access to what. Writes nothing to the Hub: it is given nothing that could. */
export async function access(io: Io, organization: string | null, options: AccessOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  checkOptions(options);
  const desired = await declared(io, options);
  const given: Given = {
    desired,
    people:
      options.people === undefined
        ? null
        : peopleList(readTable(options.people, io.folder), shownFile(options.people)),
    earlier: options.compare === undefined ? null : readAccess(options.compare, io.folder),
  };
  const read = await readOrganization(io, console, organization, given, options);
  checkOrganization(organization, read.snapshot);
  const report = reportOf(io, given, read, options);
  io.stdout.write(rendered(io, console, report, options));
  // A table has no head, and whoever saves it should know what it is worth.
  if (options.format === 'csv') for (const line of accessHeadLines(report)) console.note(line);
  return exitCodes.ok;
}

/** What is read of files. */
interface Given {
  readonly desired: Desired | null;
  readonly people: readonly PeopleEntry[] | null;
  readonly earlier: AccessReport | null;
}

/** What is read of the Hub, or of a snapshot. */
interface Read {
  readonly snapshot: Snapshot;
  readonly calls: number;
  /** `null` where it was not asked for. */
  readonly log: AuditLog | null;
}

function reportOf(
  io: Io,
  given: Given,
  { snapshot, calls, log }: Read,
  options: AccessOptions,
): AccessReport {
  const { desired, people, earlier } = given;
  const planned = desired === null ? null : planFor(io, desired, snapshot, {});
  const live = planned?.live ?? liveOf(snapshot);
  const now = io.now();
  const bare = createAccess({
    snapshot,
    live,
    declared: desired === null || planned === null ? null : { ...desired, plan: planned.plan },
    files: desired === null ? [] : evidenceOf(desired.sources, io.folder, io.env),
    scope: scopeOf(options),
    read: options.live === undefined ? { from: 'hub', calls } : { from: 'snapshot', calls: null },
    today: dayOf(now),
    createdAt: now.toISOString(),
    toolVersion: version,
  });
  const report = log === null ? bare : withAudit(bare, log);
  return {
    ...report,
    comparison: earlier === null ? null : comparisonOf(earlier, report, shownFile(options.compare ?? '')),
    people: people === null ? null : peopleOf(report, people, live, desired, options),
  };
}

function scopeOf({ group, user, repo }: AccessOptions): AccessScope {
  return { groups: group ?? null, user: user ?? null, repository: repo ?? null };
}

/** @throws KnownError `access-invalid` for a report that was edited, or is of something else */
function comparisonOf(earlier: AccessReport, report: AccessReport, file: string): AccessReport['comparison'] {
  const refuse = (problem: string): never => {
    throw new KnownError('access-invalid', `${file} cannot be compared with: ${problem}`, {
      hint: 'Make one with `hf-groups access --format json`, and the same --group, --user and --repo.',
      details: { file },
    });
  };
  if (accessDigest(earlier) !== earlier.digest)
    refuse('its digest does not fit its rows, so that it was edited');
  const placeOf = ({ endpoint, organization }: AccessReport): string =>
    `${organization.toLowerCase()} on ${endpoint}`;
  if (placeOf(earlier) !== placeOf(report)) refuse(`it is of ${placeOf(earlier)}`);
  const { groups, user, repository } = earlier.scope;
  const same = JSON.stringify({ groups, user, repository }) === JSON.stringify(report.scope);
  if (!same) refuse('it has another selection of groups, people or repositories');
  return compareAccess(earlier, report.rows, file);
}

function peopleOf(
  report: AccessReport,
  people: readonly PeopleEntry[],
  live: Live,
  desired: Desired | null,
  options: AccessOptions,
): AccessReport['people'] {
  const known = desired?.configuration.people ?? new Map<string, string>();
  return comparePeople(report.rows, people, { live, known, file: shownFile(options.people ?? '') });
}

function rendered(io: Io, console: Console, report: AccessReport, options: AccessOptions): string {
  switch (options.format) {
    case 'json':
      return accessJson(report);
    case 'csv':
      return accessCsv(report, options.bom === true);
    case 'markdown':
      return renderAccessMarkdown(report);
    case 'html':
      return renderAccessHtml(report);
    case 'text':
      return renderAccessText(report, {
        palette: console.palette,
        columns: io.stdout.isTTY ? (io.stdout.columns ?? null) : null,
      });
  }
}

/** @throws KnownError `usage` */
function checkOptions({ bom, format, group, repo, people, user, auditLog, live }: AccessOptions): void {
  const refuse = (message: string, hint: string): never => {
    throw new KnownError('usage', message, { hint });
  };
  if (bom === true && format !== 'csv')
    refuse('--bom goes with --format csv', 'Add --format csv, or leave --bom out.');
  if (group !== undefined && repo !== undefined)
    refuse(
      '--group and --repo exclude each other',
      'A repository is in one group at most: give --repo alone.',
    );
  if (people !== undefined && user !== undefined)
    refuse('--people and --user exclude each other', 'With --people everybody is compared with the list.');
  if (auditLog === true && live !== undefined)
    refuse(
      '--audit-log and --live exclude each other',
      'A snapshot has no audit log: leave one of them out.',
    );
}

/** The files that `--file` names, or the default file where it is there; `null` without any. */
async function declared(io: Io, options: AccessOptions): Promise<Desired | null> {
  if (options.file === undefined && !existsSync(path.resolve(io.folder, defaultFile))) return null;
  return readNamed(io, options);
}

async function readOrganization(
  io: Io,
  console: Console,
  organization: string | null,
  { desired, people }: Given,
  options: AccessOptions,
): Promise<Read> {
  const { user } = options;
  const emails = [
    ...(user?.includes('@') ? [user] : []),
    ...(people ?? []).flatMap(({ email }) => email ?? []),
  ];
  let calls = 0;
  const kept: { log: AuditLog | null } = { log: null };
  const read = async (hub: HubReader): Promise<Snapshot> => {
    const configuration = desired?.configuration ?? null;
    const name = configuration?.organization ?? organization ?? (await onlyOrganization(hub));
    const [snapshot, events] = await Promise.all([
      takeAccessSnapshot(io, hub, { organization: name, configuration, emails }),
      options.auditLog === true ? readAuditLog(hub, name) : null,
    ]);
    kept.log = events;
    return snapshot;
  };
  const snapshot = await takeLive(io, console, options, read, () => {
    calls += 1;
  });
  return { snapshot, calls, log: kept.log };
}

/** The one organization of the token's user. @throws KnownError `usage` where there is none, or several */
async function onlyOrganization(hub: HubReader): Promise<string> {
  const { orgs } = await hub.whoami();
  const names = (Array.isArray(orgs) ? orgs : []).flatMap((org: unknown) =>
    isObject(org) ? (textOf(org['name']) ?? []) : [],
  );
  const [name, ...others] = names;
  if (name !== undefined && others.length === 0) return name;
  throw new KnownError('usage', `There is no ${defaultFile} here that names the organization`, {
    hint: `Name it: hf-groups access ${name === undefined ? 'ORG' : shownName(name)}, or name its files with --file.`,
  });
}

function checkOrganization(organization: string | null, snapshot: Snapshot): void {
  if (organization === null || organization.toLowerCase() === snapshot.organization.toLowerCase()) return;
  throw new KnownError(
    'usage',
    `The files or the snapshot are of ${shownName(snapshot.organization)}, not of ${shownName(organization)}`,
    { hint: 'Leave the organization out, or name other files with --file.' },
  );
}
