import { describe, expect, test } from 'vitest';
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
    expect(plan(declared).changes.map((change) => change.group)).toEqual([{ id, name }]);
  });
});

describe('a declared group that cannot be found is an error', () => {
  test.each([
    [
      'a letter missing',
      'Reserch: {}',
      'The Hub lists no group named `Reserch`',
      'Did you mean `Research`?',
      '4:3',
    ],
    ['another letter case', 'TWIN: {}', 'The Hub lists no group named `TWIN`', 'Did you mean `Twin`?', '4:3'],
    [
      'nothing near',
      'Accounting: {}',
      'The Hub lists no group named `Accounting`',
      'The Hub lists 5 groups to this token.',
      '4:3',
    ],
    [
      'an id that is not listed, with a name that is',
      `Twin: { id: "${idOf(9)}" }`,
      `The Hub lists no group with the id ${idOf(9)}`,
      `The group \`Twin\` has the id ${idOf(3)} or ${idOf(4)}.`,
      '4:15',
    ],
    [
      'an id that is not listed, with a name that is nearly one',
      `Reserch: { id: "${idOf(9)}" }`,
      `The Hub lists no group with the id ${idOf(9)}`,
      'Did you mean `Research`?',
      '4:18',
    ],
    [
      'a name that several have',
      'Twin: {}',
      'The Hub has 2 groups named `Twin`',
      `Add the \`id\` that is meant: ${idOf(3)} or ${idOf(4)}.`,
      '4:3',
    ],
  ])('%s', (_, declared, message, hint, at) => {
    const code = message.startsWith('The Hub has') ? 'ambiguous-group' : 'unknown-group';
    expect(errors(declared)).toEqual([{ code, message, hint, at }]);
  });

  test('all of them, in the order of the file', () => {
    expect(errors('One: {}\nTwin: {}\nThree: {}').map(({ code, at }) => [code, at])).toEqual([
      ['unknown-group', '4:3'],
      ['ambiguous-group', '5:3'],
      ['unknown-group', '6:3'],
    ]);
  });

  test('with one group only, the hint says so', () => {
    const found = errorsOf(declaring('Other: {}'), snapshotOf([group(1, 'Research', {})], people));
    expect(found.map(({ hint }) => hint)).toEqual(['The Hub lists 1 group to this token.']);
  });

  test('only the first hundred are compared with every group', () => {
    const many = Array.from({ length: 101 }, (_, at) => `Research${String(at).padStart(3, '0')}: {}`).join(
      '\n',
    );
    const near = errors(many).filter(({ hint }) => hint === 'Did you mean `Research`?');
    expect(near).toHaveLength(100);
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

test('a group that is asked for by name, with an id that is not listed, is an error like any other', () => {
  const yaml = `groups:\n  One: { id: "${idOf(9)}" }\n`;
  expect(
    errorsOf(yaml, snapshotOf([group(1, 'Two', {})], []), { selection: ['One'] }).map(
      ({ message }) => message,
    ),
  ).toEqual([`The Hub lists no group with the id ${idOf(9)}`]);
});
