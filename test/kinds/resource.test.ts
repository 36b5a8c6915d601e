import { describe, expect, test } from 'vitest';
import { loadChecked } from '../../src/kinds/load.ts';
import { blockedWordsOf, kindOf } from '../../src/kinds/registry.ts';
import { rideOf } from '../../src/kinds/resource/calls.ts';
import type { ResourceChange } from '../../src/kinds/resource/change.ts';
import { resourceKind } from '../../src/kinds/resource/kind.ts';
import { contentsOf } from '../../src/kinds/resource/live.ts';
import { keyOf, nameIn, subjectOf } from '../../src/kinds/resource/resource-name.ts';
import { heldCountsOf } from '../../src/live/contents.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { viewsOf } from '../../src/live/view.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import { digestLine } from '../../src/plan/digest.ts';
import { Concerned } from '../../src/plan/guards/concerned.ts';
import { runGuards } from '../../src/plan/guards/run.ts';
import { liveAfter } from '../../src/plan/live-after.ts';
import { claimedPlan, contradictionIn, derivedPlan, groundedPlan } from '../../src/plan/saved-plan.ts';
import { createPalette } from '../../src/render/palette.ts';
import { phraseText } from '../../src/render/phrase.ts';
import { renderPlanText } from '../../src/render/plan-text.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { configurationOf, group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const best = 'c'.repeat(24);
const model = (name: string, secret = true) => ({ type: 'model', name: `acme-ai/${name}`, private: secret });
const collection = { type: 'collection', id: best, slug: 'best', title: 'Best', private: true };
const job = { type: 'job', id: 'j1', name: 'nightly' };
const kernel = { type: 'kernel', name: 'acme-ai/fast', private: true };

const repositories = [
  { id: 'acme-ai/base', type: 'model', visibility: 'private' },
  { id: 'acme-ai/Large', type: 'model', visibility: 'public' },
  { id: 'acme-ai/web', type: 'dataset', visibility: 'private' },
];

/** Ada and kim are in One, kim and lee in Two; root is an admin of the organization, zoe has no access to it. */
function organization(fields: {
  readonly one?: readonly unknown[];
  readonly two?: readonly unknown[];
  readonly repositories?: readonly unknown[];
}): Snapshot {
  const users = (...names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, 'read'] as const));
  return {
    ...snapshotOf(
      [
        { ...group(1, 'One', users('ada', 'kim')), resources: null, ...listed(fields.one ?? []) },
        { ...group(2, 'Two', users('kim', 'lee')), resources: null, ...listed(fields.two ?? []) },
      ],
      [
        ...members('ada', 'kim', 'lee', 'bob'),
        { user: 'root', role: 'admin' },
        { user: 'zoe', role: 'no_access' },
      ],
    ),
    repositories: fields.repositories ?? repositories,
  };
}

function listed(resources: readonly unknown[]): object {
  return { resources };
}

/** Resources as lines of the digest, with short ids. */
function lines(changes: readonly Change[]): readonly string[] {
  return changes.map((change) =>
    digestLine(change)
      .replace(/^resource\t/, '')
      .replace(/\b0{23}(\d)\b/g, '$1')
      .replaceAll('\t', ' ')
      .trimEnd(),
  );
}

const moves = (yaml: string, snapshot: Snapshot) => lines(planOf(yaml, snapshot).changes);
const oneHas = (resources: string) => `groups: { One: { resources: { ${resources} } } }`;

describe('a resource that is declared', () => {
  test.each<[string, string, Parameters<typeof organization>[0], readonly string[]]>([
    ['is there', 'models: [acme-ai/base]', { one: [model('base')] }, []],
    ['is there in another letter case', 'models: [ACME-AI/Base]', { one: [model('base')] }, []],
    ['is in no group', 'models: [acme-ai/base]', {}, ['create 1 model:acme-ai/base - 1']],
    ['has the spelling of the Hub', 'models: [acme-ai/large]', {}, ['create 1 model:acme-ai/Large - 1']],
    [
      'is in another group: one change',
      'models: [acme-ai/base]',
      { two: [model('base')] },
      ['update 1 model:acme-ai/base 2 1'],
    ],
    [
      'is of each type',
      `models: [acme-ai/base], datasets: [acme-ai/web], collections: [acme-ai/best-${best}]`,
      { two: [collection] },
      [
        'create 1 dataset:acme-ai/web - 1',
        'create 1 model:acme-ai/base - 1',
        `update 1 collection:acme-ai/best-${best} 2 1`,
      ],
    ],
    [
      'is a collection in no group, of which no list says anything',
      `collections: [acme-ai/best-${best}]`,
      {},
      [`create 1 collection:acme-ai/best-${best} - 1`],
    ],
    [
      'is a collection whose slug has changed',
      `collections: [acme-ai/old-name-${best}]`,
      { one: [collection] },
      [],
    ],
    ['leaves others alone', 'models: []', { one: [model('base'), job] }, []],
    [
      'leaves others alone in the additive mode',
      'mode: additive, models: []',
      { one: [model('base'), job] },
      [],
    ],
    [
      'is all there is, where it is exact: what cannot be moved stays',
      'mode: exact, models: [acme-ai/base]',
      { one: [model('base'), model('old'), collection, job, kernel] },
      [`delete 1 collection:acme-ai/best-${best} 1 -`, 'delete 1 model:acme-ai/old 1 -'],
    ],
  ])('%s', (_what, resources, live, expected) => {
    expect(moves(oneHas(resources), organization(live))).toEqual(expected);
  });

  test('moves by one change where both groups are exact', () => {
    const yaml =
      'defaults: { resources: exact }\ngroups: { One: { resources: { models: [acme-ai/base] } }, Two: { resources: {} } }';
    const plan = planOf(yaml, organization({ two: [model('base'), model('old', false)] }));
    expect(lines(plan.changes)).toEqual([
      'update 1 model:acme-ai/base 2 1',
      'delete 2 model:acme-ai/old 2 -',
    ]);
    expect(plan.changes.map(({ source }) => source?.line)).toEqual([4, 3]);
  });

  test('is not let go of for a group that this run does not look at', () => {
    const yaml =
      'groups: { One: { resources: { models: [acme-ai/base] } }, Two: { resources: { mode: exact } } }';
    const plan = planOf(yaml, organization({ two: [model('base')] }), { selection: ['Two'] });
    expect(plan.changes).toEqual([]);
  });

  test('is left alone where the Hub calls it what no call can name', () => {
    const odd = [
      { type: 'model', name: 'acme-ai/a b', private: true },
      { type: 'model', name: '../../x', private: true },
      { ...collection, slug: 'two words' },
    ];
    expect(moves(oneHas('mode: exact'), organization({ one: odd }))).toEqual([]);
    const declared = `collections: [acme-ai/best-${best}]`;
    expect(moves(oneHas(declared), organization({ two: odd }))).toEqual([
      `update 1 collection:acme-ai/best-${best} 2 1`,
    ]);
  });

  test('is read from the older name of the list', () => {
    const live = organization({});
    const groups = live.groups.map((one) => ({
      ...Object(one),
      resources: undefined,
      repos: [model('base')],
    }));
    expect(moves(oneHas('mode: exact'), { ...live, groups })).toEqual(['delete 1 model:acme-ai/base 1 -']);
  });

  test('can have a group of its own mode beside the default', () => {
    const yaml =
      'defaults: { resources: exact }\ngroups: { One: { resources: { mode: additive } }, Two: { resources: {} } }';
    expect(moves(yaml, organization({ one: [model('base')], two: [model('old')] }))).toEqual([
      'delete 2 model:acme-ai/old 2 -',
    ]);
  });
});

