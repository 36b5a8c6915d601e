const part = process.env.MUTATION_REPORT ?? 'all';
export default {
  packageManager: 'npm',
  tsconfigFile: 'not-needed.json',
  testRunner: 'direct',
  testRunnerNodeArgs: ['--import', 'tsx'],
  plugins: ['./scripts/mutation/direct-runner.mjs'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 15_000,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `reports/mutation/${part}.json` },
  ignorePatterns: ['.stryker-tmp', 'coverage', 'dist', 'reports'],
  tempDirName: `.stryker-tmp/${part}`,
};
