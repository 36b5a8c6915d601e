import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, GroupInfo, Plan } from '../../src/model/plan.ts';
import { appliedComment } from '../../src/review/applied-comment.ts';
import { planComment } from '../../src/review/comment.ts';
import { driftBody } from '../../src/review/drift-body.ts';
import { at, blocked, change, group, plan, report, reported } from '../render/builders.ts';
import { hostileNames } from '../render/samples.ts';
import { githubHtml, referencesOf, tagsOf } from '../support/github-markdown.ts';
import { heldOf, releasedOf, rulesOf } from './hostile-data.ts';
import { appliedContext, context } from './samples.ts';

/** Parts that mean something in Markdown, HTML, a log or a comment of GitHub, put together at random. */
const part = fc.constantFrom(
  ...['`', '```', '~~~', '<', '>', '-->', '<!--', '</details>', '<img src=x>', '&lt;', '&#64;', '\\', '|'],
  ...['[x]', '(javascript:x)', '![', '](', '*', '**', '_', '~~', '$', '#1', 'GH-1', '@everyone', 'a/b#3'],
  ...['https://x.y', 'www.x.y', 'ada@x.y', ':smile:', '::set-output name=x::', '##[group]', '4f1c2d3e4f1c'],
  ...[
    '\n',
    '\r\n',
    '\t',
    ' ',
    '    ',
    '\u202e',
    '\u200b',
    '\u001b[31m',
    '1.',
    '- ',
    '+ ',
    '# ',
    '> ',
    '[!TIP]',
  ],
  ...['a', 'b', '0', 'é', '😀', '---', '===', ':--', '{', '}', '"', "'"],
);
const name = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
  fc.constantFrom(...hostileNames),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
);

/** The names of a plan, each for itself. */
interface Names {
  readonly group: string;
  readonly user: string;
  readonly role: string;
  readonly team: string;
  readonly file: string;
  readonly message: string;
}
const names: fc.Arbitrary<Names> = fc.record({
  group: name,
  user: name,
  role: name,
  team: name,
  file: name,
  message: name,
});
const harmless: Names = {
  group: 'Evaluation',
  user: 'ada',
  role: 'write',
  team: 'research',
  file: 'groups.yaml',
  message: 'It would be empty',
};

/** What GitHub takes for an address, a reference or a commit although a letter or an underscore stands before it. */
const odd: readonly string[] = [
  '_www.example.org',
  'x_GH-1_',
  '_4f1c2d3e4f1c_',
  '_:smile:_',
  'a__@everyone__',
];

function infoOf(named: Names): GroupInfo {
  return group(named.group, {
    id: '0'.repeat(24),
    repository_names: [
      { type: named.team, name: named.user, private: true },
      { type: named.user, name: named.team, private: null },
    ],
  });
}

/** Enough changes for the table, for a tail and for what is pending. */
function changesOf(named: Names): readonly Change[] {
  const info = infoOf(named);
  const fields = {
    via: named.team,
    reason: named.message,
    source: at(1, named.file),
    origin: 'this_change',
  } as const;
  return [
    change(info, named.user, named.role, null, fields),
    change(info, named.user, 'read', named.role, { ...fields, destructive: true }),
    ...Array.from({ length: 26 }, () => change(info, named.user, null, named.role, fields)),
    change(info, named.user, named.role, null, { ...fields, origin: 'drift' }),
    change(info, named.user, null, named.role, { ...fields, origin: 'drift' }),
  ];
}

function planWith(named: Names): Plan {
  const info = infoOf(named);
  const entry = { suggestion: named.user, after: named.role, via: named.team, source: at(1, named.file) };
  return plan({
    organization: named.group,
    files: [named.file],
    groups: [info],
    changes: changesOf(named),
    blocked: [
      blocked(info, named.user, 'not_in_organization', entry),
      blocked(info, named.user, 'email_not_found', { ...entry, origin: 'drift' }),
      ...heldOf(named.user, info, named.file),
    ],
    policy_changes: rulesOf(named.user, info, named.file),
    released: releasedOf(named.user, info, named.file),
    people: [{ user: named.user, fullname: named.message }],
    violations: [
      {
        guard: 'last-admin',
        message: named.message,
        group: info,
        user: named.user,
        source: null,
        waived: false,
      },
    ],
    warnings: [{ code: 'auto-join', message: named.message, source: at(1, named.file) }],
  });
}

function appliedWith(named: Names): string {
  const error = { http_status: 400, message: named.message, request_id: named.team };
  return appliedComment(
    report({
      result: 'partial',
      organization: named.group,
      groups: [infoOf(named)],
      changes: changesOf(named).map((one, index) =>
        index % 2 === 0 ? reported(one, 'failed', error) : reported(one, 'applied'),
      ),
      refusal: { code: 'stale-plan', message: named.message, differences: [named.message] },
    }),
    { ...appliedContext, runUrl: null },
  );
}

describe.each<[string, (named: Names) => string]>([
  ['the comment', (named) => planComment(planWith(named), { ...context, file: [named.file], runUrl: null })],
  ['the comment after an apply', appliedWith],
  ['the issue about drift', (named) => driftBody(planWith(named), { ...context, runUrl: null })],
])('%s', (_, textOf) => {
  const wanted = tagsOf(githubHtml(textOf(harmless)));

  it('has the structure of the same plan with harmless names, whatever the names are', () => {
    fc.assert(
      fc.property(names, (named) => {
        const html = githubHtml(textOf(named));
        expect(tagsOf(html)).toEqual(wanted);
        expect(referencesOf(html)).toEqual([]);
      }),
      {
        numRuns: Number(process.env['PROPERTY_RUNS'] ?? 60),
        examples: odd.map((text) => [{ ...harmless, user: text, message: text }]),
      },
    );
  });
});