test('what leaves has the place of the mode: of the group, else of the defaults', () => {
  const yaml = `defaults:
  resources: exact
groups:
  One:
    resources:
      models: []
      mode: exact
  Two:
    resources: {}
`;
  const { changes } = planOf(yaml, organization({ one: [model('a')], two: [model('b')] }));
  expect(changes.map(({ source }) => source?.line)).toEqual([9, 4]);
});

describe('a resource that is blocked', () => {
  const blocked = (resources: string, live: Snapshot) =>
    planOf(oneHas(resources), live).blocked.map(({ subject, reason, suggestion, hint, source }) => [
      subject,
      reason,
      suggestion,
      hint,
      source?.column,
    ]);

  test.each<[string, string, string | null]>([
    ['a name that is nearly one', 'models: [acme-ai/bsae]', 'acme-ai/base'],
    ['a name of another type', 'datasets: [acme-ai/base]', 'model:acme-ai/base'],
    ['a name that is like none', 'models: [acme-ai/something-else]', null],
    ['a type of which there is nothing', 'buckets: [acme-ai/bsae]', null],
  ])('there is no such one: %s', (_what, resources, suggestion) => {
    const [[subject, ...rest] = []] = blocked(resources, organization({}));
    expect(subject).toMatch(/^(model|dataset|bucket):acme-ai\//);
    expect(rest).toEqual(['resource_not_found', suggestion, null, expect.any(Number)]);
  });

  test('what is in a group cannot be read: nothing of it is compared', () => {
    const odd = organization({ one: [{ name: 'acme-ai/base' }] });
    expect(blocked('mode: exact, models: [acme-ai/base]', odd)).toEqual([
      [null, 'unreadable', null, null, expect.any(Number)],
    ]);
  });

  test('it may be in a group that cannot be read', () => {
    const odd = organization({ two: [{ type: 'model' }] });
    expect(blocked('models: [acme-ai/base]', odd)).toEqual([
      ['model:acme-ai/base', 'unreadable', null, 'What is in "Two" cannot be read.', expect.any(Number)],
    ]);
  });

  test('nothing where the list of all repositories was not read: a change asks the Hub', () => {
    const { repositories: _dropped, ...without } = organization({});
    const plan = planOf(oneHas('models: [acme-ai/bsae]'), without);
    expect(plan.blocked).toEqual([]);
    expect(plan.changes).toMatchObject([{ subject: 'model:acme-ai/bsae', before: null, private: null }]);
  });
});

describe('files that are wrong', () => {
  const problems = (body: string) => {
    const text = `version: 1\norganization: acme-ai\n${body}`;
    const loaded = loadChecked([new SourceFile('groups.yaml', text)], ['groups.yaml']);
    return loaded.ok
      ? []
      : loaded.diagnostics.map(({ code, source, message }) => [code, source?.line, source?.column, message]);
  };

  test.each<[string, string, readonly unknown[]]>([
    [
      'one resource in two groups',
      'groups:\n  One:\n    resources:\n      models: [acme-ai/base]\n  Two:\n    resources:\n      models:\n        - acme-ai/Base\n',
      ['duplicate-resource', 10, 11, expect.stringContaining('in "One" (groups.yaml:6) already')],
    ],
    [
      'one resource twice in a group',
      'groups: { One: { resources: { models: [acme-ai/base, acme-ai/base] } } }',
      ['duplicate-resource', 3, 54, expect.any(String)],
    ],
    [
      'one collection by two slugs',
      `groups: { One: { resources: { collections: [acme-ai/a-${best}, acme-ai/b-${best}] } } }`,
      ['duplicate-resource', 3, expect.any(Number), expect.any(String)],
    ],
    [
      'a resource of somebody else',
      'groups: { One: { resources: { models: [other/base] } } }',
      ['other-namespace', 3, 40, 'The model `other/base` belongs to `other`, not to `acme-ai`'],
    ],
    [
      'no namespace',
      'groups: { One: { resources: { models: [base] } } }',
      ['wrong-value', 3, 40, expect.any(String)],
    ],
    [
      'two dashes in a name',
      'groups: { One: { resources: { models: [acme-ai/a--b] } } }',
      ['wrong-value', 3, 40, expect.any(String)],
    ],
    [
      'a collection without an id',
      'groups: { One: { resources: { collections: [acme-ai/best] } } }',
      ['wrong-value', 3, 45, expect.any(String)],
    ],
    [
      'an unknown type',
      'groups: { One: { resources: { kernels: [acme-ai/x] } } }',
      ['unknown-key', 3, 31, expect.any(String)],
    ],
    [
      'a name for a list',
      'groups: { One: { resources: { models: acme-ai/x } } }',
      ['wrong-type', 3, 39, expect.any(String)],
    ],
    [
      'a number for a name',
      'groups: { One: { resources: { models: [7] } } }',
      ['name-not-text', 3, 40, expect.any(String)],
    ],
    [
      'a list for all of it',
      'groups: { One: { resources: [acme-ai/x] } }',
      ['wrong-type', 3, 29, expect.any(String)],
    ],
    [
      'a mode that is none',
      'groups: { One: { resources: { mode: strict } } }',
      ['wrong-value', 3, 37, expect.any(String)],
    ],
  ])('%s', (_what, body, expected) => {
    expect(problems(body)).toEqual([expected]);
  });

  test.each([
    ['models: [acme-ai/base, acme-ai/base]', 'A resource is in one group at most: keep one of the two.'],
    [
      'models: [other/base]',
      'Only what belongs to the organization can be in its groups: mend the name, or take it out.',
    ],
  ])('come with what to do: %s', (resources, hint) => {
    const file = new SourceFile('groups.yaml', `version: 1\norganization: acme-ai\n${oneHas(resources)}`);
    const loaded = loadChecked([file], ['groups.yaml']);
    expect(loaded.ok ? [] : loaded.diagnostics.map((one) => one.hint)).toEqual([hint]);
  });

  test('the same name of two types is two resources', () => {
    const body = 'groups: { One: { resources: { models: [acme-ai/base], datasets: [acme-ai/base] } } }';
    expect(problems(body)).toEqual([]);
  });
});

describe('the calls', () => {
  test('are one for each resource: what comes in, then what leaves for none', () => {
    const yaml = `groups: { One: { resources: { mode: exact, models: [acme-ai/base], collections: [acme-ai/best-${best}] } } }`;
    const plan = planOf(yaml, organization({ one: [model('old')], two: [collection] }));
    expect(plan.calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', '/api/models/acme-ai/base/resource-group', { resourceGroupId: idOf(1) }],
      ['POST', `/api/collections/acme-ai/best-${best}/resource-group`, { resourceGroupId: idOf(1) }],
      ['POST', '/api/models/acme-ai/old/resource-group', { resourceGroupId: null }],
    ]);
  });

  test('of what is nothing that can be moved is a fault', () => {
    const change = { ...moveOf(organization({ two: [model('base')] })), subject: 'job:acme-ai/x' };
    const idIn = () => idOf(1);
    const view = viewsOf(liveOf(organization({})))([]);
    expect(() => resourceKind.call('acme-ai', [{ index: 0, change }], [], idIn, view)).toThrow(
      'job:acme-ai/x is no resource',
    );
    expect(() => resourceKind.call('acme-ai', [], [], idIn, view)).toThrow('a call without a change');
  });
});

