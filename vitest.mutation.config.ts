import { defineConfig } from 'vitest/config';
import { QuickestFirst } from './scripts/mutation/quickest-first.ts';
import { warmWorker } from './scripts/mutation/warm-worker.ts';

/**
 * The tests of the folder that is mutated, as `scripts/mutation.ts` names them, with fewer random cases of fixed seeds: a
 * mutant has to be judged in seconds, and twice in the same way.
 */
const folders = process.env['MUTATION_TESTS'] ?? '{plan,kinds,live,apply,hub,chaos}';

export default defineConfig({
  plugins: [warmWorker],
  test: {
    include: [`test/${folders}/**/*.test.ts`],
    exclude: ['**/*.slow.test.ts'],
    // Only the action's tests run what is bundled; instrumented, it takes seconds to build.
    globalSetup: folders.includes('action') ? ['test/cli/support/build.ts'] : [],
    setupFiles: ['test/support/fixed-seed.ts'],
    env: { PROPERTY_RUNS: '15', CHAOS_RUNS: '15', FUZZ_RUNS: '10' },
    isolate: false,
    sequence: { sequencer: QuickestFirst },
    // What a mutant leaves hanging fails here, long before Stryker would end the process and its warm worker.
    testTimeout: 20_000,
  },
});
