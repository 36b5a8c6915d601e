import { describe, expect, it } from 'vitest';
import { commentReport } from '../../src/action/comment-report.ts';
import type { CommentMode } from '../../src/action/inputs.ts';
import type { Review } from '../../src/action/reviews.ts';
import type { PullRequest } from '../../src/github/github.ts';
import type { Report } from '../../src/model/report.ts';
import { parseMarker } from '../../src/review/marker.ts';
import { files, marked, marker } from '../github/markers.ts';
import { blocked, change, group, report, reported } from '../render/builders.ts';
import { commenter } from './commenter.ts';

const evaluation = group('Evaluation');
const changes = [reported(change(evaluation, 'ada', null, 'read'), 'applied')];
const stuck = [blocked(evaluation, 'kmi', 'not_in_organization')];
const about = { file: files, commit: 'c'.repeat(40), runUrl: null };
const unplanned = (pullRequest: PullRequest): Review => {
  return { pullRequest, own: null, plan: { counts: false, why: 'it has no plan' } };
};

/** Tells of one pull request. */
async function told(mode: CommentMode, fields: Partial<Report>, before: string | null) {
  const { context, open, comments, repository } = await commenter(mode);
  const pullRequest = await open();
  const { number } = pullRequest;
  const own = before === null ? null : repository.comment(number, 'github-actions[bot]', before);
  const comment = own === null ? null : { ...own, url: 'https://comment' };
  const review: Review = {
    ...unplanned(pullRequest),
    own: comment === null ? null : { comment, marker: marker() },
  };
  await commentReport(context, report(fields), about, [review]);
  return comments(number).map((body) => parseMarker(body)?.for);
}

describe('what was done is told', () => {
  it.each<[CommentMode, string, Partial<Report>, boolean, readonly string[]]>([
    ['changes', 'nothing was done, and there is no comment', {}, false, []],
    ['changes', 'nothing was done, and there is a comment', {}, true, ['apply']],
    ['changes', 'something was done', { changes }, false, ['apply']],
    ['changes', 'somebody cannot be added', { blocked: stuck }, false, ['apply']],
    [
      'changes',
      'something was done, and somebody cannot be added',
      { changes, blocked: stuck },
      false,
      ['apply'],
    ],
    ['always', 'nothing was done', {}, false, ['apply']],
    ['never', 'something was done', { changes }, true, ['plan']],
  ])('with comment: %s where %s', async (mode, _, fields, before, expected) => {
    expect(await told(mode, fields, before ? marked() : null)).toEqual(expected);
  });

  it('on every pull request, of which the one merged last is the output', async () => {
    const { context, open, comments, outputs } = await commenter('always');
    const pulls = [await open(), await open()];
    await commentReport(context, report({ changes }), about, pulls.map(unplanned));
    for (const { number } of pulls) expect(comments(number)).toHaveLength(1);
    expect(outputs['comment_url']).toMatch(new RegExp(`/${pulls[0]?.number}#`));
  });

  it('once, where an answer was lost', async () => {
    const { context, fake, open, comments, remarks } = await commenter('always');
    const pullRequest = await open();
    fake.fail({
      match: ({ method, path }) => method === 'POST' && path.endsWith('/comments'),
      faults: ['reset'],
      afterEffect: true,
    });
    await commentReport(context, report({ changes }), about, [unplanned(pullRequest)]);
    expect(comments(pullRequest.number)).toHaveLength(1);
    expect(remarks).toEqual([]);
  });

  it('and a fault of the program is no comment that could not be written', async () => {
    const { context, open, remarks } = await commenter('always');
    const fault = new TypeError('x');
    const github = { ...context.github, createComment: () => Promise.reject(fault) };
    const told = commentReport({ ...context, github }, report(), about, [unplanned(await open())]);
    await expect(told).rejects.toBe(fault);
    expect(remarks).toEqual([]);
  });
});
