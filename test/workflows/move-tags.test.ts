import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = path.resolve('scripts/release/move-tags.sh');
const identity = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-02T03:04:05Z',
  GIT_COMMITTER_NAME: 'ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_COMMITTER_DATE: '2026-01-02T03:04:05Z',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-tags-'));
  mkdirSync(path.join(folder, 'clone'));
  git('init', '--quiet', '--bare', '../origin');
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', '../origin');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const clone = (): string => path.join(folder, 'clone');

function run(program: string, words: readonly string[]): string {
  const env = { ...process.env, ...identity };
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return execFileSync(program, words, { cwd: clone(), env, stdio: [...stdio] })
    .toString()
    .trim();
}

function git(...words: readonly string[]): string {
  return run('git', words);
}

/** A commit of the source with its tag pushed, and its built files beside it. */
function source(tag: string, options: { readonly annotated?: true; readonly built?: string } = {}): string {
  writeFileSync(path.join(clone(), 'main.ts'), `source of ${tag}\n`);
  writeFileSync(path.join(clone(), '.gitignore'), 'dist/\n');
  git('add', '.');
  git('commit', '--quiet', '-m', `Make ${tag}`);
  git('tag', ...(options.annotated ? ['-a', '-m', 'Annotated'] : []), tag);
  git('push', '--quiet', 'origin', 'main', tag);
  mkdirSync(path.join(clone(), 'dist'), { recursive: true });
  for (const name of ['action.js', 'cli.js', 'cli.js.LEGAL.txt', 'hf-groups.tgz']) {
    writeFileSync(path.join(clone(), 'dist', name), `${name}, ${options.built ?? tag}\r\n`);
  }
  return git('rev-parse', 'HEAD');
}

/** The commit that a tag of the remote names; an empty text when there is none. */
function remote(tag: string): string {
  const lines = git('ls-remote', 'origin', `refs/tags/${tag}`, `refs/tags/${tag}^{}`).split('\n');
  return lines.at(-1)?.split('\t')[0] ?? '';
}

// On Windows there need not be a bash, and releases are not made there.
describe.skipIf(process.platform === 'win32')('scripts/release/move-tags.sh', () => {
  it.each([{}, { annotated: true }] as const)(
    'moves a tag to the source with the built files: %j',
    (options) => {
      const tagged = source('v1.2.3', options);
      run('bash', [script, 'v1.2.3']);
      const commit = remote('v1.2.3');
      expect(remote('v1')).toBe(commit);
      git('fetch', '--quiet', 'origin', commit);
      expect(git('rev-parse', `${commit}^`)).toBe(tagged);
      expect(git('diff-tree', '-r', '--no-commit-id', '--name-status', tagged, commit).split('\n')).toEqual([
        'A\tdist/action.js',
        'A\tdist/cli.js',
        'A\tdist/cli.js.LEGAL.txt',
      ]);
      expect(git('ls-tree', commit, 'dist/cli.js')).toMatch(/^100755 /);
      // As built: git must not change the line ends that were attested.
      expect(
        execFileSync('git', ['cat-file', 'blob', `${commit}:dist/action.js`], { cwd: clone() }).toString(),
      ).toBe('action.js, v1.2.3\r\n');
      // The branch and the folder are as they were.
      expect(git('ls-remote', 'origin', 'refs/heads/main')).toContain(tagged);
      expect(git('status', '--porcelain')).toBe('');
    },
  );

  it('finds its work done when it is repeated', () => {
    source('v1.2.3');
    run('bash', [script, 'v1.2.3']);
    const commit = remote('v1.2.3');
    expect(run('bash', [script, 'v1.2.3'])).toContain('already');
    expect(remote('v1.2.3')).toBe(commit);
    expect(remote('v1')).toBe(commit);
  });

  it('leaves the major tag at the newest release of its major version', () => {
    source('v1.10.0');
    run('bash', [script, 'v1.10.0']);
    const newest = remote('v1.10.0');
    source('v1.9.1');
    run('bash', [script, 'v1.9.1']);
    source('v2.0.0');
    run('bash', [script, 'v2.0.0']);
    expect(remote('v1')).toBe(newest);
    expect(remote('v2')).toBe(remote('v2.0.0'));
  });

  it('does not move a tag that names something else', () => {
    const first = source('v1.2.3');
    writeFileSync(path.join(clone(), 'main.ts'), 'another source\n');
    git('commit', '--quiet', '-am', 'Another');
    expect(() => run('bash', [script, 'v1.2.3'])).toThrow(/neither the source/);
    expect(remote('v1.2.3')).toBe(first);
    expect(remote('v1')).toBe('');
  });

  it('gives another build another commit, and refuses to exchange a release', () => {
    source('v1.2.3');
    run('bash', [script, 'v1.2.3']);
    const commit = remote('v1.2.3');
    writeFileSync(path.join(clone(), 'dist/action.js'), 'another build\n');
    expect(() => run('bash', [script, 'v1.2.3'])).toThrow(/neither the source/);
    expect(remote('v1.2.3')).toBe(commit);
  });

  it.each(['v1', 'main', 'v1.2', 'v1.2.3-rc.1', 'v01.2.3', '', '--force'])('refuses the tag "%s"', (tag) => {
    expect(() => run('bash', [script, tag])).toThrow(/Not a release tag/);
  });
});
