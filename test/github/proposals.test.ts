import { describe, expect, it } from 'vitest';
import { comparedWith } from '../support/fake-github/description.ts';
import type { Call } from '../support/fake-github/routes.ts';
import { connected } from './client.ts';

const bytes = Buffer.from('\ufeffgroups: {}\r\n');

/** A repository with one commit on main, and a client with an App's token. */
async function prepared() {
  const { fake, as } = await connected();
  const { repository } = fake;
  const main = repository.push('main', { 'a.yaml': 'a', 'access/b.yaml': { executable: 'b' } });
  const github = as(fake.appToken);
  const commit = async (parents: readonly string[], text: Uint8Array = bytes): Promise<string> => {
    const sha = await github.createBlob(text);
    const { tree: base } = await github.commit(main);
    const tree = await github.createTree(base, [{ path: 'access/b.yaml', mode: '100755', sha }]);
    return github.createCommit({ message: 'Change\n\nMarker: 1', tree, parents });
  };
  return { fake, github, repository, main, commit };
}

describe(`commits, branches and pull requests, ${comparedWith}`, () => {
  it('are made of bytes, on a tree whose other entries stay, by the token’s account', async () => {
    const { github, repository, main, commit } = await prepared();
    const made = await commit([main]);
    await github.createBranch('x/y', made);
    expect(await github.findBranch('x/y')).toBe(made);
    const files = repository.git.filesOf(made);
    expect(repository.git.blobs.get(files.get('access/b.yaml')?.sha ?? '')).toEqual(bytes);
    expect(files.get('access/b.yaml')?.mode).toBe('100755');
    expect(files.get('a.yaml')).toEqual(repository.git.filesOf(main).get('a.yaml'));
    expect(await github.compare(main, made)).toEqual([
      {
        sha: made,
        tree: expect.any(String),
        parents: [main],
        message: 'Change\n\nMarker: 1',
        author: 'access-bot[bot]',
      },
    ]);
  });

  it('a branch is made once, moves forward only, and is deleted also when it is gone', async () => {
    const { github, repository, main, commit } = await prepared();
    expect(await github.findBranch('x')).toBeNull();
    const [first, second] = [await commit([main]), await commit([main], Buffer.from('2'))];
    await github.createBranch('x', first);
    await expect(github.createBranch('x', second)).rejects.toMatchObject({ status: 422 });
    await expect(github.advanceBranch('x', second)).rejects.toMatchObject({ status: 422 });
    expect(repository.branch('x')).toBe(first);
    const merged = await commit([first, second]);
    await github.advanceBranch('x', merged);
    expect(repository.branch('x')).toBe(merged);
    await github.deleteBranch('x');
    await github.deleteBranch('x');
    expect(repository.branches.has('x')).toBe(false);
  });

  it('is deleted once, when the answer was lost, and is an error that says so when it may not be', async () => {
    const { fake, github, repository, main } = await prepared();
    await github.createBranch('x', main);
    const isDelete = ({ method }: Call): boolean => method === 'DELETE';
    fake.fail({ match: isDelete, faults: [{ status: 502 }], afterEffect: true });
    await github.deleteBranch('x');
    expect(repository.branches.has('x')).toBe(false);
    await github.createBranch('x', main);
    fake.fail({ match: isDelete, faults: [{ status: 422 }] });
    await expect(github.deleteBranch('x')).rejects.toMatchObject({ status: 422 });
  });

  it('a branch that was gone already is deleted, and one of which nothing is known is not', async () => {
    const { fake, github } = await prepared();
    const isDelete = ({ method }: Call): boolean => method === 'DELETE';
    fake.fail({ match: isDelete, faults: [{ status: 404 }] });
    await github.deleteBranch('x');
    fake.fail({ match: isDelete, faults: [{ status: 403 }] });
    await expect(github.deleteBranch('x')).rejects.toMatchObject({ isForbidden: true });
  });

  it('takes no refusal for a branch that is not there', async () => {
    const { fake, github } = await prepared();
    fake.fail({ match: ({ path }) => path.includes('/git/ref/'), faults: [{ status: 403 }] });
    await expect(github.findBranch('x')).rejects.toMatchObject({ isForbidden: true });
  });

  it('asks for open pull requests of a branch, and takes no other for one, whatever it is answered', async () => {
    const { fake, github, main } = await prepared();
    const repo = { full_name: 'acme/access' };
    const body = ['x', 'x2'].map((ref, number) => ({
      number,
      state: 'open',
      title: ref,
      merged_at: null,
      merge_commit_sha: null,
      head: { ref, sha: main, repo },
      base: { ref: 'main', sha: main, repo },
      user: null,
      author_association: 'NONE',
      html_url: 'u',
    }));
    fake.fail({ match: ({ path }) => path.endsWith('/pulls'), faults: [{ status: 200, body }] });
    expect(await github.openPullRequestsFrom('x')).toMatchObject([{ number: 0, headBranch: 'x' }]);
    const [line = ''] = fake.log;
    expect(new URL(line.replace('GET ', 'https://x.test')).searchParams.toString()).toBe(
      'state=open&head=acme%3Ax&per_page=100',
    );
  });

  it('a pull request is opened, found by its branch, changed and closed', async () => {
    const { github, repository, main, commit } = await prepared();
    await github.createBranch('x', await commit([main]));
    for (const fork of ['mallory/access', 'acme/other'])
      repository.propose({ 'a.yaml': fork }, { branch: 'x', fork });
    repository.propose({ 'a.yaml': '2' }, { branch: 'x2' });
    const opened = await github.createPullRequest({ title: 'One', body: 'Two', head: 'x', base: 'main' });
    expect(opened).toMatchObject({ title: 'One', body: 'Two', headBranch: 'x', author: 'access-bot[bot]' });
    expect(await github.openPullRequestsFrom('x')).toEqual([{ ...opened, mergeable: null }]);
    await github.updatePullRequest(opened.number, { title: 'Three', body: 'Four' });
    expect(repository.issue(opened.number)).toMatchObject({ title: 'Three', body: 'Four', state: 'open' });
    await github.updatePullRequest(opened.number, { closed: true });
    expect(repository.issue(opened.number)).toMatchObject({ title: 'Three', body: 'Four', state: 'closed' });
    expect(await github.openPullRequestsFrom('x')).toEqual([]);
  });

  it('may not be opened by the token of a job', async () => {
    const { fake, main, commit, github } = await prepared();
    await github.createBranch('x', await commit([main]));
    const { as } = await connected();
    const job = as(fake.token, { apiUrl: fake.url });
    const request = { title: 'One', body: '', head: 'x', base: 'main' };
    await expect(job.createPullRequest(request)).rejects.toMatchObject({ isForbidden: true });
  });

  it('are checked against what was sent', async () => {
    const { fake, github } = await prepared();
    const other = { sha: 'a'.repeat(40), url: '' };
    fake.fail({ match: ({ path }) => path.endsWith('/git/blobs'), faults: [{ status: 201, body: other }] });
    await expect(github.createBlob(bytes)).rejects.toMatchObject({
      code: 'github-unavailable',
      message: 'GitHub’s answer cannot be used: it is not the file that was sent',
    });
  });
});
