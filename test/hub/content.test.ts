import { expect, test } from 'vitest';
import { type Content, groupShape, listShape, meShape, objectShape } from '../../src/hub/content.ts';

test.each<[string, () => Content<unknown>, Partial<Content<unknown>>]>([
  ['a list', () => listShape([7]), { kind: 'read', value: [7] }],
  ['an object', () => objectShape({ a: 1 }), { kind: 'read', value: { a: 1 } }],
  [
    'a group with more than is looked at',
    () => groupShape({ id: 'g', name: '', x: 1 }),
    { kind: 'read', value: { id: 'g', name: '', x: 1 } },
  ],
  [
    'no list',
    () => listShape({}),
    { kind: 'unreadable', problem: 'is not what it should be: answer must be array' },
  ],
  [
    'a user without a name',
    () => meShape({ name: '' }),
    {
      kind: 'unreadable',
      problem: 'is not what it should be: answer/name must NOT have fewer than 1 characters',
    },
  ],
])('%s is what it is', (_, content, expected) => {
  expect(content()).toEqual(expected);
});
