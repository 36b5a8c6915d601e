import { describe, expect, it } from 'vitest';
import { maxDiagnostics } from '../../src/diagnostics/collector.ts';
import { configurationOf, diagnosticsOf, head, load, toldOf } from './support/load.ts';

const mebibyte = 1024 * 1024;

function filled(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length));
}

describe('nesting', () => {
  it.each<readonly [string, string]>([
    ['open brackets', '['.repeat(100_000)],
    ['brackets', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['braces', '{a: '.repeat(100_000)],
    ['dashes', '- '.repeat(100_000)],
    ['dashes and then something else', `${'- '.repeat(100_000)}a\nb: c\n`],
    ['question marks', '? '.repeat(100_000)],
    ['indentation', Array.from({ length: 1_000 }, (_, at) => `${' '.repeat(at)}a:\n`).join('')],
    ['brackets as keys', `${'['.repeat(50_000)}a${']: x'.repeat(50_000)}`],
  ])('of 100,000 %s is refused', (_, text) => {
    const loaded = load(text);
    expect(diagnosticsOf(loaded).map(({ code }) => code)).toEqual(['yaml-too-deep']);
  });
});

describe('length', () => {
  it.each<readonly [string, string, readonly string[]]>([
    ['commas', `a: [${filled(',', 2.1 * mebibyte)}]`, ['yaml-too-long']],
    ['line ends between words', filled('a\n\n', 7 * mebibyte), ['file-empty']],
    ['errors in a second document', `${head}---\n[${filled(',', mebibyte)}]`, ['yaml-several-documents']],
    [
      'errors behind the end of a document',
      `${head}... ${filled('[ ', mebibyte)}\n`,
      ['yaml-syntax', 'yaml-too-many-errors'],
    ],
    ['directives', filled('%A b\n', mebibyte), ['yaml-syntax', 'yaml-too-many-errors']],
    ['directives behind a document', `${head}...\n${filled('%A b\n', mebibyte)}`, ['yaml-several-documents']],
    ['a word', filled('x', 16 * mebibyte), ['wrong-type']],
    [
      'an e-mail address',
      `${head}teams: { t: { members: ["a@${filled('a.', mebibyte)}"] } }`,
      ['invalid-name'],
    ],
    ['a number', `${head}teams: { t: { members: [${filled('1', mebibyte)}] } }`, ['name-not-text']],
    ['a time of day', `${head}teams: { t: { members: [${filled('1:1', mebibyte)}] } }`, ['invalid-name']],
  ])('of %s is told, or no matter', (name, text, codes) => {
    const found = new Set(diagnosticsOf(load(text)).map(({ code }) => code));
    if (name === 'line ends between words') expect(found).toEqual(new Set(['wrong-type']));
    else expect(found).toEqual(new Set(codes));
  });
});

describe('the number of errors', () => {
  const lines = (count: number, value: string) =>
    Array.from({ length: count }, (_, at) => `      user-${at}: ${value}\n`).join('');

  it.each<readonly [string, string, number]>([
    ['schema', `${head}groups:\n  g:\n    members:\n${lines(maxDiagnostics + 20, 'x')}`, 20],
    [
      'one line',
      `${head}groups: { g: { members: {${lines(maxDiagnostics + 3, 'x,').replaceAll('\n', '')}} } }`,
      3,
    ],
    ['names', `${head}teams:\n  t:\n    members: [${filled('no, ', 4 * (maxDiagnostics + 5))}]`, 5],
    ['keys', `${head}${filled('x: y\n', 5 * (maxDiagnostics + 8))}`, 7 + 1],
  ])('is bounded: %s', (_, text, more) => {
    const diagnostics = diagnosticsOf(load(text));
    expect(diagnostics).toHaveLength(maxDiagnostics + 1);
    expect(diagnostics[0]).toMatchObject({
      code: 'too-many-errors',
      source: null,
      message: `${more} more errors are not shown`,
    });
  });

  it('is bounded for warnings too, which stay warnings', () => {
    const loaded = load(
      `${head}groups:\n  g:\n    members:\n${lines(maxDiagnostics + 2, 'read').replaceAll('user-', 'u--')}`,
    );
    expect(loaded.ok).toBe(true);
    expect(diagnosticsOf(loaded)).toHaveLength(maxDiagnostics + 1);
    expect(diagnosticsOf(loaded)[0]?.message).toBe('2 more warnings are not shown');
  });
});

describe('a chain of 20,000 teams', () => {
  it('gives all of them its people', () => {
    const count = 20_000;
    const teams = Array.from({ length: count }, (_, at) => `  t${at}: { include: [t${at + 1}] }\n`);
    const text = `${head}teams:\n${teams.join('')}  t${count}: { members: [ada] }\ngroups: { g: { teams: { t0: read } } }\n`;
    const everybody = configurationOf(text).teams.get('t0')?.everybody ?? [];
    expect(everybody.map(({ written }) => written)).toEqual(['ada']);
  });
});

describe('100 unknown among 20,000 teams', () => {
  it('are hinted at only as long as that is cheap', () => {
    const declared = Array.from({ length: 20_000 }, (_, at) => `  team-${at}: {}\n`).join('');
    const named = Array.from({ length: 100 }, (_, at) => `      taem-${at}: read\n`).join('');
    const all = toldOf(`${head}teams:\n${declared}groups:\n  g:\n    teams:\n${named}`).filter((one) =>
      one.includes('unknown-team'),
    );
    expect(all).toHaveLength(100);
    expect(all[0]).toContain('Did you mean `team-0`?');
    expect(all.at(-1)).not.toContain('Did you mean');
  });
});

describe('messages', () => {
  it('stay short, however long the text is that they are about', () => {
    const long = 'x'.repeat(100_000);
    const texts = [
      `${head}"${long}": 1\n`,
      `${head}groups: { g: { members: { ada: ${long} } } }\n`,
      `${head}groups: { g: { teams: { ${long.slice(0, 300)}: read } } }\n`,
      `${head}teams: { t: { include: [${long.slice(0, 300)}], members: [${long}] } }\n`,
      `version: ${long}\norganization: ${long}\n`,
      `${head}x: *${long}\n`,
      `${head}x: !${long} y\n`,
    ];
    for (const { message, hint } of texts.flatMap((text) => diagnosticsOf(load(text)))) {
      expect(message.length).toBeLessThan(400);
      expect(hint?.length ?? 0).toBeLessThan(400);
    }
  });
});
