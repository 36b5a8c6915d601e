import { describe, expect, it } from 'vitest';
import {
  type CheckedExchange,
  checkExchange,
  comparedWith,
  githubDescriptions,
  graphqlPath,
} from '../support/fake-github/description.ts';
import { FakeRepository } from '../support/fake-github/repository.ts';
import { Views } from '../support/fake-github/views.ts';

const repository = new FakeRepository();
const views = new Views('http://127.0.0.1', repository);
const { number } = repository.openPullRequest({ head: 'a'.repeat(40) });
const comment = views.comment(repository.comment(number, 'ada', 'text'));
const path = '/repos/acme/access/issues/1/comments';
const list: CheckedExchange = {
  method: 'GET',
  path,
  query: { per_page: '100' },
  status: 200,
  responseBody: [comment],
};
const create = {
  method: 'POST',
  path,
  query: {},
  requestBody: { body: 'x' },
  status: 201,
  responseBody: comment,
};
const without = (key: string): unknown =>
  Object.fromEntries(Object.entries(comment).filter(([name]) => name !== key));

describe(`checkExchange, ${comparedWith}`, () => {
  it('finds nothing in what is right', () => {
    expect([...checkExchange(list), ...checkExchange(create)]).toEqual([]);
  });

  it.each<[what: string, exchange: CheckedExchange]>([
    ['a path that is none', { ...list, path: '/repos/acme/access/talk' }],
    ['a query that is not described', { ...list, query: { size: '100' } }],
    ['a comment without its node', { ...list, responseBody: [without('node_id')] }],
    ['an author that is a text', { ...list, responseBody: [{ ...comment, user: 'ada' }] }],
    ['an object for a list', { ...list, responseBody: comment }],
    ['a status that is not described', { ...list, status: 204 }],
    ['a request without its body', { ...create, requestBody: undefined }],
    ['a request with a field that is not described', { ...create, requestBody: { body: 'x', text: 'x' } }],
    ['a request whose body is a number', { ...create, requestBody: { body: 1 } }],
    ['an error without a message', { ...create, status: 429, responseBody: {} }],
  ])('finds %s', (_, exchange) => {
    expect(checkExchange(exchange)).not.toEqual([]);
  });
});

it('has no call that GitHub’s own description does not have, where it is there', () => {
  const { own, theirs } = githubDescriptions;
  const rest = own.calls.filter((call) => !call.endsWith(graphqlPath));
  expect(rest.length).toBeGreaterThan(10);
  expect(rest.filter((call) => theirs !== null && !theirs.calls.includes(call))).toEqual([]);
});
