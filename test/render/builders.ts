import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { MembershipBlocked, MembershipChange } from '../../src/model/membership.ts';
import type { Change, GroupInfo, Plan } from '../../src/model/plan.ts';
import type { ChangeStatus, Report, ReportedChange } from '../../src/model/report.ts';
import type { Source } from '../../src/model/source.ts';

/** A digest that is easy to see in golden files. */
export const digest = `sha256:${'9f2c'.repeat(16)}`;

/** A group that is known in full. */
export function group(name: string, fields: Partial<GroupInfo> = {}): GroupInfo {
  const id = Buffer.from(name).toString('hex').padEnd(24, '0').slice(0, 24);
  return {
    id,
    name,
    members: 3,
    repositories: 12,
    private: 7,
    other_resources: 0,
    repository_names: [],
    ...fields,
  };
}

/** A place in `groups.yaml`. */
export function at(line: number, file = 'groups.yaml'): Source {
  return { file, line, column: 7 };
}

/** A change of one membership; its action follows from `before` and `after`. */
export function change(
  { id, name }: GroupInfo,
  user: string,
  before: string | null,
  after: string | null,
  fields: Partial<MembershipChange> = {},
): MembershipChange {
  return {
    kind: 'membership',
    action: before === null ? 'create' : after === null ? 'delete' : 'update',
    group: { id, name },
    user,
    before,
    after,
    destructive: after === null,
    origin: null,
    source: at(14),
    reason: null,
    via: null,
    cause: 'declared',
    expires: null,
    afterwards: null,
    first_access: false,
    ...fields,
  };
}

/** A blocked membership. */
export function blocked(
  { id, name }: GroupInfo,
  user: string | null,
  reason: MembershipBlocked['reason'],
  fields: Partial<MembershipBlocked> = {},
): MembershipBlocked {
  return {
    kind: 'membership',
    group: { id, name },
    user,
    after: user === null ? null : 'read',
    reason,
    suggestion: null,
    hint: null,
    held_by: null,
    source: at(18),
    via: null,
    origin: null,
    ...fields,
  };
}

/** A plan with one call for each change, and its summary counted. */
export function plan(fields: Partial<Plan> = {}): Plan {
  const { changes = [], blocked: entries = [], unmanaged = [] } = fields;
  const calls = changes.map(({ group }, index) => ({
    method: 'POST' as const,
    path: `/api/organizations/acme-ai/resource-groups/${group?.id}/users`,
    body: { users: [] },
    changes: [index],
  }));
  return {
    format_version: '1.0',
    tool_version: '0.1.0',
    created_at: '2026-11-20T12:00:00.000Z',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    files: ['groups.yaml'],
    selection: null,
    declared: { groups: 1, managed_groups: 1, memberships: 3 },
    digest,
    summary: {
      create: changes.filter(({ action }) => action === 'create').length,
      update: changes.filter(({ action }) => action === 'update').length,
      delete: changes.filter(({ action }) => action === 'delete').length,
      destructive: changes.filter(({ destructive }) => destructive).length,
      blocked: entries.length,
      unmanaged: unmanaged.length,
      groups: new Set(changes.map(({ group }) => group?.id)).size,
      calls: calls.length,
    },
    groups: [],
    changes,
    calls,
    blocked: entries,
    violations: [],
    loosened: [],
    policy_changes: [],
    released: [],
    unmanaged,
    warnings: [],
    people: [],
    policy: {
      max_removals: null,
      max_joins: null,
      protected_members: [],
      managed_groups: changes.length + entries.length === 0 ? ['66670e5163145ca562cb1988'] : [],
    },
    ...fields,
  };
}

/** A change with what became of it. */
export function reported(
  made: Change,
  status: ChangeStatus,
  error?: ReportedChange['error'],
): ReportedChange {
  return error === undefined ? { ...made, status } : { ...made, status, error };
}

/** A report with its summary counted. */
export function report(fields: Partial<Report> = {}): Report {
  const { changes = [], blocked: entries = [] } = fields;
  const withStatus = (status: ChangeStatus): number => changes.filter((one) => one.status === status).length;
  return {
    format_version: '1.0',
    tool_version: '0.1.0',
    started_at: '2026-11-20T12:01:00.000Z',
    finished_at: '2026-11-20T12:01:04.000Z',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    digest,
    result: 'applied',
    refusal: null,
    summary: {
      applied: withStatus('applied'),
      already: withStatus('already'),
      failed: withStatus('failed'),
      blocked: withStatus('blocked') + entries.length,
      not_attempted: withStatus('not_attempted'),
    },
    groups: [],
    changes,
    calls: [],
    blocked: entries,
    violations: [],
    warnings: [],
    ...fields,
  };
}

/** A diagnostic for a line of `groups.yaml`. */
export function diagnostic(
  line: string,
  column: number,
  length: number,
  fields: Partial<Diagnostic> = {},
): Diagnostic {
  return {
    code: 'unknown-key',
    severity: 'error',
    message: 'Unknown key `membres`',
    hint: 'Did you mean `members`?',
    source: { file: 'groups.yaml', line: 14, column },
    excerpt: { text: line, length },
    ...fields,
  };
}
