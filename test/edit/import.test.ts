import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importedFrom } from '../../src/edit/import/from-live.ts';
import type { ImportOptions } from '../../src/edit/import/imported.ts';
import { type ImportedFile, importedFiles, importedText } from '../../src/edit/import/text.ts';
import type { HubGroup } from '../../src/hub/hub.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Snapshot } from '../../src/live/organization.ts';
import type { Plan } from '../../src/model/plan.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { anyCaseOfPlanning } from '../support/organizations.ts';
import { group, idOf, members, snapshotOf, today } from '../support/planning.ts';

const plain: ImportOptions = { groups: null, mode: 'exact', byEmail: false, settings: false };

/** The plan of files against what they were made of. */
function planOfFiles(files: readonly ImportedFile[], snapshot: Snapshot): Plan {
  const paths = files.map((file) => file.path);
  const loaded = loadChecked(
    files.map(({ path, text }) => new SourceFile(path, text)),
    paths,
  );
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('\n'));
  const planned = createPlan({
    configuration: loaded.configuration,
    live: liveOf(snapshot),
    base: null,
    selection: null,
    today,
    createdAt: `${today}T00:00:00.000Z`,
    toolVersion: '0.0.0',
    batchSize: 50,
    waive: [],
    warnings: [],
  });
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join('\n'));
  return planned.plan;
}

function textOf(snapshot: Snapshot, options: Partial<ImportOptions> = {}): string {
  return importedText(importedFrom(liveOf(snapshot), { ...plain, ...options }).imported);
}

/** Fields as they come from outside, where nobody has checked them. */
function oddly(fields: Readonly<Record<string, unknown>>): Partial<HubGroup> {
  return JSON.parse(JSON.stringify(fields));
}

describe('the plan of what was imported is empty', () => {
  const odd = fc.constantFrom(
    'no',
    '0x1F',
    ' blank ',
    'a: b',
    '"',
    "it's",
    '#',
    '\u202e',
    'x\ny',
    '~',
    '',
    '…',
    '%a',
    'é'.repeat(201),
  );

  it('whatever the organization', () => {
    fc.assert(
      fc.property(
        anyCaseOfPlanning,
        fc.array(odd, { maxLength: 4 }),
        fc.constantFrom('exact', 'additive'),
        fc.boolean(),
        ({ snapshot }, names, mode, byEmail) => {
          const groups = snapshot.groups.map((one, index) => ({ ...one, name: names[index] ?? one.name }));
          const live = { ...snapshot, groups };
          const { imported } = importedFrom(liveOf(live), { groups: null, mode, byEmail, settings: false });
          for (const files of [
            [{ path: 'groups.yaml', text: importedText(imported) }],
            importedFiles(imported),
          ]) {
            const { changes, blocked } = planOfFiles(files, live);
            expect({ changes, blocked }).toEqual({ changes: [], blocked: [] });
          }
        },
      ),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) },
    );
  });
});

describe('the file', () => {
  const live = snapshotOf(
    [
      group(1, 'no', { Zoe: 'read', ada: 'read', kim: 'admin', 'ci-bot': 'write' }),
      group(2, 'Empty', {}),
      group(
        3,
        'Odd',
        { ada: 'custom:eval', kim: 'read' },
        { resources: [{ type: 'model', name: 'acme-ai/m', private: true }] },
      ),
      group(4, 'Twin', { ada: 'read' }),
      group(5, 'Twin', { kim: 'read' }),
    ],
    members('ada', 'kim', 'Zoe'),
  );

  it('has groups by name, members by role and name, and says what it leaves out', () => {
    expect(textOf(live)).toBe(`# yaml-language-server: $schema=./schemas/groups.schema.json
version: 1
organization: acme-ai

# Another group is named "Twin" as well (${idOf(5)}). Rename one on the Hub.
groups:
  # no repositories; no members
  Empty:
    id: "${idOf(2)}"
    membership: exact
    members: {}

  # 1 repository, 1 private; 2 members
  # "ada" has the role "custom:eval", which a file cannot give.
  Odd:
    id: "${idOf(3)}"
    membership: additive
    members:
      kim: read

  # no repositories; 1 member
  Twin:
    id: "${idOf(4)}"
    membership: exact
    members:
      ada: read

  # no repositories; 4 members
  "no":
    id: "${idOf(1)}"
    membership: exact
    members:
      kim: admin
      ci-bot: { role: write, service_account: true }
      ada: read
      Zoe: read
`);
  });

  it('leaves others in a group into which people come by themselves, also where it does not say so', () => {
    const joining = { autoJoin: { enabled: true, role: 'read', scope: 'all' } };
    const snapshot = snapshotOf(
      [group(1, 'A', { ada: 'read' }, joining), group(2, 'B', { ada: 'read' })],
      members('ada'),
    );
    const { groups } = importedFrom(liveOf(snapshot), plain).imported;
    expect(groups.map(({ info, mode }) => [info.name, mode])).toEqual([
      ['A', 'additive'],
      ['B', 'exact'],
    ]);
  });

  it('says what of a group it could not read', () => {
    const odd = snapshotOf(
      [
        group(1, 'A', { ada: 'read' }),
        group(2, 'B', {}, oddly({ users: 'none' })),
        group(3, 'C', {}, oddly({ users: [{ name: 'kim' }, { name: 'ada', role: 'read' }] })),
      ],
      members('ada', 'kim'),
    );
    const text = textOf(odd);
    expect(text).toMatch(/# Who is in it: .+\.\n {2}B:\n {4}id: "0+2"\n\n/);
    expect(text).toMatch(/# "kim": .+\.\n {2}C:\n {4}id: "0+3"\n {4}membership: additive\n/);
    expect(planOfFiles([{ path: 'groups.yaml', text }], odd).changes).toEqual([]);
  });

  it('names people by address where the Hub shows it', () => {
    expect(textOf(live, { byEmail: true, groups: ['no'] })).toContain(
      '      kim@acme.ai: admin\n      ci-bot: { role: write, service_account: true }\n      ada@acme.ai: read\n      zoe@acme.ai: read\n',
    );
  });

  it('has only the groups that were asked for, by name or id, and tells of those that are not there', () => {
    const { imported, unknown } = importedFrom(liveOf(live), {
      ...plain,
      groups: ['Empty', idOf(3), 'Twinn'],
    });
    expect(imported.groups.map(({ info }) => info.name)).toEqual(['Empty', 'Odd']);
    expect(unknown).toEqual([{ name: 'Twinn', nearest: 'Twin' }]);
  });

  it('is one for each group with --split, each with a name of its own', () => {
    const twins = snapshotOf(
      [
        group(1, 'A b', {}),
        group(2, 'a-B', {}),
        group(3, '日本', {}),
        group(4, 'CON', {}),
        group(5, 'Organization', {}),
      ],
      [],
    );
    expect(importedFiles(importedFrom(liveOf(twins), plain).imported).map(({ path }) => path)).toEqual([
      'organization.yaml',
      'a-b.yaml',
      `con-${idOf(4)}.yaml`,
      `organization-${idOf(5)}.yaml`,
      `a-b-${idOf(2)}.yaml`,
      'group.yaml',
    ]);
  });
});
