import { describe, expect, it } from 'vitest';
import { importBranch, putOnBranch, stateOfBranch } from '../../src/action/import-branch.ts';
import { hasFiles, proposedFiles } from '../../src/action/import-files.ts';
import type { EditedFile } from '../../src/edit/result.ts';
import { GitHubError } from '../../src/github/error.ts';
import type { GitHub } from '../../src/github/github.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { connected } from '../github/client.ts';
import type { Files } from '../support/fake-github/git.ts';

const branch = 'hf-groups/import';
const bot = 'access-bot[bot]';
const usual = ['groups.yaml'];

function edited(path: string, text: string): EditedFile {
  return { file: new SourceFile(path, ''), text };
}

/** A repository with files on main, and what the branch of `import` is made of there. */
async function prepared(files: Files = { 'groups.yaml': 'a: 1\n', 'README.md': 'read me' }) {
  const { fake, as } = await connected();
  const { repository } = fake;
  const base = { branch: 'main', commit: repository.push('main', files) };
  const github = as(fake.appToken);
  const put = async (
    texts: Readonly<Record<string, string>>,
    { named = usual, through = github, onto = base } = {},
  ) => {
    const edits = Object.entries(texts).map(([path, text]) => edited(path, text));
    const wanted = await proposedFiles(github, onto.commit, named, edits);
    await putOnBranch(through, onto, named, 'acme-ai', wanted);
  };
  const tip = (name = branch) => repository.git.get(repository.branch(name));
  return { fake, repository, base, github, put, tip };
}

describe('the branch of `import`', () => {
  it('is one for each configuration', () => {
    expect(importBranch(usual)).toBe(branch);
    const others = [['groups.yaml', 'b.yaml'], ['b.yaml'], ['a', 'b'], ['ab'], ['b', 'a']].map(importBranch);
    for (const other of others) expect(other).toMatch(/^hf-groups\/import-[0-9a-f]{12}$/);
    expect(new Set(others).size).toBe(others.length);
  });

  it('is none before it is made', async () => {
    const { github, base } = await prepared();
    expect(await stateOfBranch(github, base, usual)).toEqual({ kind: 'none' });
  });

  it('is this program’s own by the last line of its commits, and merged when the default branch has them', async () => {
    const { github, base, put, tip, repository } = await prepared();
    await put({ 'groups.yaml': 'a: 2\n' });
    const { sha, message } = tip();
    expect(message).toMatch(/^Adopt what is live in acme-ai\n\nHf-groups-import: [0-9a-f]{32}$/);
    expect(await stateOfBranch(github, base, usual)).toEqual({ kind: 'own', head: sha, isMerged: false });
    repository.pushCommit('main', sha);
    const merged = { branch: 'main', commit: sha };
    expect(await stateOfBranch(github, merged, usual)).toEqual({ kind: 'own', head: sha, isMerged: true });
    // What git adds at the end of a message by itself changes nothing.
    const more = repository.push(branch, { 'groups.yaml': 'a: 3\n' }, bot, `${message}\n\n`);
    expect(await stateOfBranch(github, merged, usual)).toEqual({ kind: 'own', head: more, isMerged: false });
  });

  it.each<[string, (message: string) => { readonly author: string; readonly message: string }]>([
    ['by somebody else', (message) => ({ author: 'mallory', message })],
    ['without the line', () => ({ author: bot, message: 'Adopt what is live in acme-ai' })],
    ['with the line above others', (message) => ({ author: bot, message: `${message}\n\nAnd more` })],
    ['of other files', (message) => ({ author: bot, message: message.replace(/.$/, 'x') })],
  ])('is foreign with a commit %s', async (_, of) => {
    const { github, base, put, tip, repository } = await prepared();
    await put({ 'groups.yaml': 'a: 2\n' });
    const { author, message } = of(tip().message);
    const commit = repository.push(branch, { 'notes.md': 'mine' }, author, message);
    expect(await stateOfBranch(github, base, usual)).toEqual({ kind: 'foreign', commit, author });
  });
});

