import { defineConfig } from 'vitest/config';

/**
 * The tests of the folder that is mutated, as `scripts/mutation.ts` names them, with fewer random cases of fixed seeds: a
 * mutant has to be judged in seconds, and twice in the same way.
 */
const folders = process.env['MUTATION_TESTS'] ?? '{plan,kinds,live,apply,hub,chaos}';

export default defineConfig({
  test: {
    include: [`test/${folders}/**/*.test.ts`],
    exclude: ['**/*.slow.test.ts'],
    globalSetup: ['test/cli/support/build.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    env: { PROPERTY_RUNS: '40', CHAOS_RUNS: '25', FUZZ_RUNS: '40' },
    isolate: false,
    testTimeout: 30_000,
  },
});
