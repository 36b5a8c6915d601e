import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Declared } from '../../src/edit/adopt/adoption.ts';
import type { NotAdopted } from '../../src/edit/adopt/wish.ts';
import { importedFrom } from '../../src/edit/import/from-live.ts';
import { importedText } from '../../src/edit/import/text.ts';
import { applied } from '../../src/edit/result.ts';
import type { HubGroup } from '../../src/hub/hub.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { targetKey } from '../../src/model/change.ts';
import type { Plan } from '../../src/model/plan.ts';
import { type AdoptOptions, adoptDrift } from '../../src/run/adopt-drift.ts';
import { Directory } from '../../src/sandbox/directory.ts';
import type { HandSeed, World } from '../../src/sandbox/model.ts';
import { createWorld } from '../../src/sandbox/seed/world.ts';
import { groupView, memberViews, repositoryViews } from '../../src/sandbox/views.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { Random } from '../chaos/random.ts';
import { clicksOf, make } from '../chaos/whole/hands.ts';
import { organizationOf, people } from '../chaos/whole/organization.ts';
import { declaredOf, wishesOf } from '../chaos/whole/wishes.ts';
import { uglified } from '../edit/ugly.ts';
import { group, idOf, members, snapshotOf, today, tryPlan } from '../support/planning.ts';

const io = { now: () => new Date(`${today}T12:00:00Z`) };
const all = { mode: 'exact', byEmail: false } as const;
const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 20) };

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

interface Outcome {
  /** The text of the first file. */
  readonly text: string;
  readonly plan: Plan;
  readonly told: readonly string[];
  readonly notAdopted: readonly NotAdopted[];
}

/**
 * Adopts what is live, and plans what comes of it; `null` where the files do not fit the organization at all.
 *
 * @param others the texts of more files
 */
function adopted(
  text: string,
  snapshot: Snapshot,
  options: Partial<AdoptOptions> = {},
  others: readonly string[] = [],
): Outcome | null {
  const files = [text, ...others].map((one, index) => new SourceFile(`${index}.yaml`, one));
  const declared = load(files);
  if (!tryPlan(declared.configuration, snapshot).ok) return null;
  const { result, notAdopted } = adoptDrift(io, declared, snapshot, {
    selection: null,
    all: null,
    ...options,
  });
  if (result.kind === 'stuck') throw new Error(result.places.map(({ why }) => why).join('\n'));
  const { configuration, sources } = load(applied(files, result));
  const planned = tryPlan(configuration, snapshot);
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join('\n'));
  const told = notAdopted.map(
    ({ group: ref, user, subject, why }) =>
      `${[ref?.name, user ?? subject].filter((name) => typeof name === 'string').join(', ')}: ${why}`,
  );
  return { text: sources[0]?.text ?? '', plan: planned.plan, told, notAdopted };
}

