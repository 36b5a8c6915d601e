import { describe, expect, it } from 'vitest';
import type { HubGroup } from '../../src/hub/hub.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { AdoptOptions } from '../../src/run/adopt-drift.ts';
import { group, idOf, members, snapshotOf } from '../support/planning.ts';
import { adopted, all } from './adopted.ts';

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
    const text = `${head}groups:\n${blockB}\nguards: {}\n`;
    const outcome = adopted(text, live(a), { all, selection: ['B'] }, [`${head}groups:\n${blockA}`]);
    expect(outcome?.text).toBe(`${head}groups: {}\n\nguards: {}\n`);
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

  it('that must not be there stay so when they are gone', () => {
    const text = `${head}groups:\n${blockA}  B: { id: "${idOf(2)}", state: absent }\n`;
    expect(adopted(text, live(a), { all })).toMatchObject({ text, told: [] });
  });

  it('that nothing declares come where they are asked for, each by its name or its id', () => {
    const text = `${head}groups:\n${blockA}`;
    const snapshot = live(a, b, group(3, 'C', {}));
    const namesAfter = (...selection: readonly string[]) =>
      adopted(text, snapshot, { all, selection })?.text.match(/^ {2}[A-Z](?=:)/gm);
    expect(namesAfter('A')).toEqual(['  A']);
    expect(namesAfter('B')).toEqual(['  A', '  B']);
    expect(namesAfter(idOf(3), 'A')).toEqual(['  A', '  C']);
    expect(() => adopted(text, snapshot, { all, selection: ['D'] })).toThrow('--group');
    expect(() => adopted(text, snapshot, { selection: ['B'] })).toThrow('--group');
  });

  it('of which a declared name may mean several are told of once', () => {
    const text = `${head}groups:\n  B: {}\n`;
    expect(adopted(text, live(b, group(3, 'B', {})), { all })).toMatchObject({
      text,
      told: ['B: several groups have this name; give the id of the one that is meant'],
    });
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

  it('that nothing declares come with limits and resources though nothing needed the lists of these before', () => {
    const resources = [{ type: 'model', name: 'acme-ai/m', private: true }] as const;
    const c = group(3, 'C', {}, { resources, spendLimits: { total: 500 } });
    const outcome = adopted(`${head}groups:\n${blockA}`, snapshotOf([a, c], admin), { all });
    expect(outcome?.text).toContain('    spend_limits:\n      total: 5\n');
    expect(outcome?.text).toContain('        - acme-ai/m\n');
    expect(outcome?.plan).toMatchObject({ changes: [], blocked: [] });
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
    expect(outcome?.told).toEqual([
      'Z: its file may not declare a group that has this name on the Hub',
      'B: the policy of the file does not permit it as it is live',
    ]);
  });

  it('go to the file that may declare them, whichever id another writes down', () => {
    const text = `${head}groups:\n  X: { id: "${idOf(1)}", description: x, resources: {}, members: { bob: admin } }\n`;
    const own =
      'policy: { files: [{ path: 0.yaml, groups: [X] }] }\n' +
      'groups: { A: { description: old, resources: { mode: exact }, members: { ada: read } } }\n';
    const resources = [{ type: 'model', name: 'acme-ai/m', private: true }];
    const now = group(1, 'A', { ada: 'admin' }, { description: 'new', resources });
    const outcome = adopted(text, live(now), {}, [head + own]);
    expect(outcome?.text).toBe(text);
    expect(outcome?.told).toEqual(['A: its file may not declare a group that has this name on the Hub']);
    expect(outcome?.plan.changes).toEqual([]);
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
