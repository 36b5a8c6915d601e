import { expect, test } from 'vitest';
import { neededBy } from '../../src/kinds/needs.ts';
import type { Change } from '../../src/model/plan.ts';
import { change, group as groupOf } from '../render/builders.ts';
import { configurationOf, group, members, planOf, snapshotOf } from '../support/planning.ts';

const models = 'groups: { One: { resources: { models: [acme-ai/base] } } }';
const live = {
  ...snapshotOf([group(1, 'One', {})], members('ada')),
  repositories: [{ id: 'acme-ai/base', type: 'model', visibility: 'private' }],
};
const { changes } = planOf(models, live);

test.each<[string, readonly string[], readonly Change[], readonly string[]]>([
  ['nothing', [], [], []],
  ['who is in groups', ['groups: { One: { members: { ada: read } } }'], [], []],
  ['a repository in one of two configurations', ['groups: {}', models], [], ['repositories']],
  ['the same twice', [models, models], changes, ['repositories']],
  ['a change that brings a repository, whose files nobody has', [], changes, ['repositories']],
  ['a change of a member', [], [change(groupOf('One'), 'ada', null, 'read')], []],
])('what is read besides for %s', (_, files, made, needs) => {
  expect(
    neededBy(
      files.map((yaml) => configurationOf(yaml)),
      made,
    ),
  ).toEqual(needs);
});

test('a configuration alone is enough', () => {
  expect(neededBy([configurationOf(models)])).toEqual(['repositories']);
});
