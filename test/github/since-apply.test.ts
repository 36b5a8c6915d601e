import { describe, expect, it } from 'vitest';
import type { History, PullRequest } from '../../src/github/github.ts';
import { isBroughtBy, pullRequestsSince, type SinceApplyQuery } from '../../src/github/since-apply.ts';
import type { MergeMethod } from '../support/fake-github/repository.ts';
import { connected } from './client.ts';

const context = 'hf-groups / apply';
const methods: readonly MergeMethod[] = ['merge', 'squash', 'rebase'];

async function history() {
  const { fake, github } = await connected();
  const { repository } = fake;
  repository.push('main', { 'groups.yaml': 'a: 0\n' });
  let files = 0;
  /** A pull request of some commits, merged. */
  const merged = (how: MergeMethod = 'merge', commits = 1): number => {
    files += 1;
    const { number } = repository.propose({ [`${files}.yaml`]: 'a: 0\n' });
    for (let at = 1; at < commits; at += 1) repository.pushTo(number, { [`${files}.yaml`]: `a: ${at}\n` });
    repository.mergePullRequest(number, how);
    return number;
  };
  const say = (state: string, commit = repository.main, creator = 'github-actions[bot]'): void => {
    repository.status({ commit, state, context, creator });
  };
  const since = async (query: Partial<SinceApplyQuery> = {}) => {
    const found = await pullRequestsSince(github, {
      head: repository.main,
      branch: 'main',
      context,
      ...query,
    });
    return { ...found, pullRequests: found.pullRequests.map(({ number }) => number) };
  };
  return { fake, github, repository, merged, say, since };
}

describe('pullRequestsSince', () => {
  it('says that it has not seen all where a commit is further back than is looked', async () => {
    const asked: string[] = [];
    const nothing: Pick<History, 'statuses' | 'pullRequestsOf' | 'compare' | 'history'> = {
      statuses: (commit) => {
        asked.push(commit);
        return Promise.resolve([]);
      },
      pullRequestsOf: () => Promise.resolve([]),
      compare: () => Promise.resolve([]),
      history: async function* () {},
    };
    const query = { head: 'a'.repeat(40), branch: 'main', context };
    expect(await pullRequestsSince(nothing, query)).toEqual({ last: null, pullRequests: [], cut: true });
    expect(asked).toEqual([query.head]);
  });

  it.each(methods)('finds what was merged since the apply that ended well, by %s', async (how) => {
    const { repository, merged, say, since } = await history();
    merged(how, 3);
    say('success');
    const last = repository.main;
    const numbers = [merged(how, 3), merged(how)];
    expect(await since()).toEqual({ last, pullRequests: numbers.toReversed(), cut: false });
    say('success');
    expect(await since()).toEqual({ last: repository.main, pullRequests: [], cut: false });
  });

  it('asks once when the newest commit has been applied', async () => {
    const { fake, merged, say, since } = await history();
    merged();
    say('success');
    await since();
    expect(fake.log.filter((line) => line.includes('/compare/') || line.includes('/commits?'))).toEqual([]);
  });

  it.each(['failure', 'pending', 'error'])('goes on to what is older after %s', async (state) => {
    const { merged, say, since } = await history();
    const first = merged();
    say(state);
    const second = merged();
    expect((await since()).pullRequests).toEqual([second, first]);
  });

  it('counts the state of no other name', async () => {
    const { repository, merged, since } = await history();
    const number = merged();
    for (const other of ['hf-groups / apply (b.yaml)', 'hf-groups / plan', 'HF-groups / apply'])
      repository.status({ commit: repository.main, state: 'success', context: other, creator: 'ada' });
    expect((await since()).pullRequests).toEqual([number]);
  });

  it.each(['failure', 'pending'])(
    'lets nobody take an apply back that ended well: %s after it, 200 times, by anybody',
    async (state) => {
      const { merged, say, since, repository } = await history();
      merged();
      say('success');
      for (let at = 0; at < 200; at += 1) say(state, repository.main, 'mallory');
      expect((await since()).pullRequests).toEqual([]);
    },
  );

  it('counts fewer and never more when somebody forges a mark', async () => {
    const { merged, say, since, repository } = await history();
    merged();
    say('success', repository.main, 'mallory');
    const second = merged();
    expect((await since()).pullRequests).toEqual([second]);
  });

  it('counts no commit that no pull request brought', async () => {
    const { repository, say, since, merged } = await history();
    say('success');
    const number = merged();
    repository.push('main', { 'groups.yaml': 'a: 1\n' });
    repository.push('main', { 'groups.yaml': 'a: 2\n' });
    expect((await since()).pullRequests).toEqual([number]);
  });

  it('does not count one that GitHub calls merged because somebody pushed its head', async () => {
    const { repository, say, since } = await history();
    say('success');
    const { number } = repository.propose({ '1.yaml': 'a: 1\n' });
    repository.pushCommit('main', repository.pull(number).head);
    expect(repository.pull(number).merged).not.toBeNull();
    expect((await since()).pullRequests).toEqual([]);
  });

  it('does not count one that GitHub calls merged because another one brought its commits', async () => {
    const { repository, say, since } = await history();
    say('success');
    const hidden = repository.propose({ '1.yaml': 'a: 1\n' });
    const { head } = repository.pull(hidden.number);
    const around = repository.propose({ '1.yaml': null, '2.yaml': 'a: 1\n' }, { from: head });
    repository.mergePullRequest(around.number);
    expect(repository.pull(hidden.number).merged).not.toBeNull();
    expect((await since()).pullRequests).toEqual([around.number]);
  });

  it('counts no pull request into another branch', async () => {
    const { repository, since } = await history();
    repository.push('release', { 'x.yaml': 'a: 1\n' });
    const { number } = repository.openPullRequest({ head: repository.branch('release'), base: 'release' });
    const commit = repository.commit({ 'y.yaml': 'a: 1\n' }, [repository.main, repository.branch('release')]);
    repository.merge(number, commit);
    repository.pushCommit('main', commit);
    expect((await since()).pullRequests).toEqual([]);
  });

  it('does not go round an apply by a merge that hides it behind a second parent', async () => {
    const { repository, merged, say, since } = await history();
    const old = merged();
    const before = repository.main;
    merged();
    say('success');
    const applied = repository.main;
    // Pushed by somebody who may: the branch as it was is the second parent, and a commit off its past the first.
    const beside = repository.commit({ 'x.yaml': 'a: 1\n' }, [before]);
    repository.pushCommit('main', repository.commit({ 'x.yaml': 'a: 1\n' }, [beside, applied]));
    expect(await since()).toEqual({ last: applied, pullRequests: [], cut: false });
    expect(old).toBe(1);
  });

  it('looks so far and no farther, and says so', async () => {
    const { merged, since } = await history();
    const numbers = Array.from({ length: 6 }, () => merged());
    expect(await since({ most: 3 })).toEqual({ last: null, pullRequests: [6, 5, 4], cut: true });
    expect(await since()).toEqual({ last: null, pullRequests: numbers.toReversed(), cut: false });
  });

  it('reads as many pages of commits as it needs', async () => {
    const { fake, merged, since } = await history();
    const numbers = [merged('merge', 120), merged('merge', 90)];
    expect((await since()).pullRequests).toEqual(numbers.toReversed());
    expect(fake.log.filter((line) => line.includes('/commits?'))).toHaveLength(3);
  });

  it.each(['/statuses', '/pulls', '/commits', '/compare/'])(
    'counts nothing when %s cannot be read',
    async (part) => {
      const { fake, merged, say, since } = await history();
      say('success');
      merged();
      fake.fail({ match: ({ path }) => path.includes(part), faults: [{ status: 404 }], forEver: true });
      await expect(since()).rejects.toMatchObject({ name: 'GitHubError' });
    },
  );
});

