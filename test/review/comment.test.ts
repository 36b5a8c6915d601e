import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { allKinds } from '../../src/kinds/registry.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import type { ReportedChange } from '../../src/model/report.ts';
import { appliedComment } from '../../src/review/applied-comment.ts';
import { planBody, planComment } from '../../src/review/comment.ts';
import { driftBody, driftTitle } from '../../src/review/drift-body.ts';
import { idsOf } from '../../src/review/ids.ts';
import { parseMarker } from '../../src/review/marker.ts';
import { commentLimit, restOf } from '../../src/review/rest.ts';
import { isSigned } from '../../src/review/signature.ts';
import { at, blocked, change, group, plan, report, reported } from '../render/builders.ts';
import { kindsPlan } from '../render/kinds-sample.ts';
import { plans, reports } from '../render/samples.ts';
import { githubHtml } from '../support/github-markdown.ts';
import { expectGolden, expectGoldenFiles } from '../support/golden.ts';
import {
  appliedContext,
  commit,
  context,
  examplePlan,
  hugePlan,
  loosenedPlan,
  refusedPlan,
  runUrl,
  seal,
} from './samples.ts';

const evaluation = group('Evaluation');
const team = group('Team');

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
    expect(secondLine(comment)).toBe(
      '**This pull request: `bob` loses all access to `Foundation Models`; `lee` gets less access to `Inference` (`write` to `read`); `kim` gets first access to private repositories in `Foundation Models` (`write`); `kim` gets access to `Inference` (`read`).**',
    );
    expect(comment).toMatch(
      /^\*\*Pending anyway, without this pull request:\*\* `grace-o` becomes admin of /m,
    );
  });

  it('has the order in which a reviewer needs it', () => {
    const one = refusedPlan();
    const released = {
      group: one.groups[0] ?? evaluation,
      user: 'eve',
      role: 'read',
      cause: 'line_deleted',
      was: 'declared',
      ways: ['absent', 'restore'],
      source: at(9),
    } as const;
    const rule = {
      kind: 'guard',
      group: null,
      subject: 'max_removals',
      before: '25%',
      after: '100%',
      loosens: true,
      source: at(3),
    } as const;
    const comment = planComment({ ...one, policy_changes: [rule], released: [released] }, context);
    expectGolden('github/plan-refused.md', comment);
    const places = [
      'apply would refuse it.**',
      '### Policy changes: 1',
      '### Less access',
      '### More access',
      '> [!CAUTION]',
      '### Guards',
      '### Blocked',
      '**Pending anyway, without this pull request:**',
      '<summary>Pending anyway, all changes',
      '<summary>If all of this is meant: a waiver',
      '### No longer declared',
      'Plan: ',
      'Target: ',
    ].map((part) => comment.indexOf(part));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(comment.match(/Target: /g)).toHaveLength(1);
  });

  it('tells which rules are weaker, who is let go of, and what will happen later', () => {
    const comment = planComment(loosenedPlan(), context);
    expectGolden('github/plan-loosened.md', comment);
    expect(comment).toContain('- **weaker**: `Foundation Models`: `exact` before, `additive` now');
    expect(comment).toContain('- **weaker**: `ci-bot` is not protected any more');
    expect(comment).toContain('- `bob` keeps `write` in `Foundation Models`');
    expect(comment).toContain('until 2026-12-10, then read, team research');
    expect(comment).toMatch(
      /^- `gone`: not a member of the organization, and has 2 entries: .* delete all of them$/m,
    );
  });

  it('tells what merging does to whom, of every kind of change', () => {
    const comment = planComment(kindsPlan('based'), context);
    expectGolden('github/plan-kinds.md', comment);
    expect(secondLine(comment)).toMatch(
      /^\*\*This pull request: the group `Old Cohort` is deleted: `bob` and `kim` lose all access to it/,
    );
    expect(new Set(kindsPlan('based').changes.map(({ kind }) => kind)).size).toBe(allKinds.length);
  });

  it('marks itself with the plan that it shows', () => {
    const one = examplePlan();
    const marker = parseMarker(planComment(one, context));
    expect(marker).toMatchObject({
      v: 2,
      for: 'plan',
      files: context.file,
      organization: 'acme-ai',
      digest: one.digest,
      base: context.base,
      head: commit,
      ...idsOf(one.changes),
    });
    expect(marker !== null && isSigned(marker, seal.place, seal.key ?? '')).toBe(true);
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
      '**`ada` gets access to `Evaluation` (`read`).**',
    ],
    [
      'only blocked, no base',
      { blocked: [blocked(evaluation, 'kmi', 'not_in_organization')] },
      '**1 entry is blocked.**',
    ],
    [
      'only what is pending',
      { changes: [change(evaluation, 'bob', 'read', null, bob)] },
      "**This pull request changes nobody's access.**",
    ],
    [
      'a pending change that is refused',
      {
        changes: [change(evaluation, 'bob', 'read', null, bob)],
        violations: [
          {
            guard: 'emptied-group',
            message: 'm',
            group: evaluation,
            user: null,
            source: null,
            waived: false,
          },
        ],
      },
      "**This pull request changes nobody's access; apply would refuse what is pending.**",
    ],
    [
      'a weaker rule alone',
      {
        policy_changes: [
          {
            kind: 'membership',
            group: evaluation,
            subject: null,
            before: 'exact',
            after: 'additive',
            loosens: true,
            source: null,
          },
        ],
      },
      "**This pull request changes nobody's access; 1 rule is weaker than before.**",
    ],
    [
      'people who are only let go of',
      {
        released: ['eve', 'Eve', 'zoe'].map((user) => ({
          group: evaluation,
          user,
          role: 'read',
          cause: 'line_deleted' as const,
          was: 'declared' as const,
          ways: ['absent'] as const,
          source: null,
        })),
      },
      "**This pull request changes nobody's access; 2 people keep access that nothing declares any more.**",
    ],
    [
      'its own and not what is pending, with blocked ones',
      {
        changes: [
          change(evaluation, 'ada', 'read', 'write', ada),
          change(evaluation, 'eve', 'read', 'admin', ada),
          change(evaluation, 'bob', 'read', null, bob),
        ],
        blocked: [
          blocked(evaluation, 'kmi', 'not_in_organization', ada),
          blocked(evaluation, 'kmj', 'not_in_organization', bob),
          blocked(evaluation, 'kmk', 'not_in_organization', bob),
        ],
      },
      '**This pull request: `eve` becomes admin of `Evaluation`; `ada` gets more access to `Evaluation` (`read` to `write`); 1 entry is blocked.**',
    ],
    [
      'many of one sort, by their number and the first names',
      {
        changes: Array.from({ length: 9 }, (_, index) =>
          change(index < 5 ? evaluation : team, `user-${index}`, 'read', null, ada),
        ),
      },
      '**This pull request: 9 people (`user-0`, `user-1`, `user-2`, `user-3`, `user-4`, `user-5` and 3 more) lose all access to one or more of 2 groups.**',
    ],
  ])('begins with a verdict: %s', (_, fields, line) => {
    expect(secondLine(planComment(plan(fields), context))).toBe(line);
  });

  it('says that merging makes what is pending too, unless all is refused', () => {
    const changes = [change(evaluation, 'bob', 'read', null, bob)];
    expect(planComment(plan({ changes }), context)).toContain(
      '\n**Pending anyway, without this pull request:** `bob` loses all access to `Evaluation`. Merging this makes that as well; otherwise it waits for another reviewed plan.\n',
    );
    const violation = {
      guard: 'emptied-group',
      message: 'm',
      group: null,
      user: null,
      source: null,
      waived: false,
    } as const;
    expect(planComment(plan({ changes, violations: [violation] }), context)).not.toContain('Merging');
  });

  it('never folds a new admin or first access to private repositories', () => {
    const many = Array.from({ length: 100 }, (_, index) =>
      change(evaluation, `user-${index}`, null, index === 99 ? 'admin' : 'read', {
        ...ada,
        first_access: index > 60 && index < 70,
      }),
    );
    const [open = ''] = planComment(plan({ changes: many }), context).split('<details>');
    expect(open).toContain('\n+ user-99 admin');
    expect(open.match(/first access to its private repositories$/gm)).toHaveLength(9);
    expect(open).not.toContain('user-80');
  });

  it('draws more access otherwise than less', () => {
    const changes = [change(evaluation, 'a', 'write', 'read', { ...ada, destructive: true })];
    const comment = planComment(
      plan({ changes: [...changes, change(evaluation, 'b', 'read', 'admin', ada)] }),
      context,
    );
    expect(comment).toContain('\n! a write -> read');
    expect(comment).toContain('\n+ b read -> admin');
  });
});

