import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explained } from '../../scripts/mutation/explained.ts';
import { mutantsOf } from '../../scripts/mutation/mutants.ts';
import { mutationPage } from '../../scripts/mutation/page.ts';

const reportOf = (file: string, ...statuses: readonly string[]): string =>
  JSON.stringify({
    files: {
      [file]: {
        source: 'first\n  second(a)\n',
        mutants: statuses.map((status) => ({
          location: { start: { line: 2, column: 3 } },
          replacement: 'second(\n b)',
          status,
        })),
      },
    },
  });
const reason = { file: 'src/plan/a.ts', code: 'second(a)', replacements: ['second( b)'], why: 'Because.' };

describe('the page about mutation testing', () => {
  test('counts by folder, and by file in src/hub; what is ignored does not count', () => {
    const { page, problems } = mutationPage(
      mutantsOf([
        reportOf('src/plan/a.ts', 'Killed', 'Timeout', 'Ignored', 'Survived'),
        reportOf('src/hub/b.ts', 'Killed'),
      ]),
      [reason],
    );
    expect(problems).toEqual([]);
    expect(page).toContain(
      '| `src/hub/b.ts` | 1 | 1 | 0 | 0 | 100.0 % |\n| `src/plan` | 3 | 2 | 1 | 1 | 66.7 % |',
    );
    expect(page).toContain('| **all** | 4 | 3 | 1 | 1 | 75.0 % |');
    expect(page).toContain('- `src/plan/a.ts`: ``second(a)``\n  as `second( b)`\n\n  Because.');
  });

  test.each(['Survived', 'NoCoverage'])('%s without a reason is a problem', (status) => {
    const { problems } = mutationPage(mutantsOf([reportOf('src/plan/a.ts', status)]), []);
    expect(problems).toEqual(['src/plan/a.ts:2 survives as: second( b)']);
  });

  test('a reason that explains nothing is one too', () => {
    const { problems } = mutationPage(mutantsOf([reportOf('src/plan/a.ts', 'Killed')]), [reason]);
    expect(problems).toEqual(['explained, but killed or gone: src/plan/a.ts: second(a)']);
  });

  test('of two reports on one mutant the last counts; on another text of the file, it alone', () => {
    const [before, after] = [reportOf('src/plan/a.ts', 'Survived'), reportOf('src/plan/a.ts', 'Killed')];
    expect(mutationPage(mutantsOf([before, after]), []).problems).toEqual([]);
    const elsewhere = before.replace('"line":2', '"line":1');
    expect(mutantsOf([elsewhere, after]).map(({ status }) => status)).toEqual(['Survived']);
    const edited = after.replace('first', 'other');
    expect(mutantsOf([elsewhere, edited]).map(({ status }) => status)).toEqual(['Killed']);
  });

  test('anything else is no report', () => {
    expect(() => mutantsOf(['{"files": []}'])).toThrow('not a report of Stryker');
  });
});

test.each(explained.map(({ file, code }) => [file, code]))('%s still has the line %s', (file, code) => {
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines.map((line) => line.trim())).toContain(code);
});
