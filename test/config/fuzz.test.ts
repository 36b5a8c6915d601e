import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Configuration, Person } from '../../src/config/declaration.ts';
import { breaksOf, keyInFiles } from '../../src/config/policy-check.ts';
import { maxMemberships } from '../../src/config/teams.ts';
import { decode } from '../../src/files/text.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { isCalendarDate } from '../../src/text/date.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { fuzzRuns, fuzzSeed, mutated, tree, yamlish } from './support/arbitrary.ts';
import { configurationOf, diagnosticsOf } from './support/load.ts';
import { style } from './support/style.ts';
import { peopleOf, validFile } from './support/valid.ts';

const settings = { seed: fuzzSeed, numRuns: fuzzRuns };
const printed = fc.tuple(validFile, style).map(([data, print]) => print(data));

function distinct(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

function expectPeople(people: readonly Person[]): void {
  expect(distinct(people.map(({ key }) => key))).toBe(true);
  for (const { written, key, isEmail } of people) {
    expect(key).toBe(written.toLowerCase());
    expect(isEmail).toBe(written.includes('@'));
    expect(written).toMatch(/^[\w.@'+-]{1,254}$/);
  }
}

/** What holds of every configuration that loads, whatever its files were. */
function expectSound({ organization, groups, teams, guards, waivers }: Configuration): void {
  expect(organization).toMatch(/^[A-Za-z0-9][\w.-]{0,95}$/);
  expect(distinct(groups.map(({ name }) => name))).toBe(true);
  expect(distinct(groups.flatMap(({ id }) => (id === null ? [] : [id.value])))).toBe(true);
  let memberships = 0;
  for (const { membership } of groups) {
    expectPeople((membership?.members ?? []).map(({ person }) => person));
    memberships += membership?.members.length ?? 0;
    for (const { expires, role } of membership?.members ?? []) {
      if (expires !== null) expect([isCalendarDate(expires.day), role === null]).toEqual([true, false]);
    }
    for (const { team } of membership?.grants ?? [])
      memberships += teams.get(team)?.everybody.length ?? Number.NaN;
  }
  expect(memberships).toBeLessThanOrEqual(maxMemberships);
  for (const [name, team] of teams) {
    expect(name).toBe(team.name);
    expectPeople(team.everybody);
    expect(team.everybody.slice(0, team.members.length)).toEqual(team.members);
    const everybody = new Set(team.everybody.map(({ key }) => key));
    for (const { team: included } of team.includes)
      for (const { key } of teams.get(included)?.everybody ?? []) expect(everybody.has(key)).toBe(true);
  }
  expectPeople(guards.protectedMembers);
  expect(waivers.every(({ digest }) => /^sha256:[0-9a-f]{64}$/.test(digest))).toBe(true);
}

/** Loads the texts, and holds what is told and what is given to what is stated of them. */
function expectStated(texts: readonly string[]): void {
  const files = texts.map((text, at) => new SourceFile(`${at}.yaml`, text));
  const loaded = loadChecked(files, [], [], { kind: 'known', people: new Map() });
  if (loaded.ok) expectSound(loaded.configuration);
  expect(loaded.ok).toBe(!diagnosticsOf(loaded).some(({ severity }) => severity === 'error'));
  for (const { message, source, excerpt } of diagnosticsOf(loaded)) {
    expect(message).not.toBe('');
    const lines = texts[Number(source?.file.split('.')[0])]?.split('\n') ?? [];
    const line = lines[(source?.line ?? 0) - 1];
    expect(line?.replace(/\r$/, '')).toBe(excerpt?.text);
    expect(source?.column).toBeGreaterThanOrEqual(1);
    expect(source?.column).toBeLessThanOrEqual((line?.length ?? -1) + 1);
    expect(excerpt?.length).toBeGreaterThanOrEqual(1);
  }
}

describe('the loader never throws, and tells every error in a place of the file', () => {
  it.each<readonly [string, fc.Arbitrary<readonly string[]>]>([
    ['valid files', printed.map((text) => [text])],
    ['valid files with mistakes', mutated(printed).map((text) => [text])],
    ['two files with mistakes', fc.tuple(printed, mutated(printed))],
    ['trees', fc.tuple(tree, style).map(([data, print]) => [print(data)])],
    [
      'trees in place of groups',
      fc.tuple(tree, style).map(([groups, print]) => [print({ version: 1, organization: 'a', groups })]),
    ],
    ['text that looks like YAML', yamlish.map((text) => [text])],
    ['any text', fc.string({ unit: 'binary', maxLength: 200 }).map((text) => [text])],
  ])('%s', (_, texts) => {
    fc.assert(fc.property(texts, expectStated), settings);
  });

  it('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decode('0.yaml', bytes);
        if (decoded instanceof SourceFile) expectStated([decoded.text]);
        else expect(decoded.code).toBe('file-encoding');
      }),
      settings,
    );
  });

  it('valid files load, and keep their own policy', () => {
    fc.assert(
      fc.property(validFile, style, (data, print) => {
        const configuration = configurationOf(print(data), peopleOf(data));
        const by = { of: 'head', today: '2026-11-20', keyOf: keyInFiles } as const;
        expect(breaksOf(configuration.policy, configuration, by)).toEqual([]);
      }),
      settings,
    );
  });
});
