import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import type { Declared } from '../../support/every-kind/sample.ts';
import { everySnapshot, lineOf, rows, samples, together } from '../../support/every-kind/table.ts';
import { planOf } from '../../support/planning.ts';

function planned(base: Declared | readonly Declared[], head: Declared | readonly Declared[]): Plan {
  const file = (one: Declared | readonly Declared[]): string => together('length' in one ? one : [one]);
  return planOf(file(head), everySnapshot(), { base: file(base) });
}

const origins = ({ changes }: Plan) => changes.map((change) => [lineOf(change), change.origin]);

describe('plan --base', () => {
  it.each(rows)(
    '%s: is due to this change where the base does not ask for it, and pending anyway where it does',
    (_, sample) => {
      const { unsaid, before, after, line } = sample;
      expect(origins(planned(unsaid, after))).toEqual([[line, 'this_change']]);
      if (before !== null) expect(origins(planned(before, after))).toEqual([[line, 'this_change']]);
      expect(origins(planned(after, after))).toEqual([[line, 'drift']]);
    },
  );

  it.each(rows)(
    '%s: is not asked for any more where only the base has it, and who stays is released',
    (_, sample) => {
      const { unsaid, before, after, released } = sample;
      const dropped = [
        planned(after, unsaid),
        ...(before === null ? [] : [planned(before, unsaid), planned(after, before)]),
      ];
      for (const { changes, blocked } of dropped) expect([changes, blocked]).toEqual([[], []]);
      const names = dropped.map((plan) => plan.released.map(({ user }) => user));
      const stays = released === undefined ? [] : [released];
      if (before !== null) expect(names[1]).toEqual(stays);
    },
  );

  it.each(rows)('%s: what was changed by hand is pending anyway, and not of this change', (_, sample) => {
    const { before, meanwhile } = sample;
    if (before === null) return;
    const file = together([before]);
    const plan = planOf(file, everySnapshot(meanwhile), { base: file });
    expect(plan.changes.map(({ origin }) => origin)).toEqual(['drift']);
  });

  it('tells of all of them at once which are asked for, and which were pending', () => {
    const [pending, asked] = [0, 1].map((rest) => samples.filter((_one, at) => at % 2 === rest));
    if (pending === undefined || asked === undefined) throw new RangeError();
    const plan = planned(
      [...pending.map(({ after }) => after), ...asked.map(({ unsaid }) => unsaid)],
      samples.map(({ after }) => after),
    );
    const of = (origin: string) =>
      plan.changes
        .filter((change) => change.origin === origin)
        .map(lineOf)
        .sort();
    expect(of('drift')).toEqual(pending.map(({ line }) => line).sort());
    expect(of('this_change')).toEqual(asked.map(({ line }) => line).sort());
  });
});
