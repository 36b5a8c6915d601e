import { describe, expect, it } from 'vitest';
import { ConfigError, HubError, KnownError } from '../../src/errors.ts';
import { renderDiagnosticsGithub } from '../../src/render/diagnostics-github.ts';
import { renderDiagnosticsText, renderKnownErrorText } from '../../src/render/diagnostics-text.ts';
import { excerptOf } from '../../src/render/excerpt.ts';
import { diagnosticData, diagnosticsJson, errorJson } from '../../src/render/json.ts';
import { createPalette } from '../../src/render/palette.ts';
import { widthOf } from '../../src/render/width.ts';
import { diagnostic } from './builders.ts';

const plain = createPalette(false);

describe('renderDiagnosticsText', () => {
  it('begins with file, line and column, and points at the place', () => {
    expect(renderDiagnosticsText([diagnostic('    membres:', 5, 7)], plain)).toBe(
      [
        'groups.yaml:14:5: error[unknown-key]: Unknown key `membres`',
        '   |',
        '14 |     membres:',
        '   |     ^^^^^^^',
        '   = Did you mean `members`?',
        '',
      ].join('\n'),
    );
  });

  it('puts an empty line between two', () => {
    const warning = diagnostic('x', 1, 1, {
      severity: 'warning',
      code: 'unused-team',
      message: 'Unused',
      hint: null,
    });
    expect(renderDiagnosticsText([warning, warning], plain)).toBe(
      `${'groups.yaml:14:1: warning[unused-team]: Unused\n   |\n14 | x\n   | ^\n'.repeat(2).replace('^\n', '^\n\n')}`,
    );
  });

  it('manages without a place', () => {
    const nowhere = diagnostic('', 1, 1, { source: null, excerpt: null });
    expect(renderDiagnosticsText([nowhere], plain)).toBe(
      'error[unknown-key]: Unknown key `membres`\n = Did you mean `members`?\n',
    );
  });

  it('says nothing about nothing', () => {
    expect(renderDiagnosticsText([], plain)).toBe('');
  });

  it('lets nothing from outside reach the terminal', () => {
    const hostile = diagnostic('\u001b[31m\u202ex', 6, 2, {
      message: 'a\nb\u001b[0m',
      hint: '\u0007',
      source: { file: '::error::x\n', line: 1, column: 6 },
    });
    const text = renderDiagnosticsText([hostile], plain);
    for (const character of ['\u001b', '\u0007', '\u202e']) expect(text).not.toContain(character);
    expect(text).toMatch(/^\.\/::error::x\\u\{a\}:1:6: error/);
    expect(text.trimEnd().split('\n')).toHaveLength(5);
  });

  it('is red for an error and yellow for a warning', () => {
    const colours = createPalette(true);
    expect(renderDiagnosticsText([diagnostic('x', 1, 1)], colours)).toContain('\u001b[31merror[unknown-key]');
    const warning = diagnostic('x', 1, 1, { severity: 'warning' });
    expect(renderDiagnosticsText([warning], colours)).toContain('\u001b[33mwarning[unknown-key]');
  });
});

