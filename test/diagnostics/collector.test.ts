import { describe, expect, it } from 'vitest';
import { Collector } from '../../src/diagnostics/collector.ts';
import { diagnose, inReadingOrder } from '../../src/diagnostics/diagnose.ts';
import { SourceFile } from '../../src/text/source-file.ts';

const file = new SourceFile('b.yaml', 'one\ntwo three\n');
const at = (offset: number, length = 1) => ({ file, offset, length });

describe('diagnose', () => {
  it('has the severity of the catalog, the place, and the line at the place', () => {
    expect(diagnose('unused-team', at(8, 5), 'Nobody', 'Do it.')).toEqual({
      code: 'unused-team',
      severity: 'warning',
      message: 'Nobody',
      hint: 'Do it.',
      source: { file: 'b.yaml', line: 2, column: 5 },
      excerpt: { text: 'two three', length: 5 },
    });
  });

  it('manages without a place', () => {
    expect(diagnose('yaml-syntax', null, 'No')).toEqual({
      code: 'yaml-syntax',
      severity: 'error',
      message: 'No',
      hint: null,
      source: null,
      excerpt: null,
    });
  });
});

describe('inReadingOrder', () => {
  it('goes by file, line and column, what has no place first', () => {
    const other = new SourceFile('a.yaml', 'x\ny\n');
    const sorted = inReadingOrder([
      diagnose('yaml-syntax', at(8), '4'),
      diagnose('yaml-syntax', at(4), '3'),
      diagnose('yaml-syntax', at(4), '3, later'),
      diagnose('yaml-syntax', null, '0'),
      diagnose('unused-team', at(0), '2'),
      diagnose('yaml-syntax', { file: other, offset: 2, length: 1 }, '1'),
    ]);
    expect(sorted.map(({ message }) => message)).toEqual(['0', '1', '2', '3', '3, later', '4']);
  });
});

describe('Collector', () => {
  it('fails by an error, not by a warning', () => {
    const found = new Collector();
    found.report('unused-team', at(0), 'A warning');
    expect(found.failed).toBe(false);
    found.report('yaml-syntax', at(4), 'An error', 'Mend it.');
    expect(found.failed).toBe(true);
    expect(found.all().map(({ code, hint }) => [code, hint])).toEqual([
      ['unused-team', null],
      ['yaml-syntax', 'Mend it.'],
    ]);
  });

  it('keeps so many of each severity, and counts the rest', () => {
    const found = new Collector(2);
    for (let offset = 0; offset < 5; offset++) {
      found.report('yaml-syntax', at(offset), `error ${offset}`);
      found.add(diagnose('unused-team', at(offset), `warning ${offset}`));
      if (offset > 1) found.add(diagnose('yaml-syntax', at(offset), 'another'));
    }
    expect(found.all().map(({ code, message }) => [code, message])).toEqual([
      ['too-many-errors', '6 more errors are not shown'],
      ['too-many-warnings', '3 more warnings are not shown'],
      ['yaml-syntax', 'error 0'],
      ['unused-team', 'warning 0'],
      ['yaml-syntax', 'error 1'],
      ['unused-team', 'warning 1'],
    ]);
  });
});
