import { describe, expect, it } from 'vitest';
import { allKinds, kindOf } from '../../../src/kinds/registry.ts';
import { typesByKey } from '../../../src/kinds/resource/resource-name.ts';
import { products } from '../../../src/kinds/setting/change.ts';
import { stages } from '../../../src/kinds/stage.ts';
import { liveOf } from '../../../src/live/live.ts';
import type { Change } from '../../../src/model/plan.ts';
import { viewFor, viewPlanned } from '../../../src/plan/live-after.ts';
import { everySnapshot, kindNames, lineOf, rows, samples, together } from '../../support/every-kind/table.ts';
import { planOf } from '../../support/planning.ts';

describe('the table of every kind', () => {
  const changes = (): readonly Change[] =>
    samples.flatMap((sample) => planOf(together([sample.after]), everySnapshot()).changes);

  it('has samples of each kind of the registry, made at each stage', () => {
    expect(allKinds).toHaveLength(kindNames.length);
    expect(new Set(samples.map(({ kind }) => kind))).toEqual(new Set(kindNames));
    expect(new Set(changes().map((change) => kindOf(change).stage(change)))).toEqual(new Set(stages));
  });

  it('has each setting, each limit and each type of what can be in a group', () => {
    const subjects = new Set(changes().map((change) => kindOf(change).subject(change).replace(/:.*/, '')));
    for (const subject of ['name', 'description', 'auto_join']) expect(subjects).toContain(subject);
    for (const product of products) expect(subjects).toContain(`spend_limits.${product}`);
    for (const type of Object.values(typesByKey)) expect(subjects).toContain(type);
  });

  it.each(rows)('%s: is one change, and none where the file says what is live or nothing', (_, sample) => {
    const plan = planOf(together([sample.after]), everySnapshot());
    expect(plan.changes.map((change) => [change.kind, change.action, lineOf(change)])).toEqual([
      [sample.kind, sample.action, sample.line],
    ]);
    expect(plan.blocked).toEqual([]);
    for (const quiet of [sample.unsaid, sample.before ?? {}])
      expect(planOf(together([quiet]), everySnapshot())).toMatchObject({ changes: [], blocked: [] });
  });

  it.each(rows)('%s: goes alone, takes nothing besides, and nothing has come between', (_, sample) => {
    const live = liveOf(everySnapshot());
    const made = planOf(together([sample.after]), everySnapshot()).changes;
    const now = viewFor(live, made);
    for (const change of made) {
      const kind = kindOf(change);
      expect([kind.carries(change, [], 50), kind.companions(change, [], live)]).toEqual([[], []]);
      expect([kind.lost(change, now, now), kind.unforeseen(change, now, viewPlanned(live, made))]).toEqual([
        null,
        null,
      ]);
    }
  });
});
