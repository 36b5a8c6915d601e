import type { AccessInput } from '../../src/access/input.ts';
import { createAccess } from '../../src/access/report.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { AccessReport } from '../../src/model/access.ts';
import type { AccessRow } from '../../src/model/access-row.ts';
import { configurationOf, group, idOf, planOf, snapshotOf, today } from '../support/planning.ts';

/** What else a test says of a report. */
export type AccessOptions = Partial<Pick<AccessInput, 'files' | 'read' | 'today'>> & {
  readonly groups?: readonly string[];
  readonly user?: string;
  readonly repository?: string;
};

/** A report of a snapshot and, where there is one, a configuration of YAML text. */
export function accessOf(
  yaml: string | null,
  snapshot: Snapshot,
  { groups, user, repository, ...options }: AccessOptions = {},
): AccessReport {
  const configuration = yaml === null ? null : configurationOf(yaml);
  const day = options.today ?? today;
  return createAccess({
    snapshot,
    live: liveOf(snapshot),
    declared:
      configuration === null
        ? null
        : { configuration, plan: planOf(configuration, snapshot, { today: day }) },
    files: [],
    scope: { groups: groups ?? null, user: user ?? null, repository: repository ?? null },
    read: { from: 'hub', calls: 3 },
    createdAt: '2026-11-20T12:00:00.000Z',
    toolVersion: '0.1.0',
    ...options,
    today: day,
  });
}

/** A row as one line: `Alpha ada read: team research through interns, as_declared`. */
export function lineOf(row: AccessRow): string {
  const { group: name, user, live_role, declared_role, via, team, include, status, primary, blocked } = row;
  const way = [via ?? 'nothing', team, include === null ? null : `through ${include}`].filter(
    (part) => part !== null,
  );
  const roles = live_role === declared_role ? `${live_role}` : `${live_role} (${declared_role})`;
  const why = blocked === null ? status : `${status} ${blocked}`;
  return `${name} ${user} ${roles}: ${way.join(' ')}, ${why}${primary ? '' : ', also'}`;
}

/** The token's user as an organization admin. */
export const rootAsAdmin = { name: 'root', orgs: [{ name: 'acme-ai', roleInOrg: 'admin' }] };

/** An organization with one of each thing that a report knows. */
export const sampleSnapshot = snapshotOf(
  [
    group(
      1,
      'Foundation Models',
      { ada: 'admin', grace: 'write', kim: 'read', zoe: 'read', 'ci-bot': 'write' },
      {
        resources: [
          { type: 'model', name: 'acme-ai/base', private: true },
          { type: 'space', name: 'acme-ai/demo', private: false },
        ],
      },
    ),
    group(2, 'Evaluation', { grace: 'admin', kim: 'read', bob: 'read' }),
    group(
      3,
      'Everybody',
      { ada: 'read', bob: 'read' },
      {
        autoJoin: { enabled: true, role: 'read', scope: 'all' },
      },
    ),
  ],
  [
    { user: 'root', fullname: 'Platform Team', role: 'admin', verifiedEmail: 'root@acme.ai' },
    { user: 'ada', fullname: 'Ada Nowak', role: 'write', verifiedEmail: 'ada@acme.ai', twoFaEnabled: true },
    { user: 'bob', fullname: 'Bob Tanaka', role: 'read', verifiedEmail: 'bob@acme.ai', twoFaEnabled: false },
    { user: 'grace', fullname: 'Grace Okafor', role: 'write', verifiedEmail: 'grace@acme.ai' },
    {
      user: 'kim',
      fullname: 'Kim Larsen',
      role: 'read',
      verifiedEmail: 'kim@partner.example',
      isExternalCollaborator: true,
    },
    { user: 'lee', fullname: 'Lee Brandt', role: 'read', verifiedEmail: null },
    { user: 'zoe', fullname: 'Zoe Marin', role: 'read', verifiedEmail: 'zoe@acme.ai' },
  ],
  { me: rootAsAdmin },
);

export const sampleYaml = `teams:
  research:
    members: [grace]
    include: [interns]
  interns:
    members: [kim, lee]
groups:
  Foundation Models:
    id: "${idOf(1)}"
    membership: exact
    members:
      ada: { role: admin, reason: OPS-1 }
      kim: write
      ci-bot: { role: write, service_account: true }
      nobody: read
    teams:
      research: { role: read, expires: 2026-12-31 }
  Evaluation:
    members:
      bob: { role: read, expires: 2026-01-31, reason: OPS-412 }
      grace: admin
  Ghost Group:
    members: { ada: read }
`;

/** A report with a row of every status and every way to a group. */
export function accessReport(options: AccessOptions = {}): AccessReport {
  return accessOf(sampleYaml, sampleSnapshot, options);
}
