import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { namedIn, type RefusalScope, scopeOf, suspectsIn } from '../../src/kinds/membership/send/refusal.ts';

const refused = (status: number, message: string) =>
  ({ kind: 'refused', status, message, requestId: null, attempts: 1, durationMs: 1 }) as const;

describe('what a refusal is about', () => {
  const cases: readonly (readonly [number, string, readonly string[], RefusalScope])[] = [
    [401, 'Invalid credentials in Authorization header', ['ada'], 'run'],
    [401, 'ada may not', ['ada'], 'run'],
    [402, 'Upgrade', ['ada'], 'run'],
    [403, 'The group is managed by SCIM', ['ada'], 'scim'],
    [400, 'scim: ada', ['ada'], 'scim'],
    [403, 'Users not in the organization: scim', ['ada', 'scim'], 'users'],
    [403, 'The group is managed by SCIM', ['scim'], 'scim'],
    [403, 'discimination', ['ada'], 'users'],
    [307, 'redirect', ['ada'], 'group'],
    [405, 'Method not allowed', ['ada'], 'group'],
    [429, 'Too many requests', ['ada'], 'group'],
    [404, 'Not found', ['ada'], 'users'],
    [403, 'You do not have permission to change this group', ['ada'], 'group'],
    [403, 'Missing permissions', ['ada'], 'group'],
    [
      403,
      'Your token needs to be approved by the organization before you can access this resource.',
      ['ada'],
      'group',
    ],
    [403, 'Not authorised', ['ada'], 'group'],
    [403, 'Unauthorized', ['ada'], 'group'],
    [403, 'ada is not allowed here', ['ada', 'bob'], 'users'],
    [403, 'Some users are not in the organization', ['ada'], 'users'],
    [403, 'Users not in the organization: permission', ['permission'], 'users'],
    [403, 'HTTP 403', ['ada'], 'users'],
    [400, 'token is wrong', ['ada'], 'users'],
    [409, 'Conflict', ['ada'], 'users'],
    [413, 'Too large', ['ada'], 'users'],
    [422, 'Unprocessable', ['ada'], 'users'],
  ];
  test.each(cases)('%i “%s” to %j is about the %s', (status, message, users, scope) => {
    expect(scopeOf(refused(status, message), users)).toBe(scope);
  });
});

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

describe('whom a message condemns', () => {
  const isMember = (user: string): boolean => user !== 'bot';
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['who is named', 'bob is unknown', ['ada', 'bob'], ['bob']],
    ['nobody, where all are named', 'ada, bob', ['ada', 'bob'], []],
    ['not the members, where all are named', 'ada, bot', ['ada', 'bot'], ['bot']],
    ['nobody, where it was cut and names the first ones', 'ada, bob, k…', ['ada', 'bob', 'kim'], []],
    [
      'who is named, where it was cut and begins elsewhere',
      'bob, kim, z…',
      ['ada', 'bob', 'kim', 'zoe'],
      ['bob', 'kim'],
    ],
    ['who is named, where others follow', 'ada, bob', ['ada', 'bob', 'kim'], ['ada', 'bob']],
    ['a single one', 'ada', ['ada'], ['ada']],
  ];
  test.each(cases)('%s', (_, message, users, suspects) => {
    expect([...suspectsIn(message, users, isMember)]).toEqual(suspects);
  });
});
