import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/model/plan.ts';
import { digestLine } from '../../src/plan/digest.ts';
import { changeId, idsOf } from '../../src/review/ids.ts';
import { isCovered, type ReviewedPlan, type ReviewMode, unreviewed } from '../../src/review/reviewed.ts';
import { change, digest, group } from '../render/builders.ts';

const evaluation = group('Evaluation');
const add = change(evaluation, 'ada', null, 'write');
const raise = change(evaluation, 'kim', 'read', 'write');
const lower = change(evaluation, 'lee', 'admin', 'read', { destructive: true });
const remove = change(evaluation, 'bob', 'write', null);
const all: readonly Change[] = [add, raise, lower, remove];
const plan = { digest, changes: all };
const otherDigest = `sha256:${'00'.repeat(32)}`;
const none = { digest: null, lines: new Set<string>() };

function planOf(shown: readonly Change[], fields: Partial<ReviewedPlan> = {}): ReviewedPlan {
  return { digest: otherDigest, refused: false, ...idsOf(shown), ...fields };
}

const cases: readonly (readonly [string, ReviewMode, readonly ReviewedPlan[], readonly Change[]])[] = [
  ['off: nothing was reviewed', 'off', [], []],
  ['destructive: nothing was reviewed', 'destructive', [], [lower, remove]],
  ['all: nothing was reviewed', 'all', [], all],
  ['destructive: everything was', 'destructive', [planOf(all)], []],
  ['all: everything was', 'all', [planOf(all)], []],
  ['destructive: one was not', 'destructive', [planOf([add, lower])], [remove]],
  ['all: one was not', 'all', [planOf([raise, lower, remove])], [add]],
  ['destructive: additions need none', 'destructive', [planOf([lower, remove])], []],
  ['all: in several plans', 'all', [planOf([add, remove]), planOf([raise]), planOf([lower])], []],
  ['destructive: in several plans, one missing', 'destructive', [planOf([add]), planOf([lower])], [remove]],
  [
    'all: of changes too many to be listed only the destructive ones count',
    'all',
    [planOf(all, { changes: null })],
    [add, raise],
  ],
  [
    'destructive: too many to be listed',
    'destructive',
    [planOf(all, { destructive: null })],
    [lower, remove],
  ],
  [
    'all: the same plan, too many to be listed',
    'all',
    [planOf([], { digest, destructive: null, changes: null })],
    [],
  ],
  ['destructive: the same plan in one of several', 'destructive', [planOf([]), planOf([], { digest })], []],
  ['all: a comment that showed no plan', 'all', [planOf([], { digest: null })], all],
];

describe('what nobody has reviewed', () => {
  it.each<[ReviewMode, boolean, boolean]>([
    ['all', true, true],
    ['destructive', false, true],
    ['off', false, false],
  ])('is looked for by the mode: %s', (mode, ofAddition, ofRemoval) => {
    expect([isCovered(add, mode), isCovered(remove, mode)]).toEqual([ofAddition, ofRemoval]);
  });

  it.each(cases)('%s', (_, mode, plans, expected) => {
    expect(unreviewed(plan, { ...none, plans }, mode)).toEqual(expected);
  });

  it('is a change with another role before than the one that was shown', () => {
    const plans = [planOf([change(evaluation, 'bob', 'admin', null)])];
    expect(unreviewed({ digest, changes: [remove] }, { ...none, plans }, 'destructive')).toEqual([remove]);
  });

  it('is what takes away, when only an addition of its id was shown', () => {
    const plans = [planOf([], { destructive: '', changes: changeId(remove) })];
    expect(unreviewed({ digest, changes: [remove] }, { ...none, plans }, 'all')).toEqual([remove]);
  });

  it.each([
    ['the digest of this plan', digest, []],
    ['the digest of another', otherDigest, all],
  ])('by hand, with %s', (_, named, expected) => {
    expect(unreviewed(plan, { plans: [], digest: named, lines: new Set() }, 'all')).toEqual(expected);
  });

  it('is not what ends by a date that was reviewed', () => {
    const lines = new Set([digestLine(remove)]);
    expect(unreviewed(plan, { plans: [], digest: null, lines }, 'destructive')).toEqual([lower]);
  });
});
