import { expect, test } from 'vitest';
import { liveOf } from '../../src/live/live.ts';
import { repositoriesOf } from '../../src/live/repositories.ts';
import { snapshotOf } from '../support/planning.ts';

test('the repositories of the organization are told apart by type and name, without letter case', () => {
  const list = [
    { id: 'acme-ai/Base', type: 'model', visibility: 'private' },
    { id: 'acme-ai/base', type: 'dataset', visibility: 'public' },
    { id: 'acme-ai/demo', type: 'space', visibility: 'protected' },
    { id: 'acme-ai/odd', type: 'bucket', visibility: 'secret' },
  ];
  expect([...repositoriesOf(list)]).toEqual([
    ['model:acme-ai/base', { name: 'acme-ai/Base', private: true }],
    ['dataset:acme-ai/base', { name: 'acme-ai/base', private: false }],
    ['space:acme-ai/demo', { name: 'acme-ai/demo', private: true }],
    ['bucket:acme-ai/odd', { name: 'acme-ai/odd', private: null }],
  ]);
});

test.each([null, 7, [], {}, { id: 'acme-ai/base' }, { type: 'model' }, { id: '', type: 'model' }])(
  'what does not say which repository it is is passed over: %j',
  (odd) => {
    expect(repositoriesOf([odd]).size).toBe(0);
  },
);

test('a list that was not read is not an empty one', () => {
  expect(liveOf(snapshotOf([], [])).repositories).toBeNull();
  expect(liveOf(snapshotOf([], [], { repositories: [] })).repositories?.size).toBe(0);
});
