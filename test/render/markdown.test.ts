import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeSpan, escapeMarkdown, fenceFor } from '../../src/render/markdown-escape.ts';
import { assemble, diff, folded, list, text } from '../../src/render/markdown-pieces.ts';
import { renderPlanMarkdown } from '../../src/render/plan-markdown.ts';
import { change, group, plan } from './builders.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['plain text stays', 'Evaluation would lose its only admin', 'Evaluation would lose its only admin'],
    ['backticks', '`a` ```b', '\\`a\\` \\`\\`\\`b'],
    ['emphasis', '*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['HTML', '<img src=x>&lt;', '\\<img src=x\\>\\&lt;'],
    ['a comment end', 'a --> b', 'a --\\> b'],
    ['a link', '[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['a picture', '![x](y)', '!\\[x\\](y)'],
    ['a mention', '@everyone', '@&#8203;everyone'],
    ['an address', 'ada@acme.ai', 'ada@&#8203;acme.ai'],
    ['a reference', 'acme/repo#1', 'acme/repo#&#8203;1'],
    ['another reference', 'see GH-12', 'see GH&#8203;-12'],
    ['an advisory', 'GHSA-jfh8-c2jp-5v3q cve-2026-1', 'GHSA&#8203;-jfh8-c2jp-5v3q cve&#8203;-2026-1'],
    ['a web address', 'https://a.b', 'https:&#8203;//a.b'],
    ['a web address without a scheme', 'www.a.b', 'www&#8203;.a.b'],
    ['a commit', 'at deadbeef0 now', 'at deadbe&#8203;ef0 now'],
    ['a long commit', `${'4f1c2d3e'.repeat(2)}a`, '4f1c2d&#8203;3e4f1c&#8203;2d3ea'],
    ['six digits', 'at deadbe now', 'at deadbe now'],
    ['a word that only begins so', 'deadbeefs', 'deadbeefs'],
    ['spaces at the ends', '    a ', '&#32;   a&#32;'],
    ['an emoji code', 'a :smile:', 'a :&#8203;smile:'],
    ['a heading', '# a', '\\#&#8203; a'],
    ['a list', '- a', '\\- a'],
    ['a numbered list', '1. a', '1\\. a'],
    ['a rule', '=== ', '\\===&#32;'],
    ['a workflow command', '::set-output name=a::b', '\\::set-output name=a::b'],
    ['mathematics and tables', '$a$ | b', '\\$a\\$ \\| b'],
    ['a backslash', 'a\\*', 'a\\\\\\*'],
  ])('%s', (_, raw, escaped) => {
    expect(escapeMarkdown(raw)).toBe(escaped);
  });

  it('never leaves a mention, a tag or a code span open', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'@#`<>[]()!*_\\:/w.a1&; ') }), (raw) => {
        const escaped = escapeMarkdown(raw);
        expect(escaped).not.toMatch(/@(?!&#8203;)/);
        expect(escaped).not.toMatch(/(?<!\\)(?:\\\\)*[`<>[\]*_]/);
      }),
    );
  });
});

describe('codeSpan', () => {
  it.each([
    ['ada', '`ada`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a ``` b', '````a ``` b````'],
    [' a ', '`  a  `'],
    ['', '` `'],
    ['@everyone <b>', '`@everyone <b>`'],
  ])('%j', (raw, span) => {
    expect(codeSpan(raw)).toBe(span);
  });

  it('is never ended by its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ') }), (raw) => {
        const span = codeSpan(raw);
        const ticks = /^`+/.exec(span)?.[0] ?? '';
        const inside = span.slice(ticks.length, -ticks.length);
        expect((inside.match(/`+/g) ?? []).every((run) => run.length !== ticks.length)).toBe(true);
        expect(inside).not.toMatch(/^`|`$/);
      }),
    );
  });
});

describe('fenceFor', () => {
  it.each([
    [['a'], '```'],
    [['a ``` b', '`'], '````'],
    [['`````'], '``````'],
    [[], '```'],
  ])('%j', (lines, fence) => {
    expect(fenceFor(lines)).toBe(fence);
  });
});

describe('assemble', () => {
  const pieces = [
    text('summary'),
    diff(['caption'], ['- a', '- b']),
    folded('rest', diff([], ['+ c', '+ d'])),
  ];

  it('gives everything when there is room', () => {
    const whole =
      'summary\n\ncaption\n```diff\n- a\n- b\n```\n\n<details>\n<summary>rest</summary>\n\n```diff\n+ c\n+ d\n```\n\n</details>\n';
    expect(assemble(pieces)).toBe(whole);
    expect(assemble(pieces, whole.length)).toBe(whole);
  });

  it('cuts on a line and says how much is shown', () => {
    expect(assemble(pieces, 98)).toBe(
      'summary\n\ncaption\n```diff\n- a\n- b\n```\n\n**Changes: 2 of 4 shown.** The rest is cut.\n',
    );
    expect(assemble(pieces, 97)).toBe(
      'summary\n\ncaption\n```diff\n- a\n```\n\n**Changes: 1 of 4 shown.** The rest is cut.\n',
    );
  });

  it('does not count what is no change', () => {
    expect(assemble([list('Blocked', ['- x', `- ${'y'.repeat(200)}`]), ...pieces], 200)).toBe(
      '### Blocked\n\n- x\n\n**Changes: 0 of 4 shown.** The rest is cut.\n',
    );
  });

  it('never goes over the limit, and closes what it opens', () => {
    const crowd = group('Crowd');
    const many = plan({
      groups: [crowd],
      changes: Array.from({ length: 400 }, (_, index) =>
        change(crowd, `user${index}`, index % 2 === 0 ? null : 'read', index % 2 === 0 ? 'read' : null),
      ),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 30_000 }), (limit) => {
        const cut = renderPlanMarkdown(many, { limit });
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect((cut.match(/^```/gm) ?? []).length % 2).toBe(0);
        expect(cut.match(/<details>/g)?.length).toBe(cut.match(/<\/details>/g)?.length);
        expect(cut).toMatch(/^\*\*200 people .* lose all access to `Crowd`; 200 people .*\n/);
        expect(cut).toContain('\nPlan: 200 to add, 0 to change, 200 to remove.\n');
      }),
    );
  });
});

describe('renderPlanMarkdown', () => {
  it('folds the tail of a long group', () => {
    const crowd = group('Crowd');
    const many = plan({
      groups: [crowd],
      changes: Array.from({ length: 30 }, (_, index) => change(crowd, `user${index}`, null, 'read')),
    });
    const [open = '', tail = ''] = renderPlanMarkdown(many).split('<details>');
    expect(open.match(/^\+ user/gm)).toHaveLength(20);
    expect(tail).toContain('<summary>10 more in this group</summary>');
    expect(tail.match(/^\+ user/gm)).toHaveLength(10);
  });

  it('does not fold a short tail', () => {
    const crowd = group('Crowd');
    const some = plan({
      groups: [crowd],
      changes: Array.from({ length: 25 }, (_, index) => change(crowd, `user${index}`, null, 'read')),
    });
    expect(renderPlanMarkdown(some)).not.toContain('<details>');
  });
});
