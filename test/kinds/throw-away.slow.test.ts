import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '../../src/model/plan.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';

/*
 * Kinds of change that are thrown away. By `spare` a group is made, with its first members in the same call. By `crate`
 * things go from group to group, a group is opened, another deleted, and the organization itself changed. They are put
 * into a copy of the program, as `docs/architecture.md` says: a folder each, the registry and the schemas. Nothing else
 * may be touched.
 */

const root = path.resolve(import.meta.dirname, '../..');
const parts = path.join(import.meta.dirname, 'throw-away');
let copy = '';

interface Played {
  readonly lines: readonly string[];
  readonly calls: readonly { readonly path: string; readonly changes: readonly number[] }[];
  readonly guards: readonly string[];
  readonly fits: boolean;
  readonly differences: readonly string[];
  readonly statuses: readonly string[];
  readonly sent: readonly string[];
  readonly groups: readonly unknown[];
  readonly notAdopted: readonly string[];
  readonly again: number;
  readonly already: number;
  readonly text: string;
  readonly report: string;
  readonly comment: string;
  readonly drift: string;
  readonly page: string;
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(path.join(copy, file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path.join(copy, file), after);
}

interface PlayedCrate {
  readonly needs: readonly string[];
  readonly lacking: string;
  readonly lines: readonly string[];
  readonly calls: readonly Call[];
  readonly guards: readonly string[];
  readonly fits: boolean;
  readonly differences: readonly string[];
  readonly stale: readonly string[];
  readonly statuses: readonly string[];
  readonly reportFits: readonly unknown[];
  readonly result: string;
  readonly sent: readonly string[];
  readonly state: readonly { readonly name: string; readonly members: Readonly<Record<string, string>> }[];
  readonly kim: { readonly role: string };
  readonly notAdopted: readonly string[];
  readonly adopts: string;
  readonly again: readonly string[];
  readonly already: number;
  readonly selected: number;
  readonly origins: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly annotations: readonly string[];
}

function run(file: string, faults: FaultScript): string {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  return execFileSync(process.execPath, [tsx, file, JSON.stringify(faults)], { cwd: copy }).toString();
}

function play(faults: FaultScript = []): Played {
  return JSON.parse(run('play.ts', faults));
}

function playCrate(faults: FaultScript = []): PlayedCrate {
  return JSON.parse(run('play-crate.ts', faults));
}

beforeAll(() => {
  // Below the packages, so that they are found from there.
  copy = mkdtempSync(path.join(root, 'node_modules/.throw-away-'));
  for (const name of ['src', 'schemas', 'scripts', 'package.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  mkdirSync(path.join(copy, 'src/kinds/spare'));
  mkdirSync(path.join(copy, 'src/kinds/crate'));
  cpSync(path.join(parts, 'kind.ts.txt'), path.join(copy, 'src/kinds/spare/kind.ts'));
  cpSync(path.join(parts, 'crate.ts.txt'), path.join(copy, 'src/kinds/crate/kind.ts'));
  for (const name of ['play.ts', 'play-crate.ts'])
    cpSync(path.join(parts, `${name}.txt`), path.join(copy, name));
  edit('src/kinds/registry.ts', (text) =>
    text
      .replace(
        'import { membershipKind }',
        "import { spareKind } from './spare/kind.ts';\nimport { crateKind } from './crate/kind.ts';\n$&",
      )
      .replace('  membership: membershipKind,', '  spare: spareKind,\n$&\n  crate: crateKind,'),
  );
  edit('schemas/groups.schema.json', (text) => {
    const schema = JSON.parse(text);
    const { properties } = schema.properties.groups.additionalProperties;
    const texts = { type: 'array', items: { type: 'string' } };
    Object.assign(properties, { spare: { const: true }, shelf: { type: 'string' }, gone: { const: true } });
    Object.assign(properties, { open: { type: 'string' }, things: texts, without: texts });
    schema.properties.roster = { type: 'object' };
    return JSON.stringify(schema);
  });
  for (const file of ['schemas/plan.schema.json', 'schemas/report.schema.json'])
    edit(file, (text) => {
      const schema = JSON.parse(text);
      const { change, blocked } = schema.$defs;
      blocked.properties.kind.enum.push('spare', 'crate');
      blocked.properties.reason.enum.push('shelf_not_found', 'not_on_roster');
      const required = ['kind', 'action', 'group', 'subject', 'before', 'after'];
      const others = { required, properties: { kind: { enum: ['spare', 'crate'] } } };
      change.anyOf.push(others);
      return JSON.stringify(schema);
    });
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a kind of change that is a folder, a line in the registry and its schemas', {
  timeout: 120_000,
}, () => {
  test('compiles, and nothing else has to know of it', () => {
    const config = {
      extends: path.join(root, 'tsconfig.json'),
      include: ['src', 'scripts/docs/*-reference.ts', '*.ts'],
    };
    writeFileSync(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    expect(spawnSync(process.execPath, [tsc, '--noEmit', '-p', copy]).stdout.toString()).toBe('');
  });

  test('is planned, saved, guarded, made, reported and shown', () => {
    const played = play();
    expect(played.lines.map((line) => line.replace(/[0-9a-f]{24}/, 'ID'))).toEqual([
      'spare\tcreate\tnew:New\tNew\t-\t"New"\n',
      'membership\tcreate\tnew:New\tada\t-\tadmin\n',
      'membership\tcreate\tnew:New\tkim\t-\tread\n',
      'membership\tcreate\tnew:New\tlee\t-\twrite\n',
      'membership\tdelete\tID\tada\tadmin\t-\n',
    ]);
    expect(played.calls.map(({ changes }) => changes)).toEqual([[0, 1, 2], [3], [4]]);
    expect(played.guards).toEqual(['emptied-group Old', 'last-admin Old']);
    expect([played.fits, played.differences, played.again, played.already]).toEqual([true, [], 0, 5]);
    expect(new Set(played.statuses)).toEqual(new Set(['spare applied', 'membership applied']));
    expect(played.sent.toSorted()).toEqual(['DELETE 200 4', 'POST 200 0,1,2', 'POST 200 3']);
    expect(played.groups).toContainEqual({
      name: 'New',
      members: { ada: 'admin', kim: 'read', lee: 'write' },
    });
    for (const text of [played.text, played.comment, played.drift])
      expect(text).toMatch(/the group .?New.? is made/);
    for (const text of [played.text, played.report, played.comment, played.drift])
      expect(text.replaceAll('`', '"')).toMatch(/the shelf "?top"? in "Old".*there is no such shelf/);
    expect(played.page).toContain(
      '`shelf_not_found` | **Shelf not found.** There is no such shelf. | The shelf is not there. |',
    );
    expect(played.report).toContain('5 of 5 changes made (4 added, 0 changed, 1 removed), 1 blocked');
  });

  test('stays different where the files are brought up to what is live, and is told of', () => {
    expect(play().notAdopted).toEqual([
      'New -: the file says that it is to be made where the Hub has none',
      'Old ada: the file says that this person must not be in the group',
      'Old -: the shelf is not there',
    ]);
    const { notAdopted, adopts } = playCrate();
    const noStep = 'nothing writes a difference of this kind into the file; change the file, or apply it';
    expect(notAdopted.filter((line) => line.endsWith(noStep))).toEqual([
      `Old Old: ${noStep}`,
      `Third dataset:acme-ai/data: ${noStep}`,
      `- kim: ${noStep}`,
    ]);
    expect(adopts).toContain(`- \`Third\`, \`dataset:acme-ai/data\`: ${noStep}`);
  });

  test.each<[string, FaultScript]>([
    [
      'was done, and nobody heard of it',
      [{ when: { method: 'POST', nth: 1 }, do: { status: 500, after_effect: true } }],
    ],
    ['was not done', [{ when: { method: 'POST', nth: 1 }, do: { status: 500 } }]],
    ['was refused with what rode in it', [{ when: { method: 'POST', nth: 1 }, do: { status: 400 } }]],
  ])('a call that %s makes no second group, and everybody is in it', (_, faults) => {
    const played = play(faults);
    expect(new Set(played.statuses)).toEqual(new Set(['spare applied', 'membership applied']));
    expect(played.groups).toHaveLength(2);
    expect(played.groups).toContainEqual({
      name: 'New',
      members: { ada: 'admin', kim: 'read', lee: 'write' },
    });
    expect(played.again).toBe(0);
  });

  test('of a group that could not be made nothing more is tried', () => {
    const played = play([{ when: { method: 'POST' }, do: { status: 400 } }]);
    expect(played.statuses).toEqual([
      'spare failed',
      // A request carried these two.
      'membership failed',
      'membership failed',
      'membership not_attempted',
      'membership applied',
    ]);
  });

  describe('of several targets, of all stages, and of the organization itself', () => {
    const api = '/api/organizations/acme-ai';
    const settled = { again: [], already: 8, kim: 'write', members: ['boss admin', 'kim write'] };

    /** With ids that say which group they are of. */
    function named(text: string, { lines }: PlayedCrate): string {
      const idIn = (part: string): string =>
        lines.find((line) => line.includes(part))?.match(/[0-9a-f]{24}/)?.[0] ?? 'none';
      const ids = { OLD: idIn('\tOld\t'), THIRD: idIn('\tlee\t') };
      const known = Object.entries(ids).reduce((left, [name, id]) => left.replaceAll(id, name), text);
      return known.replace(/[0-9a-f]{24}/g, 'NEW');
    }

    /** How it ended. */
    function endOf({ again, already, kim, state }: PlayedCrate): unknown {
      const third = state.find(({ name }) => name === 'Third')?.members ?? {};
      return { again, already, kim: kim.role, members: Object.entries(third).map((one) => one.join(' ')) };
    }

    test('is planned, saved, guarded, made stage by stage, reported, and found to be so', () => {
      const played = playCrate();
      expect(played.lines.map((line) => named(line, played))).toEqual([
        'spare\tcreate\tnew:New\tNew\t-\t"New"\n',
        'membership\tcreate\tnew:New\tada\t-\tadmin\n',
        'crate\tcreate\tnew:New\topen\t-\t"read"\n',
        'crate\tupdate\tnew:New\tmodel:acme-ai/base\t"OLD"\t"new:New"\n',
        'crate\tdelete\tOLD\tOld\t"Old"\t-\n',
        'membership\tdelete\tTHIRD\tlee\tread\t-\n',
        'crate\tdelete\tTHIRD\tdataset:acme-ai/data\t"THIRD"\t-\n',
        'crate\tupdate\t-\tkim\t"read"\t"write"\n',
      ]);
      expect(played.guards).toEqual(['group-deletion Old', 'resource-exposure Third']);
      expect([played.fits, played.differences, played.reportFits]).toEqual([true, [], []]);
      expect(new Set(played.statuses)).toEqual(
        new Set(['spare applied', 'membership applied', 'crate applied']),
      );
      const sent = played.sent.map((call) => named(call, played));
      // One unit: what is in the old group goes into the new one before the old one is deleted.
      expect(sent.filter((call) => !/members|THIRD|datasets/.test(call))).toEqual([
        `POST ${api}/resource-groups 200`,
        `POST ${api}/resource-groups/NEW/settings 200`,
        'POST /api/models/acme-ai/base/resource-group 200',
        `DELETE ${api}/resource-groups/OLD 200`,
      ]);
      // Another: somebody of the organization is in the third group.
      expect(sent.filter((call) => /members|THIRD|datasets/.test(call))).toEqual([
        `PUT ${api}/members/kim/role 200`,
        `DELETE ${api}/resource-groups/THIRD/users/lee 200`,
        'POST /api/datasets/acme-ai/data/resource-group 200',
      ]);
      expect(endOf(played)).toEqual(settled);
      expect(played.stale).toEqual([
        'roster was read when the plan was made, is admin now, and would become write',
      ]);
    });

    test('is shown in every format, blocked for a reason of its own, and drift or not', () => {
      const { texts, annotations, origins, selected } = playCrate();
      for (const [name, text] of Object.entries(texts)) {
        const plain = text.replace(/<[^>]*>|`/g, '');
        expect([name, plain]).toEqual([name, expect.stringMatching(/the organization/)]);
        expect([name, plain]).toEqual([name, expect.stringMatching(/roster kim read -(>|&gt;) write/)]);
        expect([name, plain]).toEqual([name, expect.stringMatching(/nobody in the organization/)]);
        if (name !== 'comment')
          expect([name, plain]).toEqual([name, expect.stringMatching(/thing dataset:acme-ai\/data/)]);
        expect([name, text]).toEqual([name, expect.not.stringMatching(/ +$/m)]);
      }
      expect(annotations).toContain('nobody in the organization: nobody of this name is on the roster');
      expect(new Set(origins.filter((origin) => !origin.endsWith('drift')))).toEqual(
        new Set(['crate - this_change']),
      );
      expect(selected).toBe(0);
    });

    test('has what it needs read, and takes no snapshot without it', () => {
      const { needs, lacking } = playCrate();
      expect(needs).toEqual(['service_accounts']);
      expect(lacking).toContain('The snapshot has no list of the service accounts');
    });

    test.each<[string, FaultScript]>([
      [
        'was done, and nobody heard of it',
        [{ when: { method: 'PUT', nth: 1 }, do: { status: 500, after_effect: true } }],
      ],
      ['was not done', [{ when: { method: 'PUT', nth: 1 }, do: { status: 500 } }]],
      ['is answered with a lie', [{ when: { method: 'PUT', nth: 1 }, do: { lie: 'nothing' } }]],
    ])('what replaces all that somebody has is looked at after it: a call that %s', (_, faults) => {
      const played = playCrate(faults);
      expect(played.statuses.at(-1)).toBe('crate applied');
      expect(endOf(played)).toEqual(settled);
    });

    test('and before it: what cannot be looked at is not sent', () => {
      // The list of members is read once to plan.
      const played = playCrate([
        { when: { path: `${api}/members`, nth: [2, 3, 4, 5, 6, 7, 8] }, do: { status: 500 } },
      ]);
      expect(played.statuses.at(-1)).toBe('crate not_attempted');
      expect(played.sent.filter((call) => call.startsWith('PUT'))).toEqual([]);
    });

    test('what was left undone of one target keeps what waits for it, and nothing else', () => {
      const played = playCrate([
        { when: { method: 'POST', path: '/api/models/acme-ai/base/resource-group' }, do: { status: 400 } },
      ]);
      expect(played.statuses).toEqual([
        'spare applied',
        'membership applied',
        'crate applied',
        'crate failed',
        // The old group is not deleted: what was to leave it is still in it.
        'crate not_attempted',
        'membership applied',
        'crate applied',
        'crate applied',
      ]);
    });
  });
});
