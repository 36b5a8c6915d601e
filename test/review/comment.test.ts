import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Plan } from '../../src/plan/types.ts';
import { appliedComment } from '../../src/review/applied-comment.ts';
import { planBody, planComment } from '../../src/review/comment.ts';
import { driftBody, driftTitle } from '../../src/review/drift-body.ts';
import { idsOf } from '../../src/review/ids.ts';
import { parseMarker } from '../../src/review/marker.ts';
import { commentLimit, restOf } from '../../src/review/rest.ts';
import { blocked, change, group, plan, report, reported } from '../render/builders.ts';
import { reports } from '../render/samples.ts';
import { githubHtml } from '../support/github-markdown.ts';
import { expectGolden } from '../support/golden.ts';
import { appliedContext, commit, context, examplePlan, hugePlan, refusedPlan, runUrl } from './samples.ts';

const evaluation = group('Evaluation');

/** Every line of a diff block, with the change's symbol. */
function changeLines(body: string): readonly string[] {
  return [...body.matchAll(/^(`{3,})diff\n([\s\S]*?)\n\1$/gm)].flatMap(([, , lines = '']) =>
    lines.split('\n'),
  );
}

/** What `**Changes: N of M shown.**` says; `null` when nothing was cut. */
function cutNote(body: string): { readonly shown: number; readonly total: number } | null {
  const [, shown, total] = /^\*\*Changes: (\d+) of (\d+) shown\.\*\*/m.exec(body) ?? [];
  return shown === undefined ? null : { shown: Number(shown), total: Number(total) };
}

function secondLine(body: string): string | undefined {
  return body.split('\n')[1];
}

describe('the comment on a pull request', () => {
  it('tells what the pull request changes apart from what is pending anyway', () => {
    const comment = planComment(examplePlan(), context);
    expectGolden('github/plan-example.md', comment);
    expect(secondLine(comment)).toMatch(/^\*\*This pull request: .*\.\*\* Pending anyway: .*\.$/);
    expect(comment).toContain('Pending anyway: additions and changes');
  });

  it('puts what stands in the way first', () => {
    const comment = planComment(refusedPlan(), context);
    expectGolden('github/plan-refused.md', comment);
    const places = ['### Violations', 'waivers:', '### Blocked', '### Removals', '### Additions'].map(
      (part) => comment.indexOf(part),
    );
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  it('marks itself with the plan that it shows', () => {
    const one = examplePlan();
    expect(parseMarker(planComment(one, context))).toEqual({
      v: 1,
      for: 'plan',
      file: context.file,
      organization: 'acme-ai',
      digest: one.digest,
      head: commit,
      ...idsOf(one.changes),
      applied: null,
    });
  });

  it('is the same text for the same plan at another time', () => {
    const one = examplePlan();
    const later = { ...one, created_at: '2027-01-01T00:00:00.000Z' };
    expect(planComment(later, context)).toBe(planComment(one, context));
  });

  const ada = { origin: 'this_change' } as const;
  const bob = { origin: 'drift' } as const;
  it.each<[string, Partial<Plan>, string]>([
    ['nothing', {}, '**No changes. acme-ai matches groups.yaml.**'],
    [
      'no base',
      { changes: [change(evaluation, 'ada', null, 'read')] },
      '**Plan: 1 to add, 0 to change, 0 to remove.**',
    ],
    [
      'only blocked, no base',
      { blocked: [blocked(evaluation, 'kmi', 'not_in_organization')] },
      '**Plan: 0 to add, 0 to change, 0 to remove.** 1 blocked.',
    ],
    [
      'only its own',
      { changes: [change(evaluation, 'ada', null, 'read', ada)] },
      '**This pull request: 1 to add, 0 to change, 0 to remove.**',
    ],
    [
      'only what is pending',
      { changes: [change(evaluation, 'bob', 'read', null, bob)] },
      '**This pull request: no changes.** Pending anyway: 0 to add, 0 to change, 1 to remove.',
    ],
    [
      'both, with blocked ones',
      {
        changes: [
          change(evaluation, 'ada', 'read', 'write', ada),
          change(evaluation, 'bob', 'read', null, bob),
        ],
        blocked: [
          blocked(evaluation, 'kmi', 'not_in_organization', ada),
          blocked(evaluation, 'kmj', 'not_in_organization', bob),
          blocked(evaluation, 'kmk', 'not_in_organization', bob),
        ],
      },
      '**This pull request: 0 to add, 1 to change, 0 to remove, 1 blocked.** Pending anyway: 0 to add, 0 to change, 1 to remove, 2 blocked.',
    ],
  ])('begins with the sums: %s', (_, fields, line) => {
    expect(secondLine(planComment(plan(fields), context))).toBe(line);
  });
});

describe('a long comment', () => {
  it.each([
    [10_000, 1],
    [10_000, 40],
    [10_000, 5_000],
    [2_400, 60],
  ])('of %i changes in %i groups fits, and counts what it shows', (changes, groups) => {
    const comment = planComment(hugePlan(changes, groups), context);
    expect(comment.length).toBeLessThanOrEqual(commentLimit);
    expect(cutNote(comment)).toEqual({ shown: changeLines(comment).length, total: changes });
    expect(changeLines(comment).length).toBeGreaterThan(300);
    expect(comment).toContain(`The whole plan is in the [job summary](${runUrl}).`);
    expect(comment.split('\n')[1]).toBe(
      `**This pull request: ${sumsOf(hugePlan(changes, groups), 'this_change')}.** Pending anyway: ${sumsOf(hugePlan(changes, groups), 'drift')}.`,
    );
    expect(comment).toContain('digest `sha256:');
    expectWhole(comment);
  });

  it('shows all when all fits, without a note', () => {
    const one = hugePlan(200, 5);
    const comment = planComment(one, context);
    expect(cutNote(comment)).toBeNull();
    expect(changeLines(comment)).toHaveLength(200);
  });

  it('stays within whatever limit there is, whole in its markup', () => {
    const one = hugePlan(300, 7);
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 30_000 }), (limit) => {
        const body = planBody(one, context, limit);
        expect(body.length).toBeLessThanOrEqual(limit);
        const lines = changeLines(body).length;
        expect(cutNote(body) ?? { shown: 300, total: 300 }).toEqual({ shown: lines, total: 300 });
        expectWhole(body);
      }),
    );
  });

  it('after an apply fits too', () => {
    const { changes, groups } = hugePlan(10_000, 40);
    const failed = { http_status: 403, message: 'This group is managed by SCIM', request_id: null };
    const comment = appliedComment(
      report({
        result: 'partial',
        groups,
        changes: changes.map((one, index) =>
          index % 2 === 0 ? reported(one, 'failed', failed) : reported(one, 'applied'),
        ),
      }),
      { ...appliedContext, unreviewed: changes.slice(0, 30) },
    );
    expect(comment.length).toBeLessThanOrEqual(commentLimit);
    expect(cutNote(comment)?.total).toBe(10_000);
    expect(cutNote(comment)?.shown).toBe(changeLines(comment).length - 30);
    expect(comment).toContain(`The whole report is in the [job summary](${runUrl}).`);
    expectWhole(comment);
  });

  it('about drift fits too', () => {
    const body = driftBody(hugePlan(10_000, 40), context);
    expect(body.length).toBeLessThanOrEqual(commentLimit);
    expect(cutNote(body)).toEqual({ shown: changeLines(body).length, total: 10_000 });
  });
});

