import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { renderPlanHtml } from '../../src/render/plan-html.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';
import { rowsOf } from './page-rows.ts';
import { plans } from './samples.ts';

const matrix = /<h2>Who is changed[\s\S]*?<\/section>\n<\/div>\n<\/section>/;

/** Everything that can stand in a cell: of `ada` nothing is changed, and `max` is in no group that is. */
const full: Plan = planOf(
  `teams: { research: { members: [kim] } }
groups:
  Alpha:
    members: { bob: absent, grace: write, kmi: read, lee: { role: read } }
    teams: { research: admin }
  Beta:
    membership: exact
    members: { ada: admin, gone@acme.ai: read }
organization_members: { grace: admin }
`,
  snapshotOf(
    [
      group(1, 'Alpha', { ada: 'admin', bob: 'write', grace: 'read', zoe: 'owner' }),
      group(2, 'Beta', { ada: 'admin', bob: 'read', grace: 'write' }),
      group(3, 'Gamma', { max: 'read' }),
    ],
    [
      ...members('ada', 'bob', 'kim', 'lee', 'max', 'zoe'),
      { user: 'grace', role: 'read', fullname: 'Grace Okafor' },
      { user: 'root', role: 'admin' },
    ],
  ),
  { base: 'groups: { Alpha: { members: { grace: write } } }' },
);

describe('the matrix of a plan', () => {
  it('has who is changed by the groups in which they are, with what stays there', () => {
    expect(rowsOf(renderPlanHtml(full), matrix)).toEqual([
      'User|Name|Alpha|Beta|the organization|',
      'bob||−W|−!|',
      'gone@acme.ai|||+R!|',
      'grace|Grace Okafor|(R→W)|−!|R→A|',
      'kim||+A|',
      'kmi||+R!|',
      'lee||+R|',
    ]);
  });

  it('has a colour for the role before and one for that after it', () => {
    const page = renderPlanHtml(full);
    expect(page).toContain('<td class="read next-write plan to-change">(R→W)');
    expect(page).toContain('<td class="admin plan to-add">+A');
    expect(page).toContain('<td class="write plan to-remove">−W');
    expect(page).toContain('<td class="look">−!');
  });

  it.each([
    ['left alone', 'W', plans.ordinary.unmanaged],
    ['released', 'W!', []],
  ])('shows a role that stays where somebody else of the group is changed: %s', (_, text, unmanaged) => {
    const [first] = plans.ordinary.changes;
    const where = plans.ordinary.groups[1];
    if (first?.kind !== 'membership' || where === undefined) throw new Error('not the sample');
    const released = unmanaged.length > 0 ? [] : [{ group: where, user: 'grace', role: 'write' }];
    const page = renderPlanHtml({
      ...plans.ordinary,
      unmanaged: unmanaged.map((one) => ({ ...one, user: 'GRACE', role: 'write' })),
      released: released.map((one) => ({
        ...one,
        cause: 'line_deleted' as const,
        was: 'declared' as const,
        ways: [],
        source: null,
      })),
    });
    expect(rowsOf(page, matrix).find((row) => row.startsWith('grace|'))).toBe(`grace||+W|${text}|`);
  });

  it('comes after everything that stands in the way', () => {
    const titles = [...renderPlanHtml(full).matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(titles.indexOf('Blocked: cannot be made now')).toBeGreaterThan(-1);
    expect(titles.indexOf('Who is changed, group by group')).toBeGreaterThan(
      titles.indexOf('Blocked: cannot be made now'),
    );
  });

  it('is in parts of twenty groups', () => {
    const numbers = Array.from({ length: 21 }, (_, at) => 100 + at);
    const plan = planOf(
      `groups: {${numbers.map((at) => `G${at}: { members: { ada: read } }`).join()}}`,
      snapshotOf(
        numbers.map((at) => group(at, `G${at}`, {})),
        members('ada'),
      ),
    );
    const page = renderPlanHtml(plan);
    expect([...page.matchAll(/<h2>(Who.*?)<\/h2>/g)].map(([, title]) => title)).toEqual([
      'Who is changed, group by group, part 1 of 2',
      'Who is changed, group by group, part 2 of 2',
    ]);
    expect(page.match(/<td class="read plan to-add">\+R/g)).toHaveLength(21);
  });

  it.each([
    ['without changes', plans.empty],
    ['of resources alone', plans.resources],
  ])('is not there %s, and neither is its style', (_, plan) => {
    const page = renderPlanHtml(plan);
    expect(page).not.toContain('Who is changed');
    expect(page).not.toContain('.wide');
  });
});
