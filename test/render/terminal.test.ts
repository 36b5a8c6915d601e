import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/model/environment.ts';
import { createPalette } from '../../src/render/palette.ts';
import { colorEnabled, progressEnabled } from '../../src/render/terminal.ts';

describe('colorEnabled', () => {
  it.each<[string, Environment, boolean, boolean, boolean]>([
    ['a terminal', {}, true, false, true],
    ['a pipe', {}, false, false, false],
    ['--no-color', {}, true, true, false],
    ['--no-color against FORCE_COLOR', { FORCE_COLOR: '1' }, true, true, false],
    ['NO_COLOR', { NO_COLOR: '1' }, true, false, false],
    ['NO_COLOR=0 is set too', { NO_COLOR: '0' }, true, false, false],
    ['an empty NO_COLOR', { NO_COLOR: '' }, true, false, true],
    ['NO_COLOR against FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false, false],
    ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, false, false, true],
    ['FORCE_COLOR=true', { FORCE_COLOR: 'true' }, false, false, true],
    ['FORCE_COLOR=3', { FORCE_COLOR: '3' }, false, false, true],
    ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false, false],
    ['FORCE_COLOR=false', { FORCE_COLOR: 'False' }, true, false, false],
    ['an empty FORCE_COLOR', { FORCE_COLOR: '' }, false, false, false],
    ['CI', { CI: 'true' }, true, false, false],
    ['CI=false', { CI: 'false' }, true, false, true],
    ['CI with FORCE_COLOR', { CI: 'true', FORCE_COLOR: '1' }, false, false, true],
    ['TERM=dumb', { TERM: 'dumb' }, true, false, false],
    ['TERM=xterm', { TERM: 'xterm' }, true, false, true],
    ['TERM=dumb with FORCE_COLOR', { TERM: 'dumb', FORCE_COLOR: '1' }, true, false, true],
  ])('%s', (_, env, isTTY, noColorFlag, expected) => {
    expect(colorEnabled(env, isTTY, noColorFlag)).toBe(expected);
  });
});

describe('progressEnabled', () => {
  it.each<[string, Environment, boolean, boolean, boolean]>([
    ['a terminal', {}, true, false, true],
    ['a pipe', {}, false, false, false],
    ['--quiet', {}, true, true, false],
    ['CI', { CI: '1' }, true, false, false],
    ['CI=0', { CI: '0' }, true, false, true],
    ['TERM=dumb', { TERM: 'dumb' }, true, false, false],
    ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, false, false, false],
    ['NO_COLOR says nothing about it', { NO_COLOR: '1' }, true, false, true],
  ])('%s', (_, env, isTTY, quiet, expected) => {
    expect(progressEnabled(env, isTTY, quiet)).toBe(expected);
  });
});

describe('createPalette', () => {
  it('paints when it may', () => {
    const palette = createPalette(true);
    expect(palette.add('+')).toBe('\u001b[32m+\u001b[39m');
    expect(palette.change('~')).toBe('\u001b[33m~\u001b[39m');
    expect(palette.remove('-')).toBe('\u001b[31m-\u001b[39m');
  });

  it('changes nothing when it may not', () => {
    for (const paint of Object.values(createPalette(false))) expect(paint('text')).toBe('text');
  });
});
