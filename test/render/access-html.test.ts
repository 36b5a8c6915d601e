import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessReport } from '../../src/model/access.ts';
import { renderAccessHtml } from '../../src/render/access-html.ts';
import { accessOf, accessReport } from '../access/samples.ts';
import { expectGolden } from '../support/golden.ts';
import { group, snapshotOf } from '../support/planning.ts';
import { fullReport, hostileReport, nasty } from './access-samples.ts';
import { matrixPart as matrix, rowsOf } from './page-rows.ts';

/** So many groups, each with one person, and one person in all of them. */
function wide(groups: number): AccessReport {
  const numbers = Array.from({ length: groups }, (_, at) => at);
  return accessOf(
    null,
    snapshotOf(
      numbers.map((at) => group(at, `G${String(at).padStart(3, '0')}`, { [`u${at}`]: 'read', all: 'write' })),
      [],
    ),
  );
}

/** One group with so many people, and one more. */
function tall(people: number): AccessReport {
  const names = Array.from({ length: people }, (_, at) => [`u${at}`, 'read'] as const);
  return accessOf(null, snapshotOf([group(1, 'G', Object.fromEntries([...names, ['all', 'write']]))], []));
}

describe('access as a page', () => {
  it('is as it is', () => {
    expectGolden('access/report.html', renderAccessHtml(fullReport()));
  });

  it('has everybody against every group, and marks what the plan would change', () => {
    expect(rowsOf(renderAccessHtml(accessReport()), matrix)).toEqual([
      'User|Name|Evaluation|Everybody|Foundation Models|Ghost Group|',
      'ada|Ada Nowak, ada@acme.ai||R|A|R!|',
      'bob|Bob Tanaka, bob@acme.ai, without two-factor authentication|−R|R|',
      'ci-bot|service account|||W|',
      'grace|Grace Okafor, grace@acme.ai|A||W→R|',
      'kim|Kim Larsen, kim@partner.example, external collaborator|R!||R→W|',
      'lee|Lee Brandt|||+R|',
      'nobody||||R!|',
      'root|Platform Team, root@acme.ai, organization admin|O|O|O|',
      'zoe|Zoe Marin, zoe@acme.ai|||R!|',
    ]);
  });

  it('has every row of the report, with its way and its line', () => {
    const report = accessReport();
    const rows = rowsOf(renderAccessHtml(report), /Group by group[\s\S]*/).filter(
      (row) => !row.startsWith('User|'),
    );
    expect(rows).toHaveLength(report.rows.length);
    expect(rows).toContain(
      'grace|Grace Okafor|W write|team research, groups.yaml:5, declared read, until 2026-12-31|',
    );
  });

  it('tells the exceptions before the matrix, the worst first', () => {
    const page = renderAccessHtml(fullReport());
    const titles = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title = '']) =>
      title.replace(/<[^>]*>/g, ''),
    );
    expect(titles).toEqual([
      'look Have access and are not in people.csv: 3',
      'look Are in people.csv and match nobody: 2',
      'look Added since 2026-11-20: 8',
      'look Changed since 2026-11-20: 5',
      'look The earlier report was not complete',
      'Ended, and still in the group: 1',
      'Not in the file: 1',
      'Declared otherwise: 2',
      'Blocked: cannot be made now: 3',
      'Declared and missing: 1',
      'Groups that no file manages: 1',
      'Organization admins, who have every group: 1',
      'Service accounts with access, which no list of people has: 1',
      'Audit log',
      'Everybody',
      'Group by group, and why',
    ]);
  });

  it.each([
    [1, 1, [2]],
    [49, 1, [50]],
    [50, 2, [50, 1]],
    [100, 3, [50, 50, 1]],
  ])('has %i people beside one in chunks with a header row each', (people, chunks, sizes) => {
    const part = matrix.exec(renderAccessHtml(tall(people)))?.[0] ?? '';
    const tables = part.split('<section class="chunk ').slice(1);
    expect(tables).toHaveLength(chunks);
    expect(tables.map((table) => table.match(/<th scope="row"/g)?.length)).toEqual(sizes);
    for (const table of tables) expect(table.match(/<thead><tr>.*?<\/tr><\/thead>/g)).toHaveLength(1);
  });

  it.each([
    [20, [20]],
    [21, [11, 10]],
    [45, [15, 15, 15]],
    [100, [20, 20, 20, 20, 20]],
  ])('has %i groups in parts that are as wide as a sheet of paper', (groups, widths) => {
    const page = renderAccessHtml(wide(groups));
    const parts = page.match(new RegExp(matrix, 'g')) ?? [];
    expect(parts.map((part) => /<h2>(.*?)<\/h2>/.exec(part)?.[1])).toEqual(
      widths.map((_, at) =>
        widths.length === 1 ? 'Everybody' : `Everybody, part ${at + 1} of ${widths.length}`,
      ),
    );
    for (const [index, part] of parts.entries())
      expect(rowsOf(part, /<thead>.*<\/thead>/)[0]?.split('|')).toHaveLength((widths[index] ?? 0) + 3);
  });

  it('has who gets at a repository in no group', () => {
    const snapshot = {
      ...snapshotOf([], [{ user: 'ada', role: 'write' }]),
      repositories: [{ type: 'model', id: 'acme-ai/loose', visibility: 'private' }],
    };
    const page = renderAccessHtml(accessOf(null, snapshot, { repository: 'acme-ai/loose' }));
    expect(rowsOf(page, matrix)).toEqual(['User|Name|By the role in the organization|', 'ada||W|']);
  });

  it('says that it is not complete', () => {
    const report = accessReport();
    const sentence = 'This report is not complete';
    expect(renderAccessHtml({ ...report, complete: false })).toContain(sentence);
    expect(renderAccessHtml({ ...report, complete: true })).not.toContain(sentence);
  });

  it('permits its one style and its one script, and nothing else', () => {
    const page = renderAccessHtml(fullReport());
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    const hash = (tag: string): string => {
      const found = [...page.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))];
      expect(found).toHaveLength(1);
      return createHash('sha256')
        .update(found[0]?.[1] ?? '')
        .digest('base64');
    };
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash('style')}'; script-src 'sha256-${hash('script')}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(
      / style=| on[a-z]+=|<link|<img|<iframe|@import|url\(|https?:\/\/(?!huggingface\.co)/,
    );
  });

  it('makes no markup of names', () => {
    const plain = tagsOf(renderAccessHtml(hostileReport('x')));
    fc.assert(
      fc.property(nasty, (odd) => {
        const page = renderAccessHtml(hostileReport(odd));
        expect(tagsOf(page)).toEqual(plain);
        for (const line of page.split('\n')) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

/** Every tag with its attributes, but for what those say to people. */
function tagsOf(page: string): readonly string[] {
  return [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/aria-label="[^"<>]*"/, ''));
}
