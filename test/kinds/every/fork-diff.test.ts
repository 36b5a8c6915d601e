import { describe, expect, it } from 'vitest';
import { kindOf } from '../../../src/kinds/registry.ts';
import { forkBody } from '../../../src/review/fork-body.ts';
import { type ForkDiff, forkDiff } from '../../../src/review/fork-diff.ts';
import type { Declared } from '../../support/every-kind/sample.ts';
import { lineOf, rows, together } from '../../support/every-kind/table.ts';
import { configurationOf, today } from '../../support/planning.ts';

function diffOf(base: Declared, head: Declared): ForkDiff {
  const diffed = forkDiff(configurationOf(together([base])), configurationOf(together([head])), today);
  if (!diffed.ok) throw new Error(diffed.diagnostics.map(({ message }) => message).join('\n'));
  return diffed.diff;
}

describe('what a pull request from a fork changes by its files alone', () => {
  it.each(rows)('%s: is shown, as far as the files tell', (_, sample) => {
    const { before, unsaid, after, kind, action, line } = sample;
    const diff = diffOf(before ?? unsaid, after);
    expect(diff.changes.map((change) => [change.kind, change.action, lineOf(change)])).toEqual([
      [kind, action, line],
    ]);
    const lines = [...forkBody(diff, 60_000).matchAll(/```diff\n(.*?)\n```/gs)].map(([, block]) => block);
    const texts = diff.changes.map((change) => kindOf(change).text(change));
    expect(lines).toEqual(
      texts.map(({ subject, detail }) => expect.stringContaining(`${subject} ${detail}`)),
    );
  });

  it.each(rows)('%s: is no change where the base has it already', (_, { after }) => {
    expect(diffOf(after, after).changes).toEqual([]);
  });

  it('tells who is what in the organization where the base says nothing of them, and not how many come in', () => {
    const files = { ada: 'admin', bob: 'no_access', 'kim@acme.ai': 'read' };
    const text = forkBody(diffOf({}, { organization_members: files }), 60_000);
    expect(text).toContain(
      '**By its files alone, this pull request: `bob` and `kim@acme.ai` get another role in the organization; `ada` becomes admin of the organization.**',
    );
    expect(text).toContain('+ ada unknown -> admin');
    expect(text).toContain('! bob unknown -> no_access');
    const joins = Object.fromEntries(
      ['A', 'B', 'C', 'D'].map((name) => [
        name,
        { auto_join: { role: 'read', scope: 'all' }, members: { ada: 'read' } },
      ]),
    );
    const before = Object.fromEntries(Object.keys(joins).map((name) => [name, { members: { ada: 'read' } }]));
    expect(forkBody(diffOf({ groups: before }, { groups: joins }), 60_000)).toContain(
      'this pull request: auto-join of 4 groups lets people in.**',
    );
  });
});
