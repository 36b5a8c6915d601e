import { describe, expect, it } from 'vitest';
import { endingOfPlan, endingOfReport } from '../../src/action/ending.ts';
import type { BlockedMode } from '../../src/action/inputs.ts';
import { applyStatus, planStatus } from '../../src/action/status-text.ts';
import type { Plan, PolicyChange, Violation } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { blocked, change, group, plan, report, reported } from '../render/builders.ts';

const evaluation = group('Evaluation');
const one = change(evaluation, 'ada', null, 'read');
const other = change(evaluation, 'bob', 'read', null);
const stuck = (origin: 'drift' | 'this_change' | null) =>
  blocked(evaluation, 'kmi', 'not_in_organization', { origin });
const violation = (guard: Violation['guard'], waived: boolean): Violation => {
  return { guard, message: 'm', group: evaluation, user: null, source: null, waived };
};
const rule = (loosens: boolean): PolicyChange => {
  return { kind: 'guard', group: null, subject: 'x', before: '1', after: '2', loosens, source: null };
};
const held = { ...reported(other, 'not_attempted'), held_back: true } as const;

describe('how a run that only planned ends', () => {
  it.each<[string, Partial<Plan>, BlockedMode, number, string]>([
    ['well', { changes: [one] }, 'any', 0, ''],
    [
      'refused',
      { violations: [violation('last-admin', false)], blocked: [stuck(null)] },
      'any',
      3,
      'refused',
    ],
    ['well with a waiver', { violations: [violation('last-admin', true)] }, 'any', 0, ''],
    [
      'blocked by this change',
      { blocked: [stuck('drift'), stuck('this_change')] },
      'this_change',
      4,
      'blocked',
    ],
    ['blocked where nobody knows by whom', { blocked: [stuck(null)] }, 'this_change', 4, 'blocked'],
    ['well where it was blocked before', { blocked: [stuck('drift')] }, 'this_change', 0, ''],
    ['blocked where all count', { blocked: [stuck('drift')] }, 'any', 4, 'blocked'],
    ['well where none counts', { blocked: [stuck('this_change')] }, 'never', 0, ''],
  ])('%s', (_, fields, mode, exit, reason) => {
    expect(endingOfPlan(plan(fields), mode)).toEqual({ exit, reason });
  });
});

describe('how a run that made changes ends', () => {
  const partial = (...changes: Report['changes']): Partial<Report> => ({ result: 'partial', changes });
  const entry = { blocked: [stuck('this_change')] };
  it.each<[Partial<Report>, BlockedMode, 'push' | 'schedule', number, string]>([
    [{ result: 'applied' }, 'any', 'push', 0, ''],
    [{ result: 'nothing_to_do' }, 'any', 'push', 0, ''],
    [{ result: 'failed' }, 'any', 'push', 1, 'hub-error'],
    [{ result: 'refused' }, 'any', 'push', 3, 'refused'],
    [{ result: 'interrupted' }, 'any', 'push', 143, 'interrupted'],
    [partial(reported(one, 'applied'), reported(other, 'failed')), 'never', 'push', 4, 'partial'],
    [partial(reported(one, 'applied'), reported(other, 'not_attempted')), 'never', 'push', 4, 'partial'],
    [partial(reported(one, 'not_attempted'), held), 'never', 'schedule', 4, 'partial'],
    [partial(reported(one, 'applied'), held), 'never', 'push', 4, 'plan-changed'],
    [partial(reported(one, 'applied'), held), 'never', 'schedule', 0, ''],
    [{ ...partial(reported(one, 'applied')), ...entry }, 'any', 'push', 4, 'blocked'],
    [{ ...partial(reported(one, 'applied')), ...entry }, 'never', 'push', 0, ''],
  ])('%j with fail-on-blocked: %s on %s', (fields, mode, event, exit, reason) => {
    expect(endingOfReport(report(fields), mode, event, 'SIGTERM')).toEqual({ exit, reason });
  });
});

describe('the status of a commit', () => {
  it.each<[string, Partial<Plan>]>([
    ['No changes', {}],
    ['1 to add, 0 to change, 1 to remove', { changes: [one, other] }],
    ['No changes; 2 blocked', { blocked: [stuck(null), stuck(null)] }],
    [
      '1 to add, 0 to change, 0 to remove; 1 blocked; refused by last-admin, self-lockout',
      {
        changes: [one],
        blocked: [stuck(null)],
        violations: [
          violation('last-admin', false),
          violation('last-admin', false),
          violation('max-removals', true),
          violation('self-lockout', false),
        ],
      },
    ],
    ['No changes', { violations: [violation('last-admin', true)] }],
    ['No changes; 1 rule weaker', { policy_changes: [rule(true), rule(false)] }],
  ])('of a plan: %s', (words, fields) => {
    expect(planStatus(plan(fields))).toBe(words);
  });

  it.each<[string, Partial<Report>]>([
    ['Nothing to do', { result: 'nothing_to_do' }],
    [
      'Interrupted: 1 made, 1 not attempted',
      {
        result: 'interrupted',
        changes: [reported(one, 'applied'), reported(other, 'not_attempted')],
      },
    ],
    [
      '1 made, 1 so before, 1 failed, 1 not attempted, 1 blocked, 1 held back',
      {
        result: 'partial',
        changes: [
          ...(['applied', 'already', 'failed', 'not_attempted', 'blocked'] as const).map((status) =>
            reported(one, status),
          ),
          held,
        ],
      },
    ],
    [
      'The plan is stale',
      {
        result: 'refused',
        refusal: { code: 'stale-plan', message: 'The plan is stale', differences: [] },
        changes: [reported(one, 'not_attempted')],
      },
    ],
  ])('of an apply: %s', (words, fields) => {
    expect(applyStatus(report(fields))).toBe(words);
  });
});
