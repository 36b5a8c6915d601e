import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/kinds/registry.ts';
import { forkBody } from '../../src/review/fork-body.ts';
import { type ForkDiff, forkDiff } from '../../src/review/fork-diff.ts';
import type { Declared } from '../support/every-kind/sample.ts';
import { lineOf, rows, together } from '../support/every-kind/table.ts';
import { configurationOf, today } from '../support/planning.ts';

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

  it('hides nobody who is a service account in one place and not in another', () => {
    const bot = { role: 'read', service_account: true };
    const before = { groups: { A: {}, B: { managed_by: 'scim' }, C: { members: { ada: 'admin' } } } };
    const asking = (members: object): Declared => ({
      groups: {
        A: { members: { eve: bot } },
        B: { managed_by: 'scim', members },
        C: { members: { ada: 'admin', eve: 'admin' } },
      },
    });
    const { changes } = diffOf(before, asking({}));
    expect(changes.map((change) => [change.group?.name, ...lineOf(change)])).toEqual([
      ['A', 'eve', '-', 'read'],
      ['C', 'eve', '-', 'admin'],
    ]);
    const odd = diffOf(before, asking({ eve: bot }));
    expect(odd.changes.length + odd.blocked.length).toBe(3);
  });

  it('shows what the files themselves do not let be made, and not where it was so before', () => {
    const [one, other] = ['a', 'b'].map((letter) => letter.repeat(24));
    const before: Declared = { groups: { A: { id: one }, B: { id: other } } };
    const after: Declared = { groups: { B: { id: one } } };
    const text = forkBody(diffOf(before, after), 60_000);
    expect(text).toContain('**By its files alone, this pull request: what it asks for cannot be made.**');
    expect(text).toContain('### Asked for, and cannot be made: 1');
    expect(diffOf(after, after).blocked).toEqual([]);
  });
});