/** The first move of what One declares. */
function moveOf(snapshot: Snapshot, resources = 'models: [acme-ai/base]'): ResourceChange {
  const [change] = planOf(oneHas(resources), snapshot).changes;
  if (change?.kind !== 'resource') throw new Error('no move is planned');
  return change;
}

describe('how a move stands against what is live now', () => {
  const third = (resources: readonly unknown[], snapshot: Snapshot) => ({
    ...snapshot,
    groups: [...snapshot.groups, { ...group(3, 'Three', {}), resources }],
  });
  const planned = moveOf(organization({ two: [model('base')] }));
  const created = moveOf(organization({}));
  const left = moveOf(organization({ one: [model('base')] }), 'mode: exact');
  const standing = (change: ResourceChange, snapshot: Snapshot) =>
    resourceKind.standing(change, viewsOf(liveOf(snapshot))(resourceKind.touches(change)));

  test.each<[string, ResourceChange, Snapshot, object]>([
    ['moved: as planned', planned, organization({ two: [model('base')] }), { kind: 'pending' }],
    ['moved: made', planned, organization({ one: [model('base')] }), { kind: 'inSync' }],
    ['moved: in no group now', planned, organization({}), { kind: 'conflict', now: null }],
    [
      'moved: in a third group now',
      planned,
      third([model('base')], organization({})),
      { kind: 'conflict', now: idOf(3) },
    ],
    ['come: as planned', created, organization({}), { kind: 'pending' }],
    [
      'come: in another group now',
      created,
      organization({ two: [model('base')] }),
      { kind: 'conflict', now: idOf(2) },
    ],
    ['left: as planned', left, organization({ one: [model('base')] }), { kind: 'pending' }],
    ['left: made', left, organization({}), { kind: 'inSync' }],
    [
      'left: in another group now',
      left,
      organization({ two: [model('base')] }),
      { kind: 'conflict', now: idOf(2) },
    ],
    [
      'the group cannot be read any more',
      planned,
      organization({ two: [{}] }),
      { kind: 'conflict', now: '?' },
    ],
    [
      'none of the groups is there any more',
      planned,
      { ...organization({}), groups: [] },
      { kind: 'conflict', now: null },
    ],
    ['what it is about names nothing', { ...created, subject: 'odd' }, organization({}), { kind: 'pending' }],
  ])('%s', (_what, change, snapshot, expected) => {
    expect(standing(change, snapshot)).toEqual(expected);
  });

  test('touches the group that it comes into and the one that it leaves, each once', () => {
    const names = [planned, created, left].map((change) =>
      resourceKind.touches(change).map((target) => target?.name),
    );
    expect(names).toEqual([['One', 'Two'], ['One'], ['One']]);
  });

  test('a look at the group counts more than what was listed before', () => {
    const live = liveOf(organization({ two: [model('base')] }));
    const after = liveAfter(live, [planned]);
    const view = viewsOf(after)(resourceKind.touches(planned));
    expect(resourceKind.standing(planned, { ...view, listed: live.groups })).toEqual({ kind: 'inSync' });
    const gone = liveAfter(liveOf(organization({ one: [model('base')] })), [left]);
    const seen = viewsOf(gone)(resourceKind.touches(left));
    const listedBefore = liveOf(organization({ one: [model('base')] })).groups;
    expect(resourceKind.standing(left, { ...seen, listed: listedBefore })).toEqual({ kind: 'inSync' });
    const none = viewsOf(liveOf(organization({})))(resourceKind.touches(planned));
    expect(resourceKind.standing(planned, { ...none, listed: live.groups })).toEqual({
      kind: 'conflict',
      now: null,
    });
  });

  test('is told in words', () => {
    expect(resourceKind.found(planned, null)).toBe(
      'model:acme-ai/base is in no group meanwhile, which the plan did not know.',
    );
    expect(resourceKind.found(planned, idOf(3))).toContain(`is in the group ${idOf(3)} meanwhile`);
    expect(resourceKind.found(planned, '?')).toBe('Where model:acme-ai/base is by now cannot be read.');
    expect([resourceKind.value(null), resourceKind.value('new:A')]).toEqual([
      'in no group',
      'in the group new:A',
    ]);
  });

  test('is not made where what was public is private by now', () => {
    const change = moveOf(organization({ one: [model('base', false)] }), 'mode: exact');
    const view = (secret: boolean) =>
      viewsOf(liveOf(organization({ one: [model('base', secret)] })))(resourceKind.touches(change));
    expect(change.destructive).toBe(false);
    expect(resourceKind.overreach(change, view(false), view(false))).toBeNull();
    expect(resourceKind.overreach(change, view(true), view(false))).toMatch(/is private by now/);
    expect(resourceKind.overreach(left, view(true), view(true))).toBeNull();
    const nowhere = viewsOf(liveOf(organization({})))(resourceKind.touches(change));
    expect(resourceKind.overreach(change, nowhere, nowhere)).toMatch(/is private by now/);
  });
});

