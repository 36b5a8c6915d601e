/** Runs of different folders may go side by side, each with its own report. */
const folder = process.env.MUTATION_FOLDER ?? 'all';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  tsconfigFile: 'not-needed.json',
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 4000,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${folder}.json` },
  ignorePatterns: ['.stryker-tmp', 'coverage', 'dist', 'reports'],
  tempDirName: `.stryker-tmp/${folder}`,
};
