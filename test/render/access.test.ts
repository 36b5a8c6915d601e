import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../src/model/access.ts';
import { accessColumns, accessCsv } from '../../src/render/access-csv.ts';
import { accessJson } from '../../src/render/access-json.ts';
import { renderAccessMarkdown } from '../../src/render/access-markdown.ts';
import { renderAccessText } from '../../src/render/access-text.ts';
import { createPalette } from '../../src/render/palette.ts';
import { widthOf } from '../../src/render/width.ts';
import { parseCsv } from '../../src/text/csv.ts';
import { accessOf, accessReport, sampleSnapshot } from '../access/samples.ts';
import { expectGolden, expectGoldenFiles } from '../support/golden.ts';
import { group, snapshotOf } from '../support/planning.ts';
import { fullReport, hostileReport, nasty } from './access-samples.ts';

const text = (report: AccessReport, columns: number | null = null, color = false): string =>
  renderAccessText(report, { palette: createPalette(color), columns });

describe('access as text', () => {
  it.each([
    ['report', null],
    ['report-100', 100],
    ['report-60', 60],
  ] as const)('%s', (name, columns) => {
    expectGolden(`access/${name}.txt`, text(fullReport(), columns));
  });

  it('with colours where something needs a look', () => {
    expectGolden('access/colours.txt', text(accessReport({ groups: ['Foundation Models'] }), null, true));
  });

  it.each([10, 20, 40, 60, 80, 120, 200])('fits %i columns, and shows whole names', (columns) => {
    const shown = text(fullReport(), columns);
    for (const line of shown.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    const together = shown.replace(/\s+/g, '');
    for (const { fullname } of fullReport().rows)
      expect(together).toContain((fullname ?? '').replaceAll(' ', ''));
  });

  it('has one person’s groups only, and one repository’s people', () => {
    const one = text(accessReport({ user: 'zoe' }));
    expect(one).toContain('Only zoe');
    expect(one).not.toContain('"Evaluation"');
    const loose = {
      ...sampleSnapshot,
      repositories: [{ type: 'model', id: 'acme-ai/loose', visibility: 'private' }],
    };
    expect(text(accessOf(null, loose, { repository: 'acme-ai/loose' }))).toMatch(
      /By the role in the organization\n {2}write +ada/,
    );
  });
});

describe('access as Markdown', () => {
  it('is as it is', () => {
    expectGolden('access/report.md', renderAccessMarkdown(fullReport()));
  });
});

it('has no golden file that nothing is compared with', () => {
  const texts = ['report.txt', 'report-100.txt', 'report-60.txt', 'colours.txt'];
  expectGoldenFiles('access', [...texts, 'report.csv', 'report.html', 'report.md']);
});

describe('access as CSV', () => {
  it('is as it is', () => {
    // The repository keeps texts with line feeds.
    expectGolden('access/report.csv', accessCsv(fullReport(), false).replaceAll('\r\n', '\n'));
  });

  it('has a record for each row, with columns to sign', () => {
    const report = fullReport();
    const csv = parseCsv(accessCsv(report, true));
    expect(csv).toMatchObject({ kind: 'table', columns: accessColumns });
    expect(csv.kind === 'table' ? csv.rows.length : 0).toBe(report.rows.length);
    expect(accessColumns.slice(-3)).toEqual(['reviewer', 'date', 'decision']);
    expect(accessColumns.slice(0, 16)).toEqual([
      ...['user', 'fullname', 'email', 'organization_role', 'external', 'two_factor', 'service_account'],
      ...['group', 'group_id', 'live_role', 'declared_role', 'via', 'source', 'reason', 'expires', 'status'],
    ]);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '|cmd',
    '%x',
    '  =1',
    '\t=1',
    '＝1',
    '−1',
    '=HYPERLINK("http://x")',
  ])('makes no formula of %j', (fullname) => {
    const snapshot = snapshotOf([group(1, 'A', { ada: 'read' })], [{ user: 'ada', role: 'read', fullname }]);
    const [, line = ''] = accessCsv(accessOf(null, snapshot), false).split('\r\n');
    const csv = parseCsv(`a,b\r\n${line.split(',').slice(0, 2).join(',')}\r\n`);
    const cell = csv.kind === 'table' ? csv.rows[0]?.values.get('b') : undefined;
    if (fullname.startsWith('\t')) expect(cell).toBe('\\u{9}=1');
    else expect(cell).toBe(`'${fullname}`);
  });
});

describe('names from outside', () => {
  it('stay data in text, Markdown, CSV and JSON', () => {
    fc.assert(
      fc.property(nasty, (odd) => {
        const report = hostileReport(odd);
        const texts = [text(report), text(report, 40), renderAccessMarkdown(report), accessJson(report)];
        for (const line of texts.join('\n').split('\n')) {
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
          expect(line).not.toContain('##[');
        }
        expect(JSON.parse(accessJson(report))).toEqual(JSON.parse(JSON.stringify(report)));
        const csv = parseCsv(accessCsv(report, false));
        expect(csv.kind === 'table' ? csv.rows.length : csv.problem).toBe(report.rows.length);
        for (const line of accessCsv(report, false).split('\r\n'))
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?:^|,)"?[=+@-]/u);
      }),
    );
  });

  it('become no markup in Markdown', () => {
    fc.assert(
      fc.property(nasty, (odd) => {
        const outside = renderAccessMarkdown(hostileReport(odd)).replace(
          /(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g,
          '',
        );
        expect(outside).not.toMatch(/@(?!&#8203;)/);
        expect(outside).not.toMatch(/(?<!\\)</);
      }),
    );
  });
});