describe('what is live afterwards', () => {
  test('has each resource in its new group, with the counts', () => {
    const yaml =
      'groups: { One: { resources: { mode: exact, models: [acme-ai/base, acme-ai/large] } }, Two: { resources: {} } }';
    const live = liveOf(
      organization({ one: [model('old'), job], two: [model('base'), model('kept', false)] }),
    );
    const after = liveAfter(
      live,
      planOf(yaml, organization({ one: [model('old'), job], two: [model('base'), model('kept', false)] }))
        .changes,
    );
    const contents = after.groups.map((one) => [...(contentsOf(one)?.keys() ?? [])]);
    expect(contents).toEqual([['model:acme-ai/large', 'model:acme-ai/base'], ['model:acme-ai/kept']]);
    expect(after.groups.map(heldCountsOf)).toEqual([
      { repositories: 2, private: 1, other_resources: 1 },
      { repositories: 1, private: 0, other_resources: 0 },
    ]);
  });

  test('has the very object of the Hub where there is one, and what the plan says where there is none', () => {
    const titled = { ...model('base'), title: 'Base' };
    const slug = `collections: [acme-ai/best-${best}]`;
    const cases: readonly (readonly [Snapshot, string])[] = [
      [organization({ two: [titled] }), 'models: [acme-ai/base]'],
      [organization({}), 'models: [acme-ai/base]'],
      [organization({}), slug],
    ];
    const objects = cases.map(([snapshot, resources]) => {
      const live = liveOf(snapshot);
      const [one] = liveAfter(live, [moveOf(snapshot, resources)]).groups;
      return one?.object['resources'];
    });
    expect(objects).toStrictEqual([
      [titled],
      [{ type: 'model', name: 'acme-ai/base', private: true }],
      [{ type: 'collection', id: best, slug: 'best' }],
    ]);
  });

  test('has no group that is not there', () => {
    const none = viewsOf(liveOf({ ...organization({}), groups: [] }))([]);
    expect([...resourceKind.after([moveOf(organization({}))], none).groups]).toEqual([]);
  });

  test('says nothing of a group of which nobody can say what is in it', () => {
    const live = liveOf(organization({ two: [{}] }));
    const change = { ...moveOf(organization({ two: [model('base')] })), source: null };
    const [one, two] = liveAfter(live, [change]).groups;
    expect([one && heldCountsOf(one).repositories, two === live.groups[1]]).toEqual([1, true]);
  });

  test('has what comes into a group that is to be made', () => {
    const made = { id: null, name: 'New' };
    const change: ResourceChange = {
      ...moveOf(organization({}), `collections: [acme-ai/best-${best}]`),
      group: made,
      after: 'new:New',
    };
    const after = liveAfter(liveOf(organization({})), [change]);
    const [contents] = after.groups.slice(-1).map(contentsOf);
    expect([...(contents?.values() ?? [])]).toMatchObject([{ type: 'collection', name: `best-${best}` }]);
  });
});

describe('a subject', () => {
  test.each<[string, boolean]>([
    ['model:acme-ai/base', true],
    [`collection:acme-ai/best-${best}`, true],
    ['collection:acme-ai/best', false],
    ['kernel:acme-ai/fast', false],
    ['model:base', false],
    ['model:acme-ai/a/b', false],
    ['model:acme-ai/a\nb', false],
    ['acme-ai/base', false],
    ['a model:acme-ai/base', false],
    ['model:acme-ai/base:x', false],
  ])('%j can be moved: %s', (subject, can) => {
    const name = nameIn(subject);
    expect(name !== null).toBe(can);
    if (name !== null) expect(subjectOf(name)).toBe(subject);
  });

  test('is one whatever its letter case, and a collection is its id', () => {
    expect(keyOf({ type: 'model', name: 'Acme/Base' })).toBe(keyOf({ type: 'model', name: 'acme/base' }));
    expect(keyOf({ type: 'collection', name: `acme/a-${best}` })).toBe(
      keyOf({ type: 'collection', name: `acme/b-${best}` }),
    );
  });
});

