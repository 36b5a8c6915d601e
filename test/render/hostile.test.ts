import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { jsonText, planJson, reportJson } from '../../src/render/json.ts';
import { createPalette } from '../../src/render/palette.ts';
import { renderPlanHtml } from '../../src/render/plan-html.ts';
import { renderPlanMarkdown } from '../../src/render/plan-markdown.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { renderReportHtml } from '../../src/render/report-html.ts';
import { renderReportMarkdown } from '../../src/render/report-markdown.ts';
import { renderReportText } from '../../src/render/report-text.ts';
import { at, blocked, change, group, plan } from './builders.ts';
import { hostileNames, plans, reports } from './samples.ts';

const options = { palette: createPalette(false), verbose: true };
/** Every tag that the pages have of their own. */
const ownTag =
  /^<(?:!doctype html|\/?(?:html|head|title|style|body|header|footer|section|h1|h2|h3|p|table|thead|tbody|tr|th|td|ul|li|b|bdi|br|code|pre|span)|meta [^<>]*|html lang="en"|col(?:group)?|(?:p|td|th|tr|span|ul|div|section|table|col)(?: (?:class|scope|span|colspan|tabindex|role|aria-label)="[\w ,-]*")+|\/(?:div|colgroup))>/;

const nasty = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.string({ unit: fc.constantFrom(...'`<>&"\'#[]@:-+~\n\r\t\u001b\u202e a1/.') }),
  fc.string({ unit: 'binary' }),
);

function hostilePlan(name: string): Plan {
  const odd = group(name);
  return plan({
    groups: [odd],
    organization: name,
    files: [name],
    changes: [
      change(odd, name, null, name, { via: name, reason: name, source: at(1, name) }),
      change(odd, name, name, null, { origin: 'drift' }),
    ],
    blocked: [blocked(odd, name, 'not_in_organization', { suggestion: name, after: name })],
    unmanaged: [{ group: odd, user: name, role: name }],
    violations: [{ guard: 'last-admin', message: name, group: odd, user: name, source: null, waived: false }],
    warnings: [{ code: name, message: name, source: at(2, name) }],
  });
}

/** The same with changes that name people besides. */
function withDetails(name: string): Plan {
  const odd = group(name);
  const already = hostilePlan(name);
  const base = { group: odd, destructive: false, origin: null, source: at(1, name) } as const;
  const people = Array.from({ length: 8 }, () => ({ user: name, role: name }));
  return {
    ...already,
    changes: [
      {
        ...base,
        kind: 'group',
        action: 'delete',
        subject: name,
        before: name,
        after: null,
        loss: { members: people, repositories: 1, private: 1, other_resources: 0 },
      },
      ...already.changes,
      {
        ...base,
        kind: 'resource',
        action: 'update',
        subject: name,
        before: odd.id,
        after: odd.id,
        from: odd,
        private: true,
        audience: { more: 2, fewer: 1, more_users: [name], fewer_users: [name] },
      },
    ],
  };
}

function expectHarmlessLines(text: string): void {
  for (const line of text.split('\n')) {
    expect(line).not.toMatch(/^\s*::/);
    expect(line).not.toContain('##[');
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  }
}

function expectOwnTagsOnly(html: string): void {
  const body = html.replace(/<style>[^<]*<\/style>/, '');
  for (const { index } of body.matchAll(/</g)) expect(body.slice(index)).toMatch(ownTag);
}

/** The Markdown outside of fences and code spans, which is where names could do harm. */
function prose(markdown: string): string {
  return markdown
    .replace(/^(`{3,})[a-z]*\n[\s\S]*?\n\1$/gm, '')
    .replace(/(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, '');
}

describe('names from outside', () => {
  it('stay within their lines in text', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const text = renderPlanText(hostilePlan(name), options);
        expectHarmlessLines(text);
        expect(text.split('\n').filter((line) => /^[+~-]/.test(line))).toHaveLength(2);
        expect(text.match(/^Plan: .*$/gm)).toEqual(['Plan: 1 to add, 0 to change, 1 to remove.']);
      }),
    );
  });

  it('become no markup, mention or command in Markdown', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const markdown = renderPlanMarkdown(withDetails(name), { verbose: true });
        expectHarmlessLines(markdown);
        const outside = prose(markdown);
        expect(outside).not.toMatch(/@(?!&#8203;)/);
        expect(outside.replace(/<\/?(?:details|summary)>/g, '')).not.toMatch(/(?<!\\)</);
        expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
      }),
    );
  });

  it('become no markup in HTML', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        expectOwnTagsOnly(renderPlanHtml(withDetails(name)));
      }),
    );
  });

  it('survive in JSON, and are no command there', () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const text = jsonText({ name });
        expect(JSON.parse(text)).toEqual({ name });
        expect(text).not.toContain('##[');
        expect(text).not.toMatch(/(?![ \n])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}]/u);
      }),
    );
  });

  it.each(Object.entries(reports))('do no harm in the report %s', (_, report) => {
    expectHarmlessLines(renderReportText(report, options));
    expectHarmlessLines(renderReportMarkdown(report));
    expectOwnTagsOnly(renderReportHtml(report));
    expect(prose(renderReportMarkdown(report))).not.toMatch(/@(?!&#8203;)/);
  });
});

describe('the pages', () => {
  it.each([
    ...Object.entries(plans).map(([name, one]) => [name, renderPlanHtml(one)] as const),
    ...Object.entries(reports).map(([name, one]) => [name, renderReportHtml(one)] as const),
  ])('%s has no script and nothing from elsewhere', (_, page) => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=x>|@import|url\(/);
    expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;`);
  });
});

describe('the keys of JSON', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, item]) => [key, reversed(item)]),
    );
  };

  it.each([
    ...Object.entries(plans).map(([name, one]) => [`plan ${name}`, planJson(one), one] as const),
    ...Object.entries(reports).map(([name, one]) => [`report ${name}`, reportJson(one), one] as const),
  ])('come in one order whatever order they are given in: %s', (_, json, data) => {
    expect(jsonText(reversed(data))).toBe(json);
    expect(JSON.parse(json)).toEqual(data);
  });
});
