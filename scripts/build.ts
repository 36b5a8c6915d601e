import { chmod, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { bundle, root } from './bundle.ts';

const programs = { 'dist/cli.js': 'src/cli.ts', 'dist/action.js': 'src/action.ts' };

await rm(path.join(root, 'dist'), { recursive: true, force: true });
for (const [file, entry] of Object.entries(programs)) {
  const { warnings } = await bundle(entry, file);
  for (const { text } of warnings) console.warn(text);
  console.log(`${file} ${Math.round((await stat(path.join(root, file))).size / 1024)} KiB`);
}
await chmod(path.join(root, 'dist/cli.js'), 0o755);