describe('a long comment', () => {
  it.each([
    [2_400, 1],
    [2_400, 60],
    [2_400, 1_200],
  ])('of %i changes in %i groups fits, and counts what it shows', (changes, groups) => {
    const comment = planComment(hugePlan(changes, groups), context);
    expect(comment.length).toBeLessThanOrEqual(commentLimit);
    expect(cutNote(comment)).toEqual({ shown: changeLines(comment).length, total: changes });
    expect(changeLines(comment).length).toBeGreaterThan(300);
    expect(comment).toContain(`The whole plan is in the [job summary](${runUrl}).`);
    // What is behind the changes is not cut with them.
    expect(comment).toContain('**Pending anyway, without this pull request:** ');
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
    const one = hugePlan(150, 7);
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 15_000 }), (limit) => {
        const body = planBody(one, context, limit);
        expect(body.length).toBeLessThanOrEqual(limit);
        const lines = changeLines(body).length;
        expect(cutNote(body) ?? { shown: 150, total: 150 }).toEqual({ shown: lines, total: 150 });
        expectWhole(body);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) },
    );
  });

  it('after an apply fits too', () => {
    const { changes, groups } = hugePlan(2_400, 40);
    const failed = { http_status: 403, message: 'This group is managed by SCIM', request_id: null };
    const comment = appliedComment(
      report({
        result: 'partial',
        groups,
        changes: changes.map((one, index) =>
          index < 30
            ? heldBack(one)
            : index % 2 === 0
              ? reported(one, 'failed', failed)
              : reported(one, 'applied'),
        ),
      }),
      appliedContext,
    );
    expect(comment.length).toBeLessThanOrEqual(commentLimit);
    expect(cutNote(comment)?.total).toBe(2_400);
    expect(cutNote(comment)?.shown).toBe(changeLines(comment).length);
    expect(comment).toContain(`The whole report is in the [job summary](${runUrl}).`);
    expectWhole(comment);
  });

  it('about drift fits too', () => {
    const body = driftBody(hugePlan(2_400, 40), context);
    expect(body.length).toBeLessThanOrEqual(commentLimit);
    expect(cutNote(body)).toEqual({ shown: changeLines(body).length, total: 2_400 });
    expect(body).toContain(`The whole plan is in the [job summary](${runUrl}).`);
  });
});

