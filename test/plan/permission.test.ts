import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../src/config/declaration.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import type { Plan } from '../../src/model/plan.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { group, idOf, linesOf, members, planOf, snapshotOf } from '../support/planning.ts';

const model = { type: 'model', name: 'acme-ai/base', private: true };
const live = snapshotOf(
  [
    group(1, 'Research A', { ada: 'admin' }),
    group(2, 'Evaluation', { kim: 'admin' }, { resources: [model] }),
    group(3, 'Payments', {}),
  ],
  members('ada', 'kim', 'lee'),
);

const rule = 'policy: { files: [{ path: "access/research/**", groups: ["Research *"] }] }\n';

/** The rules and the groups of the platform team, and the groups of research. */
function filesOf(platform: string, research: string): Configuration {
  const head = 'version: 1\norganization: acme-ai\n';
  const files = { 'access/main.yaml': platform, 'access/research/groups.yaml': `groups:\n${research}` };
  const sources = Object.entries(files).map(([path, text]) => new SourceFile(path, head + text));
  const loaded = loadChecked(sources, Object.keys(files));
  if (loaded.ok) return loaded.configuration;
  throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
}

const payments = 'groups: { Payments: { members: { lee: read } } }\n';
const others = ['+ Payments: lee -> read'];

function notPermitted({ blocked }: Plan): readonly unknown[] {
  return blocked.map(({ kind, group: of, subject, reason, origin, source }) => [
    kind,
    of?.id,
    of?.name,
    subject ?? null,
    reason,
    origin,
    source && `${source.file}:${source.line}:${source.column}`,
  ]);
}

describe('an id of a group that the file may not declare', () => {
  const taken = `  Research X: { id: "${idOf(2)}", membership: exact, members: { lee: admin } }\n`;
  const place = 'access/research/groups.yaml:4:21';
  const entry = (origin: string | null): unknown => [
    'group',
    idOf(2),
    'Evaluation',
    null,
    'not_permitted',
    origin,
    place,
  ];

  test('is blocked as a whole, with what to do, and stops nothing else', () => {
    const plan = planOf(filesOf(rule + payments, taken), live);
    expect(notPermitted(plan)).toEqual([entry(null)]);
    expect(plan.changes).toHaveLength(1);
    expect(linesOf(plan)).toEqual(others);
    expect(plan.blocked[0]?.hint).toBe(
      'On the Hub this id is "Evaluation". Mend the id, or have `policy.files` let this file declare that name; where somebody renamed the group on the Hub, rename it back.',
    );
  });

  test('also where it is to be deleted', () => {
    const absent = `  Research X: { id: "${idOf(2)}", state: absent }\n`;
    const plan = planOf(filesOf(rule + payments, absent), live);
    expect(notPermitted(plan)).toEqual([entry(null)]);
    expect(plan.changes).toHaveLength(1);
  });

  test('also where the rule goes with the same change', () => {
    const base = filesOf(rule + payments, '  Research A: {}\n');
    const plan = planOf(filesOf(payments, taken), live, { base });
    expect(notPermitted(plan)).toEqual([entry('this_change')]);
    expect(plan.changes).toHaveLength(1);
  });

  test('also where the base has the same lines, of which nobody is told as let go of', () => {
    const both = filesOf(rule + payments, taken);
    const plan = planOf(both, live, { base: both });
    expect(notPermitted(plan)).toEqual([entry('drift')]);
    expect([linesOf(plan), plan.released, plan.policy_changes]).toEqual([others, [], []]);
    expect(planOf(both, live, { base: both, selection: ['Research X'] }).blocked).toHaveLength(1);
  });

  test('is not told in a run for another group', () => {
    const plan = planOf(filesOf(rule + payments, taken), live, { selection: ['Payments'] });
    expect([plan.blocked, linesOf(plan)]).toEqual([[], others]);
  });

  test('leaves the group to the file that may declare it', () => {
    const own = 'groups: { Evaluation: { members: { ada: read } } }\n';
    const plan = planOf(filesOf(rule + own, taken), live);
    expect(notPermitted(plan)).toEqual([entry(null)]);
    expect(linesOf(plan)).toEqual(['+ Evaluation: ada -> read']);
  });

  test.each<[string, string, string]>([
    ['of a name that it may declare', rule, `  Research B: { id: "${idOf(1)}" }\n`],
    ['where no rule is about the file', '', taken],
  ])('is planned %s', (_, policy, research) => {
    const plan = planOf(filesOf(policy + payments, research), live);
    expect(plan.blocked).toEqual([]);
    expect(plan.changes.map(({ kind }) => kind)).toContain('setting');
  });
});

describe('a resource of a group that the file may not declare', () => {
  const taken = '  Research A: { members: { lee: read }, resources: { models: [acme-ai/base] } }\n';
  const entry = (origin: string | null): unknown => [
    'resource',
    idOf(1),
    'Research A',
    'model:acme-ai/base',
    'not_permitted',
    origin,
    'access/research/groups.yaml:4:63',
  ];

  test('stays where it is, and all else is planned', () => {
    const plan = planOf(filesOf(rule + payments, taken), live);
    expect(notPermitted(plan)).toEqual([entry(null)]);
    expect(plan.changes).toHaveLength(2);
    expect(linesOf(plan)).toEqual([...others, '+ Research A: lee -> read']);
    expect(plan.blocked[0]?.hint).toBe(
      'It is in "Evaluation". Move it on the Hub, or have `policy.files` let this file declare that group, too.',
    );
  });

  test('also by the policy of the base, and where the base has the same lines', () => {
    const before = filesOf(rule + payments, '  Research A: {}\n');
    const strict = planOf(filesOf(payments, taken), live, { base: before });
    expect(notPermitted(strict)).toEqual([entry('this_change')]);
    const both = filesOf(rule + payments, taken);
    expect(notPermitted(planOf(both, live, { base: both }))).toEqual([entry('drift')]);
  });

  test('moves where the file may declare both groups, and where it is in none', () => {
    const both = rule.replace('"Research *"', '"Research *", Evaluation');
    const moves = ({ changes }: Plan): unknown =>
      changes.flatMap((one) => (one.kind === 'resource' ? [[one.subject, one.from?.name ?? null]] : []));
    expect(moves(planOf(filesOf(both, taken), live))).toEqual([['model:acme-ai/base', 'Evaluation']]);
    const free = { ...live, groups: [group(1, 'Research A', {})] };
    expect(moves(planOf(filesOf(rule, taken), free))).toEqual([['model:acme-ai/base', null]]);
  });
});
