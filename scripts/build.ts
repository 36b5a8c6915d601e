import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundle, root } from './bundle.ts';
import { bundledPackages, noticesText } from './notices.ts';

const programs = { 'dist/cli.js': 'src/cli.ts', 'dist/action.js': 'src/action.ts' };

await rm(path.join(root, 'dist'), { recursive: true, force: true });
for (const [file, entry] of Object.entries(programs)) {
  const { warnings, metafile } = await bundle(entry, file);
  for (const { text } of warnings) console.warn(text);
  const beside = path.join(root, `${file}.LEGAL.txt`);
  // The bundler writes it when a module has a comment about its licence.
  const comments = await readFile(beside, 'utf8').catch(() => '');
  const packages = bundledPackages(metafile, root);
  await writeFile(beside, noticesText(packages, comments));
  const size = Math.round((await stat(path.join(root, file))).size / 1024);
  console.log(`${file} ${size} KiB, ${packages.length} packages`);
}
await chmod(path.join(root, 'dist/cli.js'), 0o755);
