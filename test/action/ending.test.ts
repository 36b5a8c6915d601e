import { expect, it } from 'vitest';
import { endingOfReport } from '../../src/action/ending.ts';
import { change, group, report, reported } from '../render/builders.ts';

const evaluation = group('Evaluation');
const one = change(evaluation, 'ada', null, 'read');
const other = change(evaluation, 'bob', null, 'read');

it.each(['failed', 'not_attempted'] as const)('is no good one when changes were %s', (status) => {
  const made = report({ result: 'partial', changes: [reported(one, 'applied'), reported(other, status)] });
  expect(endingOfReport(made, 'never', 'push', null)).toEqual({ exit: 4, reason: 'partial' });
});
