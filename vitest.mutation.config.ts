import { defineConfig } from 'vitest/config';

/**
 * The tests of what is mutated, without those that start the program, and with fewer random cases of fixed seeds: a
 * mutant has to be judged in seconds, and twice in the same way.
 */
export default defineConfig({
  test: {
    include: ['test/{plan,kinds,live,apply,hub,chaos}/**/*.test.ts'],
    setupFiles: ['test/support/fixed-seed.ts'],
    env: { PROPERTY_RUNS: '40', CHAOS_RUNS: '25' },
    isolate: false,
    testTimeout: 30_000,
  },
});
