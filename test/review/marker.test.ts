import fc from 'fast-check';
import { micromark } from 'micromark';
import { describe, expect, it } from 'vitest';
import {
  driftFor,
  fileKey,
  isCommentFor,
  type Marker,
  markerLine,
  parseMarker,
  textBelow,
} from '../../src/review/marker.ts';
import { hostileNames } from '../render/samples.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const marker: Marker = {
  v: 2,
  for: 'plan',
  files: ['groups.yaml'],
  organization: 'acme-ai',
  digest: `sha256:${'ab'.repeat(32)}`,
  base: null,
  head: commit,
  destructive: 'AAAAbbbb--..12-4',
  changes: '',
  refused: false,
  text: 'e'.repeat(64),
  signature: null,
};

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const idText = fc
  .array(fc.string({ unit: fc.constantFrom(...'AZaz09-.'), minLength: 16, maxLength: 16 }))
  .map((ids) => ids.join(''));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'-->!<"\\\n@#`{}') }),
  fc.constantFrom(...hostileNames),
);
const markers: fc.Arbitrary<Marker> = fc.record({
  v: fc.constant(2 as const),
  for: fc.constantFrom('plan' as const, 'apply' as const, 'drift' as const),
  files: fc.array(anyText),
  organization: anyText,
  digest: orNull(hex(64).map((digits) => `sha256:${digits}`)),
  base: orNull(hex(40)),
  head: orNull(hex(40)),
  destructive: orNull(idText),
  changes: orNull(idText),
  refused: orNull(fc.boolean()),
  text: orNull(hex(64)),
  signature: orNull(hex(64)),
});

/** A marker's line with its JSON replaced. */
const lineOf = (json: unknown): string =>
  `<!-- hf-groups ${typeof json === 'string' ? json : JSON.stringify(json)} -->`;

describe('a marker', () => {
  it('comes back as it went in, whatever stands in it', () => {
    fc.assert(
      fc.property(markers, anyText, (one, after) => {
        expect(parseMarker(`${markerLine(one)}\n${after}`)).toEqual(one);
        expect(parseMarker(`${markerLine(one)}\r\n${after}`)).toEqual(one);
        expect(parseMarker(markerLine(one))).toEqual(one);
      }),
    );
  });

  it('is one comment of printable ASCII that nothing in it can end', () => {
    fc.assert(
      fc.property(markers, (one) => {
        const line = markerLine(one);
        expect(line).toMatch(/^<!-- hf-groups [ -~]* -->$/);
        const inside = line.slice('<!-- '.length, -' -->'.length);
        expect(inside).not.toMatch(/--|[<>&@#`]/);
        expect(micromark(line, { allowDangerousHtml: true })).toBe(line);
      }),
    );
  });

  it('is the same text for the same data in another order', () => {
    const reversed = Object.fromEntries(Object.entries(marker).toReversed());
    expect(markerLine({ ...marker, ...reversed })).toBe(markerLine(marker));
  });

  it('is read with fields of a later version, which are left out', () => {
    expect(parseMarker(lineOf({ ...marker, more: [true] }))).toEqual(marker);
  });

  it('is read up to a length that all of its parts together never have', () => {
    const longest = (length: number): Marker => {
      const organization = 'o'.repeat(length - markerLine({ ...marker, organization: '' }).length);
      return { ...marker, organization };
    };
    expect(parseMarker(markerLine(longest(30_000)))).toEqual(longest(30_000));
    expect(parseMarker(markerLine(longest(30_001)))).toBeNull();
  });

  it('has no text below it where nothing is', () => {
    expect([textBelow('first\nsecond\nthird'), textBelow('\nsecond'), textBelow('first')]).toEqual([
      'second\nthird',
      'second',
      '',
    ]);
  });

  it.each([
    ['no text', ''],
    ['another text', 'Thanks!'],
    ['another comment', '<!-- other {} -->'],
    ['text before it', ` ${markerLine(marker)}`],
    ['a quoted one', `> ${markerLine(marker)}`],
    ['the second line', `Hello\n${markerLine(marker)}`],
    ['text behind it', `${markerLine(marker)} x`],
    ['no end', markerLine(marker).slice(0, -4)],
    ['no JSON', lineOf('{')],
    ['nothing', '<!-- hf-groups  -->'],
    ['the beginning overlapping the end', '<!-- hf-groups -->'],
    ['no object', lineOf('[]')],
    ['null', lineOf('null')],
    ['another version', lineOf({ ...marker, v: 1 })],
    ['another purpose', lineOf({ ...marker, for: 'review' })],
    ['no files', lineOf({ ...marker, files: 'groups.yaml' })],
    ['a file that is no text', lineOf({ ...marker, files: [1] })],
    ['no organization', lineOf({ ...marker, organization: null })],
    ['a digest that is none', lineOf({ ...marker, digest: 'sha256:ab' })],
    ['a head that is no commit', lineOf({ ...marker, head: 'main' })],
    ['half an id', lineOf({ ...marker, destructive: 'AAAAbbbbAAAAbbbbC' })],
    ['ids of other characters', lineOf({ ...marker, changes: 'AAAA bbb' })],
    ['ids as a list', lineOf({ ...marker, changes: ['AAAAbbbbAAAAbbbb'] })],
    ['a signature of another length', lineOf({ ...marker, signature: 'e' })],
    ['a digest of the text that is none', lineOf({ ...marker, text: 1 })],
    ['a missing field', lineOf({ ...marker, base: undefined })],
    ['a line without bound', lineOf({ ...marker, changes: 'x'.repeat(32_000) })],
    [
      'the line of the first version, whose ids were short and which nobody signed',
      lineOf({ ...marker, v: 1, file: ['groups.yaml'], applied: null }),
    ],
  ])('is not there: %s', (_, body) => {
    expect(parseMarker(body)).toBeNull();
  });

  it('is never read from other text, and reading never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), (raw) => {
        expect(parseMarker(raw)).toBeNull();
        const read = parseMarker(lineOf(raw));
        expect(read === null || read.v === 2).toBe(true);
      }),
    );
  });
});

