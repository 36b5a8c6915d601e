import { describe, expect, it } from 'vitest';
import type { ReportedRun } from '../../src/model/report.ts';
import { evidenceLines } from '../../src/review/evidence.ts';

const commit = '4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e';
const url = 'https://github.com/acme/access/actions/runs/77';
const pull = (number: number, approved_by: readonly string[] | null) => ({
  number,
  url: `https://github.com/acme/access/pull/${number}`,
  head: commit,
  approved_by,
});
const run = (more: Partial<ReportedRun>): ReportedRun => ({
  commit,
  url: null,
  pull_requests: [],
  digest_by: null,
  ...more,
});
const head = `Applied from \`4f1c2d3\` by [this run](${url})`;

describe('evidenceLines', () => {
  it.each<[string, ReportedRun | null, readonly string[]]>([
    ['nothing but the commit and the run', null, [`${head}.`]],
    ['a run that went by nobody’s plan', run({}), [`${head}.`]],
    [
      'pull requests with who approved them',
      run({ pull_requests: [pull(7, ['ada', 'kim']), pull(8, []), pull(9, null)] }),
      [
        `${head}, as reviewed in [#7](https://github.com/acme/access/pull/7) (approved by \`ada\` and \`kim\`), ` +
          '[#8](https://github.com/acme/access/pull/8) (nobody approved this commit of it) and ' +
          '[#9](https://github.com/acme/access/pull/9) (who approved it GitHub did not say).',
      ],
    ],
    [
      'a digest that somebody named',
      run({ digest_by: '@grace`' }),
      [`${head}.`, '`` @grace` `` named the digest of the plan by hand.'],
    ],
  ])('says %s', (_, given, lines) => {
    expect(evidenceLines('Applied', { commit, runUrl: url }, given)).toEqual(lines);
  });

  it('links to no page that is not known, or that could end the link', () => {
    const lines = (runUrl: string | null) => evidenceLines('Planned', { commit, runUrl }, null);
    expect(lines(null)).toEqual(['Planned from `4f1c2d3`.']);
    expect(lines('https://x.test/a)[evil](https://y.test')).toEqual(['Planned from `4f1c2d3` by this run.']);
  });

  it('is bounded', () => {
    const people = Array.from({ length: 30 }, (_, index) => `user-${index}`);
    const pulls = Array.from({ length: 40 }, (_, index) => pull(index, people));
    const [line = ''] = evidenceLines('Applied', { commit, runUrl: url }, run({ pull_requests: pulls }));
    expect(line.match(/#\d+/g)).toHaveLength(10);
    expect(line).toMatch(/`user-9` and 20 more\) and 30 more\.$/);
  });
});