describe('what a move means', () => {
  /** Zoe sees nothing, root everything. */
  const seen = (yaml: string, live: Parameters<typeof organization>[0]) =>
    planOf(yaml, organization(live)).changes.flatMap((change) =>
      change.kind === 'resource' ? [change.audience] : [],
    );
  const two = { two: [model('base')] };

  test('is who sees it by then and who no longer', () => {
    expect(seen(oneHas('models: [acme-ai/base]'), two)).toEqual([
      { more: 1, fewer: 1, more_users: ['ada'], fewer_users: ['lee'] },
    ]);
    expect(seen(oneHas('models: [acme-ai/base]'), {})).toEqual([
      { more: 0, fewer: 2, more_users: [], fewer_users: ['bob', 'lee'] },
    ]);
    expect(seen(oneHas('mode: exact'), { one: [model('base')] })).toEqual([
      { more: 2, fewer: 0, more_users: ['bob', 'lee'], fewer_users: [] },
    ]);
  });

  test('is by who is in the groups when the whole plan is made', () => {
    const yaml =
      'groups: { One: { members: { bob: read, ada: absent }, resources: { models: [acme-ai/base] } } }';
    expect(seen(yaml, two)).toEqual([{ more: 1, fewer: 1, more_users: ['bob'], fewer_users: ['lee'] }]);
  });

  test('is by who is in the groups by auto-join, too, where this plan writes it', () => {
    const joined = (scope: string, more = '', live: Parameters<typeof organization>[0] = two) =>
      seen(
        `groups: { One: { auto_join: { role: read, scope: ${scope} }, resources: { models: [acme-ai/base] }${more} } }`,
        live,
      );
    expect(joined('all')).toEqual([
      { more: 3, fewer: 0, more_users: ['ada', 'bob', 'zoe'], fewer_users: [] },
    ]);
    expect(joined('read_plus')).toEqual([{ more: 2, fewer: 0, more_users: ['ada', 'bob'], fewer_users: [] }]);
    // All members of the organization saw it before, but for who has no access to it.
    expect(joined('all', '', {})).toEqual([{ more: 1, fewer: 0, more_users: ['zoe'], fewer_users: [] }]);
    const fresh =
      'New: { create: true, auto_join: { role: read, scope: read_plus }, resources: { models: [acme-ai/base] } }';
    expect(seen(`groups: { ${fresh} }`, two)).toEqual([
      { more: 2, fewer: 0, more_users: ['ada', 'bob'], fewer_users: [] },
    ]);
  });

  test('is nothing of what is public, and something of what may be private', () => {
    expect(seen(oneHas('models: [acme-ai/large]'), {})).toEqual([null]);
    const unknown = { type: 'model', name: 'acme-ai/base' };
    expect(seen(oneHas('models: [acme-ai/base]'), { two: [unknown] })).toMatchObject([{ more: 1 }]);
  });

  test('names so many people, and counts all', () => {
    const many = Array.from({ length: 60 }, (_, index) => `user-${index + 10}`);
    const live = organization({ one: [model('base')] });
    const plan = planOf(oneHas('mode: exact'), { ...live, members: [...live.members, ...members(...many)] });
    const [change] = plan.changes;
    expect(change).toMatchObject({ audience: { more: 62 } });
    expect(change?.kind === 'resource' ? change.audience?.more_users.length : 0).toBe(50);
    const shown = renderPlanText(plan, { palette: createPalette(false), verbose: true });
    expect(shown).toMatch(/seen by bob, lee, user-10, .* and 12 more/);
    const coming = { ...organization({}), members: [...live.members, ...members(...many)] };
    const [come] = planOf(oneHas('models: [acme-ai/base]'), coming).changes;
    expect(come).toMatchObject({ audience: { fewer: 62 } });
    expect(come?.kind === 'resource' ? come.audience?.fewer_users.length : 0).toBe(50);
  });

  test.each<[string, string, Parameters<typeof organization>[0], readonly string[]]>([
    [
      'a move',
      oneHas('models: [acme-ai/base]'),
      two,
      [
        'model:acme-ai/base moves from "Two" to "One", where 1 more person sees it and 1 person no longer sees it.',
        '~ model:acme-ai/base from "Two"',
        'private, 1 more person sees it, 1 person no longer sees it, seen by ada, no longer seen by lee',
      ],
    ],
    [
      'something public that comes',
      oneHas('models: [acme-ai/large]'),
      {},
      ['model:acme-ai/Large comes into "One".', 'Other changes: 1', '+ model:acme-ai/Large from no group'],
    ],
    [
      'something private that comes',
      oneHas('models: [acme-ai/base]'),
      {},
      ['model:acme-ai/base comes into "One", where 2 people no longer see it.', 'Less access: 1'],
    ],
    [
      'something private that leaves for none',
      oneHas('mode: exact'),
      { one: [model('base')] },
      [
        'model:acme-ai/base leaves "One" for no group, where 2 more people see it; apply would refuse it.',
        'More access: 1',
        '- model:acme-ai/base to no group',
      ],
    ],
    [
      'a collection of which nothing is known',
      oneHas(`collections: [acme-ai/best-${best}]`),
      {},
      ['whether private unknown, 2 people no longer see it'],
    ],
    [
      'several that leave',
      oneHas('mode: exact'),
      { one: [model('a'), model('b'), model('c'), model('d', false)] },
      [
        '3 private resources leave their group for none, each seen by up to 2 people more',
        'model:acme-ai/d leaves "One"',
      ],
    ],
    [
      'several that move',
      oneHas('models: [acme-ai/a, acme-ai/b, acme-ai/c]'),
      { two: [model('a'), model('b'), model('c')] },
      ['3 private resources move, each seen by up to 1 person fewer'],
    ],
    [
      'several public ones',
      oneHas('models: [acme-ai/a, acme-ai/b, acme-ai/c]'),
      { two: [model('a', false), model('b', false), model('c', false)] },
      ['3 resources move.'],
    ],
  ])('is told in words: %s', (_what, yaml, live, expected) => {
    const shown = renderPlanText(planOf(yaml, organization(live)), {
      palette: createPalette(false),
      verbose: true,
    });
    for (const part of expected) expect(shown).toContain(part);
  });

  test('is told of several that more people see', () => {
    const live = organization({ two: ['a', 'b', 'c'].map((name) => model(name)) });
    const [one, second] = live.groups;
    const everybody = {
      ...live,
      groups: [{ ...Object(one), users: Object(second).users.concat({ name: 'bob', role: 'read' }) }, second],
    };
    const shown = renderPlanText(planOf(oneHas('models: [acme-ai/a, acme-ai/b, acme-ai/c]'), everybody), {
      palette: createPalette(false),
      verbose: false,
    });
    expect(shown).toContain('3 private resources move, each seen by up to 1 person more');
  });
});

