import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // No test leaves anything behind in its module or process, and starting afresh for each file takes longer than most.
    isolate: false,
    maxWorkers: '100%',
    globalSetup: ['test/cli/support/build.ts'],
    // A property that needs more than this is a property that does too much.
    testTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: {
        'src/plan/**/*.ts': { lines: 100 },
        'src/config/**/*.ts': { lines: 100 },
        'src/kinds/**/*.ts': { lines: 100 },
      },
    },
  },
});
