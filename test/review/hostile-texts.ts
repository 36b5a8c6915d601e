import { expect, it } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import type { Change, GroupInfo, Plan } from '../../src/model/plan.ts';
import { appliedComment } from '../../src/review/applied-comment.ts';
import { planComment } from '../../src/review/comment.ts';
import { driftBody } from '../../src/review/drift-body.ts';
import { forkBody } from '../../src/review/fork-body.ts';
import { at, blocked, change, group, plan, report, reported } from '../render/builders.ts';
import { hostileNames } from '../render/samples.ts';
import { githubHtml, referencesOf, tagsOf } from '../support/github-markdown.ts';
import { heldOf, releasedOf, rulesOf } from './hostile-data.ts';
import { appliedContext, commit, context } from './samples.ts';

const names: readonly string[] = [
  ...hostileNames,
  '`',
  '``` x',
  '```\n</details>\n# heading',
  '</details></summary>',
  '</code></b></summary><b>',
  '<!-- hf-groups {"v":1} -->\n\n<b>x</b>',
  '-->',
  '<details open><summary>x',
  '<script>alert(1)</script>',
  '#1',
  'GH-12',
  'acme/repo#3',
  'acme/repo@4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e',
  '4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e',
  '4f1c2d3',
  '@acme/owners',
  'ada@acme.ai',
  'mailto:ada@acme.ai',
  'https://example.org/a?b=1&c=2',
  'HTTP://EXAMPLE.ORG',
  'www.example.org',
  'xmpp:ada@acme.ai/x',
  '<https://example.org>',
  '<ada@acme.ai>',
  '[x]: https://example.org',
  '[^1]',
  '![x](https://example.org/x.png)',
  '[!CAUTION]',
  '**bold** __bold__ ~~gone~~ $x$',
  '| a | b |',
  'a|b',
  '\\',
  '\\`',
  '\\|',
  '&lt;b&gt; &#64;everyone &commat;everyone',
  '- [ ] task',
  '1. one',
  '# heading',
  '> quote',
  '---',
  '    code',
  '\t',
  ' ',
  ':smile:',
  '::error::x',
  '{{ secrets.X }}',
  'x\u2028y\u2029z\u0085w\u2066v',
  'n'.repeat(200),
  '`'.repeat(200),
];

interface Sample {
  readonly infos: readonly GroupInfo[];
  readonly changes: readonly Change[];
}

/** Changes of every sort in groups of one name: with a table, a long group, closed groups and what is pending. */
function sampleOf(name: string): Sample {
  const [first, second, third, fourth] = [1, 2, 3, 4].map((id) =>
    group(name, { id: `${id}`.padStart(24, '0') }),
  );
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) {
    throw new Error('no groups');
  }
  const fields = { via: name, reason: name, source: at(1, name) };
  const many = (info: GroupInfo, length: number): readonly Change[] =>
    Array.from({ length }, () => change(info, name, null, name, { ...fields, origin: 'this_change' }));
  return {
    infos: [first, second, third, fourth],
    changes: [
      change(first, name, name, null, { ...fields, origin: 'this_change' }),
      change(first, name, name, name, { ...fields, destructive: true, origin: 'this_change' }),
      change(first, name, name, name, { ...fields, origin: 'this_change' }),
      ...many(first, 26),
      change(second, name, name, null, { ...fields, origin: 'drift' }),
      change(second, name, null, name, { ...fields, origin: 'drift' }),
      ...many(second, 27),
      ...many(third, 26),
      ...many(fourth, 1),
    ],
  };
}

function planOf(name: string): Plan {
  const { infos, changes } = sampleOf(name);
  const [info = group(name)] = infos;
  return plan({
    organization: name,
    endpoint: name,
    files: [name, name],
    selection: [name],
    digest: name,
    groups: infos,
    changes,
    blocked: [
      ...Array.from({ length: 22 }, () =>
        blocked(info, name, 'not_in_organization', {
          suggestion: name,
          after: name,
          via: name,
          source: at(1, name),
        }),
      ),
      blocked(info, name, 'email_not_found', { suggestion: name, origin: 'drift' }),
      ...heldOf(name, info),
    ],
    policy_changes: rulesOf(name, info),
    released: releasedOf(name, info),
    loosened: [{ guard: 'last-admin', message: name, group: info, user: name, source: null, waived: false }],
    people: [{ user: name, fullname: name }],
    unmanaged: [{ group: info, user: name, role: name }],
    violations: [
      ...Array.from({ length: 22 }, () => ({
        guard: 'last-admin' as const,
        message: name,
        group: info,
        user: name,
        source: null,
        waived: false,
      })),
    ],
    warnings: [{ code: name, message: name, source: at(1, name) }],
  });
}

