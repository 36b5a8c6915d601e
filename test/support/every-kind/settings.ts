import { products } from '../../../src/kinds/setting/change.ts';
import type { Action } from '../../../src/model/change.ts';
import type { Directory } from '../../../src/sandbox/directory.ts';
import type { SeedGroup } from '../../../src/sandbox/model.ts';
import { type Given, next, type Sample, saying, type Tree } from './sample.ts';

function setting(
  title: string,
  action: Action,
  line: Sample['line'],
  values: {
    readonly live: SeedGroup;
    readonly before: Tree | null;
    readonly after: Tree;
    readonly meanwhile: (directory: Directory, id: string) => void;
    readonly forged: Sample['forged'];
  },
): Given {
  const { id, name } = next();
  return {
    title,
    action,
    line,
    live: { [name]: { id, members: { root: 'admin' }, ...values.live } },
    unsaid: saying(name, id),
    before: values.before === null ? null : saying(name, id, values.before),
    after: saying(name, id, values.after),
    meanwhile: (directory) => values.meanwhile(directory, id),
    forged: values.forged,
  };
}

function joins(one: 'off' | { readonly role: string; readonly scope: string }): string {
  return JSON.stringify(one === 'off' ? one : `${one.role}/${one.scope}`);
}

const offOn = { role: 'read', scope: 'read_plus' } as const;

export const settingSamples: readonly Given[] = [
  (() => {
    const { id, name } = next();
    return {
      title: 'a group gets another name',
      action: 'update',
      line: ['name', `"${name}"`, '"Renamed"'],
      live: { [name]: { id, members: { root: 'admin' } } },
      unsaid: {},
      before: saying(name, id),
      after: saying('Renamed', id),
      meanwhile: (directory) => directory.updateGroup(id, { name: 'By hand' }),
      forged: { other: 'Forged', wild: 'a\u0007b' },
    };
  })(),
  ...(
    [
      ['a description is set', 'create', undefined, 'New'],
      ['a description is changed', 'update', 'Old', 'New'],
      ['a description is taken away', 'delete', 'Old', ''],
    ] as const
  ).map(([title, action, was, is]) =>
    setting(
      title,
      action,
      ['description', was === undefined ? '-' : `"${was}"`, is === '' ? '-' : `"${is}"`],
      {
        live: was === undefined ? {} : { description: was },
        before: { description: was ?? '' },
        after: { description: is },
        meanwhile: (directory, id) => directory.updateGroup(id, { description: 'By hand' }),
        forged: { other: 'Forged', wild: 'x'.repeat(501) },
      },
    ),
  ),
  ...(
    [
      ['auto-join is switched on', 'off', offOn],
      ['auto-join lets others in', { role: 'read', scope: 'read_plus' }, { role: 'read', scope: 'all' }],
      ['auto-join gives another role', { role: 'read', scope: 'all' }, { role: 'contributor', scope: 'all' }],
      ['auto-join is switched off', { role: 'read', scope: 'all' }, 'off'],
    ] as const
  ).map(([title, was, is]) =>
    setting(title, 'update', ['auto_join', joins(was), joins(is)], {
      live: was === 'off' ? {} : { auto_join: was },
      before: { auto_join: was },
      after: { auto_join: is },
      meanwhile: (directory, id) => directory.setAutoJoin(id, { enabled: true, role: 'write', scope: 'all' }),
      forged: { other: 'admin/all', wild: 'owner/all' },
    }),
  ),
  ...products.map((product, at): Given => {
    const how = (['create', 'update', 'delete'] as const)[at % 3] ?? 'update';
    const [was, is] = [how === 'create' ? null : 40, how === 'delete' ? null : 99.5];
    const key = product.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    return setting(
      `the limit of ${product} is ${{ create: 'set', update: 'changed', delete: 'taken away' }[how]}`,
      how,
      [`spend_limits.${product}`, was === null ? '-' : '"40.00"', is === null ? '-' : '"99.50"'],
      {
        live: was === null ? {} : { spend_limits: { [key]: 4000 } },
        before: { spend_limits: { [product]: was } },
        after: { spend_limits: { [product]: is } },
        meanwhile: (directory, id) => directory.updateGroup(id, { spendLimits: { [key]: 777 } }),
        forged: { other: '100000.00', wild: '99.999' },
      },
    );
  }),
];
