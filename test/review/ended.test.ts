import { describe, expect, it } from 'vitest';
import { endedDays, endedLines } from '../../src/review/ended.ts';
import { change, group } from '../render/builders.ts';
import { configurationOf, inDays, today } from '../support/planning.ts';

const evaluation = group('Evaluation');
const removal = change(evaluation, 'zoe', 'read', null);
const raise = change(evaluation, 'kim', 'read', 'admin');
const lower = change(evaluation, 'lee', 'write', 'read', { destructive: true });

describe('what ended by a date', () => {
  it('takes away, and was not asked for on a day when the date was still to come', () => {
    expect(endedLines([lower], [removal, raise, lower])).toEqual([
      `membership\tdelete\t${evaluation.id}\tzoe\tread\t-\n`,
    ]);
    expect(endedLines([], [raise])).toEqual([]);
  });

  it('ended on days before today, of which the latest come first', () => {
    const entries = ['2026-01-02', '2026-01-03', '2026-01-02', '2026-01-04']
      .map((day, index) => `user-${index}: { role: read, expires: ${day} }`)
      .join(', ');
    const still = 'zoe: read, gone: absent';
    const teams = 'x: { role: read, expires: 2026-01-01 }, z: { role: read, expires: 2026-01-05 }';
    const configuration = configurationOf(
      `teams: { x: {}, z: {} }\ngroups:\n  A:\n    members: { ${entries}, ${still} }\n    teams: { ${teams} }\n  B: {}\n`,
    );
    expect(endedDays(configuration, '2026-01-04')).toEqual(['2026-01-03', '2026-01-02', '2026-01-01']);
  });

  it('ended on as many days as a run looks into', () => {
    const day = (index: number): string => inDays(index - 40);
    const entries = Array.from(
      { length: 40 },
      (_, index) => `user-${index}: { role: read, expires: ${day(index)} }`,
    );
    const configuration = configurationOf(`groups: { A: { members: { ${entries.join(', ')} } } }`);
    const latest = Array.from({ length: 31 }, (_, index) => day(39 - index));
    expect(endedDays(configuration, today)).toEqual(latest);
  });
});