/** Nothing is left open: no fence, no fold. */
function expectWhole(body: string): void {
  const html = githubHtml(body);
  expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
  expect(body.match(/^```/gm)?.length ?? 0).toBe((html.match(/<pre>/g)?.length ?? 0) * 2);
  expect(html).toContain('digest <code>sha256:');
}

const heldBack = (one: Change): ReportedChange => ({ ...reported(one, 'not_attempted'), held_back: true });

describe('the comment after an apply', () => {
  const { partial, applied } = reports;
  const reviewed = parseMarker(planComment(examplePlan(), context));
  if (reviewed === null) throw new Error('the comment has no marker');

  it('tells change by change what became of it', () => {
    expectGolden('github/applied-partial.md', appliedComment(partial, { ...appliedContext, reviewed }));
    expectGolden('github/applied.md', appliedComment(applied, { ...appliedContext, reviewed }));
  });

  it('tells what no reviewed plan had', () => {
    const { changes, groups } = examplePlan();
    const removals = changes.filter(({ destructive }) => destructive);
    const stopped = report({
      result: 'partial',
      groups,
      changes: membershipsIn(changes).map((one) =>
        one.destructive ? heldBack(one) : reported(one, 'applied'),
      ),
    });
    const comment = appliedComment(stopped, appliedContext);
    expectGolden('github/applied-unreviewed.md', comment);
    expect(comment).toContain(`### Held back, waiting for a review: ${removals.length}`);
    expect(comment.match(/^- bob write/gm)).toHaveLength(1);
  });

  it('keeps what was reviewed, for the next apply', () => {
    const marker = parseMarker(appliedComment(partial, { ...appliedContext, reviewed }));
    const { text, signature, ...kept } = reviewed;
    expect(marker).toMatchObject({ ...kept, for: 'apply' });
    expect(marker?.text).not.toBe(text);
    expect(marker?.signature).not.toBe(signature);
    expect(marker !== null && isSigned(marker, seal.place, seal.key ?? '')).toBe(true);
  });

  it('says that something was made only where it was', () => {
    expect(appliedComment(applied, appliedContext)).toContain('\nApplied from `4f1c2d3`');
    expect(appliedComment(report({ result: 'refused' }), appliedContext)).toContain(
      '\nPlanned from `4f1c2d3`',
    );
  });

  it('says that nothing was reviewed where there was no comment', () => {
    expect(parseMarker(appliedComment(applied, appliedContext))).toMatchObject({
      digest: null,
      head: null,
      destructive: null,
      changes: null,
    });
  });
});

