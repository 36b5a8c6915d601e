import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Message, type Metafile, type OutputFile } from 'esbuild';
import {
  childProcessWhenUsed,
  connectionsOfUndici,
  nodeModulesWhenNeeded,
  noEnvironmentForYaml,
} from './bundle-plugins.ts';
import { compiledValidators } from './compiled-validators.ts';
import { oneFile } from './one-file.ts';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** What is known of a program that was written. */
export interface Bundle {
  readonly metafile: Metafile;
  readonly warnings: readonly Message[];
  /** What the comments of the modules in it say of their licences. */
  readonly comments: string;
}

const options = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  minify: true,
  plugins: [
    childProcessWhenUsed,
    nodeModulesWhenNeeded,
    connectionsOfUndici,
    noEnvironmentForYaml,
    compiledValidators,
  ],
  legalComments: 'external',
  metafile: true,
  write: false,
  logLevel: 'silent',
} as const satisfies BuildOptions;

// Bundled CommonJS modules ask for Node's own modules with `require`, which an ES module does not have.
const banner =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

/**
 * Bundles one program into one file, with everything it needs and without `node_modules`: what is published, and what
 * the tests run.
 *
 * @param entry relative to {@link root}
 * @param outfile in a folder that is there
 * @throws BuildFailure as esbuild does
 */
export async function bundle(entry: string, outfile: string): Promise<Bundle> {
  const built = await build({ ...options, entryPoints: [entry], banner: { js: banner } });
  const [code = ''] = built.outputFiles.filter(isCode).map(({ text }) => text);
  return written(outfile, code, built);
}

/** As {@link bundle}, for a program that is started often and of which each start needs little: see {@link oneFile}. */
export async function bundleInParts(entry: string, outfile: string): Promise<Bundle> {
  const built = await build({ ...options, entryPoints: [entry], splitting: true });
  const texts = built.outputFiles
    .filter(isCode)
    .map((file) => [path.basename(file.path), file.text] as const);
  return written(
    outfile,
    await oneFile(built.metafile.outputs, `dist/${path.basename(entry, '.ts')}.js`, new Map(texts)),
    built,
  );
}

async function written(
  outfile: string,
  code: string,
  { metafile, warnings, outputFiles }: Awaited<ReturnType<typeof build<typeof options>>>,
): Promise<Bundle> {
  await writeFile(path.resolve(root, outfile), code);
  const comments = outputFiles.filter((file) => !isCode(file)).map(({ text }) => text.trim());
  return { metafile, warnings, comments: [...new Set(comments)].toSorted().join('\n') };
}

function isCode({ path: file }: OutputFile): boolean {
  return file.endsWith('.js');
}
