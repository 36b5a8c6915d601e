import { describe, expect, it } from 'vitest';
import { readSources } from '../../src/files/sources.ts';
import { maxFileBytes } from '../../src/files/text.ts';
import type { Objects } from '../../src/github/github.ts';
import { findSources, readSourcesOf, requireAll } from '../../src/github/sources.ts';
import { temporaryFolder } from '../cli/support/program.ts';
import type { Files } from '../support/fake-github/git.ts';
import type { Call } from '../support/fake-github/routes.ts';
import { connected } from './client.ts';
import { writeAll } from './write-all.ts';

const paths = (sources: { readonly files: readonly { readonly path: string }[] }): readonly string[] =>
  sources.files.map(({ path }) => path);

describe('readSourcesOf', () => {
  const files: Files = {
    'groups.yaml': 'a: 1\n',
    'access/b.yaml': 'b: 1\n',
    'access/a/deep.yml': 'c: 1\n',
    'access/a/deep.txt': 'not this',
    'access/Z.yaml': 'd: 1\n',
    'access/é.yaml': 'e: 1\n',
    'access/folder.yaml/inner.yaml': 'f: 1\n',
    'bom.yaml': '\ufeffg: 1\n',
    'program.yaml': { executable: 'h: 1\n' },
    'other/README.md': 'text',
    '.github/workflows/plan.yml': 'on: push\n',
    'access/.hidden/a.yaml': 'i: 1\n',
    'odd./a.yaml': 'j: 1\n',
  };

  it.each([
    [['groups.yaml']],
    [['access']],
    [['access/']],
    [['bom.yaml', 'groups.yaml', 'program.yaml']],
    [['access/a', 'access/a/deep.yml', 'groups.yaml']],
    [['.']],
    [['access/.hidden']],
    [['odd.']],
  ])('gives what the disk gives: %j', async (named) => {
    const { fake, github } = await connected();
    const folder = temporaryFolder();
    writeAll(folder, files);
    const commit = fake.repository.push('main', files);
    const sources = await readSourcesOf(github, commit, named);
    const texts = (list: readonly { readonly path: string; readonly text: string }[]) =>
      list.map(({ path, text }) => [path.replace(/^\.\//, ''), text]);
    expect(texts(sources.files)).toEqual(texts(readSources(named, folder).files));
    expect(sources).toMatchObject({ unreadable: [], missing: [] });
  });

  it('reads a commit and not what a branch has become, in whatever of the two a path is a folder', async () => {
    const { fake, github } = await connected();
    const before = fake.repository.push('main', { access: 'a: 1\n', 'groups.yaml': 'a: 1\n' });
    const after = fake.repository.push('main', { 'access/a.yaml': 'b: 1\n', 'groups.yaml': 'a: 1\n' });
    expect(paths(await readSourcesOf(github, before, ['access']))).toEqual(['access']);
    const asked = fake.log.length;
    expect(paths(await readSourcesOf(github, after, ['access', 'groups.yaml']))).toEqual([
      'access/a.yaml',
      'groups.yaml',
    ]);
    await readSourcesOf(github, before, ['groups.yaml', 'access']);
    // What both have is asked for once.
    const count = (part: string): number =>
      fake.log.slice(asked).filter((line) => line.includes(part)).length;
    expect([count('/commits/'), count('/trees/'), count('/blobs/')]).toEqual([2, 2, 1]);
  });

  it.each<[what: string, files: Files, named: string, said: string]>([
    ['a link', { 'groups.yaml': { link: '/etc/passwd' } }, 'groups.yaml', 'a symbolic link'],
    ['a link below a folder', { 'a/x.yaml': { link: '../y' } }, 'a', 'a symbolic link'],
    ['a link on the way', { a: { link: 'b' }, 'b/x.yaml': 'x' }, 'a/x.yaml', 'a symbolic link'],
    ['a submodule', { a: { submodule: 'c'.repeat(40) } }, 'a', 'a submodule'],
    [
      'a submodule below a folder',
      { 'a/x.yaml': 'x', 'a/b': { submodule: 'c'.repeat(40) } },
      'a',
      'a submodule',
    ],
    [
      'a pointer',
      { 'x.yaml': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\n' },
      'x.yaml',
      'a pointer of Git LFS',
    ],
  ])('does not follow %s, and says so', async (_, files, named, said) => {
    const { fake, github } = await connected();
    const { unreadable } = await readSourcesOf(github, fake.repository.push('main', files), [named]);
    expect(unreadable).toMatchObject([
      {
        code: 'file-elsewhere',
        severity: 'error',
        message: `It is ${said}, which is not followed`,
        hint: 'Commit it as a regular file.',
        excerpt: null,
      },
    ]);
  });

  it('leaves a link without the name of a YAML file alone, as the disk does', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'a/x.yaml': 'x', 'a/b': { link: '/' } });
    const sources = await readSourcesOf(github, commit, ['a']);
    expect([paths(sources), sources.unreadable]).toEqual([['a/x.yaml'], []]);
  });

  it('leaves folders alone whose names begin with a dot, whatever is in them', async () => {
    const { fake, github } = await connected();
    const odd = { 'a/.b/x.yaml': { link: '/' }, 'a/.b/c': { submodule: 'c'.repeat(40) } };
    const commit = fake.repository.push('main', {
      'a/x.yaml': 'x',
      ...odd,
      'a/.d': { submodule: 'd'.repeat(40) },
    });
    const sources = await readSourcesOf(github, commit, ['a']);
    expect([paths(sources), sources.unreadable]).toEqual([['a/x.yaml'], []]);
  });

  it('says of bytes that are no UTF-8 where they are', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'x.yaml': Uint8Array.of(0x61, 0x0a, 0xff) });
    const { unreadable } = await readSourcesOf(github, commit, ['x.yaml']);
    expect(unreadable).toMatchObject([{ code: 'file-encoding', source: { line: 2 } }]);
  });

  it.each([
    ['nothing.yaml', 'there is no such file', null],
    ['Groups.yaml', 'there is no such file', 'There is groups.yaml; letter case counts.'],
    ['groups.yaml/x.yaml', 'a part of the path is not a folder', null],
    [
      'empty',
      'the folder has no *.yaml and no *.yml file',
      'Name the file or the folder with the input `file`.',
    ],
  ])('says what is missing: %s', async (named, why, hint) => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'groups.yaml': 'a: 1\n', 'empty/x.txt': '' });
    const sources = await readSourcesOf(github, commit, [named, 'groups.yaml']);
    expect(sources.missing).toEqual([{ path: named, why, hint }]);
    expect(() => requireAll(sources)).toThrow(
      expect.objectContaining({
        code: 'file-unreadable',
        message: `Cannot read ${named}: ${why}`,
        hint: hint ?? 'The input `file` is a path from the root of the repository.',
        details: { file: named },
      }),
    );
    const { missing, ...rest } = sources;
    expect(requireAll({ ...sources, missing: [] })).toEqual(rest);
    const root = { path: '', why: 'w', hint: null };
    expect(() => requireAll({ ...sources, missing: [root, ...missing] })).toThrow(
      /^Cannot read the repository: w$/,
    );
  });

  it('takes a commit without files for one that has none', async () => {
    const { fake, github } = await connected();
    const sources = await readSourcesOf(github, fake.repository.push('main', {}), ['groups.yaml']);
    expect(sources).toMatchObject({ files: [], missing: [{ path: 'groups.yaml' }] });
    // Git knows the empty tree without storing it, so GitHub may not have it.
    expect(fake.log.filter((line) => line.includes('trees'))).toEqual([]);
  });

  it('asks for one level of a folder on the way, and for all below what is named', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'a/b/c/x.yaml': 'x' });
    await readSourcesOf(github, commit, ['a/b']);
    const queries = fake.log.filter((line) => line.includes('trees')).map((line) => line.split('?')[1]);
    expect(queries).toEqual([undefined, undefined, 'recursive=1']);
  });

  it('finds a file in a folder of which GitHub gives a part, when it is in that', async () => {
    const { fake, github } = await connected();
    const { git } = fake.repository;
    const commit = fake.repository.push('main', { 'x.yaml': 'a: 1\n' });
    const body = {
      tree: git.trees
        .get(git.get(commit).tree)
        ?.map(({ name, ...rest }) => ({ ...rest, path: name, size: 5 })),
      truncated: true,
    };
    fake.fail({ match: ({ path }) => path.includes('/git/trees/'), faults: [{ status: 200, body }] });
    expect(paths(await readSourcesOf(github, commit, ['x.yaml']))).toEqual(['x.yaml']);
  });

  it('reads a repository whose names are SHA-256', async () => {
    const { fake, github } = await connected();
    // As `git init --object-format=sha256` names a file of this text.
    const sha = '80d3735834c615c1ed161b8c218d42171f3247f20cfc07f033dee488cb7b98a9';
    const commit = 'c'.repeat(64);
    const answers = {
      commits: { sha: commit, tree: { sha: 'd'.repeat(64) }, parents: [] },
      trees: { tree: [{ path: 'x.yaml', mode: '100644', sha, size: 5 }], truncated: false },
      blobs: { sha, content: Buffer.from('a: 1\n').toString('base64'), encoding: 'base64' },
    };
    for (const [part, body] of Object.entries(answers))
      fake.fail({ match: ({ path }) => path.includes(`/git/${part}/`), faults: [{ status: 200, body }] });
    expect(await readSourcesOf(github, commit, ['x.yaml'])).toMatchObject({
      files: [{ path: 'x.yaml', text: 'a: 1\n' }],
      unreadable: [],
    });
  });

  it.each(['../groups.yaml', 'a/../../b', '/etc/groups.yaml'])('refuses %s', async (named) => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'groups.yaml': 'a: 1\n' });
    await expect(readSourcesOf(github, commit, [named])).rejects.toMatchObject({
      code: 'usage',
      message: `${named} is not a path in the repository`,
      hint: 'The input `file` is a path from the root of the repository, such as `groups.yaml`.',
    });
  });

  it.each(['main', 'HEAD', 'a'.repeat(39), `${'a'.repeat(40)}/../x`, `x/../${'a'.repeat(40)}`])(
    'reads nothing of %s',
    async (commit) => {
      const { fake, github } = await connected();
      await expect(readSourcesOf(github, commit, ['groups.yaml'])).rejects.toThrow(
        new RangeError('not the name of a git object'),
      );
      expect(fake.log).toEqual([]);
    },
  );

  it('reads a folder that GitHub does not give whole', async () => {
    const { fake, github } = await connected();
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [`access/${at % 7}/${at % 3}/${at}.yaml`, `a: ${at}\n`]),
    );
    // A file beside the folders is none of them.
    many['access/x.yaml'] = 'a: x\n';
    const commit = fake.repository.push('main', many);
    fake.repository.mostTreeEntries = 10;
    expect(paths(await readSourcesOf(github, commit, ['access']))).toEqual(Object.keys(many).toSorted());
  });

  it('is an error when a folder is too large even so: what is not listed is not taken for nothing', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'access/x.yaml': 'a: 1\n' });
    const body = { sha: 'a'.repeat(40), url: 'x', tree: [], truncated: true };
    fake.fail({
      match: ({ path }) => path.includes('/git/trees/'),
      faults: [{ status: 200, body }],
      forEver: true,
    });
    await expect(readSourcesOf(github, commit, ['access'])).rejects.toMatchObject({
      code: 'github-unavailable',
      details: { request: 'GET git/trees of access' },
    });
  });

  it.each(['.', 'access'])('takes no part of a folder for the whole, at %s', async (named) => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'access/x.yaml': 'a: 1\n' });
    const { git } = fake.repository;
    const root = git.get(commit).tree;
    const folder = named === '.' ? root : git.trees.get(root)?.[0]?.sha;
    const body = { sha: folder, url: 'x', tree: [], truncated: true };
    const match = ({ path }: Call): boolean => path.endsWith(`/git/trees/${folder}`);
    fake.fail({ match, faults: [{ status: 200, body }], forEver: true });
    await expect(readSourcesOf(github, commit, [named])).rejects.toThrow('more entries than it gives');
  });

  it('does not walk a folder of folders for ever', async () => {
    let asked = 0;
    const endless: Objects = {
      commit: (sha) => Promise.resolve({ sha, tree: sha, parents: [] }),
      tree: (sha, { recursive = false } = {}) => {
        asked += 1;
        const entries = [{ path: 'access', mode: '040000', sha: `${sha}.`, size: null }];
        return Promise.resolve({ entries, truncated: recursive });
      },
      blob: () => Promise.reject(new Error('there is no file')),
    };
    await expect(readSourcesOf(endless, 'x', ['access'])).rejects.toThrow('more entries than it gives');
    // The folder itself, and 500 below it, each whole first and then by itself.
    expect(asked).toBe(1 + 2 * 500);
  });

  it('has limits of files and bytes, and asks for nothing beyond them', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'a/1.yaml': '1'.repeat(100), 'a/2.yaml': '2'.repeat(100) });
    const read = async (limits: { files: number; bytes: number }) =>
      (await readSourcesOf(github, commit, ['a'], limits)).unreadable.map(({ code, message }) => [
        code,
        message,
      ]);
    expect(await read({ files: 1, bytes: 1000 })).toEqual([
      [
        'files-too-large',
        'The configuration has more than 1 files; that is the limit for reading it from GitHub',
      ],
    ]);
    expect(await read({ files: 2, bytes: 199 })).toEqual([
      ['files-too-large', 'The configuration has more than 0 MiB of files'],
    ]);
    expect(fake.log.filter((line) => line.includes('blobs'))).toEqual([]);
    expect(await read({ files: 2, bytes: 200 })).toEqual([]);
  });

  it('stops looking for files when there are more than it may read', async () => {
    const { fake, github } = await connected();
    const names = ['1', '2', '3', '4', '5'];
    const commit = fake.repository.push(
      'main',
      Object.fromEntries(names.map((at) => [`a/${at}/x.yaml`, at])),
    );
    fake.repository.mostTreeEntries = 3;
    const limits = { files: 2, bytes: 1000 };
    expect(await readSourcesOf(github, commit, ['a'], limits)).toMatchObject({
      files: [],
      unreadable: [{ code: 'files-too-large' }],
    });
    // The root, the folder in whole and by itself, and three of the five in it.
    expect(fake.log.filter((line) => line.includes('trees'))).toHaveLength(1 + 2 + 3);
  });

  it('reads a file of 16 MiB, but none of which its size is not said, and follows no other kind', async () => {
    const entry = { path: 'x.yaml', mode: '100644', sha: 'a', size: maxFileBytes };
    const read = (change: Partial<typeof entry> | { size: null }) =>
      readSourcesOf(
        {
          commit: (sha) => Promise.resolve({ sha, tree: 't', parents: [] }),
          tree: () => Promise.resolve({ entries: [{ ...entry, ...change }], truncated: false }),
          blob: () => Promise.resolve(Buffer.from('a: 1\n')),
        },
        'c',
        ['x.yaml'],
      );
    expect(await read({})).toMatchObject({ files: [{ path: 'x.yaml' }], unreadable: [] });
    expect(await read({ mode: '100664' })).toMatchObject({
      files: [],
      unreadable: [{ message: 'It is no regular file (mode 100664), which is not followed' }],
    });
    await expect(read({ size: null })).rejects.toMatchObject({
      code: 'github-unavailable',
      message: 'GitHub’s answer cannot be used: x.yaml has no size',
      details: { request: 'GET git/trees' },
    });
  });

  it('knows which files are programs', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', files);
    const { found } = await findSources(github, commit, ['groups.yaml', 'program.yaml']);
    expect(found).toMatchObject([
      { kind: 'file', path: 'groups.yaml', mode: '100644' },
      { kind: 'file', path: 'program.yaml', mode: '100755' },
    ]);
  });

  it('does not ask for a file over 16 MiB', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'x.yaml': new Uint8Array(16 * 1024 * 1024 + 1) });
    expect((await readSourcesOf(github, commit, ['x.yaml'])).unreadable).toMatchObject([
      { code: 'file-too-large' },
    ]);
    expect(fake.log.filter((line) => line.includes('blobs'))).toEqual([]);
  });

  it.each([
    ['other bytes', { content: Buffer.from('b: 1\n').toString('base64'), encoding: 'base64' }],
    ['half of them', { content: Buffer.from('a:').toString('base64'), encoding: 'base64' }],
    ['another encoding', { content: 'a: 1\n', encoding: 'utf-8' }],
  ])('is an error when the answer is not the file: %s', async (_, body) => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', { 'x.yaml': 'a: 1\n' });
    const answer = { status: 200, body: { sha: 'a'.repeat(40), ...body } };
    fake.fail({ match: ({ path }) => path.includes('/git/blobs/'), faults: [answer] });
    await expect(readSourcesOf(github, commit, ['x.yaml'])).rejects.toMatchObject({
      code: 'github-unavailable',
      message: `GitHub’s answer cannot be used: ${
        body.encoding === 'base64' ? 'it is not the file that was asked for' : 'its encoding is not base64'
      }`,
    });
  });

  it('is an error when the answer is another commit', async () => {
    const { fake, github } = await connected();
    const other = fake.repository.push('main', { 'x.yaml': 'a: 1\n' });
    const commit = fake.repository.push('main', { 'x.yaml': 'b: 1\n' });
    const body = { sha: other, tree: { sha: fake.repository.git.get(other).tree }, parents: [] };
    fake.fail({ match: ({ path }) => path.includes('/git/commits/'), faults: [{ status: 200, body }] });
    await expect(readSourcesOf(github, commit, ['x.yaml'])).rejects.toThrow('it is another commit');
  });
});
