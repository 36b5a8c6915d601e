import { describe, expect, it } from 'vitest';
import { loadChecked } from '../../src/kinds/load.ts';
import { parseFaults, parseSeed } from '../../src/sandbox/seed/file.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { fencesOf, type PlacedFence } from './pages.ts';

const textOf = ({ lines }: PlacedFence): string => `${lines.join('\n')}\n`;
const ofKind = (kind: string): readonly PlacedFence[] =>
  fencesOf('yaml').filter(({ info }) => info[1] === kind);

function load(fence: PlacedFence): ReturnType<typeof loadChecked> {
  return loadChecked([new SourceFile('groups.yaml', textOf(fence))], ['groups.yaml']);
}

describe('YAML blocks', () => {
  it('say what they are', () => {
    const kinds = new Set(['groups', 'wrong', 'seed', 'faults']);
    const unknown = fencesOf('yaml').filter(({ info }) => !kinds.has(info[1] ?? ''));
    expect(unknown.map(({ place }) => place)).toEqual([]);
    for (const kind of kinds) expect(ofKind(kind).length).toBeGreaterThan(0);
  });

  it.each(ofKind('groups'))('$place is a valid configuration', (fence) => {
    expect(load(fence)).toMatchObject({ ok: true, warnings: [] });
  });

  it.each(ofKind('wrong'))('$place is wrong, as it says', (fence) => {
    expect(load(fence)).toMatchObject({ ok: false });
  });

  it.each(ofKind('seed'))('$place is a seed', (fence) => {
    expect(() => parseSeed(textOf(fence), fence.place)).not.toThrow();
  });

  it.each(ofKind('faults'))('$place is a fault script', (fence) => {
    expect(parseFaults(textOf(fence), fence.place).length).toBeGreaterThan(0);
  });
});
