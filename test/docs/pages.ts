import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Fence, fencesIn } from '../../scripts/docs/markdown.ts';

/** The folder of the project. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** The paths of all Markdown files that are read by people, with `/`. */
export const markdownFiles: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(`${root}/docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** The text of a file of the project. */
export function readProjectFile(path: string): string {
  return readFileSync(`${root}/${path}`, 'utf8').replaceAll('\r\n', '\n');
}

/** A fenced block and where it stands, as `README.md:12`. */
export interface PlacedFence extends Fence {
  readonly place: string;
}

/** Every fenced block of every page, of one language. */
export function fencesOf(language: string): readonly PlacedFence[] {
  return markdownFiles.flatMap((path) =>
    fencesIn(readProjectFile(path))
      .filter(({ info }) => info[0] === language)
      .map((fence) => ({ ...fence, place: `${path}:${fence.start + 1}` })),
  );
}
