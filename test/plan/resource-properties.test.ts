import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/registry.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { Call, Plan } from '../../src/model/plan.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

/** PROPERTY_RUNS sets another number. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };

const shelf = 'c'.repeat(24);
const things = [
  'model:acme-ai/A',
  'dataset:acme-ai/a',
  'space:acme-ai/b.c',
  'bucket:acme-ai/a',
  `collection:acme-ai/best-${shelf}`,
];
const groups = ['One', 'two', 'Größe'];
const type = (thing: string): string => thing.slice(0, thing.indexOf(':'));
const nameOf = (thing: string): string => thing.slice(thing.indexOf(':') + 1);

/** In which group each thing is: its place among the groups, -1 for none. */
type Places = readonly number[];

interface Case {
  readonly live: Places;
  readonly secret: readonly boolean[];
  /** The group that declares each thing, -1 for none. */
  readonly declared: Places;
  readonly modes: readonly ('exact' | 'additive' | null)[];
  readonly shuffle: readonly number[];
  readonly loud: boolean;
}

const place = fc.integer({ min: -1, max: groups.length - 1 });
const places = fc.array(place, { minLength: things.length, maxLength: things.length });
const anyCase: fc.Arbitrary<Case> = fc.record({
  live: places,
  secret: fc.array(fc.boolean(), { minLength: things.length, maxLength: things.length }),
  declared: places,
  modes: fc.array(fc.constantFrom('exact' as const, 'additive' as const, null), {
    minLength: groups.length,
    maxLength: groups.length,
  }),
  shuffle: fc.shuffledSubarray([...things.keys()], { minLength: things.length }),
  loud: fc.boolean(),
});

/** What a declared group has; a group that declares nothing and has no mode does not manage what is in it. */
function managed({ declared, modes }: Case, at: number): boolean {
  return modes[at] !== null || declared.includes(at);
}

function yamlOf(one: Case): string {
  const lists = groups.flatMap((name, at) => {
    if (!managed(one, at)) return [];
    const mode = one.modes[at];
    const own = things.filter((_, index) => one.declared[index] === at);
    const keys = [...new Set(own.map(type))].map((kind) => {
      const names = own.filter((thing) => type(thing) === kind).map(nameOf);
      const written = names.map((text) => (one.loud && kind !== 'collection' ? text.toUpperCase() : text));
      return `${kind}s: [${written.map((text) => text.replace(/^ACME-AI/, 'acme-ai')).join(', ')}]`;
    });
    return [`  ${name}: { resources: { ${[...(mode ? [`mode: ${mode}`] : []), ...keys].join(', ')} } }`];
  });
  return lists.length === 0 ? 'groups: {}\n' : `groups:\n${lists.join('\n')}\n`;
}

function objectOf(thing: string, secret: boolean): object {
  return type(thing) === 'collection'
    ? { type: 'collection', id: shelf, slug: 'best', title: 'Best', private: secret }
    : { type: type(thing), name: nameOf(thing), private: secret };
}

function snapshotFor({ live, secret, shuffle }: Case): Snapshot {
  const inOrder = shuffle.map((index) => ({ thing: things[index] ?? '', index }));
  return {
    ...snapshotOf(
      groups.map((name, at) =>
        group(
          at + 1,
          name,
          { ada: 'admin' },
          {
            resources: inOrder.flatMap(({ thing, index }) =>
              live[index] === at ? [Object(objectOf(thing, secret[index] ?? true))] : [],
            ),
          },
        ),
      ),
      members('ada', 'bob'),
    ),
    repositories: inOrder.flatMap(({ thing, index }) =>
      type(thing) === 'collection'
        ? []
        : [
            {
              type: type(thing),
              id: nameOf(thing),
              visibility: secret[index] === true ? 'private' : 'public',
            },
          ],
    ),
  };
}

