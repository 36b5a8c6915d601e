import { describe, expect, it } from 'vitest';
import { isCurrent, proposalOf } from '../../src/action/proposal.ts';
import { connected } from '../github/client.ts';

/** A pull request of one commit. */
async function proposed() {
  const { fake, github, clock } = await connected();
  const { repository } = fake;
  repository.push('main', { 'groups.yaml': 'a: 1\n' });
  const { number } = repository.propose({ 'groups.yaml': 'a: 2\n' });
  const pullRequest = await github.pullRequest(number);
  return { repository, number, pullRequest, context: { github, clock } };
}

describe('what merging a pull request would give', () => {
  it('is the merge of its head into the branch', async () => {
    const { repository, number, pullRequest, context } = await proposed();
    expect(await proposalOf(context, number, pullRequest.head)).toEqual({
      pullRequest: await context.github.pullRequest(number),
      merge: repository.trialMerge(number),
      base: repository.main,
    });
  });

  it('is nothing where there are conflicts', async () => {
    const { repository, number, pullRequest, context } = await proposed();
    repository.push('main', { 'groups.yaml': 'a: 3\n' });
    await expect(proposalOf(context, number, pullRequest.head)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: '#1 has conflicts, so there is nothing to plan',
      hint: 'Merge the base branch into it, or rebase it, and push: then it is planned.',
    });
  });

  it.each(['pushed to', 'closed'])('is not told of one that was %s meanwhile', async (what) => {
    const { repository, number, pullRequest, context } = await proposed();
    if (what === 'closed') repository.close(number);
    else repository.pushTo(number, { 'groups.yaml': 'a: 4\n' });
    await expect(proposalOf(context, number, pullRequest.head)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: '#1 was pushed to or closed while it was read',
      hint: 'The run for its newest commit has the plan.',
    });
  });

  it('is not known while GitHub does not say', async () => {
    const { repository, number, pullRequest, context } = await proposed();
    Object.defineProperty(repository.pull(number), 'trial', {
      get: () => ({ base: repository.main, head: pullRequest.head, commit: repository.main }),
      set: () => {},
    });
    await expect(proposalOf(context, number, pullRequest.head)).rejects.toMatchObject({
      code: 'github-unavailable',
      message: 'GitHub has not made the merge commit of #1',
      hint: 'Run the job again in a few minutes.',
    });
  });
});

describe('a pull request that was planned', () => {
  it.each<[string, (set: Awaited<ReturnType<typeof proposed>>) => unknown, boolean]>([
    ['nothing', () => null, true],
    ['a push', ({ repository, number }) => repository.pushTo(number, { 'groups.yaml': 'a: 4\n' }), false],
    ['closing it', ({ repository, number }) => repository.close(number), false],
    [
      'another branch to merge into',
      ({ repository, number }) => Object.assign(repository.pull(number), { base: 'x' }),
      false,
    ],
    ['a push to the branch', ({ repository }) => repository.push('main', { 'other.yaml': 'b: 1\n' }), true],
  ])('is still that one after %s, or not', async (_, happens, current) => {
    const set = await proposed();
    happens(set);
    expect(await isCurrent(set.context, set.pullRequest)).toBe(current);
  });
});