describe('isBroughtBy', () => {
  const merged: PullRequest = {
    number: 1,
    state: 'closed',
    head: 'head',
    headRepository: 'acme/access',
    isFork: false,
    base: 'main',
    baseSha: 'before',
    mergedAt: '2026-11-20T00:00:00Z',
    mergeCommit: 'made',
    trialMerge: null,
    mergeable: null,
    author: 'ada',
    association: 'MEMBER',
    url: 'u',
  };

  it.each<[what: string, sha: string, parents: readonly string[], change: Partial<PullRequest>, is: boolean]>(
    [
      ['a merge of its head', 'made', ['before', 'head'], {}, true],
      ['a squash', 'made', ['before'], {}, true],
      ['a merge of the branch into its head, which somebody pushed', 'made', ['head', 'before'], {}, false],
      ['a merge of something else', 'made', ['before', 'other'], {}, false],
      ['the head itself, which somebody pushed', 'made', ['before'], { head: 'made' }, false],
      ['another commit', 'other', ['before', 'head'], {}, false],
      ['a merge into another branch', 'made', ['before', 'head'], { base: 'release' }, false],
      ['the merge of one that is not merged', 'made', ['before', 'head'], { mergedAt: null }, false],
    ],
  )('of %s', (_, sha, parents, change, is) => {
    expect(isBroughtBy({ sha, parents }, { ...merged, ...change }, 'main')).toBe(is);
  });
});

describe('compare', () => {
  it('reads over all pages, and takes no part for the whole', async () => {
    const { fake, github, repository, merged } = await history();
    const base = repository.main;
    merged('merge', 130);
    expect(await github.compare(base, repository.main)).toHaveLength(131);
    const body = { total_commits: 5, commits: [] };
    fake.fail({ match: ({ path }) => path.includes('/compare/'), faults: [{ status: 200, body }] });
    await expect(github.compare(base, repository.main)).rejects.toThrow('it has 0 of 5 commits');
  });
});
