import { describe, expect, test } from 'vitest';
import { createReport, refusedReport, unplannedReport } from '../../src/apply/report.ts';
import { type Progress, RunLedger } from '../../src/apply/run-ledger.ts';
import type { MembershipBlocked } from '../../src/model/membership.ts';
import type { Blocked, Call, Change, Plan } from '../../src/model/plan.ts';
import type { ChangeStatus, Report, Result } from '../../src/model/report.ts';

const group = { id: 'a'.repeat(24), name: 'lab' };
const change = (user: string): Change => ({
  kind: 'membership',
  action: 'create',
  group,
  user,
  before: null,
  after: 'read',
  destructive: false,
  origin: null,
  source: null,
  reason: null,
  via: null,
  cause: 'declared',
  expires: null,
  afterwards: null,
  first_access: false,
});
const blocked: MembershipBlocked = {
  kind: 'membership',
  group,
  user: 'kmi',
  after: 'read',
  reason: 'not_in_organization',
  suggestion: 'kim',
  hint: null,
  held_by: null,
  source: null,
  via: null,
  origin: null,
};
const planWith = (changes: readonly Change[], standing: readonly Blocked[] = []): Plan => ({
  format_version: '1.0',
  tool_version: '0.0.0-test',
  created_at: '2026-11-20T12:00:00.000Z',
  endpoint: 'https://huggingface.co',
  organization: 'acme-ai',
  files: ['groups.yaml'],
  selection: null,
  declared: { groups: 1, managed_groups: 1, memberships: 0 },
  digest: `sha256:${'0'.repeat(64)}`,
  summary: { create: 0, update: 0, delete: 0, destructive: 0, blocked: 0, unmanaged: 0, groups: 0, calls: 0 },
  groups: [],
  changes,
  calls: [],
  blocked: standing,
  violations: [],
  loosened: [],
  policy_changes: [],
  released: [],
  people: [],
  unmanaged: [],
  warnings: [],
  policy: { max_removals: null, max_joins: null, protected_members: [], managed_groups: [] },
});

function reportOf(
  statuses: readonly ChangeStatus[],
  options: {
    readonly interrupted?: boolean;
    readonly planned?: readonly Blocked[];
    readonly met?: readonly Blocked[];
  } = {},
): Report {
  const { interrupted = false, planned = [], met = [] } = options;
  const changes = statuses.map((_, index) => change(`user-${index}`));
  const outcome = {
    changes: statuses.map((status, index) => ({ ...change(`user-${index}`), status })),
    calls: [],
    blocked: met,
    interrupted,
    refusal: null,
  };
  return createReport(planWith(changes, planned), outcome, 'begin', 'end');
}

describe('the result', () => {
  const cases: readonly (readonly [readonly ChangeStatus[], Result, Result])[] = [
    [[], 'nothing_to_do', 'nothing_to_do'],
    [['already'], 'nothing_to_do', 'nothing_to_do'],
    [['applied'], 'applied', 'applied'],
    [['applied', 'already'], 'applied', 'applied'],
    [['failed'], 'failed', 'interrupted'],
    [['failed', 'already'], 'failed', 'interrupted'],
    [['failed', 'not_attempted'], 'failed', 'interrupted'],
    [['failed', 'blocked'], 'failed', 'interrupted'],
    [['failed', 'applied'], 'partial', 'interrupted'],
    [['applied', 'not_attempted'], 'partial', 'interrupted'],
    [['blocked'], 'partial', 'partial'],
    [['blocked', 'applied'], 'partial', 'partial'],
    [['blocked', 'not_attempted'], 'partial', 'interrupted'],
    [['not_attempted'], 'partial', 'interrupted'],
  ];
  test.each(cases)('of %j is %s, after a signal %s', (statuses, result, afterSignal) => {
    expect(reportOf(statuses).result).toBe(result);
    expect(reportOf(statuses, { interrupted: true }).result).toBe(afterSignal);
  });

  test('of nothing but what the plan knew as blocked is partial', () => {
    const report = reportOf([], { planned: [blocked] });
    expect([report.result, report.summary.blocked]).toEqual(['partial', 1]);
  });
});

test('counts every status, and what the plan knew as blocked besides', () => {
  const scim: Blocked = { ...blocked, user: null, after: null, reason: 'scim_managed', suggestion: null };
  const statuses: readonly ChangeStatus[] = [
    'applied',
    'applied',
    'already',
    'failed',
    'blocked',
    'blocked',
    'not_attempted',
  ];
  const report = reportOf(statuses, { planned: [blocked], met: [scim] });
  expect(report.summary).toEqual({ applied: 2, already: 1, failed: 1, blocked: 3, not_attempted: 1 });
  expect(report.blocked).toEqual([blocked, scim]);
  expect([report.started_at, report.finished_at, report.refusal]).toEqual(['begin', 'end', null]);
});