/** Whether everything is as declared: what is declared in its group, and nothing else in an exact one. */
function isDesired({ declared, modes }: Case, now: Places): boolean {
  return now.every((at, index) => {
    const wanted = declared[index] ?? -1;
    return wanted === -1 ? at === -1 || modes[at] !== 'exact' : at === wanted;
  });
}

/** The fewest moves of one thing each that end as declared: looked for among all ends, nearest first. */
function fewestMoves(one: Case): number {
  let reached: readonly Places[] = [one.live];
  for (let moves = 0; ; moves++) {
    if (reached.some((now) => isDesired(one, now))) return moves;
    const next = new Map<string, Places>();
    for (const now of reached)
      for (let index = 0; index < things.length; index++)
        for (let at = -1; at < groups.length; at++) {
          const moved = now.map((old, position) => (position === index ? at : old));
          next.set(moved.join(), moved);
        }
    reached = [...next.values()];
  }
}

/** The places after a call, as the Hub makes it. */
function applied(now: Places, { method, path, body }: Call): Places {
  const [, kind = '', name = ''] = /^\/api\/([a-z]+)s\/(.+)\/resource-group$/.exec(path) ?? [];
  const index = things.indexOf(`${kind}:${name}`);
  const id: unknown = body?.['resourceGroupId'];
  expect([method, index >= 0]).toEqual(['POST', true]);
  const at = id === null ? -1 : groups.findIndex((_, position) => idOf(position + 1) === id);
  return now.map((old, position) => (position === index ? at : old));
}

function planned(one: Case): Plan {
  return planOf(yamlOf(one), snapshotFor(one));
}

test('the calls end as declared, there are no fewer that do, and planning again finds nothing to do', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const plan = planned(one);
      const end = plan.calls.reduce(applied, one.live);
      expect(isDesired(one, end)).toBe(true);
      expect(plan.calls).toHaveLength(fewestMoves(one));
      expect(planned({ ...one, live: end }).changes).toEqual([]);
    }),
    runs,
  );
});

test('what comes in comes before what leaves for none, and each change is in one call', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const { changes, calls } = planned(one);
      expect(calls.flatMap((call) => call.changes).toSorted()).toEqual(changes.map((_, index) => index));
      for (const [at, { body, path }] of calls.entries()) {
        if (body?.['resourceGroupId'] !== null) continue;
        const left =
          one.live[things.findIndex((thing) => path.includes(`/${type(thing)}s/${nameOf(thing)}/`))];
        // Groups that have nothing to do with each other are made one after the other.
        const later = calls
          .slice(at + 1)
          .filter((call) => call.body?.['resourceGroupId'] === idOf((left ?? 0) + 1));
        expect(later).toEqual([]);
      }
    }),
    runs,
  );
});

test('a plan is the same in whatever order the Hub lists things, and in whatever letter case they are declared', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const { digest } = planned(one);
      expect(planned({ ...one, shuffle: one.shuffle.toReversed(), loud: !one.loud }).digest).toBe(digest);
    }),
    runs,
  );
});

test('what is private and leaves for none is destructive, guarded, and nothing else is', () => {
  fc.assert(
    fc.property(anyCase, (one) => {
      const plan = planned(one);
      const exposed = things.filter((_, index) => {
        const [from = -1, to = -1] = [one.live[index], one.declared[index]];
        return from !== -1 && to === -1 && one.modes[from] === 'exact' && one.secret[index] === true;
      });
      const marked = plan.changes.filter(({ destructive }) => destructive);
      expect(marked.map((change) => kindOf(change).subject(change)).toSorted()).toEqual(exposed.toSorted());
      const guarded = plan.violations.map(({ guard, group: target }) => `${guard} ${target?.name}`);
      const left = new Set(exposed.map((thing) => groups[one.live[things.indexOf(thing)] ?? -1]));
      expect(guarded.toSorted()).toEqual([...left].map((name) => `resource-exposure ${name}`).toSorted());
    }),
    runs,
  );
});