function sumsOf({ changes }: Plan, origin: Change['origin']): string {
  const of = (action: Change['action']): number =>
    changes.filter((one) => one.action === action && one.origin === origin).length;
  return `${of('create')} to add, ${of('update')} to change, ${of('delete')} to remove`;
}

/** Nothing is left open: no fence, no fold. */
function expectWhole(body: string): void {
  const html = githubHtml(body);
  expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
  expect(body.match(/^```/gm)?.length).toBe((html.match(/<pre>/g)?.length ?? 0) * 2);
  expect(html).toContain('digest <code>sha256:');
}

describe('the comment after an apply', () => {
  const { partial, applied } = reports;
  if (partial === undefined || applied === undefined) throw new Error('the samples have no such report');
  const reviewed = parseMarker(planComment(examplePlan(), context));
  if (reviewed === null) throw new Error('the comment has no marker');

  it('tells change by change what became of it', () => {
    expectGolden(
      'github/applied-partial.md',
      appliedComment(partial, { ...appliedContext, previous: reviewed }),
    );
    expectGolden('github/applied.md', appliedComment(applied, { ...appliedContext, previous: reviewed }));
  });

  it('tells what no reviewed plan had', () => {
    const { changes, groups } = examplePlan();
    const removals = changes.filter(({ destructive }) => destructive);
    const stopped = report({
      result: 'refused',
      refusal: { code: 'not-approved', message: 'Not reviewed.', differences: [] },
      groups,
      changes: changes.map((one) => reported(one, 'not_attempted')),
    });
    const comment = appliedComment(stopped, { ...appliedContext, unreviewed: removals });
    expectGolden('github/applied-unreviewed.md', comment);
    expect(comment).toContain(`### Not in the reviewed plan: ${removals.length}`);
    expect(comment).not.toContain('Not reviewed.');
  });

  it('keeps what was reviewed, and says what was applied', () => {
    const comment = appliedComment(partial, { ...appliedContext, previous: reviewed });
    expect(parseMarker(comment)).toEqual({
      ...reviewed,
      for: 'apply',
      applied: { commit, result: 'partial' },
    });
  });

  it('says that nothing was reviewed where there was no comment', () => {
    expect(parseMarker(appliedComment(applied, appliedContext))).toMatchObject({
      digest: null,
      head: null,
      destructive: '',
      changes: '',
      applied: { commit, result: 'applied' },
    });
  });
});

describe('the issue about drift', () => {
  it('tells how the organization differs', () => {
    const one = { ...examplePlan() };
    const without = {
      ...one,
      changes: one.changes.map((each) => ({ ...each, origin: null })),
      blocked: one.blocked.map((each) => ({ ...each, origin: null })),
    };
    expectGolden('github/drift.md', driftBody(without, context));
    expect(parseMarker(driftBody(without, context))).toMatchObject({ for: 'drift', digest: one.digest });
    expect(driftTitle(one)).toBe('acme-ai does not match groups.example.yaml');
  });

  it('has a title that GitHub takes whatever the names are', () => {
    const title = driftTitle({ organization: 'o'.repeat(300), files: ['f\n'.repeat(300)] });
    expect(title.length).toBeLessThanOrEqual(256);
    expect(title).not.toContain('\n');
  });
});

describe('where the rest is', () => {
  it.each([
    [runUrl, `The whole plan is in the [job summary](${runUrl}).`],
    [null, 'The whole plan is in the job summary.'],
    ['javascript:alert(1)', 'The whole plan is in the job summary.'],
    ['https://x.y/) [z](https://z', 'The whole plan is in the job summary.'],
    ['https://x.y/\n<b>', 'The whole plan is in the job summary.'],
  ])('%j', (url, sentence) => {
    expect(restOf('plan', url)).toBe(sentence);
  });
});
