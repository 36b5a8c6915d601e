import fc from 'fast-check';
import { micromark } from 'micromark';
import { describe, expect, it } from 'vitest';
import {
  fileKey,
  isCommentFor,
  isDriftFor,
  type Marker,
  markerLine,
  parseMarker,
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
  const own = { ...marker, files: fileKey(files) };

  it.each([
    ['a plan', { ...own, for: 'plan' }, files, true, false],
    ['an apply', { ...own, for: 'apply' }, files, true, false],
    ['the issue', { ...own, for: 'drift' }, files, false, true],
    ['fewer files', own, ['groups.yaml'], false, false],
    ['more files', own, [...files, 'x.yaml'], false, false],
    ['another order', own, files.toReversed(), false, false],
    ['another file', own, ['groups.yaml', 'teams/other.yaml'], false, false],
  ] as const)('%s', (_, one, of, comment, drift) => {
    expect(isCommentFor(one, of)).toBe(comment);
    expect(isDriftFor(one, of)).toBe(drift);
  });

  it('is found also for a list of files too long to be kept', () => {
    const many = Array.from({ length: 400 }, (_, index) => `groups/${index}.yaml`);
    const kept = { ...marker, files: fileKey(many) };
    expect(markerLine(kept).length).toBeLessThan(3_000);
    expect(isCommentFor(kept, many)).toBe(true);
    expect(isCommentFor(kept, many.slice(1))).toBe(false);
  });
});