describe('the issue about drift', () => {
  it('tells how the organization differs', () => {
    const one = { ...examplePlan() };
    const without = {
      ...one,
      policy_changes: [],
      released: [],
      changes: one.changes.map((each) => ({ ...each, origin: null })),
      blocked: one.blocked.map((each) => ({ ...each, origin: null })),
    };
    expectGolden('github/drift.md', driftBody(without, context));
    expect(parseMarker(driftBody(without, context))).toMatchObject({ for: 'drift', digest: one.digest });
    expect(driftTitle(one)).toBe('acme-ai does not match groups.example.yaml');
  });

  it('tells it of every kind of change', () => {
    expectGolden('github/drift-kinds.md', driftBody(plans.kinds, context));
  });

  it.each([
    [0, 'does not match its configuration: 0 to add, 0 to change, 0 to remove.**'],
    [1, 'does not match its configuration: 0 to add, 0 to change, 0 to remove, 1 entry blocked.**'],
    [2, 'does not match its configuration: 0 to add, 0 to change, 0 to remove, 2 entries blocked.**'],
  ])('counts what is blocked: %i', (entries, words) => {
    const kept = Array.from({ length: entries }, (_, index) =>
      blocked(evaluation, `user-${index}`, 'not_in_organization'),
    );
    expect(driftBody(plan({ blocked: kept }), context)).toContain(words);
  });

  it('names every file in its title', () => {
    expect(driftTitle({ organization: 'acme-ai', files: ['a.yaml', 'b.yaml'] })).toBe(
      'acme-ai does not match a.yaml, b.yaml',
    );
  });

  it('has a title that GitHub takes whatever the names are', () => {
    const title = driftTitle({ organization: 'o'.repeat(300), files: ['f\n'.repeat(300)] });
    expect(title.length).toBeLessThanOrEqual(256);
    expect(title).not.toContain('\n');
  });
});

it('has no golden file that nothing is compared with', () => {
  expectGoldenFiles('github', [
    'applied-partial.md',
    'applied-unreviewed.md',
    'applied.md',
    'drift-kinds.md',
    'drift.md',
    'fork.md',
    'plan-example.md',
    'plan-kinds.md',
    'plan-loosened.md',
    'plan-refused.md',
  ]);
});

describe('where the rest is', () => {
  it.each([
    [runUrl, `The whole plan is in the [job summary](${runUrl}).`],
    ['http://ghes.corp/1', 'The whole plan is in the [job summary](http://ghes.corp/1).'],
    [null, 'The whole plan is in the job summary.'],
    ['javascript:alert(1)', 'The whole plan is in the job summary.'],
    ['https://x.y/) [z](https://z', 'The whole plan is in the job summary.'],
    ['https://x.y/\n<b>', 'The whole plan is in the job summary.'],
  ])('%j', (url, sentence) => {
    expect(restOf('plan', url)).toBe(sentence);
  });
});
