import { describe, expect, it } from 'vitest';
import { closeImport, type ImportText, keepImport } from '../../src/action/import-pull.ts';
import { nameOfBlob } from '../../src/github/objects.ts';
import { contextOn } from './context-of.ts';

const branch = 'hf-groups/import';
const bot = 'access-bot[bot]';
const text: ImportText = { title: 'Adopt what is live', runUrl: null, say: () => 'What is adopted.\n' };

/** A repository with `groups.yaml`, and the pull request of `import` as it is kept and closed there. */
async function prepared() {
  const { fake, context, commands } = await contextOn();
  const { repository } = fake;
  const base = { branch: 'main', commit: repository.push('main', { 'groups.yaml': 'a: 1\n' }) };
  const updates: unknown[] = [];
  const { inputs } = context;
  const set = {
    inputs,
    remark: context.remark.bind(context),
    github: {
      ...context.github,
      updatePullRequest: (number: number, change: { readonly body?: string; readonly closed?: true }) => {
        updates.push([number, change]);
        return context.github.updatePullRequest(number, change);
      },
    },
  };
  const bytes = Buffer.from('a: 2\n');
  const file = { path: 'groups.yaml', mode: '100644', sha: nameOfBlob(bytes, base.commit), bytes } as const;
  /** The pull requests from the branch: who opened them, into what, whether they are open, what they say. */
  const pulls = () =>
    [...repository.issues.values()].map(({ author, pull, state, body }) => [author, pull?.base, state, body]);
  return {
    ...{ fake, repository, updates, commands, pulls },
    keep: () => keepImport(set, base, 'acme-ai', [file], text),
    close: () => closeImport(set, base, 'Nothing is left.'),
    /** Somebody opens a pull request from the branch. */
    open: (author: string, into = 'main') =>
      repository.openPullRequest({ author, head: repository.branch(branch), branch, base: into }),
  };
}

describe('the pull request of `import`', () => {
  it('is opened once, and stays as it is while it says what is to be said', async () => {
    const { keep, pulls, updates } = await prepared();
    const opened = await keep();
    expect(opened).toMatchObject({
      number: 1,
      title: 'Adopt what is live',
      base: 'main',
      headBranch: branch,
    });
    expect(await keep()).toMatchObject({ number: 1, url: opened.url });
    expect(pulls()).toEqual([[bot, 'main', 'open', 'What is adopted.\n']]);
    expect(updates).toEqual([]);
  });

  it.each(['title', 'body'] as const)('gets its %s back that somebody has changed', async (what) => {
    const { keep, repository } = await prepared();
    await keep();
    repository.issue(1)[what] = 'Nothing to see here';
    expect(await keep()).toMatchObject({ title: 'Adopt what is live', body: 'What is adopted.\n' });
  });

  it('keeps its text where somebody else opened it', async () => {
    const { keep, open, repository, commands, pulls } = await prepared();
    await keep();
    repository.close(1);
    open('grace');
    expect(await keep()).toMatchObject({ number: 2, author: 'grace' });
    const message =
      '#2 is of somebody else, so its text is left as it is. The job summary has what was adopted.';
    expect(commands()).toEqual([{ name: 'notice', properties: { title: 'Another pull request' }, message }]);
    expect(pulls().slice(1)).toEqual([['grace', 'main', 'open', '']]);
  });

  it('is looked for before it is opened again, when the answer was lost', async () => {
    const { keep, fake, pulls } = await prepared();
    fake.fail({
      match: ({ method, path }) => method === 'POST' && /pulls$/.test(path),
      faults: [{ status: 502 }],
      afterEffect: true,
    });
    expect(await keep()).toMatchObject({ number: 1 });
    expect(pulls()).toHaveLength(1);
  });

  it('is another one than that which leads into another branch', async () => {
    const { keep, open, pulls, repository } = await prepared();
    await keep();
    repository.close(1);
    open(bot, 'other');
    expect(await keep()).toMatchObject({ number: 3 });
    expect(pulls().slice(1)).toEqual([
      [bot, 'other', 'open', ''],
      [bot, 'main', 'open', 'What is adopted.\n'],
    ]);
  });
});

describe('when nothing is left to adopt', () => {
  it('what this program opened is closed with a word, what somebody else opened without one, and the branch is deleted', async () => {
    const { keep, close, open, pulls, updates, repository } = await prepared();
    await keep();
    open('grace', 'other');
    await close();
    expect(updates).toEqual([[1, { body: 'Nothing is left.', closed: true }]]);
    expect(pulls()).toEqual([
      [bot, 'main', 'closed', 'Nothing is left.'],
      ['grace', 'other', 'closed', ''],
    ]);
    expect(repository.branches.has(branch)).toBe(false);
  });

  it('nothing is done where there is no branch', async () => {
    const { close, fake, commands } = await prepared();
    await close();
    expect(fake.log.map((line) => line.replace(/\/repos.*\/git/, ''))).toEqual([`GET /ref/heads/${branch}`]);
    expect(commands()).toEqual([]);
  });

  it('the branch stays that has somebody else’s commit', async () => {
    const { keep, close, commands, repository, pulls } = await prepared();
    await keep();
    const commit = repository.push(branch, { 'notes.md': 'mine' }, 'grace');
    await close();
    const message = `Nothing is left to adopt. The branch ${branch} has the commit ${commit.slice(0, 7)}, which this job did not make, so it stays.`;
    expect(commands()).toEqual([
      { name: 'notice', properties: { title: 'A branch of somebody else' }, message },
    ]);
    expect(repository.branch(branch)).toBe(commit);
    expect(pulls()).toEqual([[bot, 'main', 'open', 'What is adopted.\n']]);
  });
});
