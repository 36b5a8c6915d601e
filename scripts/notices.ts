import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** A package of which something is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package says. */
  readonly license: string;
  /** The text of its licence, and of its notices where it has some. */
  readonly text: string;
}

/**
 * The packages of which something is in a bundle, by name and version, with the texts that their licences ask to be
 * passed on.
 *
 * @param folder where the paths of the metafile begin
 * @throws Error for a package without the text of its licence
 */
export function bundledPackages(
  { outputs }: Pick<Metafile, 'outputs'>,
  folder: string,
): readonly BundledPackage[] {
  const folders = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
      if (bytesInOutput > 0 && found !== undefined) folders.add(found);
    }
  }
  return [...folders]
    .map((one) => read(path.join(folder, one)))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
}

/** What stands beside a bundle: every package in it with its licence, then what its own comments say. */
export function noticesText(packages: readonly BundledPackage[], comments: string): string {
  const parts = packages.map(
    ({ name, version, license, text }) =>
      `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  const own = comments.trim() === '' ? [] : [`${'-'.repeat(80)}\n${comments.trim()}\n`];
  return ['This file contains the following packages.\n', ...parts, ...own].join('\n');
}

function read(folder: string): BundledPackage {
  const {
    name,
    version,
    license = '',
  }: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0) throw new Error(`${name} ${version} has no text of its licence (${license})`);
  return { name, version, license, text: texts.join('\n\n') };
}