function load(sources: readonly SourceFile[]): Declared {
  const loaded = loadChecked(
    sources,
    sources.map(({ path }) => path),
  );
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  return { configuration: loaded.configuration, sources };
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

const head = 'version: 1\norganization: acme-ai\n';
const empty = { repositories: [], usage: { periods: [] } };

describe('roles in the organization', () => {
  const roles = (given: Readonly<Record<string, string>>, me = 'admin'): Snapshot =>
    snapshotOf(
      [],
      Object.entries({ root: me, ...given }).map(([user, role]) => ({
        user,
        role,
        verifiedEmail: `${user}@acme.ai`,
      })),
    );
  const rolesAfter = (text: string, snapshot: Snapshot, options: Partial<AdoptOptions> = {}) => {
    const outcome = adopted(`${head}${text}`, snapshot, options);
    return { text: outcome?.text.slice(head.length), told: outcome?.told };
  };

  it.each<[string, string, Snapshot, string]>([
    [
      'in lines',
      'organization_members: # all\n  ada: read   # why\n  # bob\n  bob: "write"\n',
      roles({ ada: 'admin', bob: 'no_access' }),
      'organization_members: # all\n  ada: admin   # why\n  # bob\n  bob: no_access\n',
    ],
    [
      'between braces, by an address',
      'organization_members: { Ada@acme.ai: write, bob: read }\n',
      roles({ ada: 'contributor', bob: 'read' }),
      'organization_members: { Ada@acme.ai: contributor, bob: read }\n',
    ],
    [
      'also where this token could not change them',
      'organization_members:\n  ada: read\n',
      roles({ ada: 'admin' }, 'write'),
      'organization_members:\n  ada: admin\n',
    ],
  ])('are adopted %s', (_, text, snapshot, wanted) => {
    expect(rolesAfter(text, snapshot)).toEqual({ text: wanted, told: [] });
  });

  it.each<[string, Snapshot, string]>([
    [
      'organization_members: { ada: no_access }\n',
      roles({ ada: 'read' }),
      'ada: the file says that this person has no access in the organization',
    ],
    [
      'organization_members: { ada: read }\n',
      roles({ ada: 'owner' }),
      'ada: a file cannot give the role in the organization that is live',
    ],
    [
      'guards: { protected_members: [ada@acme.ai] }\norganization_members: { ada: write }\n',
      roles({ ada: 'read' }),
      'ada: guards.protected_members names this person, who has less now than the file says',
    ],
    [
      'organization_members: { ada: read }\n',
      roles({ adam: 'read' }),
      'ada: nobody of this name is in the organization; mend the name, or delete the entry',
    ],
  ])('stay where a file has decided, or cannot say it: %j', (text, snapshot, told) => {
    expect(rolesAfter(text, snapshot)).toEqual({ text, told: [told] });
  });

  it('that a protected person has gained are adopted', () => {
    const text = 'guards: { protected_members: [ada] }\norganization_members: { ada: read }\n';
    const wanted = text.replace('ada: read', 'ada: write');
    expect(rolesAfter(text, roles({ ada: 'write' }))).toEqual({ text: wanted, told: [] });
  });

  it('are left alone where only some groups are asked for', () => {
    const text = 'organization_members: { ada: read }\ngroups: { A: {} }\n';
    const snapshot = snapshotOf([group(1, 'A', {})], [{ user: 'ada', role: 'write' }]);
    expect(rolesAfter(text, snapshot, { selection: ['A'] })).toEqual({ text, told: [] });
  });
});

describe('whole groups', () => {
  const admin = [{ user: 'root', role: 'admin' }, ...members('ada', 'bob')];
  const live = (...groups: readonly HubGroup[]): Snapshot => snapshotOf(groups, admin, empty);
  const [a, b] = [group(1, 'A', { ada: 'admin' }), group(2, 'B', { bob: 'read' })];
  const blockA = `  A:\n    id: "${idOf(1)}"\n    membership: exact\n    members:\n      ada: admin\n`;
  const blockB = `  # second\n  B: # b\n    id: "${idOf(2)}"\n    members: { bob: read }\n    # the end of it\n`;
  const deleted = 'B: the group was deleted on the Hub; `import --update --all` takes it out of the file';
  const notListed = 'B: the Hub lists no such group; mend its name or id, or delete it';

  it.each([
    ['in the middle', `${blockA}\n${blockB}\n  C: {}\n`, `${blockA}\n  C: {}\n`],
    ['at the end', `${blockA}\n${blockB}`, blockA],
    ['at the top', `${blockB}\n${blockA}`, blockA],
  ])('that were deleted go %s, with --all', (_, before, wanted) => {
    const snapshot = live(a, group(3, 'C', {}));
    const text = `${head}groups:\n${before}`;
    const once = adopted(text, snapshot);
    expect(once).toMatchObject({ text, told: [deleted] });
    const options = { selection: wanted.includes('C:') ? ['A', 'B', 'C'] : ['A', 'B'], all };
    expect(adopted(text, snapshot, options)).toMatchObject({ text: `${head}groups:\n${wanted}`, told: [] });
  });

  it('that were deleted go from one file of several, and leave it valid', () => {
    const text = `${head}groups:\n${blockB}`;
    const outcome = adopted(text, live(a), { all, selection: ['B'] });
    expect(outcome?.text).toBe(`${head}groups: {}\n`);
  });

  it('that were deleted and made again come in the place of those that are gone', () => {
    const again = group(7, 'B', { ada: 'write' });
    const outcome = adopted(`${head}groups:\n${blockA}\n${blockB}`, live(a, again), { all });
    expect(outcome?.told).toEqual([]);
    expect(outcome?.text).toContain(`  B:\n    id: "${idOf(7)}"\n`);
    expect(outcome?.text).not.toContain(idOf(2));
    expect(outcome?.plan).toMatchObject({ changes: [], blocked: [] });
  });

  it.each<[string, string, Snapshot, string]>([
    [
      'the token sees some groups only',
      `${blockA}${blockB}`,
      snapshotOf([a], members('root', 'ada')),
      notListed,
    ],
    ['a group says not which it is', `${blockA}${blockB}`, live(a, JSON.parse('{"users":[]}')), notListed],
    ['the Hub lists none at all', blockB, live(), notListed],
    ['only a name says which it was', `${blockA}  B:\n    members: { bob: read }\n`, live(a), notListed],
  ])('that are not listed stay where %s', (_, groups, snapshot, told) => {
    const text = `${head}groups:\n${groups}`;
    const outcome = adopted(text, snapshot, { all });
    expect(outcome?.text).toBe(text);
    expect(outcome?.told.filter((line) => line.startsWith('B:'))).toEqual([told]);
  });

  it('that were deleted stay where the policy speaks of them', () => {
    const text = `${head}policy: { separate: [[A, B]] }\ngroups:\n${blockA}${blockB}`;
    const outcome = adopted(text, live(a), { all });
    expect(outcome).toMatchObject({
      text,
      told: ['B: the policy of the file does not permit it as it is live'],
    });
  });

  it('that are to be made or deleted are decided, and told of in a line each', () => {
    const text = `${head}groups:\n  New:\n    create: true\n    description: x\n    members: { ada: admin }\n    resources: { models: [acme-ai/m] }\n  B: { id: "${idOf(2)}", state: absent }\n`;
    const m = { type: 'model', name: 'acme-ai/m', private: true } as const;
    const snapshot = live(b, group(3, 'C', {}, { resources: [m] }));
    const outcome = adopted(text, snapshot);
    expect(outcome).toMatchObject({
      text,
      told: [
        'B: the file says that this group must not be there',
        'New: the file says that it is to be made where the Hub has none',
      ],
    });
    // What a group is to get that is to be made cannot be declared to be in another one.
    const whole = adopted(text, snapshot, { all });
    expect(whole?.text).toContain('# "model:acme-ai/m" cannot be declared here.');
    expect(whole?.told).toEqual(outcome?.told);
  });

  it('that nothing declares come with what is in them, whatever `defaults` say', () => {
    const resources = ['acme-ai/m', 'other/x'].map(
      (name) => ({ type: 'model', name, private: true }) as const,
    );
    const text = `${head}defaults: { resources: exact }\ngroups:\n${blockA}`;
    const outcome = adopted(text, live(a, group(3, 'C', {}, { resources })), { all });
    expect(outcome?.text).toContain(
      '    resources:\n      mode: additive\n      models:\n        - acme-ai/m\n',
    );
    expect(outcome?.plan).toMatchObject({ changes: [], blocked: [] });
  });

  it.each([
    ['policy: { reasons: [read] }', [], 'B: the policy of the file does not permit it as it is live'],
    ['policy: { lifetimes: { read: 9d } }', [], 'B: the policy of the file does not permit it as it is live'],
    ['', [group(5, 'A', {})], 'A: another group is declared by this name'],
  ])('that nothing declares stay so where %j forbids it, or a name is taken', (policy, more, told) => {
    const text = `${head}${policy}\ngroups:\n${blockA}`;
    const outcome = adopted(text, live(a, ...(policy === '' ? more : [b])), { all });
    expect(outcome).toMatchObject({ text, told: [told] });
  });

  it('and names stay as they are declared where the file may not declare others', () => {
    const text = `${head}groups:\n${blockA}`;
    const policy = 'policy: { files: [{ path: 0.yaml, groups: [A] }] }\n';
    const renamed = group(1, 'Z', { ada: 'admin' });
    const outcome = adopted(text, live(renamed, b), { all }, [`${head}${policy}`]);
    expect(outcome?.text).toBe(text);
    expect(outcome?.told).toEqual(
      ['Z, name', 'B'].map((what) => `${what}: the policy of the file does not permit it as it is live`),
    );
  });

  it('of an identity provider keep their people to themselves', () => {
    const text = `${head}groups:\n  A: { id: "${idOf(1)}", managed_by: scim, members: {} }\n`;
    const outcome = adopted(text, live(group(1, 'A', { ada: 'admin', 'ci-bot': 'read' })), { all });
    expect(outcome?.told).toEqual([]);
    expect(outcome?.text).toBe(
      text.replace('members: {}', 'members: { ci-bot: { role: read, service_account: true } }'),
    );
  });
});