test('a refused run attempted nothing', () => {
  const refusal = { code: 'guard', message: 'Refused by the guard last-admin.', differences: [] } as const;
  const report = refusedReport(planWith([change('ada')], [blocked]), refusal, 'begin', 'end');
  expect(report).toMatchObject({
    format_version: '1.0',
    result: 'refused',
    refusal,
    calls: [],
    blocked: [blocked],
  });
  expect(report.changes).toStrictEqual([{ ...change('ada'), status: 'not_attempted' }]);
});

test('a refused run tells what nobody had reviewed', () => {
  const refusal = { code: 'guard', message: 'Refused by the guard last-admin.', differences: [] } as const;
  const plan = planWith([change('ada'), change('bob')]);
  expect(refusedReport(plan, refusal, 'begin', 'end', new Set([1])).changes).toStrictEqual([
    { ...change('ada'), status: 'not_attempted' },
    { ...change('bob'), status: 'not_attempted', held_back: true },
  ]);
});

test('a run that ended before there was a plan did nothing', () => {
  const run = {
    tool_version: '0.0.0-test',
    endpoint: 'https://huggingface.co',
    organization: 'acme-ai',
    started_at: 'begin',
    finished_at: 'end',
  };
  expect(unplannedReport(run)).toEqual({
    ...run,
    format_version: '1.0',
    digest: null,
    result: 'interrupted',
    refusal: null,
    summary: { applied: 0, already: 0, failed: 0, blocked: 0, not_attempted: 0 },
    groups: [],
    changes: [],
    calls: [],
    blocked: [],
    violations: [],
    warnings: [],
  });
});

describe('the ledger', () => {
  const call: Call = { method: 'POST', path: '/api/x', body: null, changes: [0] };
  const answered = {
    kind: 'done',
    status: 200,
    body: {},
    requestId: null,
    attempts: 2,
    durationMs: 10.6,
  } as const;

  test('lists what was sent, and nothing that was not', () => {
    const ledger = new RunLedger([change('ada')], () => undefined);
    ledger.sent(call, answered);
    ledger.sent(call, {
      ...answered,
      kind: 'not_sent',
      reason: 'interrupted',
      status: null,
      message: '',
      comeBackAt: null,
      attempts: 0,
    });
    expect(ledger.calls).toEqual([
      { method: 'POST', path: '/api/x', status: 200, attempts: 2, duration_ms: 11, changes: [0] },
    ]);
  });

  test('lets a change end once', () => {
    const ledger = new RunLedger([change('ada')], () => undefined);
    ledger.settle(0, 'applied');
    expect(ledger.reported()).toStrictEqual([{ ...change('ada'), status: 'applied' }]);
    expect(() => ledger.settle(0, 'failed')).toThrow('change 0 is applied and cannot become failed');
    expect(ledger.statusOf(0)).toBe('applied');
  });

  test('what nobody came to was not attempted', () => {
    const ledger = new RunLedger([change('ada'), change('bob')], () => undefined);
    const error = { http_status: 403, message: 'No', request_id: null };
    ledger.settle(1, 'failed', error);
    expect(ledger.reported()).toStrictEqual([
      { ...change('ada'), status: 'not_attempted' },
      { ...change('bob'), status: 'failed', error },
    ]);
    expect([ledger.statusOf(0), ledger.givenUp]).toEqual([null, null]);
    ledger.giveUp(error);
    ledger.giveUp({ ...error, message: 'Later' });
    expect(ledger.givenUp).toBe(error);
  });

  test('tells of its progress', () => {
    const told: Progress[] = [];
    const ledger = new RunLedger([change('ada'), change('bob')], (progress) => told.push(progress));
    ledger.settle(0, 'failed');
    ledger.sent(call, answered);
    ledger.settle(1, 'applied');
    expect(told).toEqual([
      { settled: 1, total: 2, failed: 1, calls: 0 },
      { settled: 1, total: 2, failed: 1, calls: 1 },
      { settled: 2, total: 2, failed: 1, calls: 1 },
    ]);
  });

  test('does not wait for what is held back', () => {
    const told: Progress[] = [];
    const ledger = new RunLedger([change('ada'), change('bob')], (one) => told.push(one), new Set([1]));
    ledger.settle(0, 'applied');
    expect(told).toEqual([{ settled: 1, total: 1, failed: 0, calls: 0 }]);
  });
});
