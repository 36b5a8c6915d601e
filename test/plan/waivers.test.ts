import { describe, expect, test } from 'vitest';
import { isRefused } from '../../src/plan/guards/run.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

const people = ['ada', 'bob', 'root'];
const live = snapshotOf(
  [group(1, 'One', { ada: 'admin', bob: 'read' }), group(2, 'Two', { ada: 'admin', bob: 'admin' })],
  members(...people),
);
const groups = 'groups:\n  One: { members: { ada: absent } }\n  Two: { members: { ada: read } }\n';
const head = 'guards: { protected_members: [ada] }\n';
const { digest } = planOf(head + groups, live);
const other = `sha256:${'0'.repeat(64)}`;

/** Each violation as `guard, waived`, and the warnings as `code, line`. */
function outcome(waivers: string, options: Parameters<typeof planOf>[2] = {}) {
  const plan = planOf(`${head}${groups}${waivers === '' ? '' : `waivers:\n${waivers}`}`, live, options);
  return {
    digest: plan.digest,
    violations: plan.violations.map(({ guard, group, waived }) => [guard, group?.name, waived]),
    refused: isRefused(plan.violations),
    warnings: plan.warnings.map(({ code, source }) => [code, source?.line]),
  };
}
const waiver = (guard: string, of: string): string => `  - { guard: ${guard}, digest: "${of}", reason: R }\n`;
const stand = [
  ['last-admin', 'One', false],
  ['protected-member', 'One', false],
  ['protected-member', 'Two', false],
];

describe('a waiver in the file', () => {
  test('of another digest permits nothing, and is warned of', () => {
    expect(outcome(waiver('last-admin', other))).toEqual({
      digest,
      violations: stand,
      refused: true,
      warnings: [['stale-waiver', 8]],
    });
  });

  test('of this digest permits its guard, and no other', () => {
    expect(outcome(waiver('last-admin', digest))).toEqual({
      digest,
      violations: [['last-admin', 'One', true], ...stand.slice(1)],
      refused: true,
      warnings: [],
    });
  });

  test('permits all that its guard finds', () => {
    const both = outcome(waiver('last-admin', digest) + waiver('protected-member', digest));
    expect(both.violations.map(([, , waived]) => waived)).toEqual([true, true, true]);
    expect(both.refused).toBe(false);
  });

  test('of a guard that finds nothing is not stale', () => {
    expect(outcome(waiver('emptied-group', digest))).toMatchObject({ violations: stand, warnings: [] });
  });

  test('each stale one is warned of at its own place', () => {
    const { warnings } = outcome(
      waiver('last-admin', other) + waiver('last-admin', digest) + waiver('max-removals', other),
    );
    expect(warnings).toEqual([
      ['stale-waiver', 8],
      ['stale-waiver', 10],
    ]);
  });

  test('is not warned of when only a part is planned, for which it says nothing', () => {
    expect(outcome(waiver('last-admin', digest), { selection: ['One'] })).toMatchObject({
      violations: [
        ['last-admin', 'One', false],
        ['protected-member', 'One', false],
      ],
      warnings: [],
    });
  });

  test('tells the digest of the current plan', () => {
    const { warnings } = planOf(`${head}${groups}waivers:\n${waiver('last-admin', other)}`, live);
    expect(warnings.map(({ message }) => message)).toEqual([
      `The waiver of last-admin is for another plan; this one is ${digest}`,
    ]);
  });
});

test('waiving by hand permits the guard whatever the digest', () => {
  expect(outcome('', { waive: ['protected-member'] }).violations).toEqual([
    ['last-admin', 'One', false],
    ['protected-member', 'One', true],
    ['protected-member', 'Two', true],
  ]);
  expect(outcome('', { waive: ['protected-member', 'last-admin'] }).refused).toBe(false);
});

test('without violations nothing is refused', () => {
  expect(isRefused([])).toBe(false);
});
