import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KnownError } from '../../src/errors.ts';
import { checkWritable, writeWhole } from '../../src/files/write.ts';
import { temporaryFolder } from '../cli/support/program.ts';

function errorOf(action: () => void): KnownError {
  try {
    action();
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('writeWhole', () => {
  it('writes a file that only its owner reads, and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    writeWhole('a.json', folder, 'text');
    expect(readdirSync(folder)).toEqual(['a.json']);
    expect(readFileSync(path.join(folder, 'a.json'), 'utf8')).toBe('text');
    if (process.platform !== 'win32') expect(statSync(path.join(folder, 'a.json')).mode & 0o777).toBe(0o600);
  });

  it('takes the place of a file', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'a.json'), 'something longer');
    writeWhole('a.json', folder, 'text');
    expect(readFileSync(path.join(folder, 'a.json'), 'utf8')).toBe('text');
  });

  it.skipIf(process.platform === 'win32')(
    'takes the place of a link, and leaves alone what it led to',
    () => {
      const folder = temporaryFolder();
      writeFileSync(path.join(folder, 'real.json'), 'old');
      symlinkSync('real.json', path.join(folder, 'link.json'));
      writeWhole('link.json', folder, 'new');
      expect(lstatSync(path.join(folder, 'link.json')).isFile()).toBe(true);
      expect(readFileSync(path.join(folder, 'link.json'), 'utf8')).toBe('new');
      expect(readFileSync(path.join(folder, 'real.json'), 'utf8')).toBe('old');
    },
  );

  it.each([
    ['nope/a.json', 'its folder does not exist'],
    ['folder', 'it is a folder'],
    ['file/a.json', 'a part of the path is not a folder'],
  ])('says why %s cannot be written, before and when it is', (name, why) => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'folder'));
    writeFileSync(path.join(folder, 'file'), '');
    for (const action of [() => checkWritable(name, folder), () => writeWhole(name, folder, 'x')]) {
      const { code, message, details } = errorOf(action);
      expect({ code, message, details }).toEqual({
        code: 'file-unwritable',
        message: `Cannot write ${name}: ${why}`,
        details: { file: name },
      });
    }
    expect(readdirSync(folder).toSorted()).toEqual(['file', 'folder']);
  });
});

describe('checkWritable', () => {
  it('changes nothing', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'a.json'), 'text');
    checkWritable('a.json', folder);
    checkWritable('b.json', folder);
    expect(readdirSync(folder)).toEqual(['a.json']);
    expect(readFileSync(path.join(folder, 'a.json'), 'utf8')).toBe('text');
  });
});
