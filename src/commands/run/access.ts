import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createAccess } from '../../access/report.ts';
import { emailsIn } from '../../config/emails.ts';
import { KnownError } from '../../errors.ts';
import { checkedOut } from '../../files/commit.ts';
import { standardInput } from '../../files/standard-input.ts';
import type { HubReader } from '../../hub/hub.ts';
import { fetchSnapshot } from '../../live/fetch.ts';
import { liveOf } from '../../live/live.ts';
import type { Snapshot } from '../../live/organization.ts';
import { isObject, textOf } from '../../live/read.ts';
import type { AccessFile, AccessReport } from '../../model/access.ts';
import { accessCsv } from '../../render/access-csv.ts';
import { accessJson } from '../../render/access-json.ts';
import { accessHeadLines, renderAccessText } from '../../render/access-text.ts';
import { type Console, openConsole } from '../../run/console.ts';
import type { Desired } from '../../run/desired.ts';
import { type ExitCode, exitCodes, type Io } from '../../run/io.ts';
import { planFor } from '../../run/planning.ts';
import { version } from '../../run/version.ts';
import { dayOf } from '../../text/date.ts';
import { shownName } from '../../text/shown.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { defaultFile } from '../options.ts';
import type { AccessOptions } from './access-options.ts';
import { readNamed } from './configuration.ts';
import { takeLive } from './snapshot.ts';

/** Shows who has access to what. Writes nothing to the Hub: it is given nothing that could. */
export async function access(io: Io, organization: string | null, options: AccessOptions): Promise<ExitCode> {
  const console = openConsole(io, options);
  checkOptions(options);
  const desired = await declared(io, options);
  let calls = 0;
  const read = (hub: HubReader): Promise<Snapshot> =>
    readOrganization(io, hub, organization, desired, options);
  const snapshot = await takeLive(io, console, options, read, () => {
    calls += 1;
  });
  checkOrganization(organization, snapshot);
  const planned = desired === null ? null : planFor(io, desired, snapshot, {});
  const now = io.now();
  const report = createAccess({
    snapshot,
    live: planned?.live ?? liveOf(snapshot),
    declared: desired === null || planned === null ? null : { ...desired, plan: planned.plan },
    files: desired === null ? [] : evidenceOf(io, desired.sources),
    scope: {
      groups: options.group ?? null,
      user: options.user ?? null,
      repository: options.repo ?? null,
    },
    read: options.live === undefined ? { from: 'hub', calls } : { from: 'snapshot', calls: null },
    today: dayOf(now),
    createdAt: now.toISOString(),
    toolVersion: version,
  });
  io.stdout.write(rendered(io, console, report, options));
  // A table has no head, and whoever saves it should know what it is worth.
  if (options.format === 'csv') for (const line of accessHeadLines(report)) console.note(line);
  return exitCodes.ok;
}

function rendered(io: Io, console: Console, report: AccessReport, options: AccessOptions): string {
  switch (options.format) {
    case 'json':
      return accessJson(report);
    case 'csv':
      return accessCsv(report, options.bom === true);
    case 'text':
      return renderAccessText(report, {
        palette: console.palette,
        columns: io.stdout.isTTY ? (io.stdout.columns ?? null) : null,
      });
  }
}

/** @throws KnownError `usage` */
function checkOptions({ bom, format, group, repo }: AccessOptions): void {
  if (bom === true && format !== 'csv')
    throw new KnownError('usage', '--bom goes with --format csv', {
      hint: 'Add --format csv, or leave --bom out.',
    });
  if (group !== undefined && repo !== undefined)
    throw new KnownError('usage', '--group and --repo exclude each other', {
      hint: 'A repository is in one group at most: give --repo alone.',
    });
}

/** The files that `--file` names, or the default file where it is there; `null` without any. */
async function declared(io: Io, options: AccessOptions): Promise<Desired | null> {
  if (options.file === undefined && !existsSync(path.resolve(io.folder, defaultFile))) return null;
  return readNamed(io, options);
}

async function readOrganization(
  io: Io,
  hub: HubReader,
  organization: string | null,
  desired: Desired | null,
  { user }: AccessOptions,
): Promise<Snapshot> {
  const name = desired?.configuration.organization ?? organization ?? (await onlyOrganization(hub));
  const emails = [
    ...(desired === null ? [] : emailsIn(desired.configuration)),
    ...(user?.includes('@') ? [user] : []),
  ];
  return fetchSnapshot(hub, name, emails, () => io.now());
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

/** The files with their commit. */
function evidenceOf(io: Io, sources: readonly SourceFile[]): readonly AccessFile[] {
  const onDisk = sources.filter((file) => file.path !== standardInput);
  const out = checkedOut(onDisk, io.folder, io.env);
  return sources.map((file) => {
    const commit = file.path === standardInput ? null : out;
    return {
      path: file.path,
      sha256: `sha256:${createHash('sha256').update(file.text).digest('hex')}`,
      commit: commit?.commit ?? null,
      as_committed: commit?.isCommitted(file) ?? null,
    };
  });
}