describe('what is put on it', () => {
  it('is one commit with what is new, and none where nothing is', async () => {
    const { base, put, tip, fake } = await prepared();
    await put({ 'groups.yaml': 'a: 2\n' });
    const first = tip();
    expect(first.parents).toEqual([base.commit]);
    const before = fake.log.length;
    await put({ 'groups.yaml': 'a: 2\n' });
    expect(tip().sha).toBe(first.sha);
    expect(fake.log.slice(before).filter((line) => !/^GET|graphql$/.test(line))).toEqual([]);
    await put({ 'groups.yaml': 'a: 3\n' });
    expect(tip().parents).toEqual([first.sha]);
  });

  it('has the default branch merged in where that has moved on, and begins anew where it was merged', async () => {
    const { put, tip, repository } = await prepared();
    await put({ 'groups.yaml': 'a: 2\n' });
    const first = tip().sha;
    const moved = { branch: 'main', commit: repository.push('main', { 'other.md': '' }) };
    await put({ 'groups.yaml': 'a: 3\n' }, { onto: moved });
    expect(tip().parents).toEqual([first, moved.commit]);
    const merged = { branch: 'main', commit: repository.pushCommit('main', tip().sha) };
    await put({ 'groups.yaml': 'a: 4\n' }, { onto: merged });
    expect(tip().parents).toEqual([merged.commit]);
  });

  it('names the files that it changes, and no others', async () => {
    const { put, github } = await prepared({ 'a.yaml': 'a', 'b.yaml': 'b' });
    const named: string[] = [];
    const through: GitHub = {
      ...github,
      createTree: (base, entries) => {
        named.push(...entries.map(({ path }) => path));
        return github.createTree(base, entries);
      },
    };
    await put({ 'b.yaml': 'b: 2' }, { named: ['.'], through });
    expect(named).toEqual(['b.yaml']);
  });

  it.each([
    ['grace', 'grace'],
    ['', 'somebody'],
  ])('is nothing beside a commit of %j', async (author, whose) => {
    const { put, repository } = await prepared();
    await put({ 'groups.yaml': 'a: 2\n' });
    const commit = repository.push(branch, { 'notes.md': 'mine' }, author);
    await expect(put({ 'groups.yaml': 'a: 3\n' })).rejects.toMatchObject({
      code: 'branch-foreign',
      message: `The branch ${branch} has the commit ${commit.slice(0, 7)} of ${whose}, which this job did not make`,
      hint: 'Nothing was written. Merge or close its pull request and delete the branch; the next run makes it anew.',
      details: { branch, commit },
    });
  });

  it.each(['createBranch', 'advanceBranch'] as const)('is nothing where %s is refused', async (call) => {
    const { put, github, repository } = await prepared();
    if (call === 'advanceBranch') await put({ 'groups.yaml': 'a: 2\n' });
    const before = repository.branches.get(branch);
    const refusing = (error: Error) => {
      const through: GitHub = { ...github, [call]: () => Promise.reject(error) };
      return put({ 'groups.yaml': 'a: 3\n' }, { through });
    };
    const of = (status: number) => new GitHubError('github-refused', 'No', { request: 'POST /x', status });
    const [taken, forbidden, fault] = [of(422), of(403), new TypeError('x')];
    await expect(refusing(taken)).rejects.toMatchObject({
      code: 'branch-foreign',
      message: `Somebody has pushed to the branch ${branch} meanwhile`,
      hint: 'Nothing was written to it. The next run looks whose commits these are.',
      cause: taken,
    });
    await expect(refusing(forbidden)).rejects.toBe(forbidden);
    await expect(refusing(fault)).rejects.toBe(fault);
    expect(repository.branches.get(branch)).toBe(before);
  });
});

describe('the files as they are to be', () => {
  const folder = {
    'x/a.yaml': { executable: 'a' },
    'x/b.yaml': '\ufeffb',
    'x/c.yaml': { link: 'a.yaml' },
    'README.md': '',
  };

  it('are those of the commit with their modes and byte order marks, and what is no file is left out', async () => {
    const { github, base, repository } = await prepared(folder);
    const there = repository.git.filesOf(base.commit);
    const files = await proposedFiles(github, base.commit, ['x'], [edited('x/b.yaml', 'é')]);
    const bytes = Buffer.from('\ufeffé');
    expect(files).toEqual([
      { path: 'x/a.yaml', mode: '100755', sha: there.get('x/a.yaml')?.sha, bytes: null },
      { path: 'x/b.yaml', mode: '100644', sha: repository.git.blob(bytes), bytes },
    ]);
  });

  it.each<[string, Files, boolean]>([
    ['as they are', {}, true],
    ['beside others', { 'README.md': 'x', 'x/a.txt': '' }, true],
    ['one with another text', { 'x/b.yaml': 'c' }, false],
    ['one in another mode', { 'x/b.yaml': { executable: 'b' } }, false],
    ['one by another name', { 'x/b.yaml': null, 'x/c.yaml': 'b' }, false],
    ['one as a link', { 'x/b.yaml': { link: 'a.yaml' } }, false],
    ['one too many', { 'x/c.yaml': 'c' }, false],
    ['one too many, as a link', { 'x/c.yaml': { link: 'a.yaml' } }, false],
    ['one too few', { 'x/b.yaml': null }, false],
    ['all with another text', { 'x/a.yaml': 'd', 'x/b.yaml': 'c' }, false],
  ])('are there: %s', async (_, change, expected) => {
    const { github, base, repository } = await prepared({ 'x/a.yaml': 'a', 'x/b.yaml': 'b' });
    const files = await proposedFiles(github, base.commit, ['x'], []);
    const commit = repository.push('other', change);
    expect(await hasFiles(github, commit, ['x'], files)).toBe(expected);
  });
});