describe('whose marker it is', () => {
  const files = ['groups.yaml', 'teams/research.yaml'];
  const organization = 'acme-ai';
  const own = { ...marker, files: fileKey(files), organization };

  it.each([
    ['a plan', { ...own, for: 'plan' }, files, true, null],
    ['an apply', { ...own, for: 'apply' }, files, true, null],
    ['the issue', { ...own, for: 'drift' }, files, false, 'here'],
    ['fewer files', own, ['groups.yaml'], false, null],
    ['more files', own, [...files, 'x.yaml'], false, null],
    ['another order', own, files.toReversed(), false, null],
    ['another file', own, ['groups.yaml', 'teams/other.yaml'], false, null],
    ['a plan of it by another letter case', { ...own, organization: 'ACME-ai' }, files, true, null],
    ['a plan of another organization', { ...own, organization: 'acme' }, files, false, null],
    ['an apply to another organization', { ...own, for: 'apply', organization: 'acme' }, files, false, null],
    [
      'an issue by another letter case',
      { ...own, for: 'drift', organization: 'ACME-ai' },
      files,
      false,
      'here',
    ],
    [
      'an issue of another organization',
      { ...own, for: 'drift', organization: 'acme' },
      files,
      false,
      'elsewhere',
    ],
    ['an issue of both others', { ...own, for: 'drift', organization: 'acme' }, ['x.yaml'], false, null],
    ['an organization that looks alike', { ...own, organization: 'аcme-ai' }, files, false, null],
    ['a space before it', { ...own, organization: ' acme-ai' }, files, false, null],
  ] as const)('%s', (_, one, of, comment, drift) => {
    const subject = { files: of, organization };
    expect(isCommentFor(one, subject)).toBe(comment);
    expect(driftFor(one, subject)).toBe(drift);
  });

  it('is found also for a list of files too long to be kept', () => {
    const many = Array.from({ length: 400 }, (_, index) => `groups/${index}.yaml`);
    const kept = { ...marker, files: fileKey(many), organization };
    expect(markerLine(kept).length).toBeLessThan(3_000);
    expect(isCommentFor(kept, { files: many, organization })).toBe(true);
    expect(isCommentFor(kept, { files: many.slice(1), organization })).toBe(false);
    expect(fileKey(many)).toEqual([expect.stringMatching(/^sha256:[0-9a-f]{64}$/)]);
  });

  it('is another for the same letters in other files', () => {
    const long = 'x'.repeat(1_000);
    expect(fileKey([`${long}a`, long])).not.toEqual(fileKey([long, `a${long}`]));
  });

  it('keeps the paths themselves as far as they and the ends between them take 2,000 characters', () => {
    const all = ['x'.repeat(1_000), 'x'.repeat(998)];
    expect(fileKey(all)).toEqual(all);
    expect(fileKey([...all, ''])).not.toEqual([...all, '']);
  });
});
