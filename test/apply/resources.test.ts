import { describe, expect, test } from 'vitest';
import { recheck } from '../../src/apply/recheck.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import type { Report } from '../../src/model/report.ts';
import type { Fault, FaultScript } from '../../src/sandbox/fault-script.ts';
import {
  applyPlan,
  lines,
  planOf,
  type ResourceWish,
  Stage,
  seedOf,
  tooLong,
  type WholeWishes,
  type Wishes,
} from './stage.ts';

const best = '66670e5163145ca562cb1990';
const [one, two, three] = ['a', 'b', 'c'].map((letter) => letter.repeat(24)) as [string, string, string];
const seed = seedOf(
  ['kim', 'lee', 'zoe'],
  {
    One: {
      id: one,
      members: { boss: 'admin', kim: 'read' },
      resources: [
        { type: 'model', name: 'base' },
        { type: 'dataset', name: 'web' },
        { type: 'job', id: 'j1', name: 'nightly' },
      ],
    },
    Two: { id: two, members: { boss: 'admin', lee: 'read' } },
    Three: { id: three },
  },
  { repositories: [{ type: 'model', name: 'free' }], collections: [{ id: best, slug: 'best' }] },
);
const wishes: Wishes = {
  One: {
    members: { boss: 'admin' },
    resources: { mode: 'exact', models: ['acme-ai/free'] },
  },
  Two: {
    members: { boss: 'admin' },
    resources: { models: ['acme-ai/base'], collections: [`acme-ai/best-${best}`] },
  },
};
const inOrder = [
  'model:acme-ai/free',
  'dataset:acme-ai/web',
  `collection:acme-ai/best-${best}`,
  'model:acme-ai/base',
];
const end = {
  [`collection:acme-ai/best-${best}`]: 'Two',
  'model:acme-ai/base': 'Two',
  'model:acme-ai/free': 'One',
};

/** In which group each thing is; what is in none is not there. */
function places({ sandbox }: Stage): Readonly<Record<string, string>> {
  const held = sandbox
    .state()
    .groups.flatMap(({ name, resources }) =>
      resources
        .filter(({ type }) => type !== 'job')
        .map((resource): [string, string] => [
          `${resource.type}:${resource.name ?? `acme-ai/${resource.slug}-${resource.id}`}`,
          name,
        ]),
    );
  return Object.fromEntries(held.sort());
}

function results({ changes }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(changes.map((change) => [kindOf(change).subject(change), change.status]));
}

async function run(faults: FaultScript, wanted: Wishes | WholeWishes = wishes) {
  const stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, wanted);
  stage.sandbox.setFaults(faults);
  const report = await applyPlan(stage, actor, planned);
  const moved = stage.sandbox.log.flatMap(({ sideEffect }) => sideEffect.map(({ subject }) => subject));
  const result = {
    report,
    results: results(report),
    writes: stage.writes(),
    looks: stage.looks().length,
    places: places(stage),
    moved,
  };
  await stage[Symbol.asyncDispose]();
  return result;
}

const allApplied = Object.fromEntries(inOrder.map((subject) => [subject, 'applied']));
const moves = '**/resource-group';

test('what comes in comes before what leaves for none, each by one call, and a job stays', async () => {
  const stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  expect(planned.plan.changes.map((change) => kindOf(change).subject(change))).toEqual(inOrder);
  const report = await applyPlan(stage, actor, planned);
  expect(results(report)).toEqual(allApplied);
  expect(places(stage)).toEqual(end);
  expect(stage.writes().map(({ path }) => path.split('/')[4])).toEqual([
    'free',
    `best-${best}`,
    'base',
    'web',
  ]);
  expect(stage.looks()).toEqual([]);
  expect(stage.sandbox.state().groups[0]?.resources.map(({ id }) => id)).toContain('j1');
  expect((await planOf(stage.actor(2), wishes)).plan.changes).toEqual([]);
  await stage[Symbol.asyncDispose]();
});