describe('how much a move gives', () => {
  const secret = moveOf(organization({ two: [model('base')] }));
  const seenBy = (more: number, fewer: number): ResourceChange => ({
    ...secret,
    audience: { more, fewer, more_users: [], fewer_users: [] },
  });
  const leaving: ResourceChange = { ...secret, after: null, audience: null };
  const told = (changes: readonly ResourceChange[], choice: 'all' | 'important') => {
    const { clauses, untold } = resourceKind.tell(changes, (ref) => [ref?.name ?? ''], choice);
    return [...clauses.map(phraseText), untold];
  };

  test.each<[string, ResourceChange, boolean]>([
    ['more people see it', seenBy(1, 0), true],
    ['fewer people see it', seenBy(0, 1), false],
    ['nobody else sees it', { ...secret, audience: null }, false],
    ['it leaves for none, and nobody knows who sees it', leaving, true],
    ['what is public leaves for none', { ...leaving, private: false }, false],
  ])('much, and is never folded away: %s, %o: %s', (_what, change, much) => {
    expect(resourceKind.givesMuch(change)).toBe(much);
  });

  test('of several the one that most people see is told', () => {
    expect(told([seenBy(1, 0), seenBy(3, 0), seenBy(2, 0)], 'all')).toEqual([
      '3 private resources move, each seen by up to 3 people more',
      0,
    ]);
    expect(told([leaving, leaving, leaving], 'all')).toEqual([
      '3 private resources leave their group for none, each seen by up to 0 people more',
      0,
    ]);
  });

  test('nothing is left out but what nobody else sees by it, and that is counted', () => {
    const changes = [seenBy(0, 0), seenBy(1, 0), leaving, seenBy(0, 0), seenBy(0, 0)];
    expect(told(changes, 'important')).toEqual([
      'model:acme-ai/base leaves One for no group',
      'model:acme-ai/base moves from Two to One, where 1 more person sees it',
      3,
    ]);
    expect(told(changes, 'all').slice(-2)).toEqual(['3 resources move', 0]);
  });
});

describe('the guard resource-exposure', () => {
  const violations = (yaml: string, live: Snapshot, changes = planOf(yaml, live).changes) =>
    runGuards({ changes, live: liveOf(live), policy: planOf(yaml, live).policy }, new Set()).map(
      ({ guard, message, group: target, source }) => [guard, message, target?.name, source?.line],
    );

  test.each<[string, string, Parameters<typeof organization>[0], readonly unknown[]]>([
    [
      'one',
      'mode: exact',
      { one: [model('base')] },
      [
        '1 private resource (model:acme-ai/base) would leave "One" for no group, and be seen by 2 more people',
      ],
    ],
    [
      'several, of which some are named',
      'mode: exact',
      { one: [model('a'), model('b'), model('c'), collection, model('open', false)] },
      [
        '4 private resources (model:acme-ai/a, model:acme-ai/b, model:acme-ai/c and 1 more) would leave "One" for no group, and be seen by 2 more people',
      ],
    ],
    ['what is public', 'mode: exact', { one: [model('open', false)] }, []],
    ['what stays', 'mode: additive', { one: [model('base')] }, []],
    ['what cannot be moved', 'mode: exact', { one: [kernel, job] }, []],
  ])('says what leaves for none and how many more people see it: %s', (_what, resources, live, messages) => {
    expect(violations(oneHas(resources), organization(live))).toEqual(
      messages.map((message) => ['resource-exposure', message, 'One', 3]),
    );
  });

  test.each([
    [
      'who becomes an admin of the organization, and who is let out of it',
      '{ bob: no_access, lee: admin }',
      1,
    ],
    ['who saw it as an admin, and is none any more', '{ root: write }', 2],
    ['nobody, where all others are let out', '{ bob: no_access, lee: no_access }', 0],
  ])('counts those who did not see it before, like the change: %s', (_what, roles, more) => {
    const there = organization({ one: [model('base')] });
    const live = {
      ...there,
      members: [...members('ada', 'kim', 'lee', 'bob'), { user: 'root', role: 'admin' }],
    };
    const plan = planOf(`organization_members: ${roles}\n${oneHas('mode: exact')}`, live);
    expect(plan.changes).toContainEqual(
      expect.objectContaining({ kind: 'resource', audience: expect.objectContaining({ more }) }),
    );
    const exposure = plan.violations.find(({ guard }) => guard === 'resource-exposure');
    expect(exposure?.message).toMatch(new RegExp(`seen by ${more} more (person|people)$`));
  });

  test('says nothing of what moves to another group', () => {
    const yaml =
      'groups: { One: { resources: { models: [acme-ai/base] } }, Two: { resources: { mode: exact } } }';
    expect(violations(yaml, organization({ two: [model('base')] }))).toEqual([]);
  });

  test('does not let go of what it cannot read', () => {
    const live = organization({ one: [{}] });
    const yaml = `groups: { One: { id: "${idOf(1)}", state: absent } }`;
    expect(violations(yaml, live)).toContainEqual([
      'resource-exposure',
      'What is in "One" cannot be read, and would be in no group',
      'One',
      3,
    ]);
    expect(violations('groups: { One: { description: New } }', live)).toEqual([]);
  });

  test('is waived like any other, and the plan is not refused then', () => {
    const plan = planOf(oneHas('mode: exact'), organization({ one: [model('base')] }), {
      waive: ['resource-exposure'],
    });
    expect(plan.violations).toMatchObject([{ guard: 'resource-exposure', waived: true }]);
  });

  test('names the change that it is about, with what to do', () => {
    const plan = planOf(oneHas('mode: exact'), organization({ one: [model('base'), model('open', false)] }));
    expect(
      new Concerned(plan.changes).by(first(plan.violations)).map((one) => kindOf(one).subject(one)),
    ).toEqual(['model:acme-ai/base']);
    const shown = renderPlanText(plan, { palette: createPalette(false), verbose: false });
    expect(shown).toContain(
      'Declare the resource in another group in the same change, or leave it where it is.',
    );
  });
});

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('there is none');
  return item;
}

