import { describe, expect, test } from 'vitest';
import { planComment } from '../../src/review/comment.ts';
import { context } from '../review/samples.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const all = 'auto_join: { role: admin, scope: all }';
const live = snapshotOf(
  [
    group(1, 'One', {}, { autoJoin: { enabled: true, role: 'admin', scope: 'all' } }),
    group(
      2,
      'Two',
      {},
      { resources: [{ type: 'model', name: 'acme-ai/held', private: true, addedBy: 'root' }] },
    ),
  ],
  members('Lee', 'kim', 'root'),
);
const one = (text: string): string => `groups: { One: { ${text} } }\n`;
const two = (text: string): string => `groups: { One: {}, Two: { resources: { ${text} } } }\n`;
const roles = (text: string): string => `organization_members: { ${text} }\n${one('')}`;

/** `GROUP kind subject: before`, of what loosens and is in no file any more. */
function dropped(head: string, base: string, selection: readonly string[] | null = null): readonly string[] {
  return planOf(head, live, { base, selection }).policy_changes.map(
    ({ kind, group: of, subject, before, ...rest }) => {
      expect(rest).toEqual({ after: null, loosens: true, source: null });
      return `${of?.name ?? '-'} ${kind} ${subject}: ${before}`;
    },
  );
}

describe('what the base declares and the head does not is a weaker rule', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['auto-join', one(''), one('auto_join: off'), ['One setting auto_join: off']],
    ['auto-join that is as declared', one(''), one(all), ['One setting auto_join: admin/all']],
    ['auto-join that is declared otherwise, which is a change', one(all), one('auto_join: off'), []],
    [
      'all spend limits',
      one(''),
      one('spend_limits: { total: 500, jobs: null }'),
      ['One setting spend_limits.total: 500.00', 'One setting spend_limits.jobs: no limit'],
    ],
    [
      'one spend limit',
      one('spend_limits: { total: 500 }'),
      one('spend_limits: { total: 500, jobs: 1.5 }'),
      ['One setting spend_limits.jobs: 1.50'],
    ],
    [
      'a description and a name, which give nobody anything',
      one(''),
      one(`id: "${idOf(1)}", description: x`),
      [],
    ],
    [
      'settings of a group that has another name now',
      `groups: { Other: { id: "${idOf(1)}" } }`,
      one('auto_join: off'),
      ['One setting auto_join: off'],
    ],
    [
      'settings of a group that is to go',
      `groups: { One: { id: "${idOf(1)}", state: absent } }`,
      one('auto_join: off'),
      [],
    ],
    [
      'resources, by name',
      two('models: [acme-ai/b]'),
      two('models: [acme-ai/z, acme-ai/B, acme-ai/a]'),
      ['Two resource model:acme-ai/a: declared', 'Two resource model:acme-ai/z: declared'],
    ],
    [
      'a resource that another group has now',
      'groups: { One: { resources: { models: [acme-ai/held] } }, Two: { resources: {} } }',
      'groups: { One: { resources: {} }, Two: { resources: { models: [acme-ai/held] } } }',
      [],
    ],
    [
      'a resource that leaves an exact group, which is a change',
      two('mode: exact'),
      two('mode: exact, models: [acme-ai/Held]'),
      [],
    ],
    [
      'a resource of an exact group that somebody took out of it by hand',
      two('mode: exact, models: [acme-ai/held]'),
      two('mode: exact, models: [acme-ai/held, acme-ai/gone]'),
      ['Two resource model:acme-ai/gone: declared'],
    ],
    [
      'roles in the organization, by name',
      roles('kim: write'),
      roles('zoe: write, lee: read, kim: read'),
      ['- organization_role Lee: read', '- organization_role zoe: write'],
    ],
    ['the whole section of roles', one(''), roles('lee: read'), ['- organization_role Lee: read']],
    ['somebody under another name', roles('lee: read'), roles('lee@acme.ai: read'), []],
  ])('%s', (_, head, base, expected) => {
    expect(dropped(head, base)).toEqual(expected);
  });

  test('what is in a group is told as a whole where none of it is managed any more', () => {
    const head = 'groups: { One: {}, Two: {} }';
    const plan = planOf(head, live, { base: two('models: [acme-ai/held]') });
    expect(plan.policy_changes.map(({ kind, after }) => [kind, after])).toEqual([['resources', 'unmanaged']]);
  });

  test('a run for some groups tells nothing of other groups, nor of the organization', () => {
    const base = `organization_members: { lee: read }\ngroups: { One: { auto_join: off }, Two: { auto_join: off } }`;
    const head = 'groups: { One: {}, Two: {} }';
    expect(dropped(head, base, ['Two'])).toEqual(['Two setting auto_join: off']);
    expect(dropped(head, base)).toHaveLength(3);
  });

  test('the same file as base gives none', () => {
    const text = `organization_members: { lee: read }\n${one('auto_join: off, spend_limits: { jobs: 5 }, resources: { models: [acme-ai/held] }')}`;
    expect(dropped(text, text)).toEqual([]);
  });

  test('a pull request that drops the lines which drift speaks of does not read as nothing', () => {
    const ruled = 'auto_join: off, spend_limits: { jobs: 5 }, resources: { models: [acme-ai/gone] }';
    const plan = planOf(one('members: {}, resources: {}'), live, {
      base: `organization_members: { lee: read }\n${one(`members: {}, ${ruled}`)}`,
    });
    expect(plan.changes).toEqual([]);
    const comment = planComment(plan, context);
    expect(comment).toContain("This pull request changes nobody's access; 4 rules are weaker than before.");
    for (const line of [
      '`One`: `auto_join` was `off`, and is not managed any more',
      '`One`: `spend_limits.jobs` was `5.00`, and is not managed any more',
      '`One`: `model:acme-ai/gone` is not managed any more',
      'the role of `Lee` in the organization was `read`, and is not managed any more',
    ])
      expect(comment).toContain(`- **weaker**: ${line}`);
  });
});
