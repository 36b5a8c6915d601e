import type { ViteUserConfig } from 'vitest/config';

/** What every run of the tests has in common. */
export const ordinary = {
  include: ['test/**/*.test.ts'],
  // No test leaves anything behind in its module or its process, and starting afresh for each file takes longer than
  // most files do.
  isolate: false,
  // By itself vitest leaves one core out, of two as well.
  maxWorkers: '100%',
  globalSetup: ['test/cli/support/build.ts'],
  // A property that needs more than this is a property that does too much.
  testTimeout: 30_000,
} satisfies ViteUserConfig['test'];