describe('with a base', () => {
  const live = organization({ one: [model('base')], two: [model('old')] });
  const rules = (head: string, base: string) =>
    planOf(head, live, { base }).policy_changes.map(
      ({ kind, group: target, before, after, loosens, source }) =>
        `${loosens ? '! ' : ''}${kind} ${target?.name}: ${before} -> ${after}, line ${source?.line}`,
    );
  const head = 'defaults: { resources: exact }\n';

  test.each<[string, string, string, readonly string[]]>([
    ['stricter', oneHas('mode: exact'), oneHas(''), ['resources One: additive -> exact, line 3']],
    ['weaker', oneHas(''), oneHas('mode: exact'), ['! resources One: exact -> additive, line 3']],
    [
      'not managed any more',
      'groups: { One: {} }',
      oneHas('models: [acme-ai/base]'),
      ['! resources One: additive -> unmanaged, line 3'],
    ],
    [
      'by the default, two groups by name',
      `${head}groups: { Two: { resources: {} }, One: { resources: {} } }`,
      'groups: { Two: { resources: {} }, One: { resources: {} } }',
      ['resources One: additive -> exact, line 3', 'resources Two: additive -> exact, line 3'],
    ],
    [
      'the same, written in another place',
      oneHas('mode: exact'),
      `${head}groups: { One: { resources: {} } }`,
      [],
    ],
    ['a group that only the head has', oneHas('mode: exact'), 'groups: {}', []],
  ])('how it is managed is a rule: %s', (_what, after, before, expected) => {
    expect(rules(after, before)).toEqual(expected);
  });

  test('is told in words', () => {
    const shown = renderPlanText(planOf(oneHas(''), live, { base: oneHas('mode: exact') }), {
      palette: createPalette(false),
      verbose: false,
    });
    expect(shown).toContain('"One": resources exact before, additive now');
  });

  test('what was pending is told from what the change asks for', () => {
    const plan = planOf(oneHas('mode: exact, models: [acme-ai/old]'), live, { base: oneHas('mode: exact') });
    expect(plan.changes.map((change) => [kindOf(change).subject(change), change.origin])).toEqual([
      ['model:acme-ai/old', 'this_change'],
      ['model:acme-ai/base', 'drift'],
    ]);
  });
});

describe('a saved plan', () => {
  const live = organization({ one: [model('old')], two: [model('base')] });
  const yaml = oneHas('mode: exact, models: [acme-ai/base, acme-ai/large]');
  const plan = planOf(yaml, live);
  const edited = (pick: string, fields: Partial<ResourceChange>): Plan => ({
    ...plan,
    changes: plan.changes.map((change) =>
      change.kind === 'resource' && change.subject === pick ? { ...change, ...fields } : change,
    ),
  });

  test('says what its changes say, whatever else is in it', () => {
    expect(contradictionIn(plan)).toBeNull();
    const forged = edited('model:acme-ai/base', {
      from: { id: idOf(2), name: 'Harmless' },
      private: false,
      audience: null,
    });
    const grounded = groundedPlan(forged, liveOf(live), []);
    expect(grounded.changes).toEqual(plan.changes.map((change) => ({ ...change })));
  });

  test.each<[string, Partial<ResourceChange>]>([
    ['a subject that is none', { subject: 'job:acme-ai/x' }],
    ['another group than it names', { from: { id: idOf(3), name: 'Two' } }],
    ['no group where it names one', { from: null }],
    ['a target that is not its group', { after: idOf(3) }],
  ])('asks for nothing that no file can declare: %s', (_what, fields) => {
    expect(contradictionIn(edited('model:acme-ai/base', fields))).toMatch(
      /no file can declare|not in its place/,
    );
  });

  test('of what leaves for none must name the group that it leaves', () => {
    const forged = edited('model:acme-ai/old', { group: { id: idOf(2), name: 'Two' } });
    expect(contradictionIn(forged)).not.toBeNull();
  });

  test('takes what leaves for none for destructive, since the digest does not say what is private', () => {
    const forged = edited('model:acme-ai/old', { private: false, audience: null, destructive: false });
    const { changes, summary } = derivedPlan(forged, 50);
    expect(changes.map(({ destructive }) => destructive)).toEqual([false, false, true]);
    expect(summary.destructive).toBe(1);
  });

  test('shown without the Hub says who sees it as the file does, and names groups with their ids', () => {
    const { changes } = claimedPlan(derivedPlan(plan, 50), 'p.json');
    const moved = changes.find((change) => kindOf(change).subject(change) === 'model:acme-ai/base');
    expect(moved).toMatchObject({
      from: { id: idOf(2), name: `Two (${idOf(2)})` },
      private: true,
      audience: { more: 1 },
    });
    const open = claimedPlan(derivedPlan(edited('model:acme-ai/old', { private: false }), 50), 'p.json');
    expect(open.changes.map(({ destructive }) => destructive)).toEqual([false, false, false]);
    const [come] = claimedPlan(planOf(oneHas('models: [acme-ai/base]'), organization({})), 'p.json').changes;
    expect(come).toMatchObject({ from: null, before: null });
  });

  test('needs the list of all repositories where something comes from no group', () => {
    const needed = plan.changes.map((change) => kindOf(change).needsOf(change));
    expect(needed).toEqual([['repositories'], [], []]);
    const coming = moveOf(organization({}), `collections: [acme-ai/best-${best}]`);
    expect(resourceKind.needsOf(coming)).toEqual([]);
    expect(resourceKind.needsOf({ ...coming, subject: 'odd' })).toEqual([]);
    const [come] = groundedPlan(plan, liveOf(live), []).changes;
    expect(come).toMatchObject({ subject: 'model:acme-ai/Large', private: false });
    const unknown = liveOf({ ...live, repositories: [] });
    expect(groundedPlan(plan, unknown, []).changes[0]).toMatchObject({ private: null });
  });

  test('says nothing of what is private where the list of repositories was not read', () => {
    const view = viewsOf(liveOf(organization({})))([]);
    const spelled = resourceKind.spelled(moveOf(organization({})), { ...view, repositories: null });
    expect(spelled).toMatchObject({ from: null, private: null });
  });

  test('names a group that is gone by its id', () => {
    const gone = liveOf({ ...live, groups: live.groups.slice(0, 1) });
    const moved = groundedPlan(plan, gone, []).changes.find(
      (change) => kindOf(change).subject(change) === 'model:acme-ai/base',
    );
    expect(moved).toMatchObject({ from: { id: idOf(2), name: idOf(2) } });
  });
});

