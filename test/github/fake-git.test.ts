import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../cli/support/program.ts';
import { type Files, GitStore } from '../support/fake-github/git.ts';
import { FakeRepository } from '../support/fake-github/repository.ts';
import { writeAll } from './write-all.ts';

describe('the git of the fake GitHub', () => {
  it('names files, trees and commits as git does', () => {
    const files: Files = {
      'groups.yaml': 'a: 1\n',
      'a.b': 'between a folder and its slash',
      'a/é.yaml': '\ufeffb: 1\n',
      a0: 'after the folder',
      'a/b/c': { executable: '#!/bin/sh\n' },
    };
    const folder = temporaryFolder();
    const date = '2026-11-20T08:00:00Z';
    const env = {
      PATH: process.env['PATH'],
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      ...Object.fromEntries(
        ['AUTHOR', 'COMMITTER'].flatMap((who) => [
          [`GIT_${who}_NAME`, 'ada'],
          [`GIT_${who}_EMAIL`, 'ada@example.test'],
          [`GIT_${who}_DATE`, date],
        ]),
      ),
    };
    const git = (...words: readonly string[]): string =>
      execFileSync('git', words, { cwd: folder, env, encoding: 'utf8' }).trim();
    git('init', '-q');
    writeAll(folder, files);
    chmodSync(path.join(folder, 'a/b/c'), 0o755);
    git('add', '-A');
    git('update-index', '--chmod=+x', 'a/b/c');
    git('commit', '-q', '-m', 'Change access');
    const store = new GitStore();
    const tree = store.tree(store.changed(new Map(), files));
    const commit = store.commit({ tree, parents: [], author: 'ada', message: 'Change access', date });
    expect([tree, commit]).toEqual([git('rev-parse', 'HEAD^{tree}'), git('rev-parse', 'HEAD')]);
  });

  it('puts a file in the place of a folder, and a folder in that of a file', () => {
    const repository = new FakeRepository();
    const paths = (): readonly string[] => [...repository.git.filesOf(repository.main).keys()];
    repository.push('main', { 'a/b': '1', 'a/c': '1' });
    repository.push('main', { a: '1' });
    expect(paths()).toEqual(['a']);
    repository.push('main', { 'a/d': '1' });
    expect(paths()).toEqual(['a/d']);
  });

  it('rebases commit by commit, and squashes all into one', () => {
    const repository = new FakeRepository();
    const base = repository.push('main', { 'a.yaml': '1' });
    const [rebased, squashed] = ['b.yaml', 'c.yaml'].map((file) => {
      const { number } = repository.propose({ [file]: '1' });
      repository.pushTo(number, { [file]: '2' });
      return number;
    });
    repository.mergePullRequest(rebased ?? 0, 'rebase');
    repository.mergePullRequest(squashed ?? 0, 'squash');
    expect(repository.git.between(base, repository.main).map(({ parents }) => parents.length)).toEqual([
      1, 1, 1,
    ]);
    expect([...repository.git.filesOf(repository.main).keys()]).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
  });
});
