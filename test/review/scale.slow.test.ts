import { describe, expect, it } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import type { Plan } from '../../src/model/plan.ts';
import { appliedComment } from '../../src/review/applied-comment.ts';
import { planComment } from '../../src/review/comment.ts';
import { driftBody } from '../../src/review/drift-body.ts';
import { commentLimit } from '../../src/review/rest.ts';
import { blocked, change, group, plan, report, reported } from '../render/builders.ts';
import { appliedContext, context, hugePlan } from './samples.ts';

const evaluation = group('Evaluation');
const removal = change(evaluation, 'bob', 'write', null, { origin: 'this_change' });

/** What the text says of itself; `null` when nothing was cut. */
function noteOf(text: string): readonly [string, string] | null {
  const [, shown, total] = /^\*\*Changes: (\d+) of (\d+) shown\.\*\*/m.exec(text) ?? [];
  return shown === undefined || total === undefined ? null : [shown, total];
}

/** The lines of diff blocks that begin with a change's symbol. */
function changeLines(text: string): number {
  return text.match(/^[+!-] user-/gm)?.length ?? 0;
}

function times<T>(length: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length }, (_, index) => make(index));
}

describe('a plan of 100,000 changes', () => {
  const huge = hugePlan(100_000, 500);

  it.each<[string, () => string]>([
    ['the comment', () => planComment(huge, context)],
    ['the issue about drift', () => driftBody(huge, context)],
    [
      'the comment after an apply',
      () =>
        appliedComment(
          report({
            groups: huge.groups,
            result: 'applied',
            changes: membershipsIn(huge.changes).map((one) => reported(one, 'applied')),
          }),
          appliedContext,
        ),
    ],
  ])('fits, and counts what it shows: %s', (_, make) => {
    const text = make();
    expect(text.length).toBeLessThanOrEqual(commentLimit);
    expect(noteOf(text)).toEqual([`${changeLines(text)}`, '100000']);
    expect(changeLines(text)).toBeGreaterThan(300);
  });

  it('is made by looking at each change a fixed number of times', () => {
    const small = lookedAt(hugePlan(2_000, 10));
    const large = lookedAt(hugePlan(20_000, 10));
    expect(large / small).toBeLessThan(11);
  });
});

/** How often making the comment reads a user's name. */
function lookedAt(one: Plan): number {
  let looks = 0;
  const counting = (original: MembershipChange): MembershipChange => ({
    ...original,
    get user(): string {
      looks += 1;
      return original.user;
    },
  });
  planComment({ ...one, changes: membershipsIn(one.changes).map(counting) }, context);
  return looks;
}

describe('a long list of what stands in the way', () => {
  const violation = (index: number): Plan['violations'][number] => ({
    guard: 'protected-member',
    message: `user-${index} is protected and would be removed from Evaluation`,
    group: evaluation,
    user: `user-${index}`,
    source: null,
    waived: false,
  });
  it.each<[string, Partial<Plan>]>([
    ['violations', { violations: times(10_000, violation) }],
    [
      'blocked entries',
      {
        blocked: times(10_000, (index) =>
          blocked(evaluation, `user-${index}`, 'not_in_organization', { origin: 'this_change' }),
        ),
      },
    ],
    [
      'blocked entries that were so before',
      {
        blocked: times(10_000, (index) =>
          blocked(evaluation, `user-${index}`, 'not_in_organization', { origin: 'drift' }),
        ),
      },
    ],
    [
      'warnings',
      { warnings: times(10_000, (index) => ({ code: 'auto-join', message: `m ${index}`, source: null })) },
    ],
    [
      'unmanaged members',
      { unmanaged: times(10_000, (index) => ({ group: evaluation, user: `user-${index}`, role: 'read' })) },
    ],
  ])('takes no room from the removals: %s', (_, fields) => {
    const text = planComment(plan({ groups: [evaluation], changes: [removal], ...fields }), context);
    expect(text.length).toBeLessThanOrEqual(commentLimit);
    expect(text).toContain('\n- bob write');
    expect(text).toContain('digest `sha256:');
    expect(noteOf(text)?.[1] ?? '1').toBe('1');
    expect(noteOf(text)?.[0] ?? '1').toBe('1');
  });
});
