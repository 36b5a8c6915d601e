import { describe, expect, it } from 'vitest';
import type { Change, Plan } from '../../src/model/plan.ts';
import { changeId, idsOf } from '../../src/review/ids.ts';
import { unreviewed } from '../../src/review/reviewed.ts';
import type { Sample } from '../support/every-kind/sample.ts';
import { everySnapshot, lineOf, rows, samples, together } from '../support/every-kind/table.ts';
import { planOf } from '../support/planning.ts';

const planned = (sample: Sample): Plan => planOf(together([sample.after]), everySnapshot());

/** What is left for a review of a plan, when the other was reviewed: by its ids alone, as a comment has them. */
function open(plan: Plan, reviewed: Pick<Plan, 'changes'>): readonly Change[] {
  const known = { digest: 'sha256:another', refused: false, ...idsOf(reviewed.changes) };
  return unreviewed(plan, { plans: [known], digest: null, lines: new Set() }, 'all');
}

describe('a review', () => {
  it.each(rows)('%s: counts for that change by its id, and for no other', (_, sample) => {
    const plan = planned(sample);
    expect(open(plan, plan)).toEqual([]);
    expect(open(plan, { changes: [] })).toEqual(plan.changes);
    const side = plan.changes[0]?.after === null ? 'before' : 'after';
    const fields: Readonly<Record<string, unknown>> = { [side]: sample.forged.other };
    const other = plan.changes.map((change) => ({ ...change, ...fields }));
    expect(open(plan, { changes: other })).toEqual(plan.changes);
  });

  it.each(rows)('%s: does not count when that very thing was changed by hand since', (_, sample) => {
    const reviewed = planned(sample);
    const now = planOf(together([sample.after]), everySnapshot(sample.meanwhile));
    expect(open(now, reviewed)).toEqual(now.changes);
  });

  it('knows all of them by ids that differ', () => {
    const changes = samples.flatMap((sample) => planned(sample).changes);
    expect(new Set(changes.map(changeId)).size).toBe(samples.length);
    const { destructive, changes: others } = idsOf(changes);
    expect(`${destructive}${others}`).toHaveLength(16 * samples.length);
    expect(changes.map(lineOf)).toEqual(samples.map(({ line }) => line));
  });
});
