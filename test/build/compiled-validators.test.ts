import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../../scripts/bundle.ts';
import { compiledValidators } from '../../scripts/compiled-validators.ts';
import { validatorOf as ofFile } from '../../src/config/validators.ts';
import { validatorOf as ofHub } from '../../src/hub/validators.ts';

const entry = `
  export { validatorOf as ofFile } from './src/config/validators.ts';
  export { validatorOf as ofHub } from './src/hub/validators.ts';`;

const { outputFiles, metafile } = await build({
  absWorkingDir: root,
  stdin: { contents: entry, resolveDir: root },
  bundle: true,
  platform: 'node',
  format: 'esm',
  plugins: [compiledValidators],
  metafile: true,
  write: false,
});
const folder = mkdtempSync(path.join(tmpdir(), 'hf-groups-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, 'validators.mjs');
writeFileSync(file, outputFiles.map(({ text }) => text).join(''));
const built: { readonly ofFile: typeof ofFile; readonly ofHub: typeof ofHub } = await import(
  pathToFileURL(file).href
);

function fileWith(member: unknown): unknown {
  return { version: 1, organization: 'acme-ai', groups: { research: { members: { ada: member } } } };
}

describe('the checks that are built in', () => {
  test.each<[string, unknown]>([
    ['a file that fits', fileWith('write')],
    ['a date that there is', fileWith({ role: 'write', expires: '2028-02-29' })],
    ['a date that there is not', fileWith({ role: 'write', expires: '2027-02-29' })],
    ['a role that there is not', fileWith('wirte')],
    [
      'keys that there are not, and some that are missing',
      { grups: {}, groups: { research: { mebers: 1 } } },
    ],
    ['no object', 7],
  ])('say of %s what those say that are compiled when used', (_, value) => {
    const [one, other] = [built.ofFile('file'), ofFile('file')];
    expect([one(value), one.errors]).toEqual([other(value), other.errors]);
  });

  test.each(['readGroup', 'list', 'object', 'me'] as const)('say the same of answers: %s', (name) => {
    const [one, other] = [built.ofHub(name), ofHub(name)];
    for (const value of [{ name: 'ada' }, { id: 'x', name: 'x', users: [] }, [], 'ada', null])
      expect([one(value), one.errors]).toEqual([other(value), other.errors]);
  });

  test('come without what compiles them', () => {
    expect(Object.keys(metafile.inputs).filter((input) => input.includes('ajv/dist/compile'))).toEqual([]);
  });
});

test('a schema that is not there is a fault of the program', async () => {
  const { compiledWhenUsed } = await import('../../src/text/own-schema.ts');
  const { schemas } = await import('../../src/hub/validators.ts');
  const validatorOf = compiledWhenUsed<{ readonly other: unknown }>({
    ...schemas,
    ids: { other: 'nothing' },
  });
  expect(() => validatorOf('other')).toThrow('No schema nothing');
});
