import { type Given, next, saying } from './sample.ts';

export const groupSamples: readonly Given[] = [
  {
    title: 'a group is made',
    action: 'create',
    line: ['Fresh', '-', '"Fresh"'],
    live: {},
    unsaid: {},
    before: null,
    after: { groups: { Fresh: { create: true } } },
    // One that somebody else has made is as declared; of two nobody can say which is meant.
    meanwhile: (directory) => ['Fresh', 'Fresh'].map((name) => directory.createGroup(name)),
    forged: { other: 'Other', wild: '' },
  },
  (() => {
    const { id, name } = next();
    return {
      title: 'a group is deleted',
      action: 'delete',
      line: [name, `"${name}"`, '-'],
      live: { [name]: { id, members: { kim: 'read' } } },
      unsaid: {},
      before: saying(name, id),
      after: saying(name, id, { state: 'absent' }),
      meanwhile: (directory) => directory.updateGroup(id, { name: 'Wanted again' }),
      forged: { other: 'Other', wild: '' },
    };
  })(),
];
