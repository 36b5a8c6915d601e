import { chmod, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Bundles the program into one file each, with everything it needs and without `node_modules`. */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

// Bundled CommonJS modules ask for Node's own modules with `require`, which an ES module does not have.
const banner =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

await rm(path.join(root, 'dist'), { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { cli: 'src/cli.ts', action: 'src/action.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  banner: { js: banner },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  logLevel: 'warning',
});
await chmod(path.join(root, 'dist/cli.js'), 0o755);
for (const file of ['dist/cli.js', 'dist/action.js']) {
  console.log(`${file} ${Math.round((await stat(path.join(root, file))).size / 1024)} KiB`);
}
