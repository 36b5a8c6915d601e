import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAudit } from '../../src/access/audit.ts';
import { compareAccess } from '../../src/access/compare.ts';
import { comparePeople } from '../../src/access/people.ts';
import { peopleList } from '../../src/access/people-list.ts';
import { liveOf } from '../../src/live/live.ts';
import type { AccessReport } from '../../src/model/access.ts';
import { accessColumns, accessCsv } from '../../src/render/access-csv.ts';
import { accessJson } from '../../src/render/access-json.ts';
import { renderAccessMarkdown } from '../../src/render/access-markdown.ts';
import { renderAccessText } from '../../src/render/access-text.ts';
import { createPalette } from '../../src/render/palette.ts';
import { widthOf } from '../../src/render/width.ts';
import { parseCsv } from '../../src/text/csv.ts';
import { accessOf, accessReport, rootAsAdmin, sampleSnapshot } from '../access/samples.ts';
import { expectGolden } from '../support/golden.ts';
import { group, idOf, snapshotOf } from '../support/planning.ts';
import { hostileNames } from './samples.ts';

/** A report with everything that can be asked for. */
function fullReport(): AccessReport {
  const report = withAudit(accessReport(), {
    kind: 'read',
    lists: [
      [
        {
          _id: idOf(9),
          createdAt: '2026-11-01T10:00:00.000Z',
          type: 'resource_group.add_users',
          message: 'Added zoe',
          author: { user: 'ada' },
          data: { resourceGroup: { id: idOf(1) }, users: [{ user: 'zoe' }] },
        },
      ],
    ],
  });
  const [first, ...others] = sampleSnapshot.groups;
  const earlier = accessOf(null, {
    ...sampleSnapshot,
    groups: first === undefined ? [] : [first, ...others.slice(1)],
  });
  const live = liveOf(sampleSnapshot);
  const entries = peopleList(
    'email\nada@acme.ai\nlee@acme.ai\ngrace@acme.ai\nbob@acme.ai\nnew@acme.ai\n',
    'people.csv',
  );
  return {
    ...report,
    files: [
      {
        path: 'groups.yaml',
        sha256: `sha256:${'0'.repeat(64)}`,
        commit: 'abcdef0123456789',
        as_committed: false,
      },
    ],
    comparison: compareAccess(earlier, report.rows, 'spring.json'),
    people: comparePeople(report.rows, entries, { live, known: new Map(), file: 'people.csv' }),
  };
}

const text = (report: AccessReport, columns: number | null = null, color = false): string =>
  renderAccessText(report, { palette: createPalette(color), columns });

describe('access as text', () => {
  it.each([
    ['access', null],
    ['access-100', 100],
    ['access-60', 60],
  ] as const)('%s', (name, columns) => {
    expectGolden(`render/${name}.txt`, text(fullReport(), columns));
  });

  it('with colours where something needs a look', () => {
    expectGolden(
      'render/access-colours.txt',
      text(accessReport({ groups: ['Foundation Models'] }), null, true),
    );
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
    expectGolden('render/access.md', renderAccessMarkdown(fullReport()));
  });
});

describe('access as CSV', () => {
  it('is as it is', () => {
    // The repository keeps texts with line feeds.
    expectGolden('render/access.csv', accessCsv(fullReport(), false).replaceAll('\r\n', '\n'));
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

/** A report in which everything from outside is the same odd text. */
function hostileReport(odd: string): AccessReport {
  const resources = [
    { type: odd, name: odd, private: true },
    { type: odd, id: odd },
  ];
  const users = [{ name: odd, role: odd, fullname: odd, addedBy: odd }];
  const snapshot = snapshotOf(
    [{ ...group(1, odd, {}), users, resources, description: odd }],
    [{ user: `${odd}2`, role: odd, fullname: odd, verifiedEmail: odd }],
    { me: { ...rootAsAdmin, name: odd }, organization: odd },
  );
  const report = accessOf(null, snapshot);
  const rows = report.rows.map((row) => ({
    ...row,
    reason: odd,
    team: odd,
    via: 'team' as const,
    include: odd,
    source: { file: odd, line: 1, column: 1 },
    event: { at: '2026-11-01T10:00:00.000Z', by: odd, type: odd, message: odd },
  }));
  return {
    ...report,
    rows,
    files: [{ path: odd, sha256: 'sha256:0', commit: null, as_committed: null }],
    subject: { asked: odd, user: null, member: false, message: odd },
    repository: { type: odd, name: odd, visibility: odd, group: null, everybody_else: odd },
    people: {
      file: odd,
      entries: 1,
      leavers: [],
      unclear: [],
      service_accounts: [],
      without_access: [],
      unmatched: [{ line: 2, written: odd, user: null }],
    },
  };
}

const nasty = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.string({ unit: fc.constantFrom(...'`<>&"\'#[]@:-+~\n\r\t\u001b\u202e a1/.|='), minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
);

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