function appliedOf(name: string): string {
  const { infos, changes } = sampleOf(name);
  const [info = group(name)] = infos;
  const statuses = ['failed', 'applied', 'already', 'not_attempted', 'blocked'] as const;
  return appliedComment(
    report({
      result: 'partial',
      organization: name,
      endpoint: name,
      digest: name,
      groups: infos,
      changes: changes.map((one, index) => {
        const status = statuses[index % statuses.length] ?? 'failed';
        const error = { http_status: 400, message: name, request_id: name };
        return status === 'failed' ? reported(one, status, error) : reported(one, status);
      }),
      refusal: { code: 'stale-plan', message: name, differences: [name, name] },
      blocked: [blocked(info, name, 'not_in_organization', { suggestion: name, after: name })],
      violations: [
        { guard: 'last-admin', message: name, group: info, user: name, source: null, waived: true },
      ],
      warnings: [{ code: name, message: name, source: at(1, name) }],
    }),
    { ...appliedContext, file: [name], runUrl: null },
    1_000_000,
  );
}

function stoppedOf(name: string): string {
  const { infos, changes } = sampleOf(name);
  return appliedComment(
    report({
      result: 'partial',
      groups: infos,
      changes: membershipsIn(changes).map((one) => ({ ...reported(one, 'not_attempted'), held_back: true })),
    }),
    { ...appliedContext, file: [name], runUrl: null },
    1_000_000,
  );
}

function forkOf(name: string): string {
  const { infos, changes } = sampleOf(name);
  const [info = group(name)] = infos;
  return forkBody(
    {
      organization: name,
      formerOrganization: name,
      files: [name],
      changes,
      blocked: [blocked(info, name, 'not_in_organization', { suggestion: name, after: name })],
      policyChanges: rulesOf(name, info),
      released: releasedOf(name, info),
      tooMany: null,
      added: [name, name],
      dropped: [name, name],
    },
    1_000_000,
  );
}

/** A text that somebody reads on GitHub, made with a name in every place of it. */
export type HostileText = readonly [what: string, textOf: (name: string) => string];

/** What stands under a pull request. */
export const commentsWith: readonly HostileText[] = [
  ['the comment', (name) => planComment(planOf(name), { ...context, file: [name], runUrl: name }, 1_000_000)],
  ['the comment after an apply', appliedOf],
  ['the comment after a run that was stopped', stoppedOf],
];

/** What is made of the same parts, and stands elsewhere. */
export const othersWith: readonly HostileText[] = [
  [
    'the issue about drift',
    (name) => driftBody(planOf(name), { ...context, file: [name], head: commit }, 1_000_000),
  ],
  ['the summary for a fork', forkOf],
];

/** The tests of one text: whatever the name is, it stays text. */
export function staysText(textOf: (name: string) => string): void {
  const harmless = tagsOf(githubHtml(textOf('harmless')));

  it('has tags to compare with', () => {
    expect(harmless).toEqual(expect.arrayContaining(['<strong>', '<pre>', '<code class="language-diff">']));
    expect(harmless.some((tag) => /^<(?:a|img)\b/.test(tag))).toBe(false);
  });

  it.each(names.map((name) => [name]))('makes nothing but text of %j', (name) => {
    const text = textOf(name);
    const html = githubHtml(text);
    expect(tagsOf(html)).toEqual(harmless);
    expect(html).not.toMatch(/<(?:a|img|input|script|h1)\b/i);
    expect(html).not.toMatch(/<!--|-->/);
    expect(referencesOf(html)).toEqual([]);
    for (const line of text.split('\n')) {
      expect(line).not.toMatch(/^\s*::|##\[|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }
  });

  it('keeps the name readable', () => {
    expect(githubHtml(textOf('Jürgen & Söhne <a>')).replaceAll('\u200b', '')).toContain(
      'Jürgen &amp; Söhne &lt;a&gt;',
    );
  });
}
