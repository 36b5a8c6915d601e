import { applyPatch, createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { renderFileDiff } from '../../src/render/file-diff.ts';
import { createPalette } from '../../src/render/palette.ts';

const plain = createPalette(false);

it('is the difference that the library makes of the whole texts', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 })
    .map((lines) => `${lines.join('\n')}\n`);
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      const made = renderFileDiff('f', before, after, plain);
      expect(applyPatch(before, made)).toBe(after);
      const whole = createTwoFilesPatch('a/f', 'b/f', before, after, '', '', { context: 3 });
      expect(made.split('\n').length).toBeLessThanOrEqual(whole.split('\n').length);
    }),
  );
});

it('shows what a terminal would obey, and numbers lines as the file does', () => {
  const before = `${Array.from({ length: 50 }, (_, index) => `line ${index + 1}`).join('\r\n')}\r\n`;
  const after = before.replace('line 40\r\n', 'line 40\r\n\u001b[31mred\r\n');
  expect(renderFileDiff('::x', before, after, plain)).toBe(
    [
      '--- a/./::x',
      '+++ b/./::x',
      '@@ -38,6 +38,7 @@',
      ' line 38',
      ' line 39',
      ' line 40',
      '+\\u{1b}[31mred',
      ' line 41',
      ' line 42',
      ' line 43',
      '',
    ].join('\n'),
  );
});
