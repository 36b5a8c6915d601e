/** Runs of different parts may go side by side, each with its own report. */
const part = process.env.MUTATION_REPORT ?? 'all';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  packageManager: 'npm',
  tsconfigFile: 'not-needed.json',
  testRunner: 'direct',
  testRunnerNodeArgs: ['--import', 'tsx'],
  plugins: ['./scripts/mutation/direct-runner.mjs'],
  // Nothing checks types here, and what would switch it off is written into golden files of HTML as well.
  disableTypeChecks: false,
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  // Besides what the tests take, on a machine that may have other things to do.
  timeoutMS: 15_000,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `reports/mutation/${part}.json` },
  ignorePatterns: ['.stryker-tmp', 'coverage', 'dist', 'reports'],
  tempDirName: `.stryker-tmp/${part}`,
};
