import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';

/*
 * A kind of change that is thrown away: a group is made, with its first members in the same call. It is put into a copy
 * of the program, as `docs/architecture.md` says: one folder, the registry and the schemas. Nothing else may be touched.
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
  readonly again: number;
  readonly already: number;
  readonly text: string;
  readonly report: string;
  readonly comment: string;
  readonly drift: string;
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(path.join(copy, file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path.join(copy, file), after);
}

function play(faults: FaultScript = []): Played {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  const said = execFileSync(process.execPath, [tsx, 'play.ts', JSON.stringify(faults)], { cwd: copy });
  return JSON.parse(said.toString());
}

beforeAll(() => {
  // Below the packages, so that they are found from there.
  copy = mkdtempSync(path.join(root, 'node_modules/.throw-away-'));
  for (const name of ['src', 'schemas', 'package.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  mkdirSync(path.join(copy, 'src/kinds/spare'));
  cpSync(path.join(parts, 'kind.ts.txt'), path.join(copy, 'src/kinds/spare/kind.ts'));
  cpSync(path.join(parts, 'play.ts.txt'), path.join(copy, 'play.ts'));
  edit('src/kinds/registry.ts', (text) =>
    text
      .replace('import { membershipKind }', "import { spareKind } from './spare/kind.ts';\n$&")
      .replace('  membership: membershipKind,', '  spare: spareKind,\n$&'),
  );
  edit('schemas/groups.schema.json', (text) => {
    const schema = JSON.parse(text);
    const { properties } = schema.properties.groups.additionalProperties;
    Object.assign(properties, { spare: { const: true }, shelf: { type: 'string' } });
    return JSON.stringify(schema);
  });
  edit('schemas/plan.schema.json', (text) => {
    const schema = JSON.parse(text);
    const { change, blocked } = schema.$defs;
    blocked.properties.kind.enum.push('spare');
    blocked.properties.reason.enum.push('shelf_not_found');
    change.properties.group = { $ref: '#/$defs/declaredGroup' };
    const spare = {
      required: ['kind', 'action', 'group', 'subject', 'before', 'after'],
      properties: { kind: { const: 'spare' } },
    };
    schema.$defs.change = { anyOf: [...change.anyOf, spare] };
    return JSON.stringify(schema);
  });
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a kind of change that is a folder, a line in the registry and its schemas', {
  timeout: 120_000,
}, () => {
  test('compiles, and nothing else has to know of it', () => {
    const config = { extends: path.join(root, 'tsconfig.json'), include: ['src'] };
    writeFileSync(path.join(copy, 'tsconfig.json'), JSON.stringify(config));
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    expect(execFileSync(process.execPath, [tsc, '--noEmit', '-p', copy]).toString()).toBe('');
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
    expect(played.report).toContain('5 of 5 changes made (4 added, 0 changed, 1 removed), 1 blocked');
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
});
