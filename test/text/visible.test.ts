import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/text/visible.ts';

describe('visible', () => {
  it.each([
    ['plain text', 'Foundation Models – Größe 日本語 👍', 'Foundation Models – Größe 日本語 👍'],
    [
      'writing with marks',
      'e\u0301 Vi\u1ec7t \u05d1\u05b0\u05bc\u05bf',
      'e\u0301 Vi\u1ec7t \u05d1\u05b0\u05bc\u05bf',
    ],
    ['a variation selector', '❤\ufe0f\u{e0100}', '❤\\u{fe0f}\\u{e0100}'],
    [
      'blanks',
      'a\u00a0\u2007\u3000\u2800\u3164\uffa0b',
      'a\\u{a0}\\u{2007}\\u{3000}\\u{2800}\\u{3164}\\u{ffa0}b',
    ],
    ['private use', '\ue000\u{10fffd}', '\\u{e000}\\u{10fffd}'],
    ['a mark over what stands before', '\u0301a', '\\u{301}a'],
    ['more marks than writing has', `a${'\u0301'.repeat(5)}`, `a${'\u0301'.repeat(3)}\\u{301}\\u{301}`],
    ['a line break', 'a\r\nb', 'a\\u{d}\\u{a}b'],
    ['a tab', 'a\tb', 'a\\u{9}b'],
    ['a colour', '\u001b[31mred', '\\u{1b}[31mred'],
    ['a C1 control', '\u009b2J', '\\u{9b}2J'],
    ['DEL', '\u007f', '\\u{7f}'],
    ['a right-to-left override', 'a\u202etxt', 'a\\u{202e}txt'],
    ['a bidi isolate', '\u2066x\u2069', '\\u{2066}x\\u{2069}'],
    ['a mark', '\u200f', '\\u{200f}'],
    ['zero width', 'ad\u200ba\u2060', 'ad\\u{200b}a\\u{2060}'],
    ['a byte order mark', '\ufeffx', '\\u{feff}x'],
    ['a soft hyphen', 'a\u00adb', 'a\\u{ad}b'],
    ['line separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
    ['a filler', '\u3164', '\\u{3164}'],
    ['a tag character', '\u{e0041}', '\\u{e0041}'],
    ['a lone surrogate', 'a\ud800', 'a\\u{d800}'],
  ])('shows %s', (_, text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  it.each([
    ['abcdef', 6, 'abcdef'],
    ['abcdef', 5, 'abcd…'],
    ['👍👍👍', 2, '👍…'],
    ['ab\u202ecd', 5, 'ab…'],
    ['ab\u202ecd', 12, 'ab\\u{202e}cd'],
    ['ab', 1, '…'],
    ['ab', 0, ''],
  ])('keeps %j within %d characters', (text, max, expected) => {
    expect(visible(text, max)).toBe(expected);
  });

  it('answers one line of harmless characters, never longer than asked, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (text, max) => {
        const shown = visible(text, max);
        expect([...shown].length).toBeLessThanOrEqual(max);
        expect(shown).not.toMatch(
          /(?! )[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Z}\p{Variation_Selector}]|^\p{M}|\p{M}{4}/u,
        );
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
});
