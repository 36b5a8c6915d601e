import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { bundle, bundleInParts } from '../../../scripts/bundle.ts';

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
 * Bundles the program and the action once for a run of the tests, as they are published, into a folder of its own that is
 * removed afterwards: what lies in `dist` may be old.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'hf-groups-program-'));
  const program = path.join(folder, 'cli.mjs');
  // A program that does not build fails the tests that run it, and no others.
  const built = await bundleInParts('src/cli.ts', program).catch((error: unknown) => String(error));
  project.provide('buildFailure', typeof built === 'string' ? built : '');
  project.provide('metafile', JSON.stringify(typeof built === 'string' ? {} : built.metafile));
  const action = path.join(folder, 'action.mjs');
  const actionBuilt = await bundle('src/action.ts', action).catch((error: unknown) => String(error));
  project.provide('actionFailure', typeof actionBuilt === 'string' ? actionBuilt : '');
  project.provide('action', action);
  const withoutWaits = path.join(folder, 'without-waits.mjs');
  await writeFile(withoutWaits, withoutWaitsModule);
  project.provide('program', program);
  project.provide('withoutWaits', withoutWaits);
  return () => rm(folder, { recursive: true, force: true });
}

/** Waits between tries are 0.5 to 8 s; time-outs of requests, here shorter or longer, stay what they are. */
const withoutWaitsModule = `
import timers from 'node:timers/promises';
import { syncBuiltinESMExports } from 'node:module';
const original = timers.setTimeout;
timers.setTimeout = (ms, value, options) => original(ms >= 400 && ms < 15_000 ? 0 : ms, value, options);
syncBuiltinESMExports();
`;
