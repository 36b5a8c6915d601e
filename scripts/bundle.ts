import { fileURLToPath } from 'node:url';
import { type BuildResult, build } from 'esbuild';
import { childProcessWhenUsed, connectionsOfUndici, nodeModulesWhenNeeded } from './bundle-plugins.ts';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

// Bundled CommonJS modules ask for Node's own modules with `require`, which an ES module does not have.
const banner =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

/**
 * Bundles one program into one file, with everything it needs and without `node_modules`: what is published, and what
 * the tests run.
 *
 * @param entry relative to {@link root}
 * @throws BuildFailure as esbuild does
 */
export function bundle(entry: string, outfile: string): Promise<BuildResult<{ metafile: true }>> {
  return build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    banner: { js: banner },
    minify: true,
    plugins: [childProcessWhenUsed, nodeModulesWhenNeeded, connectionsOfUndici],
    legalComments: 'linked',
    metafile: true,
    logLevel: 'silent',
  });
}
