import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importedFrom } from '../../src/edit/import/from-live.ts';
import { importedFiles, importedText } from '../../src/edit/import/text.ts';
import type { HubGroup } from '../../src/hub/hub.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import { configurationOf, group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const all = { groups: null, mode: 'exact', byEmail: false, settings: true } as const;

function textOf(snapshot: Snapshot): string {
  return importedText(importedFrom(liveOf(snapshot), all).imported);
}

/** Fields as they come from outside, where nobody has checked them. */
function oddly(fields: Readonly<Record<string, unknown>>): Partial<HubGroup> {
  return JSON.parse(JSON.stringify(fields));
}

const one = (fields: Readonly<Record<string, unknown>>): Snapshot =>
  snapshotOf([group(1, 'A', { ada: 'admin' }, oddly(fields))], members('ada'));

/** What stands in the group between its id and its members. */
function settingsIn(snapshot: Snapshot): string {
  const [, between = ''] = /\n {4}id: .*\n([\s\S]*?) {4}membership: /.exec(textOf(snapshot)) ?? [];
  return between.replaceAll(/^ {4}/gm, '');
}

const defaults = {
  description: '# description: "" # the Hub\'s default\n',
  auto_join: "# auto_join: off # the Hub's default\n",
  spend_limits: "# spend_limits: { total: null } # the Hub's default\n",
  resources: "# resources: {} # the Hub's default\n",
};
const with_ = (own: Partial<typeof defaults>): string => Object.values({ ...defaults, ...own }).join('');

describe('everything of a group', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['in comments where it is the Hub’s default', {}, with_({})],
    [
      'its description',
      { description: 'Base: models' },
      with_({ description: 'description: "Base: models"\n' }),
    ],
    [
      'its limits, in dollars, those that are not set in comments',
      { spendLimits: { total: 50_000, jobs: 9950, spaces: null } },
      with_({
        spend_limits: `spend_limits:
  total: 500
  # inference_providers: null # the Hub's default
  # spaces: null # the Hub's default
  jobs: 99.50
  # endpoints: null # the Hub's default
`,
      }),
    ],
    [
      'what is in it, by kind and name',
      {
        resources: [
          { type: 'model', name: 'acme-ai/z', private: true },
          { type: 'model', name: 'acme-ai/a', private: false },
          { type: 'dataset', name: 'acme-ai/0x1F', private: false },
          { type: 'collection', id: idOf(9), slug: 'best', title: 'Best', private: false },
          { type: 'job', id: 'j' },
        ],
      },
      with_({
        resources: `resources:
  models:
    - acme-ai/a
    - acme-ai/z
  datasets:
    - acme-ai/0x1F
  collections:
    - acme-ai/best-${idOf(9)}
`,
      }),
    ],
  ])('%s', (_, fields, wanted) => {
    expect(settingsIn(one(fields))).toBe(wanted);
  });

  it('is additive where people come in by themselves', () => {
    const text = textOf(one({ autoJoin: { enabled: true, role: 'read', scope: 'read_plus' } }));
    expect(text).toContain('    auto_join: { role: read, scope: read_plus }\n');
    expect(text).toContain('    membership: additive\n');
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['Its description: a file cannot hold it.', { description: ' blank ' }],
    ['Its description: the Hub sends a description of a form that is not known.', { description: 7 }],
    [
      'Its auto-join: a file cannot say "curator" for "all".',
      { autoJoin: { enabled: true, role: 'curator' } },
    ],
    [
      'Its spend limit for jobs: the Hub sends a spend limit of a form that is not known.',
      { spendLimits: { jobs: 0.5 } },
    ],
    ['Its resources: the Hub sends a list of a form that is not known.', { resources: 'all' }],
    [
      '"model:other/x" cannot be declared here.',
      { resources: [{ type: 'model', name: 'other/x', private: false }] },
    ],
  ])('says %s', (said, fields) => {
    expect(textOf(one(fields))).toContain(`  # ${said}\n`);
  });

  const description = fc.constantFrom(
    undefined,
    null,
    '',
    'no',
    '0x1F',
    ' a',
    'a: b',
    'x\ny',
    '#',
    'é'.repeat(501),
  );
  const amount = fc.constantFrom(undefined, null, 0, 1, 9950, 50_000, Number.MAX_SAFE_INTEGER);
  const resource = fc.record({
    type: fc.constantFrom('model', 'dataset', 'space', 'bucket', 'kernel', 'job'),
    name: fc.constantFrom('acme-ai/a', 'acme-ai/B', 'acme-ai/b', 'other/a', 'acme-ai/a--b', 'acme-ai/…'),
    private: fc.boolean(),
  });
  const fields = fc.record(
    {
      description,
      autoJoin: fc.constantFrom(
        { enabled: false },
        { enabled: true, role: 'write', scope: 'all' },
        { enabled: true, role: 'x' },
      ),
      spendLimits: fc.record({ total: amount, jobs: amount, inferenceProviders: amount }),
      resources: fc.array(resource, { maxLength: 4 }),
    },
    { requiredKeys: ['resources'] },
  );

  it('has an empty plan, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fields, { maxLength: 4 }), (some) => {
        const groups = some.map((field, index) =>
          group(index + 1, `G${index}`, { ada: 'admin' }, oddly(field)),
        );
        const snapshot = snapshotOf(groups, members('ada'));
        const { changes, blocked } = planOf(configurationOf(textOf(snapshot)), snapshot);
        expect({ changes, blocked }).toEqual({ changes: [], blocked: [] });
        const split = importedFiles(importedFrom(liveOf(snapshot), all).imported);
        expect(split).toHaveLength(groups.length + 1);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) },
    );
  });

  it('is there to be uncommented: every default is valid and changes nothing', () => {
    const snapshot = one({});
    const text = textOf(snapshot).replaceAll(
      /^( +)# (description|auto_join|spend_limits|resources)/gm,
      '$1$2',
    );
    const additive = text.replace('membership: exact', 'membership: additive');
    expect(planOf(configurationOf(additive), snapshot).changes).toEqual([]);
  });
});
