/** What the tests take from `vitest`, without Vitest around it: `direct-runner.mjs` runs them. */

import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
} from '@vitest/expect';
import { format, plugins } from '@vitest/pretty-format';
import { stripSnapshotIndentation } from '@vitest/snapshot';
import { fn, isMockFunction, restoreAllMocks, spyOn } from '@vitest/spy';

export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
  suite,
  test,
} from '@vitest/runner';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
chai.use((_, { addMethod }) => {
  addMethod(chai.Assertion.prototype, 'toMatchInlineSnapshot', function (expected = '') {
    const options = { plugins: Object.values(plugins), escapeString: false, printBasicPrototype: false };
    chai.assert.strictEqual(format(this._obj, options).trim(), stripSnapshotIndentation(expected).trim());
  });
});
export const expect = Object.assign((value, message) => chai.expect(value, message), chai.expect);
Object.assign(expect, globalThis[ASYMMETRIC_MATCHERS_OBJECT]);
expect.unreachable = (message) => chai.assert.fail(`expected ${message ?? ''} not to be reached`);
globalThis[GLOBAL_EXPECT] = expect;
setState(
  { assertionCalls: 0, isExpectingAssertions: false, expectedAssertionsNumber: null, testPath: '' },
  expect,
);

/** What the test that runs now wants done after it, the last first. */
export const finishers = [];
export const onTestFinished = (finish) => void finishers.unshift(finish);
/** What a test fails with that runs the bundled program, in which no mutant is. */
export const needsProgram = new Error('a test of a program of its own');
/** What only Vitest's global set-up provides: the bundled program. */
export const inject = () => {
  throw needsProgram;
};

const stubbed = new Map();
export const vi = {
  fn,
  spyOn,
  isMockFunction,
  restoreAllMocks,
  stubEnv(name, value) {
    if (!stubbed.has(name)) stubbed.set(name, process.env[name]);
    process.env[name] = value;
  },
  unstubAllEnvs() {
    for (const [name, value] of stubbed) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    stubbed.clear();
  },
};
