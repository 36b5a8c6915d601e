import { describe, expect, it } from 'vitest';
import { trialMergeOf } from '../../src/github/trial-merge.ts';
import { connected } from './client.ts';

async function proposed() {
  const { fake, github, clock } = await connected();
  const { repository } = fake;
  const base = repository.push('main', { 'groups.yaml': 'a: 1\n' });
  const { number } = repository.propose({ 'groups.yaml': 'a: 2\n' });
  const { head } = repository.pull(number);
  const look = async (of = head) => (await trialMergeOf(github, number, of, clock)).merge;
  return { fake, github, clock, repository, base, number, head, look };
}

describe('trialMergeOf', () => {
  it('is the merge of the head into the branch as it is now', async () => {
    const { repository, number, look } = await proposed();
    const base = repository.push('main', { 'other.yaml': 'a: 1\n' });
    const commit = repository.trialMerge(number);
    expect(await look()).toEqual({ kind: 'merge', commit, base });
    expect([...repository.git.filesOf(commit ?? '').keys()]).toEqual(['groups.yaml', 'other.yaml']);
  });

  it('is of a fork all the same', async () => {
    const { fake, github, clock, repository, base } = await proposed();
    const { number } = repository.propose({ 'x.yaml': 'x' }, { fork: 'mallory/access', author: 'mallory' });
    const { head } = fake.repository.pull(number);
    const { pullRequest, merge } = await trialMergeOf(github, number, head, clock);
    expect(merge).toMatchObject({ kind: 'merge', base });
    expect(pullRequest).toMatchObject({
      isFork: true,
      headRepository: 'mallory/access',
      association: 'NONE',
    });
  });

  it('knows a conflict', async () => {
    const { repository, look } = await proposed();
    repository.push('main', { 'groups.yaml': 'a: 3\n' });
    expect(await look()).toEqual({ kind: 'conflict' });
  });

  it('knows that somebody has pushed since', async () => {
    const { repository, number, look } = await proposed();
    repository.pushTo(number, { 'groups.yaml': 'a: 4\n' });
    expect(await look()).toEqual({ kind: 'moved' });
  });

  it.each(['merged', 'closed'])('knows that it has been %s since', async (how) => {
    const { repository, number, look } = await proposed();
    if (how === 'merged') repository.mergePullRequest(number);
    else repository.close(number);
    expect(await look()).toEqual({ kind: 'closed' });
  });

  it('waits while GitHub tries it, and while it names that of an older head', async () => {
    const { fake, repository, clock, number, look } = await proposed();
    const view = (change: object) => ({
      status: 200,
      body: {
        number,
        state: 'open',
        merged_at: null,
        head: { sha: repository.pull(number).head, repo: { full_name: 'acme/access' } },
        base: { ref: 'main', sha: repository.main, repo: { full_name: 'acme/access' } },
        user: null,
        author_association: 'NONE',
        html_url: 'x',
        ...change,
      },
    });
    const older = repository.commit({}, [repository.main, repository.main]);
    const trial = repository.trialMerge(number);
    const other = repository.commit({}, [repository.main, repository.pull(number).head, repository.main]);
    fake.fail({
      match: ({ path }) => path.endsWith(`/pulls/${number}`),
      faults: [
        view({ mergeable: null, merge_commit_sha: null }),
        view({ mergeable: null, merge_commit_sha: trial }),
        view({ mergeable: true, merge_commit_sha: null }),
        view({ mergeable: true, merge_commit_sha: older }),
        view({ mergeable: true, merge_commit_sha: other }),
      ],
    });
    expect(await look()).toMatchObject({ kind: 'merge' });
    expect(clock.slept).toEqual([1000, 2000, 4000, 8000, 10_000]);
  });

  it('gives up in the end', async () => {
    const { fake, repository, number, head, clock, look } = await proposed();
    const body = {
      number,
      state: 'open',
      merged_at: null,
      merge_commit_sha: null,
      mergeable: null,
      head: { sha: head, repo: null },
      base: { ref: 'main', sha: repository.main, repo: { full_name: 'acme/access' } },
      user: null,
      author_association: 'NONE',
      html_url: 'x',
    };
    fake.fail({
      match: ({ path }) => path.includes('/pulls/'),
      faults: [{ status: 200, body }],
      forEver: true,
    });
    expect(await look()).toEqual({ kind: 'unknown' });
    expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(51_000);
  });
});
