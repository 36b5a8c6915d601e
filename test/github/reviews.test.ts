import { describe, expect, it } from 'vitest';
import { type ReviewQuery, reviewsFor } from '../../src/action/reviews.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import { connected } from './client.ts';
import { files, marked } from './markers.ts';

const bot = 'github-actions[bot]';
const sha = (digit: string): string => digit.repeat(40);
const applied = { applied: { commit: sha('0'), result: 'applied' } } as const;

/** Pull requests, merged one after the other: the commit of each, its comments, and where it went. */
interface Merged {
  readonly commit: string;
  readonly others?: readonly string[];
  readonly comment?: string;
  readonly author?: string;
  readonly base?: string;
}

async function found(merged: readonly Merged[], query: Partial<ReviewQuery> = {}) {
  const { fake, github } = await connected();
  const { repository } = fake;
  for (const { commit, others, comment, author = bot, base = 'main' } of merged) {
    const { number } = repository.openPullRequest({ head: sha('9'), base });
    if (comment !== undefined) repository.comment(number, author, comment);
    repository.merge(number, commit, others);
  }
  const commit = merged.at(-1)?.commit ?? sha('f');
  const reviews = await reviewsFor(github, { commit, branch: 'main', files, earlier: true, ...query });
  return reviews.map(({ pullRequest, sticky, own }) => [pullRequest.number, own, sticky !== null] as const);
}

describe(`reviewsFor, ${comparedWith}`, () => {
  it('finds the pull request of a commit and its comment', async () => {
    expect(await found([{ commit: sha('a'), comment: marked() }])).toEqual([[1, true, true]]);
  });

  it('finds that of any commit of a rebase', async () => {
    const rebased = { commit: sha('a'), others: [sha('b')], comment: marked() };
    expect(await found([rebased], { commit: sha('b') })).toEqual([[1, true, true]]);
  });

  it('finds nothing for a commit without one', async () => {
    expect(await found([], { commit: sha('a') })).toEqual([]);
  });

  it('does not count a comment by somebody else', async () => {
    expect(await found([{ commit: sha('a'), comment: marked(), author: 'mallory' }])).toEqual([
      [1, true, false],
    ]);
  });

  it('does not count what was merged into another branch', async () => {
    expect(await found([{ commit: sha('a'), comment: marked(), base: 'release' }])).toEqual([]);
  });

  it('prefers of several that whose merging made the commit', async () => {
    const merged = [
      { commit: sha('a'), others: [sha('b')], comment: marked() },
      { commit: sha('b'), comment: marked() },
    ];
    expect(await found(merged, { earlier: false })).toEqual([[2, true, true]]);
    expect(await found([merged[0] ?? { commit: '' }], { commit: sha('b'), earlier: false })).toEqual([
      [1, true, true],
    ]);
  });

  it('goes back to the last one that was applied', async () => {
    const merged = [
      { commit: sha('1'), comment: marked() },
      { commit: sha('2'), comment: marked({ for: 'apply', ...applied }) },
      {
        commit: sha('3'),
        comment: marked({ for: 'apply', applied: { commit: sha('3'), result: 'refused' } }),
      },
      { commit: sha('4') },
      { commit: sha('5'), comment: marked() },
    ];
    expect(await found(merged)).toEqual([
      [5, true, true],
      [4, false, false],
      [3, false, true],
    ]);
    expect(await found(merged, { earlier: false })).toEqual([[5, true, true]]);
    expect(await found(merged, { commit: sha('f') })).toEqual([
      [5, false, true],
      [4, false, false],
      [3, false, true],
    ]);
  });

  it('goes back no further when the commit itself was applied', async () => {
    const merged = [
      { commit: sha('1'), comment: marked() },
      { commit: sha('2'), comment: marked({ for: 'apply', ...applied }) },
    ];
    expect(await found(merged)).toEqual([[2, true, true]]);
  });

  it('goes back thirty at most', async () => {
    const merged = Array.from({ length: 40 }, (_, index) => ({ commit: String(index).padStart(40, '0') }));
    expect(await found(merged)).toHaveLength(30);
  });
});
