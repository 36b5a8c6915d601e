import { expect, it } from 'vitest';
import { whyOf } from '../../src/action/tell-report.ts';
import type { Report } from '../../src/model/report.ts';
import { change, group, report, reported } from '../render/builders.ts';

const one = change(group('Evaluation'), 'ada', 'read', null);
const all = (['applied', 'failed', 'blocked', 'not_attempted'] as const).map((status) =>
  reported(one, status),
);
const held = { ...reported(one, 'not_attempted'), held_back: true } as const;

it.each<[Partial<Report>, string, string]>([
  [
    {
      result: 'refused',
      refusal: { code: 'stale-plan', message: 'The plan is stale', differences: [] },
      changes: all,
    },
    'Nothing was changed',
    'The plan is stale',
  ],
  [
    { result: 'partial', changes: all },
    'Not everything was done',
    '1 done, 1 failed, 1 blocked, 1 not attempted. See the job summary.',
  ],
  [
    { result: 'partial', changes: [held, ...all, held] },
    'Not everything was done',
    '1 done, 1 failed, 1 blocked, 1 not attempted, 2 held back since nobody has reviewed them. See the job summary.',
  ],
  [
    { result: 'interrupted', changes: all.slice(0, 1) },
    'Interrupted',
    '1 done, 0 failed, 0 blocked, 0 not attempted. See the job summary.',
  ],
])('an apply that did not end well says why: %#', (fields, title, message) => {
  expect(whyOf(report(fields))).toEqual({ title, message });
});
