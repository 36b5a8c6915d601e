import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namedIn, speaksOfScim, suspectsIn } from '../../src/apply/making/names.ts';

describe('whom a message names', () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['Users not found: ada, bob', ['ada', 'bob', 'kim'], ['ada', 'bob']],
    ['User ADA is unknown.', ['Ada'], ['Ada']],
    ["“ada” and 'kim' (bob)", ['ada', 'bob', 'kim', 'zoe'], ['ada', 'bob', 'kim']],
    ['ada/kim:bob;zoe.', ['ada', 'bob', 'kim', 'zoe'], ['ada', 'bob', 'kim', 'zoe']],
    ['ada-marie', ['ada', 'marie', 'ada-marie'], ['ada-marie']],
    ['ram--charan', ['ram', 'charan', 'ram--charan'], ['ram--charan']],
    ['users[3].user is invalid', ['user', 'users', 'invalid', 'is'], []],
    ['Nothing at all', ['ada'], []],
    ['', ['ada'], []],
    ['Users not found: ada, bo…', ['ada', 'bo', 'bob'], ['ada']],
    ['Users not found: ada, …', ['ada', 'bob'], ['ada']],
    ['Users not found: bob… and ada…', ['ada', 'bob'], ['bob']],
    ['Users not found: kim…', ['ki', 'kim'], []],
    ['Users not found: a.b', ['a', 'b', 'a.b'], ['a.b']],
  ];
  test.each(cases)('“%s”', (message, users, named) => {
    expect([...namedIn(message, users)]).toEqual(named);
  });

  test('every name in a list, and no other', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9]{1,6}(?:-[a-z0-9]{1,6})?$/).map((text) => `x${text}9`);
    const lists = fc.uniqueArray(name, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(lists, fc.nat(29), (users, count) => {
        const bad = users.slice(0, count);
        expect([...namedIn(`Users not found: ${bad.join(', ')}`, users)]).toEqual(bad);
      }),
    );
  });
});

describe('who is tried alone first', () => {
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['who is named', 'bob is unknown', ['ada', 'bob'], ['bob']],
    ['nobody, where all are named', 'ada, bob', ['ada', 'bob'], []],
    ['nobody, where it was cut and names the first ones', 'ada, bob, k…', ['ada', 'bob', 'kim'], []],
    [
      'who is named, where it was cut and begins elsewhere',
      'bob, kim, z…',
      ['ada', 'bob', 'kim', 'zoe'],
      ['bob', 'kim'],
    ],
    ['who is named, where others follow', 'ada, bob', ['ada', 'bob', 'kim'], ['ada', 'bob']],
    ['a first one, where it was cut', 'ada and …', ['ada', 'bob', 'kim'], ['ada']],
  ];
  test.each(cases)('%s', (_, message, users, suspects) => {
    expect([...suspectsIn(message, users)]).toEqual(suspects);
  });
});

test.each([
  ['This group is managed by SCIM', 'Lab', true],
  ['scim: no', 'Lab', true],
  ['You may not change SCIM Team', 'SCIM Team', false],
  ['SCIM Team is managed by SCIM', 'SCIM Team', true],
  ['This group is managed by SCIM', 'M', true],
  ['Users not in the organization', 'Lab', false],
  ['discimination', 'Lab', false],
])('“%s” in the group “%s” speaks of SCIM: %s', (message, group, expected) => {
  expect(speaksOfScim(message, group)).toBe(expected);
});
