import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources } from '../../src/files/sources.ts';
import { decode, maxFileBytes } from '../../src/files/text.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { temporaryFolder } from '../cli/support/program.ts';

/** A folder with these files, each with its own path as text. */
function folderWith(...names: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of names) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), name);
  }
  return folder;
}

function paths(named: readonly string[], folder: string): readonly string[] {
  return readSources(named, folder).files.map((file) => file.path);
}

describe('readSources', () => {
  it('reads files as they are named, and all YAML files below folders, in path order', () => {
    const folder = folderWith(
      'x/b.yaml',
      'x/B.yml',
      'x/a/z.yaml',
      'x/a.yaml',
      'x/no.txt',
      'x/yaml',
      'one.conf',
    );
    expect(paths(['x'], folder)).toEqual(['x/B.yml', 'x/a.yaml', 'x/a/z.yaml', 'x/b.yaml']);
    expect(paths(['one.conf', 'x/a'], folder)).toEqual(['one.conf', 'x/a/z.yaml']);
    expect(paths([path.join(folder, 'x', 'a')], '/')).toEqual([
      path.join(folder, 'x', 'a', 'z.yaml').split(path.sep).join('/'),
    ]);
  });

  it('passes over folders whose names begin with a dot, unless they are named themselves', () => {
    const folder = folderWith('.github/workflows/plan.yml', 'x/.old/b.yaml', 'x/a.yaml', 'x/.c.yaml');
    expect(paths(['.'], folder)).toEqual(['x/.c.yaml', 'x/a.yaml']);
    expect(paths(['x/.old'], folder)).toEqual(['x/.old/b.yaml']);
    expect(paths(['.github'], folder)).toEqual(['.github/workflows/plan.yml']);
    expect(() => paths(['.'], folderWith('.github/a.yml'))).toThrow('has no *.yaml and no *.yml file');
  });

  it('reads a file once, by the first name', () => {
    const folder = folderWith('x/a.yaml');
    expect(paths(['./x/a.yaml', 'x', '.', 'x/a.yaml'], folder)).toEqual(['./x/a.yaml']);
  });

  it('does not depend on the order in which files are named', () => {
    const folder = folderWith('b.yaml', 'a.yaml');
    expect(paths(['b.yaml', 'a.yaml'], folder)).toEqual(['a.yaml', 'b.yaml']);
  });

  it('goes on past files that are too large or not UTF-8', () => {
    const folder = folderWith('a.yaml', 'b.yaml', 'c.yaml');
    writeFileSync(path.join(folder, 'a.yaml'), Buffer.alloc(maxFileBytes + 1, ' '));
    writeFileSync(path.join(folder, 'b.yaml'), Buffer.from([0x61, 0x0a, 0x62, 0xff]));
    const { files, unreadable } = readSources(['.'], folder);
    expect(files.map((file) => file.path)).toEqual(['c.yaml']);
    expect(unreadable).toMatchObject([
      {
        code: 'file-too-large',
        message: 'The file has 16.0 MiB; 16 MiB is the limit',
        source: { file: 'a.yaml' },
      },
      { code: 'file-encoding', source: { file: 'b.yaml', line: 2, column: 2 } },
    ]);
  });

  it('throws for what is not there, and for a folder without YAML files', () => {
    const folder = folderWith('x/no.txt');
    expect(() => readSources(['nope.yaml'], folder)).toThrow('Cannot read nope.yaml: there is no such file');
    expect(() => readSources(['x/'], folder)).toThrow('The folder x/ has no *.yaml and no *.yml file');
  });
});

describe('decode', () => {
  it('drops a byte order mark and takes a file of exactly 16 MiB', () => {
    const marked = decode('a', Buffer.from('\ufeffx: 1'));
    expect(marked instanceof SourceFile && marked.text).toBe('x: 1');
    expect(decode('a', Buffer.alloc(maxFileBytes, '#'))).toBeInstanceOf(SourceFile);
    expect(decode('a', Buffer.alloc(maxFileBytes + 1, '#'))).toMatchObject({ code: 'file-too-large' });
  });
});
