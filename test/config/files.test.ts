import { describe, expect, it } from 'vitest';
import { emailsIn } from '../../src/config/emails.ts';
import { loadConfiguration } from '../../src/config/load.ts';
import { decode, tooLarge } from '../../src/files/text.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { configurationOf, diagnosticsOf, head, load, told, toldOf } from './support/load.ts';

describe('several files', () => {
  it('make one configuration, in their order', () => {
    const configuration = configurationOf({
      'a.yaml': `${head}defaults: { membership: exact }\nteams: { t: { members: [ada], include: [u] } }\ngroups: { g: {} }\n`,
      'b.yaml': `version: 1\norganization: Acme-AI\nguards: { max_removals: 3 }\nteams: { u: { members: [kim] } }\ngroups: { h: { teams: { t: read } } }\n`,
    });
    expect(configuration.organization).toBe('acme-ai');
    expect(configuration.files).toEqual(['a.yaml', 'b.yaml']);
    expect(configuration.groups.map(({ name, mode }) => [name, mode.value])).toEqual([
      ['g', 'exact'],
      ['h', 'exact'],
    ]);
    expect(configuration.teams.get('t')?.everybody.map(({ key }) => key)).toEqual(['ada', 'kim']);
    expect(configuration.guards.maxRemovals).toBe(3);
  });

  it('give all their waivers, groups and addresses, not those of the first alone', () => {
    const waiver = (hex: string) =>
      `waivers: [{ guard: last-admin, digest: "sha256:${hex.repeat(32)}", reason: ${hex} }]\n`;
    const part = (name: string) =>
      `teams: { ${name}: { members: [t-${name}@acme.ai] } }\ngroups: { g-${name}: { members: { g-${name}@acme.ai: read }, teams: { ${name}: read } } }\n`;
    const configuration = configurationOf({
      'a.yaml': `${head}${waiver('0a')}${part('p')}`,
      'b.yaml': `${head}${waiver('0b')}${part('q')}`,
      'c.yaml': `${head}${waiver('0c')}`,
    });
    expect(configuration.waivers.map(({ reason }) => reason)).toEqual(['0a', '0b', '0c']);
    expect([...emailsIn(configuration)].toSorted()).toEqual([
      'g-p@acme.ai',
      'g-q@acme.ai',
      't-p@acme.ai',
      't-q@acme.ai',
    ]);
  });

  it.each<readonly [string, string, string, readonly string[]]>([
    ['another organization', '', 'version: 1\norganization: acme\n', ['b.yaml:2:15 other-organization']],
    ['no organization in one', '', 'version: 1\n', ['b.yaml:1:1 missing-key']],
    ['defaults in both', 'defaults: {}\n', `${head}defaults: {}\n`, ['b.yaml:3:1 duplicate-section']],
    ['guards in both', 'guards: {}\n', `${head}guards: {}\n`, ['b.yaml:3:1 duplicate-section']],
    ['a group in both', 'groups: { g: {} }\n', `${head}groups: { g: {} }\n`, ['b.yaml:3:11 duplicate-group']],
    [
      'a team in both',
      'teams: { t: {} }\n',
      `${head}teams: { t: {} }\ngroups: { g: { teams: { t: read } } }\n`,
      ['b.yaml:3:10 duplicate-team'],
    ],
    [
      'an id in both',
      `groups: { g: { id: ${'1a'.repeat(12)} } }\n`,
      `${head}groups: { h: { id: ${'1a'.repeat(12)} } }\n`,
      ['b.yaml:3:20 duplicate-group'],
    ],
    [
      'an unknown team',
      'groups: { g: { teams: { t: read } } }\n',
      `${head}teams: { tt: {} }\n`,
      ['a.yaml:3:25 unknown-team (Did you mean `tt`?)'],
    ],
    [
      'an error in each',
      'x: 1\n',
      `${head}groups: []\n`,
      ['a.yaml:3:1 unknown-key', 'b.yaml:3:9 wrong-type'],
    ],
  ])('%s', (_, first, second, expected) => {
    expect(toldOf({ 'a.yaml': head + first, 'b.yaml': second })).toEqual(expected);
  });

  it('a group and an id twice in one file are errors as well', () => {
    const id = '1a'.repeat(12);
    expect(toldOf(`${head}groups:\n  g: { id: ${id} }\n  h: { id: ${id} }\n  i: { id: ${id} }\n`)).toEqual([
      '5:12 duplicate-group',
      '6:12 duplicate-group',
    ]);
  });

  it('say where the first one stands', () => {
    const [error] = diagnosticsOf(
      load({ 'a.yaml': `${head}groups: { g: {} }\n`, 'b.yaml': `${head}groups: { g: {} }\n` }),
    );
    expect(error?.message).toBe('The group `g` is declared in a.yaml:3 already');
    const id = '1a'.repeat(12);
    const [same] = diagnosticsOf(load(`${head}groups:\n  g: { id: ${id} }\n  h: { id: ${id} }\n  i: {}\n`));
    expect(same?.message).toBe('The group in groups.yaml:4 has this id already');
  });

  it('one that is no YAML keeps the others from looking wrong', () => {
    expect(
      toldOf({ 'a.yaml': `${head}groups: { g: { teams: { t: read } } }\n`, 'b.yaml': `${head}teams: {` }),
    ).toEqual(['b.yaml:3:8 yaml-syntax']);
  });

  it('one that cannot be read does so too', () => {
    const good = new SourceFile('a.yaml', `${head}groups: { g: { teams: { t: read } } }\n`);
    const unreadable = [tooLarge('b.yaml', 17 * 1024 * 1024)];
    const loaded = loadConfiguration([good], ['.'], unreadable);
    expect(loaded.ok).toBe(false);
    expect(diagnosticsOf(loaded)).toEqual(unreadable);
  });

  it('none at all is an error of the caller, and no configuration', () => {
    expect(loadConfiguration([], []).ok).toBe(false);
  });

  it('bytes that are not UTF-8 are told with their place', () => {
    const bytes = Uint8Array.from([...Buffer.from('version: 1\norganization: a'), 0xff]);
    const decoded = decode('a.yaml', bytes);
    if (decoded instanceof SourceFile) throw new Error('The bytes are not UTF-8.');
    expect(diagnosticsOf(loadConfiguration([], [], [decoded])).map(told)).toEqual([
      'a.yaml:2:16 file-encoding',
    ]);
  });

  it('are refused when they are too large together', () => {
    const quarter = `${head}#${'x'.repeat(16 * 1024 * 1024 - head.length - 1)}`;
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name}.yaml`);
    const texts = Object.fromEntries(names.map((name) => [name, quarter]));
    expect(toldOf(texts)).toEqual([]);
    const [error] = diagnosticsOf(load({ ...texts, 'e.yaml': ' ' }));
    expect(error?.message).toBe('With this file the configuration has more than 64 MiB of text');
    expect(error?.source).toEqual({ file: 'e.yaml', line: 1, column: 1 });
  });
});
