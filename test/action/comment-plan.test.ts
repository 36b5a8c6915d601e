import { describe, expect, it } from 'vitest';
import { commentPlan } from '../../src/action/comment-plan.ts';
import type { Plan } from '../../src/model/plan.ts';
import { parseMarker } from '../../src/review/marker.ts';
import { files } from '../github/markers.ts';
import { blocked, change, group, plan } from '../render/builders.ts';
import { commenter } from './commenter.ts';

const evaluation = group('Evaluation');
const changes = [change(evaluation, 'ada', null, 'read')];
const stuck = [blocked(evaluation, 'kmi', 'not_in_organization')];
const violations: Plan['violations'] = [
  { guard: 'last-admin', message: 'm', group: evaluation, user: null, source: null, waived: false },
];

describe('a plan is told in a first comment, with comment: changes', () => {
  it.each<[string, Partial<Plan>, number]>([
    ['not where there is nothing to tell', {}, 0],
    ['where it changes something', { changes }, 1],
    ['where somebody cannot be added', { blocked: stuck }, 1],
    ['where a guard has something to say', { violations }, 1],
    ['where it changes something, and somebody cannot be added', { changes, blocked: stuck }, 1],
    ['where somebody cannot be added, and a guard has something to say', { blocked: stuck, violations }, 1],
  ])('%s', async (_, fields, count) => {
    const { context, open, comments } = await commenter('changes');
    const pullRequest = await open();
    const about = (head: string) => ({ file: files, head, runUrl: null });
    const base = 'b'.repeat(40);
    await commentPlan(
      { ...context, about },
      { pullRequest, merge: 'c'.repeat(40), base },
      { plan: plan(fields), made: null },
    );
    const said = comments(pullRequest.number).map((body) => parseMarker(body));
    expect(said).toMatchObject(Array(count).fill({ for: 'plan', head: pullRequest.head, base }));
  });
});
