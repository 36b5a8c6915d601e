import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAccess } from '../../src/access/compare.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { AccessComparison } from '../../src/model/access-comparison.ts';
import { anyCaseOfPlanning, yamlOf } from '../support/organizations.ts';
import { group, members, snapshotOf, tryPlan } from '../support/planning.ts';
import { accessOf } from './samples.ts';

const people = members('ada', 'bob', 'kim');

function between(
  before: readonly [yaml: string | null, snapshot: Snapshot],
  after: readonly [yaml: string | null, snapshot: Snapshot],
): AccessComparison {
  return compareAccess(accessOf(...before), accessOf(...after).rows, 'before.json');
}

const alpha = (users: Readonly<Record<string, string>>): Snapshot =>
  snapshotOf([group(1, 'Alpha', users)], people);

describe('--compare', () => {
  it('tells who came, who went, and what is otherwise', () => {
    const { added, removed, changed, earlier } = between(
      [null, alpha({ ada: 'read', bob: 'read' })],
      [null, alpha({ ada: 'write', kim: 'read' })],
    );
    expect(added.map(({ user }) => user)).toEqual(['kim']);
    expect(removed.map(({ user }) => user)).toEqual(['bob']);
    expect(changed.map(({ after, fields }) => [after.user, fields])).toEqual([['ada', ['live_role']]]);
    expect(earlier).toMatchObject({ file: 'before.json', complete: false });
  });

  it('tells of somebody who is declared now as of a change, and of a second way as of one that came', () => {
    const yaml =
      'teams: { t: { members: [ada] } }\ngroups: { Alpha: { members: { ada: read }, teams: { t: read } } }';
    const live = alpha({ ada: 'read' });
    const { added, removed, changed } = between([null, live], [yaml, live]);
    expect(changed.map(({ fields }) => fields)).toEqual([['declared_role', 'via', 'status']]);
    expect(added.map(({ via, primary }) => [via, primary])).toEqual([['team', false]]);
    expect(removed).toEqual([]);
  });

  it('tells nothing of a line that has only moved', () => {
    const yaml = 'groups: { Alpha: { members: { ada: read } } }';
    const live = alpha({ ada: 'read' });
    expect(between([yaml, live], [`# a comment\n${yaml}`, live])).toMatchObject({
      added: [],
      removed: [],
      changed: [],
    });
  });

  it('tells nothing exactly when the digests are the same, whatever the organizations', () => {
    fc.assert(
      fc.property(anyCaseOfPlanning, fc.boolean(), ({ snapshot, declaration, other }, same) => {
        const [one, two] = [yamlOf(declaration), yamlOf(same ? declaration : other)];
        fc.pre(tryPlan(one, snapshot).ok && tryPlan(two, snapshot).ok);
        const [before, after] = [accessOf(one, snapshot), accessOf(two, snapshot)];
        const { added, removed, changed } = compareAccess(before, after.rows, 'x');
        expect(added.length + removed.length + changed.length === 0).toBe(before.digest === after.digest);
        expect(before.rows.length + added.length - removed.length).toBe(after.rows.length);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 40) },
    );
  });
});
