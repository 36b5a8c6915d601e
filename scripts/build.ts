import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundle, bundleInParts, root } from './bundle.ts';
import { bundledPackages, noticesText } from './notices.ts';

const programs = [
  { file: 'dist/cli.js', written: () => bundleInParts('src/cli.ts', 'dist/cli.js') },
  { file: 'dist/action.js', written: () => bundle('src/action.ts', 'dist/action.js') },
];

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await mkdir(path.join(root, 'dist'));
for (const { file, written } of programs) {
  const { warnings, metafile, comments } = await written();
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'));
  const packages = bundledPackages(metafile, root);
  await writeFile(path.join(root, `${file}.LEGAL.txt`), noticesText(packages, comments));
  const size = Math.round((await stat(path.join(root, file))).size / 1024);
  console.log(`${file} ${size} KiB, ${packages.length} packages`);
}
await chmod(path.join(root, 'dist/cli.js'), 0o755);
