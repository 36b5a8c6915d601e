import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProjectFile } from './pages.ts';

/** The rooms of the house, the ground floor first: each may import what stands before it, and itself. */
const rooms = roomsIn(readProjectFile('docs/architecture.md'));

const src = path.resolve(import.meta.dirname, '../../src');

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of one file of `src` by another, type imports too. */
function imports(): readonly Import[] {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.split(path.sep).join('/'));
  return files.flatMap((from) => {
    const text = readFileSync(path.join(src, from), 'utf8');
    const found = text.matchAll(/(?:from |import\(|import )'(\.[^']+\.ts)'/g);
    return [...found].map(([, to = '']) => ({ from, to: path.posix.join(path.posix.dirname(from), to) }));
  });
}

/** The page has them in a block of their own, behind the sentence that says so. */
function roomsIn(page: string): readonly string[] {
  const [, block = ''] = /An import runs downward:.*?```text\n(.*?)```/s.exec(page) ?? [];
  return block.split(/\s+/).filter((word) => word !== '');
}

const roomOf = (file: string): string => file.split('/')[0] ?? '';

describe('the house', () => {
  const all = imports();

  it('has no room that the list does not know, and none that is gone', () => {
    const there = new Set(all.flatMap(({ from, to }) => [roomOf(from), roomOf(to)]));
    expect([...there].toSorted()).toEqual(rooms.toSorted());
  });

  it('has no import that runs upward', () => {
    const up = all.filter(({ from, to }) => rooms.indexOf(roomOf(to)) > rooms.indexOf(roomOf(from)));
    expect(up).toEqual([]);
  });

  it('has no circle of files', () => {
    expect(circle(all)).toBeNull();
  });

  it('has no configuration that the kinds of change have not checked', () => {
    const unchecked = all.filter(({ to }) => to === 'config/load.ts').map(({ from }) => from);
    expect(unchecked).toEqual(['kinds/load.ts']);
  });

  it('is looked at by a check that finds a circle', () => {
    const ring = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'b' },
    ];
    expect(circle(ring)).toEqual(['b', 'c', 'b']);
  });
});

/** Files that import each other in a ring; `null` when there is none. */
function circle(all: readonly Import[]): readonly string[] | null {
  const targets = new Map<string, string[]>();
  for (const { from, to } of all) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const to of targets.get(file) ?? []) {
      const found = visit(to, [...way, file]);
      if (found !== null) return found;
    }
    done.add(file);
    return null;
  };
  for (const file of targets.keys()) {
    const found = visit(file, []);
    if (found !== null) return found;
  }
  return null;
}
