import { expect, test } from 'vitest';
import type { Blocked } from '../../src/model/plan.ts';
import { blockedLines } from '../../src/render/blocked-view.ts';
import { GroupNames } from '../../src/render/group-view.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { blocked, group } from './builders.ts';

const one = group('One', { id: '1'.padStart(24, '0') });
const names = new GroupNames([one]);

const left = (fields: Partial<ReturnType<typeof blocked>> = {}) =>
  blocked(one, 'lea', 'not_in_organization', fields);
const role: Blocked = {
  kind: 'organization_role',
  group: null,
  user: 'LEA',
  after: 'write',
  reason: 'not_in_organization',
  suggestion: null,
  hint: null,
  source: null,
  via: null,
  origin: null,
};

const linesOf = (...entries: readonly Blocked[]): readonly string[] =>
  blockedLines(entries, names).map(
    ({ what, why, place, entries: many }) => `${many} ${phraseText(what)}: ${phraseText(why)} @${place}`,
  );

test('who has left has one line for all entries, of whatever kind, with what to do', () => {
  const [line, ...others] = linesOf(left({ source: null }), left({ after: null, via: 'research' }), role);
  expect(others).toEqual([]);
  expect(line).toMatch(/^3 lea: not a member of the organization, and has 3 entries: \S+ in "One", /);
  expect(line).toMatch(/, removal in "One" \(team research, \S+:\d+\), write in the organization; /);
  expect(line).toMatch(/; if they have left, delete all of them @$/);
});

test('of many entries eight are told', () => {
  const many = Array.from({ length: 9 }, () => left({ source: null, after: 'read' }));
  expect(linesOf(...many)).toEqual([
    `9 lea: not a member of the organization, and has 9 entries: ${'read in "One", '.repeat(8)}1 more; if they have left, delete all of them @`,
  ]);
});

test('one entry has its own words, and what to do', () => {
  expect(linesOf(role)).toEqual([
    '1 LEA write in the organization: not a member of the organization; if they have left, delete the entry @',
  ]);
});

test('who may be meant otherwise, and what was so before the change, has a line of its own', () => {
  expect(
    linesOf(left(), left({ suggestion: 'leo' }), left({ origin: 'drift' }), left({ user: null })),
  ).toHaveLength(4);
});
