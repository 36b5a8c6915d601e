import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { importedFrom } from '../../src/edit/import/from-live.ts';
import { importedText } from '../../src/edit/import/text.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { targetKey } from '../../src/model/change.ts';
import { Directory } from '../../src/sandbox/directory.ts';
import type { HandSeed, World } from '../../src/sandbox/model.ts';
import { createWorld } from '../../src/sandbox/seed/world.ts';
import { groupView, memberViews, repositoryViews } from '../../src/sandbox/views.ts';
import { Random } from '../chaos/random.ts';
import { clicksOf, make } from '../chaos/whole/hands.ts';
import { organizationOf, people } from '../chaos/whole/organization.ts';
import { declaredOf, wishesOf } from '../chaos/whole/wishes.ts';
import { uglified } from '../edit/ugly.ts';
import { group, members, snapshotOf } from '../support/planning.ts';
import { adopted, all, type Outcome } from './adopted.ts';

/** PROPERTY_RUNS sets another number. */
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 50) };

interface Hub {
  readonly directory: Directory;
  read(): Snapshot;
}

/** An organization on the embedded Hub, as a token of its admin reads it. */
function hubOf(seed: HandSeed): Hub {
  const world = createWorld(seed, 'x');
  const directory = new Directory(world);
  return { directory, read: () => readFrom(directory, world.tokens) };
}

function readFrom(directory: Directory, [token]: World['tokens']): Snapshot {
  const account = directory.account('boss');
  if (account === undefined || token === undefined) throw new Error('nobody is admin');
  const things = [...directory.groups().flatMap((one) => [...one.resources.values()]), ...directory.loose()];
  return snapshotOf([], [], {
    me: { name: 'boss' },
    ...JSON.parse(
      JSON.stringify({
        groups: directory.groups().map((one) => groupView(directory, one, 'resources')),
        members: memberViews(directory, directory.members(), { token, account }),
        repositories: repositoryViews(things.filter(({ type }) => type !== 'collection')),
        usage: { periods: [] },
      }),
    ),
  });
}

/** Everything of a plan that the outcome does not speak of. */
function untold({ plan, notAdopted }: Outcome): readonly string[] {
  const named = new Set(
    notAdopted.map(({ group: ref, user, subject }) => `${targetKey(ref)} ${user ?? subject ?? ''}`),
  );
  const changes = plan.changes.flatMap((change) => {
    const { group: ref } = change;
    // One line tells of a group that is to be made, and of all that it is to begin with.
    const names =
      change.kind === 'group' || ref?.id === null
        ? [`${targetKey(ref)} `]
        : [`${targetKey(ref)} ${kindOf(change).person(change) ?? kindOf(change).subject(change)}`];
    return names.some((name) => named.has(name)) ? [] : names;
  });
  const blocked = plan.blocked.flatMap(({ group: ref, user, subject }) => {
    const places = [`${targetKey(ref)} ${user ?? ''}`, `${targetKey(ref)} ${subject ?? ''}`];
    return places.some((name) => named.has(name)) ? [] : places;
  });
  return [...changes, ...blocked];
}

describe('whatever the organization is, with everything that a file can say', () => {
  it('nothing is left to change that is not told of, and adopting again changes nothing', () => {
    fc.assert(
      fc.property(fc.nat(), fc.boolean(), (seed, whole) => {
        const random = new Random(seed);
        const { seed: hub, scim } = organizationOf(random);
        const snapshot = hubOf(hub).read();
        const declared = declaredOf(random, scim);
        const plain = stringify({
          version: 1,
          organization: 'acme-ai',
          groups: wishesOf(declared),
          organization_members: declared.roles,
        });
        const text = uglified(
          plain.replace(/auto_join:\n +role: (.+)\n +scope: (.+)/g, 'auto_join: { role: $1, scope: $2 }'),
          seed,
        );
        const options = { all: whole ? all : null };
        const outcome = adopted(text, snapshot, options);
        if (outcome === null) return;
        expect(untold(outcome)).toEqual([]);
        const again = adopted(outcome.text, snapshot, options);
        expect(again?.text).toBe(outcome.text);
        expect(again?.told).toEqual(outcome.told);
      }),
      runs,
    );
  });

  it('what was imported has an empty plan again after whatever was clicked', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = new Random(seed);
        const { directory, read } = hubOf(organizationOf(random).seed);
        const before = liveOf(read());
        const { imported } = importedFrom(before, { ...all, groups: null, settings: true });
        const roles = random
          .some(people, 0.5)
          .map((user) => `  ${user}: ${before.people.get(user.toLowerCase())?.role ?? 'read'}\n`);
        const section = roles.length === 0 ? '' : `organization_members:\n${roles.join('')}`;
        const text = uglified(`${importedText(imported)}${section}`, seed);
        for (const hand of clicksOf(random)) make(directory, hand);
        const outcome = adopted(text, read(), { all });
        expect(outcome).not.toBeNull();
        if (outcome === null) return;
        expect(untold(outcome)).toEqual([]);
        // Decisions, and people who are gone.
        for (const line of outcome.told)
          expect(line).toMatch(
            /has no access in the organization|matches nobody|nobody of this name|does not go with/,
          );
        if (outcome.told.length === 0) {
          expect(outcome.plan.changes).toEqual([]);
          expect(outcome.plan.blocked).toEqual([]);
        }
      }),
      runs,
    );
  });
});

/** Whatever grew with the square of them would not end in time. */
describe('20,000 people', () => {
  const users = Array.from({ length: 20_000 }, (_, index) => `user${index}`);
  const half = users.filter((_, index) => index % 2 === 0);
  const roles = Object.fromEntries(users.map((user) => [user, 'read']));
  const snapshot = snapshotOf([group(1, 'A', roles)], members(...users));
  const head = 'version: 1\norganization: acme-ai\n';
  const inGroup = (entries: string): string => `${head}groups:\n  A:\n    members:${entries}\n`;

  it.each([
    ['below those who stand there', inGroup(half.map((user) => `\n      "${user}":  read`).join(''))],
    ['beside those on one line', inGroup(` { ${half.map((user) => `${user}: read`).join(', ')} }`)],
    [
      'in the section of roles',
      `${head}organization_members:\n${users.map((user) => `  ${user}: admin`).join('\n')}\n`,
    ],
  ])('are adopted %s', (_, text) => {
    const outcome = adopted(text, snapshot, { all });
    expect(outcome?.plan).toMatchObject({ changes: [], unmanaged: [], blocked: [] });
  });
});
