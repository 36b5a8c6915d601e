import { elsewhere, type Given, next, root, saying } from './sample.ts';

/** The id of the collection. */
export const collection = 'c'.repeat(24);

export const resourceSamples: readonly Given[] = [
  ...(
    [
      ['models', 'model', 'acme-ai/free-model'],
      ['datasets', 'dataset', 'acme-ai/free-dataset'],
      ['spaces', 'space', 'acme-ai/free-space'],
      ['buckets', 'bucket', 'acme-ai/free-bucket'],
      ['collections', 'collection', `acme-ai/free-${collection}`],
    ] as const
  ).map(([key, type, thing]): Given => {
    const { id, name } = next();
    return {
      title: `a ${type} comes into a group`,
      action: 'create',
      line: [`${type}:${thing}`, '-', id],
      live: { [name]: { id, members: root } },
      unsaid: saying(name, id),
      before: null,
      after: saying(name, id, { resources: { [key]: [thing] } }),
      meanwhile: (directory) =>
        directory.move(
          type === 'collection' ? { type, id: collection } : { type, name: thing },
          elsewhere.id,
          'root',
        ),
      forged: { other: elsewhere.id, wild: 'x' },
    };
  }),
  (() => {
    const [from, to] = [next(), next()];
    const thing = 'acme-ai/moving';
    const held = { resources: { models: [thing] } };
    return {
      title: 'a model moves from one group to another',
      action: 'update',
      line: [`model:${thing}`, from.id, to.id],
      live: {
        [from.name]: {
          id: from.id,
          members: root,
          resources: [{ type: 'model', name: thing, private: true }],
        },
        [to.name]: { id: to.id, members: root },
      },
      unsaid: { groups: { ...saying(from.name, from.id).groups, ...saying(to.name, to.id).groups } },
      before: { groups: { ...saying(from.name, from.id, held).groups, ...saying(to.name, to.id).groups } },
      after: { groups: { ...saying(from.name, from.id).groups, ...saying(to.name, to.id, held).groups } },
      meanwhile: (directory) => directory.move({ type: 'model', name: thing }, elsewhere.id, 'root'),
      forged: { other: elsewhere.id, wild: 'x' },
    };
  })(),
  (() => {
    const { id, name } = next();
    const thing = 'acme-ai/leaving';
    return {
      title: 'a dataset leaves its group for none',
      action: 'delete',
      line: [`dataset:${thing}`, id, '-'],
      live: { [name]: { id, members: root, resources: [{ type: 'dataset', name: thing, private: true }] } },
      unsaid: saying(name, id),
      before: saying(name, id, { resources: { mode: 'exact', datasets: [thing] } }),
      after: saying(name, id, { resources: { mode: 'exact' } }),
      meanwhile: (directory) => directory.move({ type: 'dataset', name: thing }, elsewhere.id, 'root'),
      forged: { other: elsewhere.id, wild: 'x' },
    };
  })(),
];
