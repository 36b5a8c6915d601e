import { defineConfig } from 'vitest/config';

/** The tests of what is mutated, without those that start the program: a mutant has to be judged in seconds. */
export default defineConfig({
  test: {
    include: ['test/{plan,kinds,live,apply,hub,chaos}/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
