import { describe, expect, it } from 'vitest';
import { checkExchange, comparedWith, hubDescriptions, mendedFaults } from '../support/openapi.ts';
import { groupsPath, ids, membersPath } from './seeds.ts';

const user = { type: 'user', _id: ids.open, fullname: 'Ada', name: 'ada', avatarUrl: '/a.svg', role: 'read' };
const group = { id: ids.models, name: 'Models', users: [user], resources: [] };
const good = { method: 'GET', path: groupsPath, query: {}, status: 200, responseBody: [group] } as const;
const add = {
  method: 'POST',
  path: `${groupsPath}/${ids.models}/users`,
  query: {},
  requestBody: { users: [{ user: 'ada', role: 'read' }] },
  status: 200,
  responseBody: group,
} as const;

describe(`checkExchange, ${comparedWith}`, () => {
  it.each([
    ['a list of groups', good],
    [
      'groups in their older form',
      { ...good, responseBody: [{ ...group, resources: undefined, repos: [] }] },
    ],
    ['an add', add],
    ['a refusal', { ...add, status: 403, responseBody: { error: 'no' } }],
    [
      'a wrong request that is refused',
      { ...add, requestBody: {}, status: 400, responseBody: { error: 'no' } },
    ],
  ])('finds nothing in %s', (_, exchange) => {
    // As JSON, where `undefined` is no field.
    expect(checkExchange(JSON.parse(JSON.stringify(exchange)))).toEqual([]);
  });

  it.each([
    ['a group without users', { ...good, responseBody: [{ ...group, users: undefined }] }],
    ['an object for a list', { ...good, responseBody: group }],
    ['an id that is none', { ...good, responseBody: [{ ...group, id: 'x' }] }],
    ['an add of nobody that succeeds', { ...add, requestBody: { users: [] } }],
    ['an add without a body that succeeds', { ...add, requestBody: undefined }],
    ['a refusal without a text', { ...add, status: 403, responseBody: {} }],
    ['a path of no call', { ...good, path: '/api/organizations/acme-ai/groups' }],
    ['a role that is none', { ...add, requestBody: { users: [{ user: 'a', role: 'owner' }] } }],
    ['a limit below the least', { ...good, path: membersPath, query: { limit: '1' }, responseBody: [] }],
    ['a query that is not described', { ...good, query: { page: '2' } }],
    ['a field that is not described', { ...good, responseBody: [{ ...group, colour: 'red' }] }],
    [
      'a field of a request that is not described',
      { ...add, requestBody: { ...add.requestBody, notify: true } },
    ],
    [
      'a group with neither resources nor repos',
      { ...good, responseBody: [{ ...group, resources: undefined }] },
    ],
    ['a status that is not described', { ...add, status: 201 }],
  ])('finds %s', (_, exchange) => {
    expect(checkExchange(JSON.parse(JSON.stringify(exchange)))).not.toEqual([]);
  });
});

it('has no call that the Hub’s own description does not have, where it is there', () => {
  const { own, theirs } = hubDescriptions;
  expect(own.calls.length).toBeGreaterThan(10);
  expect(own.calls.filter((call) => theirs !== null && !theirs.calls.includes(call))).toEqual([]);
});

it("mends nothing in the Hub's own description that is mended", () => {
  expect(mendedFaults()).toEqual([]);
});
