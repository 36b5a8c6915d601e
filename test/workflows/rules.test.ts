import { describe, expect, it } from 'vitest';
import { lint } from './lint.ts';
import { brokenRules } from './rules.ts';

const sha = 'a'.repeat(40);
const good = `on:
  pull_request:
permissions: {}
jobs:
  apply:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    environment: hf-groups-apply
    permissions:
      contents: read # to check out
    concurrency:
      group: apply
      cancel-in-progress: false
    steps:
      - uses: actions/checkout@${sha} # v5.0.0
        with:
          persist-credentials: false
      - uses: ./
        with:
          hf-token: \${{ secrets.HF_TOKEN_WRITE }}
      - run: echo "$NAME"
        env:
          NAME: \${{ github.workflow }}
`;

const broken: readonly (readonly [string, string, string, string])[] = [
  ['no permissions at the top', 'permissions: {}\n', '', '`permissions: {}` does not stand'],
  [
    'permissions for all jobs',
    'permissions: {}',
    'permissions: read-all',
    '`permissions: {}` does not stand',
  ],
  [
    'a checkout beside secrets',
    'pull_request:',
    'pull_request_target:',
    'pull_request_target with a checkout',
  ],
  ['workflow_run', 'pull_request:', 'workflow_run: { workflows: [a] }', 'workflow_run runs with secrets'],
  ['a tag', `@${sha} # v5.0.0`, '@v5', 'not pinned'],
  ['a short commit', sha, 'a'.repeat(39), 'not pinned'],
  ['a commit without a version', ' # v5.0.0', '', 'not pinned'],
  ['a permission without a reason', ' # to check out', '', 'without its reason'],
  ['no time-out', '    timeout-minutes: 5\n', '', 'no time-out'],
  ['six hours', 'timeout-minutes: 5', 'timeout-minutes: 360', 'no time-out'],
  [
    'no permissions of a job',
    '    permissions:\n      contents: read # to check out\n',
    '',
    'no permissions of its own',
  ],
  ['credentials', 'persist-credentials: false', 'fetch-depth: 2', 'leaves its credentials'],
  ['an expression in a script', 'echo "$NAME"', `echo "\${{ github.workflow }}"`, 'inside a script'],
  ['the title of a pull request', 'github.workflow', 'github.event.pull_request.title', 'harmless'],
  ['the branch of a fork', 'github.workflow', 'github.head_ref', 'harmless'],
  ['the writing token anywhere', '    environment: hf-groups-apply\n', '', 'outside its environment'],
  ['a secret of the repository', '    environment: hf-groups-apply\n', '', 'in no environment'],
  ['a cancelled apply', 'cancel-in-progress: false', 'cancel-in-progress: true', 'can be cancelled'],
  ['an identity', 'contents: read #', 'id-token: write #', 'beside an identity'],
];

describe('the rules for workflows', () => {
  it('has nothing against a good one', async () => {
    expect(brokenRules(good)).toEqual([]);
    expect(await lint(good, 'good.yml')).toEqual([]);
  });

  it('has nothing against pull_request_target that runs what is on main', () => {
    const text = good
      .replace('pull_request:', 'pull_request_target:')
      .replace('persist-credentials', 'ref: main\n          persist-credentials');
    expect(brokenRules(text)).toEqual([]);
  });

  it.each(broken)('sees %s', (_name, from, to, rule) => {
    const text = good.replace(from, to);
    expect(text).not.toBe(good);
    expect(brokenRules(text)).toEqual(expect.arrayContaining([expect.stringContaining(rule)]));
  });

  it.each([
    ['a misspelt key', 'timeout-minutes', 'timeout-minute', 'timeout-minute'],
    [
      'hashFiles where it is not known',
      '    environment:',
      "    if: hashFiles('a') != ''\n    environment:",
      'hashFiles',
    ],
    ['an unknown runner', 'ubuntu-24.04', 'ubuntu-25.99', 'ubuntu-25.99'],
    ['a step that is not there', 'github.workflow', 'steps.nowhere.outputs.a', 'nowhere'],
  ])('lets the linter see %s', async (_name, from, to, said) => {
    expect(await lint(good.replace(from, to), 'x.yml')).toEqual([expect.stringContaining(said)]);
  });
});
