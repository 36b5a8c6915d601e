import { describe, expect, test } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { errorsOf, group, idOf, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

const people = members('ada', 'bob');
const live = snapshotOf(
  [
    group(1, 'Research', {}),
    group(2, 'research', {}),
    group(4, 'Twin', {}),
    group(3, 'Twin', {}),
    group(5, 'Renamed on the Hub', {}),
  ],
  people,
);
const declaring = (groups: string): string => `groups:\n${groups.replace(/^/gm, '  ')}`;
const plan = (groups: string, selection: readonly string[] | null = null) =>
  planOf(declaring(groups), live, { selection });
const errors = (groups: string, selection: readonly string[] | null = null) =>
  errorsOf(declaring(groups), live, { selection }).map(({ code, message, hint, source }) => ({
    code,
    message,
    hint,
    at: source === null ? null : `${source.line}:${source.column}`,
  }));

describe('a declared group is found', () => {
  test.each([
    ['by its exact name', 'Research: { members: { ada: read } }', idOf(1), 'Research'],
    [
      'by a name of another letter case only when that is its own',
      'research: { members: { ada: read } }',
      idOf(2),
      'research',
    ],
    [
      'by id first, whatever its name',
      `Research: { id: "${idOf(2)}", members: { ada: read } }`,
      idOf(2),
      'research',
    ],
    ['by id among two of one name', `Twin: { id: "${idOf(4)}", members: { ada: read } }`, idOf(4), 'Twin'],
    [
      'by id, and is shown by its live name',
      `Old name: { id: "${idOf(5)}", members: { ada: read } }`,
      idOf(5),
      'Renamed on the Hub',
    ],
  ])('%s', (_, declared, id, name) => {
    const found = membershipsIn(plan(declared).changes).map((change) => change.group);
    expect(found).toEqual([{ id, name }]);
  });
});

/** What is blocked of groups declared so. */
const blocked = (groups: string, selection: readonly string[] | null = null) =>
  plan(groups, selection).blocked.map(({ kind, group, user, reason, suggestion, hint, source }) => ({
    entry: [kind, group?.id, group?.name, user, reason],
    suggestion,
    hint,
    at: `${source?.line}:${source?.column}`,
  }));

describe('a declared group that the Hub does not list is blocked', () => {
  const cure = 'Mend the name, or give the `id`; for a new group write `create: true`.';

  test.each<[string, string, string | null, string | null, string, string]>([
    [
      'a letter missing',
      'Reserch: {}',
      null,
      'Research',
      `The Hub lists 5 groups to this token. ${cure}`,
      '4:3',
    ],
    ['another letter case', 'TWIN: {}', null, 'Twin', `The Hub lists 5 groups to this token. ${cure}`, '4:3'],
    ['nothing near', 'Accounting: {}', null, null, `The Hub lists 5 groups to this token. ${cure}`, '4:3'],
    [
      'an id that is not listed, with a name that is',
      `Twin: { id: "${idOf(9)}" }`,
      idOf(9),
      'Twin',
      `The group "Twin" has the id ${idOf(3)} or ${idOf(4)}.`,
      '4:15',
    ],
    [
      'an id that is not listed, with a name that is nearly one',
      `Reserch: { id: "${idOf(9)}" }`,
      idOf(9),
      'Research',
      `The Hub lists 5 groups to this token. ${cure}`,
      '4:18',
    ],
  ])('%s', (_, declared, id, suggestion, hint, at) => {
    const name = declared.slice(0, declared.indexOf(':'));
    expect(blocked(declared)).toEqual([
      { entry: ['group', id, name, null, 'group_not_found'], suggestion, hint, at },
    ]);
  });

  test('and stops no other group', () => {
    const made = plan('Nowhere: { members: { ada: read } }\nResearch: { members: { ada: read } }');
    expect(linesOf(made)).toEqual(['+ Research: ada -> read']);
    expect(made.blocked.map(({ group }) => group?.name)).toEqual(['Nowhere']);
    expect(made.summary.blocked).toBe(1);
  });

  test('nor a run for another group, where it is not told', () => {
    expect(blocked('Nowhere: {}\nResearch: {}', ['Research'])).toEqual([]);
    expect(blocked('Nowhere: {}\nResearch: {}', ['Nowhere'])).toHaveLength(1);
  });

  test('the nearest is best one that nothing declares', () => {
    const two = snapshotOf([group(1, 'Model A', {}), group(2, 'Model B', {})], people);
    const [entry] = planOf(declaring('Model A: {}\nModel C: {}'), two).blocked;
    expect(entry?.suggestion).toBe('Model B');
    const [other] = planOf(declaring('Model A: {}\nModel B: {}\nModel C: {}'), two).blocked;
    expect(other?.suggestion).toBe('Model A');
  });

  test('the hint counts what can be read, and says what cannot', () => {
    const odd = { ...snapshotOf([], people), groups: [group(1, 'Research', {}), { name: 'Other' }] };
    const [entry] = planOf(declaring('Other: {}'), odd).blocked;
    expect(entry?.hint).toContain('The Hub lists 1 group to this token, and 1 more that cannot be read.');
  });
});

describe('a name that several live groups have', () => {
  test('is blocked, with the ids to choose from', () => {
    const hint = `The Hub has 2 groups of this name. Add the \`id\` that is meant: ${idOf(3)} or ${idOf(4)}.`;
    expect(blocked('One: {}\nTwin: {}\nThree: {}').filter(({ entry }) => entry[2] === 'Twin')).toEqual([
      { entry: ['group', null, 'Twin', null, 'ambiguous_group'], suggestion: null, hint, at: '5:3' },
    ]);
  });

  test('is not told in a run for another group', () => {
    expect(blocked('Research: {}\nTwin: {}', ['Research'])).toEqual([]);
    expect(blocked('Research: {}\nTwin: {}', ['Twin'])).toHaveLength(1);
  });

  test('is not made again: it is there', () => {
    const made = plan('Twin: { create: true, members: { ada: admin } }');
    expect(made.changes).toEqual([]);
    expect(made.blocked.map(({ reason }) => reason)).toEqual(['ambiguous_group']);
  });

  test('stops no other group, so that nobody who may rename one can', () => {
    const made = plan('Twin: { members: { ada: read } }\nResearch: { members: { ada: read } }');
    expect(linesOf(made)).toEqual(['+ Research: ada -> read']);
    expect(made.blocked.map(({ group }) => group?.name)).toEqual(['Twin']);
  });
});

describe('two declarations of one live group', () => {
  const twice = `Research: { members: { ada: read } }\nAlias: { id: "${idOf(1)}", members: { bob: read } }`;
  const error = {
    code: 'duplicate-group',
    message: `\`Alias\` and \`Research\` are one group on the Hub, \`Research\` (${idOf(1)})`,
    hint: 'Keep one of the two.',
    at: '5:3',
  };

  test.each([
    ['are an error', null],
    ['also when only the first is asked for', ['Research']],
    ['also when only the second is asked for', ['Alias']],
  ])('%s', (_, selection) => {
    expect(errors(twice, selection)).toEqual([error]);
  });

  test('also when the other has no name in common with the one that is asked for', () => {
    const otherWay = `Alias: { id: "${idOf(1)}", members: { bob: read } }\nResearch: {}`;
    expect(errors(otherWay, ['Alias']).map(({ code, at }) => [code, at])).toEqual([
      ['duplicate-group', '5:3'],
    ]);
  });

  test('are no error in a run for another group', () => {
    expect(errors(`${twice}\nresearch: {}`, ['research'])).toEqual([]);
  });
});

describe('--group', () => {
  const two = `Research: { members: { ada: read } }\nOld name: { id: "${idOf(5)}", members: { bob: write } }`;

  test.each([
    ['by its declared name', ['Old name'], ['+ Renamed on the Hub: bob -> write']],
    ['by its live name', ['Renamed on the Hub'], ['+ Renamed on the Hub: bob -> write']],
    ['by its id', [idOf(5)], ['+ Renamed on the Hub: bob -> write']],
    ['several', ['Research', idOf(5)], ['+ Renamed on the Hub: bob -> write', '+ Research: ada -> read']],
    ['one by two names', ['Old name', idOf(5)], ['+ Renamed on the Hub: bob -> write']],
  ])('chooses %s', (_, selection, lines) => {
    const made = plan(two, selection);
    expect(linesOf(made)).toEqual(lines);
    expect(made.selection).toEqual(selection);
    expect(made.policy.managed_groups).toHaveLength(lines.length);
  });

  test('passes over what is wrong with other groups', () => {
    expect(linesOf(plan(`${two}\nNowhere: {}\nTwin: {}`, ['Research']))).toEqual(['+ Research: ada -> read']);
  });

  test.each([
    ['nearly a name', 'Reserch', 'Did you mean `Research`?'],
    ['nothing near', 'Accounting', null],
    ['a live group that is not declared', 'Twin', null],
  ])('of what is not declared is an error: %s', (_, name, hint) => {
    const message = `The configuration declares no group \`${name}\` (\`--group\`)`;
    expect(errors(two, ['Research', name])).toEqual([{ code: 'unknown-group', message, hint, at: null }]);
  });
});

test('of two groups whose names are crossed, a name asks for the one that is declared by it', () => {
  const crossed = snapshotOf([group(1, 'A', {}), group(2, 'B', {})], people);
  const yaml = declaring(
    `A: { id: "${idOf(2)}", members: { ada: read } }\nB: { id: "${idOf(1)}", members: { bob: read } }`,
  );
  expect(linesOf(planOf(yaml, crossed, { selection: ['A'] }))).toEqual(['+ B: ada -> read']);
  expect(linesOf(planOf(yaml, crossed, { selection: [idOf(1)] }))).toEqual(['+ A: bob -> read']);
});

test('a group whose id the Hub does not list is blocked, also when it alone is asked for', () => {
  const live = snapshotOf([group(1, 'One', {})], []);
  const yaml = `groups: { One: { id: "${idOf(9)}", members: {} } }`;
  for (const selection of [null, ['One'], [idOf(9)]])
    expect(planOf(yaml, live, { selection }).blocked.map(({ reason }) => reason)).toEqual([
      'group_not_found',
    ]);
});

test('what has the very name is suggested before what is near it and not declared', () => {
  const live = snapshotOf([group(1, 'Data', {}), group(2, 'Date', {})], []);
  const yaml = `groups: { X: { id: "${idOf(1)}", members: {} }, Data: { id: "${idOf(9)}", members: {} } }`;
  expect(planOf(yaml, live).blocked.map(({ suggestion }) => suggestion)).toEqual(['Data']);
});
