import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adoptSettings } from '../../src/edit/adopt/settings.ts';
import { applied } from '../../src/edit/result.ts';
import type { HubGroup } from '../../src/hub/hub.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { configurationOf, group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';
import { uglified } from './ugly.ts';

const head = 'version: 1\norganization: acme-ai\n';

/** Fields as they come from outside, where nobody has checked them. */
function oddly(fields: Readonly<Record<string, unknown>>): Partial<HubGroup> {
  return JSON.parse(JSON.stringify(fields));
}

const live = (fields: Readonly<Record<string, unknown>>, name = 'A'): Snapshot =>
  snapshotOf([group(1, name, {}, oddly(fields)), group(2, 'B', {})], members('ada'));

function adopted(text: string, snapshot: Snapshot) {
  const files = [new SourceFile('groups.yaml', text)];
  const loaded = loadChecked(files, ['groups.yaml']);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  const plan = planOf(loaded.configuration, snapshot);
  const {
    result,
    notAdopted,
    adopted: changes,
  } = adoptSettings(loaded.configuration, files, liveOf(snapshot), plan);
  const stuck = result.kind === 'stuck' ? result.places.map(({ why }) => why) : [];
  const why = notAdopted.map((one) => `${one.subject}: ${one.why}`);
  return { text: applied(files, result)[0]?.text ?? '', stuck, why, changes };
}

/** The text of group A afterwards. */
const after = (body: string, snapshot: Snapshot): string => {
  const { text, stuck, why } = adopted(`${head}groups:\n  A:\n${body}`, snapshot);
  expect([...stuck, ...why]).toEqual([]);
  return text.slice(`${head}groups:\n  A:\n`.length);
};

describe('a setting that somebody changed', () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, string]>([
    [
      'a description',
      '    description: Old # why\n',
      { description: 'New: text' },
      '    description: "New: text" # why\n',
    ],
    ['one that is gone', '    description: Old\n', {}, '    description: ""\n'],
    [
      'one in lines',
      '    description: >-\n      Old\n      text\n',
      { description: 'New' },
      '    description: New\n',
    ],
    [
      'a limit, in its place',
      '    spend_limits: { total: 500, jobs: 9.5 } # dollars\n',
      { spendLimits: { total: 60_000, jobs: 1234 } },
      '    spend_limits: { total: 600, jobs: 12.34 } # dollars\n',
    ],
    [
      'a limit that is none any more',
      '    spend_limits:\n      total: 500 # a\n      jobs: 9.50\n',
      { spendLimits: { total: 50_000, jobs: null } },
      '    spend_limits:\n      total: 500 # a\n      jobs: null\n',
    ],
    [
      'auto-join switched on',
      '    auto_join: off # a\n',
      { autoJoin: { enabled: true, role: 'read', scope: 'all' } },
      '    auto_join: { role: read, scope: all } # a\n',
    ],
    [
      'auto-join switched off',
      '    auto_join:\n      role: read\n      scope: all\n    membership: additive\n',
      { autoJoin: { enabled: false } },
      '    auto_join: off\n    membership: additive\n',
    ],
    [
      'auto-join that stays off, since somebody must not come in by it',
      '    auto_join: { role: read, scope: all }\n    members: { ada: absent }\n',
      { autoJoin: { enabled: false } },
      '    auto_join: off\n    members: { ada: absent }\n',
    ],
  ])('%s', (_, body, fields, wanted) => {
    expect(after(body, live(fields))).toBe(wanted);
  });

  it('is a name too, where an id finds the group', () => {
    const text = `${head}groups:\n  # first\n  Old name: # here\n    id: "${idOf(1)}"\n    members: { ada: read }\n  B: {}\n`;
    const { text: now, changes } = adopted(text, live({}, 'no'));
    expect(now).toBe(text.replace('Old name', '"no"'));
    expect(changes.map(({ subject, before, after: was }) => [subject, before, was])).toEqual([
      ['name', 'no', 'Old name'],
    ]);
  });

  it.each([
    ['moved on', ['B', 'C'], ['A', 'B']],
    ['were crossed', ['A', 'B'], ['B', 'A']],
  ] as const)('is a name too where names %s', (_, said, names) => {
    const text = `${head}groups:\n  ${said[0]}: { id: "${idOf(1)}" } # 1\n  ${said[1]}: { id: "${idOf(2)}" } # 2\n`;
    const snapshot = snapshotOf([group(1, names[0], {}), group(2, names[1], {})], members('ada'));
    const found = adopted(text, snapshot);
    expect(found.why).toEqual([]);
    expect(found.text).toBe(
      `${head}groups:\n  ${names[0]}: { id: "${idOf(1)}" } # 1\n  ${names[1]}: { id: "${idOf(2)}" } # 2\n`,
    );
  });

  it('is no name that another group is declared by, nor one that would then be taken', () => {
    const other = `  C: { id: "${idOf(3)}" }\n`;
    const text = `${head}groups:\n  A: { id: "${idOf(1)}" }\n  B: { id: "${idOf(2)}" }\n${other}`;
    const snapshot = snapshotOf([group(1, 'B', {}), group(2, 'C', {}), group(3, 'C', {})], members('ada'));
    const found = adopted(text, snapshot);
    expect(found.why).toEqual([
      'name: another group is declared by this name',
      'name: another group is declared by this name',
    ]);
    expect(found.text).toBe(text);
  });

  it('is no name where the policy speaks of the declared one', () => {
    const text = `${head}policy: { separate: [[A, D]] }\ngroups:\n  A: { id: "${idOf(1)}" }\n  D: {}\n`;
    const snapshot = snapshotOf([group(1, 'B', {}), group(2, 'D', {})], members('ada'));
    const found = adopted(text, snapshot);
    expect(found.why).toEqual(['name: the policy of the file does not permit it as it is live']);
    expect(found.text).toBe(text);
  });

  it('is no auto-join where the policy keeps the group apart', () => {
    const text = `${head}policy: { separate: [[A, D]] }\ngroups:\n  A: { auto_join: off }\n  D: {}\n`;
    const joining = { autoJoin: { enabled: true, role: 'read', scope: 'all' } };
    const snapshot = snapshotOf([group(1, 'A', {}, joining), group(2, 'D', {})], members('ada'));
    const found = adopted(text, snapshot);
    expect(found.why).toEqual(['auto_join: the policy of the file does not permit it as it is live']);
    expect(found.text).toBe(text);
  });

  it('is a name too where the declared one belongs to another group by now', () => {
    const text = `${head}groups:\n  B: { id: "${idOf(1)}", description: Old }\n`;
    const { text: now, changes, why } = adopted(text, live({ description: 'New' }));
    expect(now).toBe(text.replace('  B:', '  A:').replace('Old', 'New'));
    expect(changes.map(({ subject, before, after: was }) => [subject, before, was])).toEqual([
      ['description', 'New', 'Old'],
      ['name', 'A', 'B'],
    ]);
    expect(why).toEqual([]);
    // What no file can hold stays blocked, and is told of there alone.
    expect(adopted(text, live({}, 'x\ny')).why).toEqual([]);
  });

  it.each<[string, string, Snapshot]>([
    [
      'description: a file cannot hold the description that is live',
      '    description: x\n',
      live({ description: ' y' }),
    ],
    [
      'auto_join: auto-join does not go with `exact`, and the file has decided for that',
      '    auto_join: off\n    membership: exact\n',
      live({ autoJoin: { enabled: true, role: 'read', scope: 'all' } }),
    ],
    [
      'auto_join: a file cannot say the auto-join that is live',
      '    auto_join: off\n',
      live({ autoJoin: { enabled: true, role: 'curator', scope: 'all' } }),
    ],
    [
      'name: a file cannot hold the name that the group has by now',
      `    id: "${idOf(1)}"\n`,
      live({}, 'x\ny'),
    ],
  ])('is left where a file has decided, or cannot say it: %s', (said, body, snapshot) => {
    const text = `${head}groups:\n  A:\n${body}`;
    const found = adopted(text, snapshot);
    expect(found.why).toEqual([said]);
    expect(found.text).toBe(text);
  });

  it.each([
    ['others use it', '    description: &d x\n  C:\n    description: *d\n'],
    ['it stands elsewhere', '    description: *d\n'],
    ['no small edit', '    auto_join:\n      role: read # a\n      scope: all\n'],
  ])('is not touched where %s', (said, body) => {
    const first = body.includes('*d\n') && !body.includes('&d') ? '  C:\n    description: &d x\n' : '';
    const text = `${head}groups:\n${first}  A:\n${body}`;
    const found = adopted(text, live({ description: 'y' }));
    expect(found.stuck.join()).toContain(said);
    expect(found.text).toBe(text);
  });
});