const withoutEffect: Readonly<Record<string, Fault>> = {
  '500': { status: 500 },
  '408': { status: 408 },
  'reset before the effect': { reset: 'before' },
};
const withEffect: Readonly<Record<string, Fault>> = {
  '502 after the effect': { status: 502, after_effect: true },
  'reset after the effect': { reset: 'after' },
  'a cut body': { cut_body: 10 },
  'a time-out': { delay_ms: tooLong },
};

describe.each([1, 2, 3, 4])('a doubtful move, the call number %i', (nth) => {
  test.each(Object.entries(withoutEffect))('%s: is looked at, and sent once more', async (_, fault) => {
    const played = await run([{ when: { method: 'POST', path: moves, nth }, do: fault }]);
    expect(played.results).toEqual(allApplied);
    expect(played.places).toEqual(end);
    expect(played.writes).toHaveLength(5);
    expect(played.moved).toHaveLength(4);
    expect(played.looks).toBeGreaterThan(0);
  });

  test.each(Object.entries(withEffect))('%s: is looked at, and not sent again', async (_, fault) => {
    const played = await run([{ when: { method: 'POST', path: moves, nth }, do: fault }]);
    expect(played.results).toEqual(allApplied);
    expect(played.places).toEqual(end);
    // A time-out may take its course only after the look.
    expect(played.writes.length).toBeLessThanOrEqual(fault.delay_ms === undefined ? 4 : 5);
  });
});

test('a move that takes its course while it is looked at is not lost between its groups', async () => {
  const fault = { delay_ms: tooLong, after_effect: false };
  for (let time = 0; time < 10; time++) {
    const played = await run([{ when: { method: 'POST', path: '**/base/**', nth: 1 }, do: fault }]);
    expect(played.results).toEqual(allApplied);
  }
});

test('a move that the Hub refuses fails alone', async () => {
  const refusal = { status: 404, body: { error: 'Repository not found' } };
  const played = await run([{ when: { method: 'POST', path: '**/free/**' }, do: refusal }]);
  expect(played.results).toEqual({ ...allApplied, 'model:acme-ai/free': 'failed' });
  expect(played.report.changes[0]?.error).toMatchObject({
    http_status: 404,
    message: 'Repository not found',
  });
});

test('nothing comes into a group where a removal failed; what leaves for none does not wait', async () => {
  const strict: Wishes = {
    ...wishes,
    Two: { membership: 'exact', members: { boss: 'admin' }, resources: { models: ['acme-ai/base'] } },
  };
  const played = await run(
    [{ when: { method: 'DELETE' }, do: { status: 409, body: { error: 'no' } } }],
    strict,
  );
  expect(played.results).toMatchObject({
    lee: 'failed',
    'model:acme-ai/base': 'not_attempted',
    'model:acme-ai/free': 'applied',
    'dataset:acme-ai/web': 'applied',
  });
});

test('what somebody else moved meanwhile is a conflict, also into a third group', async () => {
  const stage = await Stage.open({ seed });
  const planned = await planOf(stage.actor(), wishes);
  stage.sandbox.mutate((directory) => {
    directory.move({ type: 'model', name: 'acme-ai/free' }, three, 'boss');
    directory.move({ type: 'dataset', name: 'acme-ai/web' }, null, 'boss');
  });
  const { live } = await planOf(stage.actor(2), wishes);
  const { already, differences } = recheck(planned.plan.changes, live, '2026-11-20');
  expect(differences).toEqual([
    `One: model:acme-ai/free was in no group when the plan was made, is in the group ${three} now, and would become in the group ${one}`,
  ]);
  expect([...already]).toEqual([1]);
  await stage[Symbol.asyncDispose]();
});

test('killed at every moment: the next run ends in the declared state', async () => {
  for (let at = 1; at <= 12; at++) {
    let kill: (() => void) | null = null;
    const stage = await Stage.open({ seed, onRequest: (count) => (count >= at ? kill?.() : undefined) });
    const first = stage.actor();
    kill = () => first.kill.abort();
    await planOf(first, wishes)
      .then((planned) => applyPlan(stage, first, planned))
      .catch(() => undefined);
    kill = null;
    const second = stage.actor(2);
    const report = await applyPlan(stage, second, await planOf(second, wishes));
    expect([at, places(stage)]).toEqual([at, end]);
    expect(['applied', 'nothing_to_do']).toContain(report.result);
    expect(lines(stage.writes(2)).every((line) => line === 'POST 200')).toBe(true);
    await stage[Symbol.asyncDispose]();
  }
});

