import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/plan/types.ts';
import { idsOf } from '../../src/review/ids.ts';
import type { Marker } from '../../src/review/marker.ts';
import { type ReviewMode, unreviewed } from '../../src/review/reviewed.ts';
import { change, digest, group } from '../render/builders.ts';

const evaluation = group('Evaluation');
const add = change(evaluation, 'ada', null, 'write');
const raise = change(evaluation, 'kim', 'read', 'write');
const lower = change(evaluation, 'lee', 'admin', 'read', { destructive: true });
const remove = change(evaluation, 'bob', 'write', null);
const all: readonly Change[] = [add, raise, lower, remove];
const plan = { digest, changes: all };
const otherDigest = `sha256:${'00'.repeat(32)}`;

function markerOf(shown: readonly Change[], fields: Partial<Marker> = {}): Marker {
  return {
    v: 1,
    for: 'plan',
    file: ['groups.yaml'],
    organization: 'acme-ai',
    digest: otherDigest,
    head: null,
    ...idsOf(shown),
    applied: null,
    ...fields,
  };
}

const cases: readonly (readonly [string, ReviewMode, readonly Marker[], readonly Change[]])[] = [
  ['off: nothing was reviewed', 'off', [], []],
  ['destructive: nothing was reviewed', 'destructive', [], [lower, remove]],
  ['all: nothing was reviewed', 'all', [], all],
  ['destructive: everything was', 'destructive', [markerOf(all)], []],
  ['all: everything was', 'all', [markerOf(all)], []],
  ['destructive: one was not', 'destructive', [markerOf([add, lower])], [remove]],
  ['all: one was not', 'all', [markerOf([raise, lower, remove])], [add]],
  ['destructive: additions need none', 'destructive', [markerOf([lower, remove])], []],
  ['all: in several plans', 'all', [markerOf([add, remove]), markerOf([raise]), markerOf([lower])], []],
  [
    'destructive: in several plans, one missing',
    'destructive',
    [markerOf([add]), markerOf([lower])],
    [remove],
  ],
  [
    'all: of changes too many to be listed only the destructive ones count',
    'all',
    [markerOf(all, { changes: null })],
    [add, raise],
  ],
  [
    'destructive: too many to be listed',
    'destructive',
    [markerOf(all, { destructive: null })],
    [lower, remove],
  ],
  [
    'all: the same plan, too many to be listed',
    'all',
    [markerOf([], { digest, destructive: null, changes: null })],
    [],
  ],
  [
    'destructive: the same plan in one of several',
    'destructive',
    [markerOf([]), markerOf([], { digest })],
    [],
  ],
  ['all: a plan that was applied', 'all', [markerOf(all, { for: 'apply' })], []],
  ['destructive: the issue about drift', 'destructive', [markerOf(all, { for: 'drift' })], [lower, remove]],
  ['all: the issue about drift with the same digest', 'all', [markerOf([], { for: 'drift', digest })], all],
  ['all: a comment that showed no plan', 'all', [markerOf([], { digest: null })], all],
];

describe('what nobody has seen', () => {
  it.each(cases)('%s', (_, mode, markers, expected) => {
    expect(unreviewed(plan, markers, mode)).toEqual(expected);
  });

  it('is a change with another role before than the one that was shown', () => {
    const shown = markerOf([change(evaluation, 'bob', 'admin', null)]);
    expect(unreviewed({ digest, changes: [remove] }, [shown], 'destructive')).toEqual([remove]);
  });
});
