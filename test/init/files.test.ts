import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateOf, writeNew } from '../../src/init/files.ts';
import { temporaryFolder } from '../cli/support/program.ts';

describe('writing new files', () => {
  it('makes their folders', () => {
    const root = temporaryFolder();
    writeNew([{ path: 'a/b/c.txt', text: 'c\n' }], root);
    expect(readFileSync(path.join(root, 'a/b/c.txt'), 'utf8')).toBe('c\n');
  });

  it('does not overwrite what has come since somebody looked, and takes back what it wrote', () => {
    const root = temporaryFolder();
    writeFileSync(path.join(root, 'there.txt'), 'mine\n');
    const files = [
      { path: 'a/b/new.txt', text: 'new\n' },
      { path: 'there.txt', text: 'other\n' },
    ];
    expect(() => writeNew(files, root)).toThrow('Cannot write there.txt: something is there');
    expect(readFileSync(path.join(root, 'there.txt'), 'utf8')).toBe('mine\n');
    expect(existsSync(path.join(root, 'a'))).toBe(false);
  });
});

describe('the state of a file', () => {
  it.each([
    ['one\r\ntwo\r\n', 'identical'],
    ['one\ntwo\n', 'identical'],
    ['one\ntwo', 'different'],
    ['', 'different'],
    [null, 'missing'],
  ])('%j is %s', (there, state) => {
    const root = temporaryFolder();
    if (there !== null) writeFileSync(path.join(root, 'a.txt'), there);
    expect(stateOf({ path: 'a.txt', text: 'one\ntwo\n' }, root)).toBe(state);
  });
});
