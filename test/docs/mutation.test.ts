import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explained } from '../../scripts/mutation/explained.ts';
import { functionAt } from '../../scripts/mutation/functions.ts';
import { mutantsOf } from '../../scripts/mutation/mutants.ts';
import { type Explanation, mutationPage } from '../../scripts/mutation/page.ts';

const source = 'function first(): void {\n  second(a)\n}\n';
const reportOf = (file: string, ...statuses: readonly string[]): string =>
  JSON.stringify({
    files: {
      [file]: {
        source,
        mutants: statuses.map((status) => ({
          location: { start: { line: 2, column: 3 }, end: { line: 2, column: 12 } },
          mutatorName: 'CallExpression',
          replacement: 'second(\n b)',
          status,
        })),
      },
    },
  });
/** The page of reports about files that are still as they were. */
const pageOf = (reports: readonly string[], explained: readonly Explanation[] = [], leastScore = 0) => {
  const { mutants, notRun } = mutantsOf(reports, sources('src/plan/a.ts', 'src/hub/b.ts'));
  return mutationPage(mutants, notRun, explained, leastScore);
};
const sources = (...files: readonly string[]): ReadonlyMap<string, string> =>
  new Map(files.map((file) => [file, source]));
const reason = { file: 'src/plan/a.ts', function: 'first', mutator: 'CallExpression', why: 'Because.' };

describe('the page about mutation testing', () => {
  test('counts by folder; what is ignored does not count', () => {
    const { page, problems } = pageOf(
      [
        reportOf('src/plan/a.ts', 'Killed', 'Timeout', 'Ignored', 'Survived'),
        reportOf('src/hub/b.ts', 'Killed'),
      ],
      [reason],
    );
    expect(problems).toEqual([]);
    expect(page).toContain(
      '| `src/hub` | 1 | 1 | 0 | 0 | 0 | 100.0 % |\n| `src/plan` | 3 | 2 | 1 | 1 | 1 | 66.7 % |',
    );
    expect(page).toContain('| **all** | 4 | 3 | 1 | 1 | 1 | 75.0 % |');
    expect(page).toContain(
      '- `src/plan/a.ts`, `first`, CallExpression: Because.\n  - ``second(a)`` as ``second( b)``',
    );
  });

  test.each(['Survived', 'NoCoverage'])(
    '%s without a reason is named, and not counted as explained',
    (status) => {
      const { page, unexplained } = pageOf([reportOf('src/plan/a.ts', status)]);
      expect(unexplained).toEqual([
        'src/plan/a.ts:2 survives in src/plan/a.ts first CallExpression as: second( b)',
      ]);
      expect(page).toContain('| `src/plan` | 1 | 0 | 0 | 1 | 0 | 0.0 % |');
    },
  );

  test('a room of which too many survive is a problem, whatever explains them', () => {
    const reports = [reportOf('src/plan/a.ts', 'Killed', 'Survived'), reportOf('src/hub/b.ts', 'Killed')];
    expect(pageOf(reports, [reason], 50).problems).toEqual([]);
    expect(pageOf(reports, [reason], 51).problems).toEqual(['`src/plan`: 50.0 %']);
  });

  test('a reason that explains nothing is one too', () => {
    const { problems } = pageOf([reportOf('src/plan/a.ts', 'Killed')], [reason]);
    expect(problems).toEqual(['explained 1, survive 0: src/plan/a.ts first CallExpression']);
  });

  test('a reason for one does not excuse two', () => {
    const reports = [reportOf('src/plan/a.ts', 'Survived', 'Survived')];
    expect(pageOf(reports, [reason]).problems).toEqual([
      'explained 1, survive 2: src/plan/a.ts first CallExpression',
    ]);
    expect(pageOf(reports, [{ ...reason, count: 2 }]).problems).toEqual([]);
  });

  test('of two reports on one mutant the last counts; on another text of the file, it alone', () => {
    const [before, after] = [reportOf('src/plan/a.ts', 'Survived'), reportOf('src/plan/a.ts', 'Killed')];
    expect(pageOf([before, after]).problems).toEqual([]);
    const elsewhere = before.replace('"line":2', '"line":1');
    const statusesOf = (reports: readonly string[], text: string): readonly string[] =>
      mutantsOf(reports, new Map([['src/plan/a.ts', text]])).mutants.map(({ status }) => status);
    expect(statusesOf([elsewhere, after], source)).toEqual(['Survived']);
    const edited = after.replace('first', 'other');
    expect(statusesOf([elsewhere, edited], source.replace('first', 'other'))).toEqual(['Killed']);
  });

  test('what was reported of another text of a file is not counted, and said to be missing', () => {
    const changed = reportOf('src/plan/a.ts', 'Survived').replace('first', 'other');
    const gone = reportOf('src/plan/gone.ts', 'Survived');
    const { page, problems } = pageOf([changed, gone, reportOf('src/hub/b.ts', 'Killed')], [reason]);
    expect(problems).toEqual([]);
    expect(page).toContain('| **all** | 1 | 1 | 0 | 0 | 0 | 100.0 % |');
    expect(page).toContain('have not been run since they were changed last:\n\n- `src/plan`: all of it\n');
    expect(page).not.toContain('Because.');
    const whole = [reportOf('src/plan/a.ts', 'Killed'), reportOf('src/hub/b.ts', 'Killed')];
    expect(pageOf(whole).page).not.toContain('have not been run');
  });

  test('anything else is no report', () => {
    expect(() => mutantsOf(['{"files": []}'], new Map())).toThrow('not a report of Stryker');
  });
});

describe('the function of a line', () => {
  const lines = [
    'export const limits = [',
    '  5,',
    '];',
    'export async function outer<T>(',
    '  one: T,',
    '): Promise<void> {',
    '  const inner = (x: number): number => {',
    '    if (x > 1) {',
    '      return x;',
    '    }',
    '    return 2;',
    '  };',
    '  await inner(3);',
    '}',
    'class Thing {',
    '  #private(a: string): void {',
    '    use(a);',
    '  }',
    '  get size(): number {',
    '    return 1;',
    '  }',
    '}',
  ];
  test.each([
    [2, 'limits'],
    [5, 'outer'],
    [9, 'inner'],
    [11, 'inner'],
    [13, 'outer'],
    [17, '#private'],
    [20, 'size'],
  ])('%i is in %s', (line, name) => {
    expect(functionAt(lines, line)).toBe(name);
  });
});

test.each(explained.map((one) => [one.file, one.function]))('%s still has %s', (file, name) => {
  const lines = readFileSync(file, 'utf8').split('\n');
  expect(lines.map((_, index) => functionAt(lines, index + 1))).toContain(name);
});