describe('excerptOf', () => {
  it.each([
    ['a tab before', '\tab', 2, 2, '    ab', '    ^^'],
    ['a tab that is meant', 'a\tb', 2, 1, 'a    b', ' ^^^^'],
    ['wide characters', '日本: x', 5, 1, '日本: x', '      ^'],
    ['wide characters that are meant', '日本: x', 1, 2, '日本: x', '^^^^'],
    ['an emoji of two code units', '😀 x', 4, 1, '😀 x', '   ^'],
    ['a control character', 'a\u001bx', 3, 1, 'a\\u{1b}x', '       ^'],
    ['an accent of its own', 'e\u0301x', 3, 1, 'e\u0301x', ' ^'],
    ['the end of the line', 'ab', 3, 1, 'ab', '  ^'],
    ['no length', 'ab', 1, 0, 'ab', '^'],
    ['more than the line', 'ab', 2, 99, 'ab', ' ^'],
    ['an empty line', '', 1, 1, '', '^'],
    ['a command of the runner', 'a ##[group]b', 12, 1, 'a #\\u{23}[group]b', '                ^'],
    ['a command that is underlined in part', '##[group]', 2, 1, '#\\u{23}[group]', ' ^^^^^^'],
  ])('%s', (_, line, column, length, text, underline) => {
    expect(excerptOf(line, column, length)).toEqual({ text, underline });
  });

  it('shows no part of a token, however it is cut, and points at the same place', () => {
    const token = 'hf_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh';
    for (let gap = 1; gap < 60; gap++) {
      const line = `${'x '.repeat(60)}${token}${' '.repeat(gap)}HERE${' '.repeat(gap)}${token}`;
      const { text, underline } = excerptOf(line, line.indexOf('HERE') + 1, 4);
      expect(text).not.toMatch(/AbC|YzA|Gh/);
      expect(text.slice(underline.indexOf('^'), underline.length)).toBe('HERE');
    }
    expect(excerptOf(`${'['.repeat(9000)}${token}`, 9001, 5).text).not.toMatch(/hf_|AbC/);
    expect(excerptOf(`a: ${token} ${'y'.repeat(2000)}HERE`, 2042, 4).text).toMatch(/yHERE$/);
  });

  it('cuts a long line on both sides of the place', () => {
    const line = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`;
    const { text, underline } = excerptOf(line, 501, 4);
    expect(text).toMatch(/^…a{39}HEREb+…$/);
    expect(widthOf(text)).toBe(100);
    expect(underline).toBe(`${' '.repeat(40)}^^^^`);
  });

  it('keeps the beginning when the place is near it', () => {
    expect(excerptOf(`ab${'c'.repeat(500)}`, 2, 1)).toEqual({
      text: `ab${'c'.repeat(97)}…`,
      underline: ' ^',
    });
  });

  it('cuts what is underlined when that alone is too long', () => {
    const { text, underline } = excerptOf('x'.repeat(500), 1, 500);
    expect(text).toBe(`${'x'.repeat(99)}…`);
    expect(underline).toBe('^'.repeat(99));
  });

  it('never splits an escape', () => {
    const { text } = excerptOf('\u202e'.repeat(500), 250, 1);
    expect(text).toMatch(/^…(\\u\{202e\})+…$/);
  });
});

describe('renderDiagnosticsGithub', () => {
  it('writes annotations', () => {
    expect(renderDiagnosticsGithub([diagnostic('    membres:', 5, 7)])).toBe(
      '::error file=groups.yaml,line=14,col=5,title=unknown-key::Unknown key `membres`%0ADid you mean `members`?\n',
    );
  });

  it('manages without a place and without a hint', () => {
    const nowhere = diagnostic('', 1, 1, { severity: 'warning', source: null, excerpt: null, hint: null });
    expect(renderDiagnosticsGithub([nowhere])).toBe('::warning title=unknown-key::Unknown key `membres`\n');
  });

  it('escapes what the runner would read', () => {
    const hostile = diagnostic('', 1, 1, {
      message: '100% ::set-output name=a::b\r\n::error::c ##[add-mask]d',
      hint: null,
      source: { file: 'a,b:c%d\n::e.yaml', line: 1, column: 1 },
    });
    expect(renderDiagnosticsGithub([hostile])).toBe(
      '::error file=a%2Cb%3Ac%25d\\u{a}%3A%3Ae.yaml,line=1,col=1,title=unknown-key::100%25 ::set-output name=a::b\\u{d}\\u{a}::error::c #\\u{23}[add-mask]d\n',
    );
  });
});

describe('renderKnownErrorText', () => {
  it('says what happened and what to do', () => {
    expect(
      renderKnownErrorText(new KnownError('no-token', 'There is no token', { hint: 'Set HF_TOKEN.' }), plain),
    ).toBe('Error: There is no token\n  Set HF_TOKEN.\n');
  });

  it('says of the Hub what was asked and what it answered', () => {
    const error = new HubError('hub-forbidden', 'Not allowed', {
      request: 'GET /api/organizations/acme-ai/members',
      status: 403,
      requestId: 'Root=1-abc',
    });
    expect(renderKnownErrorText(error, plain)).toBe(
      'Error: Not allowed\n  GET /api/organizations/acme-ai/members, HTTP 403, request id Root=1-abc\n',
    );
  });

  it('says when no answer came', () => {
    const error = new HubError('hub-unavailable', 'No answer', { request: 'GET /x', hint: 'Try again.' });
    expect(renderKnownErrorText(error, plain)).toBe('Error: No answer\n  GET /x, no answer\n  Try again.\n');
  });
});

describe('JSON', () => {
  const flat = {
    code: 'unknown-key',
    severity: 'error',
    message: 'Unknown key `membres`',
    hint: 'Did you mean `members`?',
    file: 'groups.yaml',
    line: 14,
    column: 5,
  };

  it('has diagnostics flat', () => {
    expect(diagnosticData(diagnostic('', 5, 7))).toEqual(flat);
    expect(diagnosticData(diagnostic('', 5, 7, { source: null }))).toMatchObject({
      file: null,
      line: null,
      column: null,
    });
    expect(JSON.parse(diagnosticsJson([diagnostic('', 5, 7)]))).toEqual({ diagnostics: [flat] });
  });

  it('has the diagnostics of a configuration in the details', () => {
    expect(JSON.parse(errorJson(new ConfigError([diagnostic('', 5, 7)])))).toEqual({
      error: {
        code: 'config-invalid',
        message: '1 error in the configuration',
        details: { diagnostics: [flat] },
      },
    });
  });

  it('has other errors as they are', () => {
    expect(errorJson(new KnownError('no-token', 'There is no token', { hint: 'Set HF_TOKEN.' }))).toBe(
      '{\n  "error": {\n    "code": "no-token",\n    "message": "There is no token",\n    "details": {}\n  }\n}\n',
    );
  });
});

describe('a line as long as a file', () => {
  it('is cut around what is underlined, however often it is shown', () => {
    const line = `${'a'.repeat(8_000_000)}here${'b'.repeat(8_000_000)}`;
    for (let time = 0; time < 2_000; time++) {
      const { text, underline } = excerptOf(line, 8_000_001, 4);
      expect(text).toMatch(/^…a{39}hereb+…$/);
      expect(underline).toBe(`${' '.repeat(40)}^^^^`);
    }
  });
});