describe('settings as people write them', () => {
  const description = fc.constantFrom(undefined, 'a', 'b: c', 'no');
  const cents = fc.constantFrom(undefined, 0, 950, 50_000);
  const fields = fc.record({
    description,
    spendLimits: fc.record({ total: cents, jobs: cents }),
    autoJoin: fc.constantFrom({ enabled: false }, { enabled: true, role: 'write', scope: 'read_plus' }),
  });
  const written = fc.record({
    description: fc.constantFrom('""', 'a', '"x"', "'y'"),
    limits: fc.constantFrom('{ total: 1 }', '{ total: null, jobs: 2 }', '\n      total: 5\n      jobs: null'),
    autoJoin: fc.constantFrom('off', '{ role: read, scope: all }', '\n      role: read\n      scope: all'),
  });

  it('have an empty plan afterwards, and nothing else changes', () => {
    fc.assert(
      fc.property(fields, written, fc.nat(), (now, was, seed) => {
        const lines = `  A:\n    description: ${was.description}\n    spend_limits: ${was.limits}\n    auto_join: ${was.autoJoin}\n    members: { ada: read }\n`;
        const text = uglified(`${head}groups:\n${lines}  B: {}\n`, seed);
        const snapshot = live({ ...now, users: [{ name: 'ada', role: 'read' }] });
        const found = adopted(text, snapshot);
        if (found.stuck.length > 0) {
          // A comment among lines that would have to give way.
          expect(found.text).toBe(text);
          return;
        }
        expect(planOf(configurationOf(found.text), snapshot).changes).toEqual([]);
        expect(adopted(found.text, snapshot).text).toBe(found.text);
        const comments = (one: string): readonly string[] => one.match(/#.*/g) ?? [];
        expect(comments(found.text)).toEqual(comments(text));
        for (const line of ['members: { ada: read }', 'B: {}']) expect(found.text).toContain(line);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) },
    );
  });
});