describe('what is needed of the organization', () => {
  test.each<[string, string, readonly string[]]>([
    ['a repository', 'models: [acme-ai/base]', ['repositories']],
    ['a collection', `collections: [acme-ai/best-${best}]`, []],
    ['nothing', 'mode: exact', []],
  ])('by %s', (_what, resources, needs) => {
    expect(resourceKind.needs(configurationOf(oneHas(resources)))).toEqual(needs);
  });

  test.each<[string, number]>([
    ['groups: { One: {} }', 0],
    [oneHas('models: [acme-ai/a, acme-ai/b]'), 2],
    [oneHas('mode: exact'), 1],
  ])('%s declares so much', (yaml, expected) => {
    const configuration = configurationOf(yaml);
    expect(resourceKind.declares({ configuration, organization: null, groups: configuration.groups })).toBe(
      expected,
    );
  });

  test('nobody knows who sees it where nobody’s role in the organization is known', () => {
    const live = organization({ two: [model('base')] });
    const nameless = { ...live, members: live.members.map((one) => ({ ...Object(one), role: undefined })) };
    expect(planOf(oneHas('models: [acme-ai/base]'), nameless).changes).toMatchObject([
      { private: true, audience: null },
    ]);
  });
});

test('a blocked resource is told in words, and why the files do not take it on', () => {
  const plan = planOf(oneHas('models: [acme-ai/bsae]'), organization({}));
  const odd = planOf(oneHas('models: [acme-ai/base]'), organization({ one: [{}] }));
  const text = (of: Plan) => renderPlanText(of, { palette: createPalette(false), verbose: false });
  expect(text(plan)).toContain(
    'model:acme-ai/bsae in "One"  groups.yaml:3  the organization has no such resource; did you mean acme-ai/base?',
  );
  expect(text(odd)).toContain('the resources of "One"');
  expect(plan.blocked.map((entry) => blockedWordsOf(entry).notAdopted(entry))).toEqual([
    'the organization has no such resource; mend its name, or delete it',
  ]);
});

test.each([[{ type: 'model' }], [{ type: 'collection', slug: 'best', private: true }], ['model']])(
  'a resource that does not say which it is makes its group unreadable: %j',
  (odd) => {
    const [one] = liveOf(organization({ one: [model('base'), odd] })).groups;
    expect(one === undefined ? undefined : contentsOf(one)).toBeNull();
  },
);

test('only the call that makes a group carries others', () => {
  expect(resourceKind.carries(moveOf(organization({})), [], 50)).toEqual([]);
});

test('resources that the Hub describes in odd ways are read as far as they go', () => {
  const odd = [
    { type: 'collection', id: best, private: true },
    { type: 'blog', id: 'b'.repeat(24), slug: 'news', private: true },
    { type: 'blog', id: 'd'.repeat(24), private: false },
    { type: 'scheduled-job', id: 'j2' },
    { type: 'hologram', private: true },
  ];
  const [live] = liveOf(organization({ one: odd })).groups;
  expect(
    [...(live === undefined ? [] : (contentsOf(live)?.values() ?? []))].map(({ key, name }) => [key, name]),
  ).toEqual([
    [`collection:${best}`, best],
    ['blog:news', 'news'],
    [`blog:${'d'.repeat(24)}`, 'd'.repeat(24)],
  ]);
});

test('a group without a list of resources is unreadable, and not empty', () => {
  const live = organization({});
  const [one] = liveOf({
    ...live,
    groups: live.groups.map((any) => ({ ...Object(any), resources: null })),
  }).groups;
  expect(one === undefined ? undefined : contentsOf(one)).toBeNull();
});

test('repositories ride in the call that makes a group, and collections do not', () => {
  expect(rideOf(moveOf(organization({})))).toEqual({ type: 'model', name: 'acme-ai/base' });
  expect(rideOf(moveOf(organization({}), `collections: [acme-ai/best-${best}]`))).toBeNull();
  expect(rideOf({ ...moveOf(organization({})), subject: 'odd' })).toBeNull();
});

test('nothing of a move is believed of its answer, lost with another, or about one person', () => {
  const change = moveOf(organization({}));
  expect([resourceKind.property(change), resourceKind.afresh(change), resourceKind.person(change)]).toEqual([
    null,
    false,
    null,
  ]);
  expect([resourceKind.lastDay(change), resourceKind.provider(change, liveOf(organization({})))]).toEqual([
    null,
    null,
  ]);
});

describe('what leaves for none', () => {
  const left = (secret: boolean | undefined) =>
    moveOf(
      organization({
        one: [{ type: 'model', name: 'acme-ai/old', ...(secret === undefined ? {} : { private: secret }) }],
      }),
      'mode: exact',
    );

  test.each<[string, boolean | undefined, boolean]>([
    ['is private', true, true],
    ['may be private', undefined, true],
    ['is public', false, false],
  ])('is destructive where it %s: %s, %s', (_what, secret, destructive) => {
    const change = left(secret);
    expect([change.destructive, resourceKind.isDestructive(change)]).toEqual([destructive, destructive]);
  });

  test('is let go of after all that comes in', () => {
    expect(resourceKind.stage(left(true))).toBe('resource_out');
    expect(resourceKind.stage(moveOf(organization({})))).toBe('resource_in');
  });

  test('is what it is live, whatever a saved plan says of it', () => {
    const live = organization({ one: [model('old')] });
    const plan = planOf(oneHas('mode: exact'), live);
    const forged = {
      ...plan,
      changes: plan.changes.map((change) =>
        change.kind === 'resource' ? { ...change, private: false, destructive: false } : change,
      ),
    };
    expect(groundedPlan(forged, liveOf(live), []).changes).toMatchObject([
      { private: true, destructive: true },
    ]);
  });
});
