import { describe, expect, it } from 'vitest';
import { renderDiagnosticsText } from '../../src/render/diagnostics-text.ts';
import { createPalette } from '../../src/render/palette.ts';
import { expectGolden } from '../support/golden.ts';
import { diagnosticsOf, load } from './support/load.ts';
import { mistakes } from './support/mistakes.ts';

describe('a mistake of somebody who has never seen the format', () => {
  it.each(Object.entries(mistakes).filter(([name]) => !several.has(name)))(
    '%s: is told once, where it stands, with what to do',
    (_name, text) => {
      const loaded = load(text);
      expect(loaded.ok).toBe(false);
      const told = diagnosticsOf(loaded);
      expect(told).toHaveLength(1);
      expect(told[0]?.source).not.toBeNull();
      expect(told[0]?.hint ?? told[0]?.message).toMatch(/[.?"]$|none of/);
    },
  );

  it('is never answered with nobody, which in an exact group would remove everybody', () => {
    for (const text of Object.values(mistakes)) {
      for (const { message, hint } of diagnosticsOf(load(text))) {
        if (!/group `/.test(message)) expect(`${message} ${hint}`).not.toContain('`{}`');
      }
    }
  });

  it('is worded for people', () => {
    const said = Object.entries(mistakes).map(
      ([name, text]) =>
        `== ${name}\n${renderDiagnosticsText(diagnosticsOf(load(text)), createPalette(false))}`,
    );
    expectGolden('config/mistakes.txt', said.join('\n'));
  });
});

/** Mistakes that have more than one line of their own, each told by itself. */
const several = new Set(['comma end']);
