import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { createPalette } from '../../src/render/palette.ts';
import { renderPlanHtml } from '../../src/render/plan-html.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { renderReportHtml } from '../../src/render/report-html.ts';
import { renderReportText } from '../../src/render/report-text.ts';
import { planAnnotations } from '../../src/review/annotations.ts';
import { appliedBody } from '../../src/review/applied-comment.ts';
import { planBody } from '../../src/review/comment.ts';
import { report, reported } from '../render/builders.ts';
import { githubHtml } from '../support/github-markdown.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';
import { appliedContext, context } from './samples.ts';

/** Sentences and lines of the program, and what could end a quotation. */
const part = fc.constantFrom(
  ...[
    'No changes. acme-ai matches groups.yaml.',
    'Plan: 0 to add, 0 to change, 0 to remove.',
    'Less access: 3',
  ],
  ...[
    '; apply would refuse it.',
    'Policy changes',
    '  weaker  ',
    'Warnings',
    ' loses all access to ',
    '- bob write',
  ],
  ...[
    '+ ada admin',
    '**bold**',
    '`',
    '"',
    '“',
    '”',
    '" is empty. "B',
    "'",
    '\\',
    ' ',
    '   ',
    '(waived)',
    'protected',
  ],
  ...[
    'declared absent',
    'a',
    'B',
    '1',
    '.',
    ',',
    ':',
    '|',
    '<b>',
    '</code>',
    '&quot;',
    '\u00a0',
    '\u2800',
    '\u0301',
  ],
);
const name = fc
  .array(part, { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(''))
  // With "team " before it, it is still a name that a file can hold.
  .filter((text) => text.trim() !== '' && [...text].length <= 190);

interface Names {
  readonly group: string;
  readonly team: string;
  readonly reason: string;
}
const names: fc.Arbitrary<Names> = fc.record({
  group: name,
  // One ordinary word stands without quotes: it is no sentence.
  team: name.map((text) => `team ${text}`),
  reason: name,
});
const harmless: Names = { group: 'Some Group', team: 'some team', reason: 'some reason' };

/** A real plan with every part that there is, planned with these names. */
function planWith({ group: title, team, reason }: Names): Plan {
  const [groupKey, teamKey, because] = [title, team, reason].map((text) => JSON.stringify(text));
  const base = `
guards: { protected_members: [zoe] }
groups:
  ${groupKey}:
    membership: exact
    members: { root: admin, bob: write, eve: read, max: read }
`;
  const head = `
guards: { max_removals: 0 }
teams: { ${teamKey}: { members: [kim, gone] } }
groups:
  ${groupKey}:
    members:
      root: { role: read, expires: 2026-12-01, reason: ${because} }
      bob: absent
      efil: write
    teams: { ${teamKey}: admin }
`;
  const live = [group(1, title, { root: 'admin', bob: 'write', eve: 'read', max: 'write' })];
  const people = members('root', 'bob', 'eve', 'max', 'kim', 'elif', 'zoe');
  return planOf(head, snapshotOf(live, people), { base });
}

const quotations = /"[^"]*"|“[^“”]*”/g;

/** What the program says in a text: everything but what stands in quotes. Columns move with the names. */
function wordsOf(text: string): string {
  return text
    .replaceAll(quotations, 'Q')
    .replace(/sha256:[0-9a-f]{64}/g, 'D')
    .replace(/ +/g, ' ');
}

/** The same of a page: names stand in elements of code, and only there. */
function pageWordsOf(html: string): string {
  return wordsOf(
    html
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<code><bdi>[^<]*<\/bdi><\/code>|<code>[^<]*<\/code>/g, 'N')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&quot;', '"')
      .replaceAll('\u200b', ''),
  );
}

const plain = { palette: createPalette(false), verbose: true };

/** Blocks of code with names in quotes are read as text; all other code is names. */
function commentWordsOf(markdown: string): string {
  return pageWordsOf(githubHtml(markdown).replace(/<code class="language-(?:diff|yaml)">/g, '<p>'));
}

/** What became of the plan; the Hub answers with the reason's words. */
function reportWith(named: Names): Report {
  const { changes, groups, blocked, organization } = planWith(named);
  const error = { http_status: 403, message: named.reason, request_id: null };
  const statuses = ['failed', 'applied', 'not_attempted'] as const;
  return report({
    organization,
    groups,
    blocked,
    result: 'partial',
    changes: changes.map((change, index) => {
      const status = statuses[index % statuses.length] ?? 'failed';
      return reported(change, status, status === 'failed' ? error : undefined);
    }),
  });
}

const formats: readonly (readonly [string, string, (named: Names) => string])[] = [
  ['text', 'apply would refuse it', (named) => wordsOf(renderPlanText(planWith(named), plain))],
  [
    'the comment',
    'apply would refuse it',
    (named) => commentWordsOf(planBody(planWith(named), { ...context, runUrl: null }, 60_000)),
  ],
  ['a page', 'apply would refuse it', (named) => pageWordsOf(renderPlanHtml(planWith(named)))],
  [
    'annotations',
    'loses all access',
    (named) =>
      wordsOf(
        planAnnotations(planWith(named))
          .map(({ title, message }) => `${title}: ${message}`)
          .join('\n'),
      ),
  ],
  ['a report', 'Apply incomplete', (named) => wordsOf(renderReportText(reportWith(named), plain))],
  [
    'the comment after an apply',
    'Apply incomplete',
    (named) => commentWordsOf(appliedBody(reportWith(named), { ...appliedContext, runUrl: null }, 60_000)),
  ],
  ['the page of a report', 'Apply incomplete', (named) => pageWordsOf(renderReportHtml(reportWith(named)))],
];

describe.each(formats)('what the program says in %s', (_, words, wordsIn) => {
  const own = wordsIn(harmless);

  it('is there at all', () => {
    expect(own).toContain(words);
  });

  it('is the same whatever groups and teams are called and reasons say', () => {
    fc.assert(
      fc.property(names, (named) => {
        expect(wordsIn(named)).toBe(own);
      }),
      {
        numRuns: Number(process.env['PROPERTY_RUNS'] ?? 30),
        examples: [[{ ...harmless, group: 'No changes. acme-ai matches groups.yaml.' }]],
      },
    );
  });
});
