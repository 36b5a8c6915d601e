import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The bundled program of this run of the tests. */
    program: string;
    /** The bundled action of this run of the tests. */
    action: string;
    /** A module that, loaded first, makes the program's waits last no time. */
    withoutWaits: string;
    /** What esbuild says of the bundle, as JSON. */
    metafile: string;
    /** Why the program could not be built; empty when it could. */
    buildFailure: string;
    /** Why the action could not be built; empty when it could. */
    actionFailure: string;
  }
}

/** What the built program may see of the sources: which modules load which, and how. */
export type Bundle = Metafile;

/**
 * Bundles the program and the action once for a run of the tests, into a folder of its own that is removed afterwards: what lies in
 * `dist` may be old.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const folder = await mkdtemp(path.join(tmpdir(), 'hf-groups-program-'));
  const program = path.join(folder, 'cli.mjs');
  // A program that does not build fails the tests that run it, and no others.
  const built = await bundle(root, 'src/cli.ts', program).catch((error: unknown) => String(error));
  project.provide('buildFailure', typeof built === 'string' ? built : '');
  project.provide('metafile', JSON.stringify(typeof built === 'string' ? {} : built));
  const action = path.join(folder, 'action.mjs');
  const actionBuilt = await bundle(root, 'src/action.ts', action).catch((error: unknown) => String(error));
  project.provide('actionFailure', typeof actionBuilt === 'string' ? actionBuilt : '');
  project.provide('action', action);
  const withoutWaits = path.join(folder, 'without-waits.mjs');
  await writeFile(withoutWaits, withoutWaitsModule);
  project.provide('program', program);
  project.provide('withoutWaits', withoutWaits);
  return () => rm(folder, { recursive: true, force: true });
}

async function bundle(root: string, entry: string, outfile: string): Promise<Metafile> {
  // As scripts/build.ts does; bundled CommonJS modules ask for Node's own modules with `require`.
  const banner =
    "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    banner: { js: banner },
    minifySyntax: true,
    metafile: true,
    logLevel: 'silent',
  });
  return metafile;
}

/** Waits between tries are 0.5 to 8 s; time-outs of requests, here shorter or longer, stay what they are. */
const withoutWaitsModule = `
import timers from 'node:timers/promises';
import { syncBuiltinESMExports } from 'node:module';
const original = timers.setTimeout;
timers.setTimeout = (ms, value, options) => original(ms >= 400 && ms < 15_000 ? 0 : ms, value, options);
syncBuiltinESMExports();
`;