describe('with groups that are made and deleted', () => {
  const made = {
    ...wishes,
    New: {
      create: true,
      members: { boss: 'admin', zoe: 'read' },
      resources: {
        models: ['acme-ai/base', 'acme-ai/free'],
        collections: [`acme-ai/best-${best}`],
      },
    },
    One: { members: {} },
    Two: { members: {} },
  } satisfies WholeWishes;

  test('what a new group begins with rides in the call that makes it; a collection has its own', async () => {
    const stage = await Stage.open({ seed });
    const actor = stage.actor();
    const planned = await planOf(actor, made);
    const report = await applyPlan(stage, actor, planned);
    expect(new Set(Object.values(results(report)))).toEqual(new Set(['applied']));
    const [first, second, ...others] = stage.writes();
    expect(first?.body).toMatchObject({
      name: 'New',
      repos: [
        { type: 'model', name: 'acme-ai/free' },
        { type: 'model', name: 'acme-ai/base' },
      ],
    });
    expect([second?.path, others]).toEqual([`/api/collections/acme-ai/best-${best}/resource-group`, []]);
    expect(places(stage)).toMatchObject({ 'model:acme-ai/base': 'New', 'model:acme-ai/free': 'New' });
    expect((await planOf(stage.actor(2), made)).plan.changes).toEqual([]);
    await stage[Symbol.asyncDispose]();
  });

  test.each<[string, Fault]>([
    ['is lost', { status: 502, after_effect: true }],
    ['was not done', { status: 500 }],
    ['refuses what rode in it', { status: 404, body: { error: 'Repositories not found' } }],
  ])('a call that makes a group and %s ends with one group that has all', async (_, fault) => {
    const played = await run(
      [{ when: { method: 'POST', path: '**/resource-groups', nth: 1 }, do: fault }],
      made,
    );
    expect(new Set(Object.values(played.results))).toEqual(new Set(['applied']));
    expect(played.places).toMatchObject({
      'model:acme-ai/base': 'New',
      'model:acme-ai/free': 'New',
      [`collection:acme-ai/best-${best}`]: 'New',
    });
  });

  const without = (resources: ResourceWish): WholeWishes => ({
    One: { id: one, state: 'absent' },
    Two: { members: {}, resources },
  });

  test('what another group declares leaves a group that is deleted before it is', async () => {
    const played = await run([], without({ models: ['acme-ai/base'], datasets: ['acme-ai/web'] }));
    expect(played.writes.map(({ method, path }) => `${method} ${path.split('/').slice(-2)[0]}`)).toEqual([
      'POST web',
      'POST base',
      'DELETE resource-groups',
    ]);
    expect(played.places).toEqual({ 'dataset:acme-ai/web': 'Two', 'model:acme-ai/base': 'Two' });
  });

  test('a group is not deleted from which something could not be moved', async () => {
    const refusal = { status: 403, body: { error: 'no' } };
    const played = await run(
      [{ when: { method: 'POST', path: '**/base/**' }, do: refusal }],
      without({ models: ['acme-ai/base'], datasets: ['acme-ai/web'] }),
    );
    expect(played.results).toMatchObject({ One: 'not_attempted', 'model:acme-ai/base': 'failed' });
    expect(played.places).toMatchObject({ 'model:acme-ai/base': 'One' });
  });

  test('the guard tells of what a deleted group would open to everybody', async () => {
    const stage = await Stage.open({ seed });
    const { plan } = await planOf(stage.actor(), without({ models: ['acme-ai/base'] }));
    const found = plan.violations.filter(({ guard }) => guard === 'resource-exposure');
    expect(found).toMatchObject([
      {
        group: { name: 'One' },
        message:
          '1 private resource (dataset:acme-ai/web) would leave "One" for no group, and be seen by 2 more people',
      },
    ]);
    expect(found[0]?.source?.line).toBeGreaterThan(0);
    await stage[Symbol.asyncDispose]();
  });
});
