import { describe, expect, it } from 'vitest';
import { lineSlip } from '../../src/config/line-slips.ts';
import { SourceFile } from '../../src/text/source-file.ts';

/** What is said of the line that begins with `»`: what is underlined, and what to write. */
function said(
  marked: string,
): { readonly at: string; readonly message: string; readonly hint: string } | null {
  const offset = marked.indexOf('»');
  const text = marked.replace('»', '');
  const slip = lineSlip(new SourceFile('groups.yaml', text), offset);
  if (slip === null) return null;
  const { place, message, hint } = slip;
  return { at: text.slice(place.offset, place.offset + place.length), message, hint };
}

const messageOf = (marked: string): string => said(marked)?.message ?? 'nothing';
const hintOf = (marked: string): string => said(marked)?.hint ?? 'nothing';

describe('a comment of another language', () => {
  it.each(['// of acme', '/* of acme */', '-- of acme', '  // of acme', '--\tof acme'])('%j', (line) => {
    expect(said(`»${line}\n`)).toEqual({
      at: line.trim(),
      message: 'A comment begins with `#`',
      hint: 'Write `#` before it.',
    });
  });

  it.each(['a // b', '/', '--', '--x', 'a -- b'])('is not %j', (line) => {
    expect(messageOf(`»${line}\n`)).toBe('nothing');
  });
});

describe('a colon without a space after it', () => {
  it.each([
    ['ada:read', 'ada: read'],
    ['  ada:read', 'ada: read'],
    ['- ada:read', 'ada: read'],
    ['ada:read  ', 'ada: read'],
    ['ada:read # gone', 'ada: read'],
    ['ada:r', 'ada: r'],
    ['a:r/s', 'a: r/s'],
  ])('%j', (line, mended) => {
    expect(said(`»${line}\n`)).toEqual({
      at: line.trim(),
      message: 'A space is missing after the colon',
      hint: `Write \`${mended}\`.`,
    });
  });

  it.each([
    'ada: read',
    'https://hf.co/ada',
    'a:b:c',
    'ada:read kim',
    '- - ada:read',
    'x ada:read',
    'ada:',
    '{ada:read}',
  ])('is not in %j', (line) => {
    expect(messageOf(`»${line}\n`)).toBe('nothing');
  });
});

describe('an equals sign', () => {
  it.each([
    ['ada = admin', 'ada: admin'],
    ['ada=admin', 'ada: admin'],
    ['  ada =admin  ', 'ada: admin'],
  ])('%j', (line, mended) => {
    expect(said(`»${line}\n`)).toEqual({
      at: line.trim(),
      message: '`=` means nothing in YAML',
      hint: `Write \`${mended}\`.`,
    });
  });

  it.each(['ada =', '= admin', 'ada = admin kim', 'x ada = admin', 'a: b = c'])('is not in %j', (line) => {
    expect(messageOf(`»${line}\n`)).not.toContain('means nothing');
  });
});

describe('a name and a role without a colon', () => {
  it.each(['read', 'contributor', 'write', 'admin', 'absent'])('ada %s', (role) => {
    expect(said(`»  ada   ${role} \n`)).toEqual({
      at: `ada   ${role}`,
      message: 'A colon is missing after the name',
      hint: `Write \`ada: ${role}\`.`,
    });
  });

  it('of a name of one letter, and one with a dash in it', () => {
    expect(hintOf('»a read\n')).toBe('Write `a: read`.');
    expect(hintOf('»a-b read\n')).toBe('Write `a-b: read`.');
  });

  it.each(['ada owner', 'ada read write', 'x ada read', '- read', 'ada', 'ada reads'])(
    'is not %j',
    (line) => {
      expect(messageOf(`»${line}\n`)).toBe('nothing');
    },
  );
});

describe('a line below a value', () => {
  const below = (value: string) => `\`kim\` has the value \`${value}\`, and the next line stands below it`;

  it.each([
    ['»kim: read\n  x: y\n', 'kim: read'],
    ['  »kim:  read  \n   x: y\n', 'kim:  read'],
    ['»kim: read\n\n   \n# of whom\n  # what\n  x: y\n', 'kim: read'],
  ])('%j', (text, at) => {
    expect(said(text)).toEqual({ at, message: below('read'), hint: 'Give both lines the same indentation.' });
  });

  it.each(['expires: 2026-12-31', 'reason: x', 'service_account: true', 'until: x', 'role: write'])(
    'which says more of a person: %s',
    (line) => {
      expect(hintOf(`»kim: read\n  ${line}\n`)).toBe(
        'Write one mapping: `kim: { role: read, expires: 2026-12-31 }`.',
      );
    },
  );

  it('which only ends like that says nothing of a person', () => {
    expect(hintOf('»kim: read\n  my_role: write\n')).toBe('Give both lines the same indentation.');
  });

  it.each([
    'kim: read\nx: y\n',
    'kim: read\n  x\n',
    'kim: read\n',
    'kim: "read"\n  x: y\n',
    'kim: &a\n  x: y\n',
    'kim: |\n  x: y\n',
    'kim: >\n  x: y\n',
    'kim: !t\n  x: y\n',
    'kim: *a\n  x: y\n',
    'kim: # of whom\n  x: y\n',
    'kim:\n  x: y\n',
    'x kim: read\n  x: y\n',
    `kim: read\n${'\n'.repeat(20)}  x: y\n`,
    `kim: read\n# ${'x'.repeat(400)}\n  x: y\n`,
  ])('is not there in %j', (text) => {
    expect(messageOf(`»${text}`)).toBe('nothing');
  });
});

describe('a colon in a value in braces', () => {
  const message = (key: string) => `The value of \`${key}\` has a colon in it, which begins another value`;

  it.each([
    ['»kim: { role: read, reason: see: OPS-412 }\n', 'reason', 'reason: "see: OPS-412"', 'see: OPS-412 }'],
    ['»{ reason: a: b, role: read }\n', 'reason', 'reason: "a: b"', 'a: b, role: read }'],
    ['»kim: {role: read,team-x: a: b}\n', 'team-x', 'team-x: "a: b"', 'a: b}'],
    ['»{ a: a: a: a }\n', 'a', 'a: "a: a: a"', 'a: a: a }'],
  ])('%j', (text, key, mended, at) => {
    expect(said(text)).toEqual({
      at,
      message: message(key),
      hint: `Put it into quotes: \`${mended}\`.`,
    });
  });

  it.each([
    '{ role: read, reason: "see: OPS" }',
    '{ reason: see: "OPS" }',
    '{ a b: c: d }',
    "{ reason: 'see: OPS' }",
    '{ a: { b: c } }',
    '{ a: [b: c] }',
    '{ reason: see:OPS }',
    'x y: a',
  ])('is not in %j', (line) => {
    expect(messageOf(`»${line}\n`)).not.toContain('begins another value');
  });
});

describe('two colons in one line', () => {
  it.each([
    ['»reason: see: OPS-412\n', 'Put the reason into quotes: `reason: "see: OPS-412"`.'],
    ['»Team: Models:\n', 'Put a name that has a colon in it into quotes: `"Team: Models":`.'],
    ['»- Team: Models: \n', 'Put a name that has a colon in it into quotes: `"Team: Models":`.'],
    ['»- a - b: c: d:\n', 'Put a name that has a colon in it into quotes: `"a - b: c: d":`.'],
    ['»  reason:   see: a\n', 'Put the reason into quotes: `reason: "see: a"`.'],
    [
      '»kim: role: read\n',
      'A mapping in one line stands in braces: `kim: { role: read, expires: 2026-12-31 }`. A name with a colon in it stands in quotes.',
    ],
  ])('%j', (text, hint) => {
    expect(said(text)?.message).toBe('Two colons in one line');
    expect(hintOf(text)).toBe(hint);
  });

  it('are underlined from the first word', () => {
    expect(said('»    Team: Models: # x\n')?.at).toBe('Team: Models: # x');
  });

  it.each(['a: b', 'a: b:c', '"a": b: c', '"a": b: c: d', 'a: "b": c', 'a: { b: c }', 'a: [b: c]'])(
    'are not in %j',
    (line) => {
      expect(messageOf(`»${line}\n`)).not.toBe('Two colons in one line');
    },
  );
});

describe('a name that ends at its #', () => {
  it.each(['  Models #1:', '  Models #1: ', '  A B #1 C:'])('%j', (line) => {
    expect(said(`${line}\n»    members:\n`)).toEqual({
      at: '    members:',
      message: 'In the line before, `#` begins a comment, so that the name ends there',
      hint: `Put the name into quotes: \`"${line.trim().slice(0, -1)}":\`.`,
    });
  });

  it.each([
    '  Models#1:',
    '  # Models #1:',
    '  "Models #1":',
    '  "A" B #1:',
    '  Models: #1:',
    '  Models #1: x',
  ])('is not %j', (line) => {
    expect(messageOf(`${line}\n»  members:\n`)).not.toContain('the name ends there');
  });
});

describe('a line at another depth', () => {
  const depth = (own: number, before: number) =>
    `This line is indented by ${own} spaces, the line before it by ${before}`;

  it.each([
    ['    ada: read\n»   kim: read\n', depth(3, 4), 'kim: read'],
    ['  - ada\n\n# x\n» - kim\n', depth(1, 2), '- kim'],
    ['ada\n»  kim\n', depth(2, 0), 'kim'],
  ])('%j', (text, message, at) => {
    expect(said(text)).toEqual({
      at,
      message,
      hint: 'Lines of one mapping begin in the same column; what belongs to a name stands two spaces further to the right.',
    });
  });

  it.each(['  ada: read\n»  kim: read\n', 'ada: \n»  kim: read\n', '»  kim: read\n', '»  kim: read\nx'])(
    'is not %j',
    (text) => {
      expect(messageOf(text)).toBe('nothing');
    },
  );

  it('is not looked for beyond twenty lines, nor beyond a line that nobody wrote by hand', () => {
    const behind = (between: string) => messageOf(`    ada: read\n${between}»   kim: read\n`);
    expect(behind('\n'.repeat(19))).toBe(depth(3, 4));
    expect(behind('\n'.repeat(20))).toBe('nothing');
    expect(behind(`#${'x'.repeat(399)}\n`)).toBe(depth(3, 4));
    expect(behind(`#${'x'.repeat(400)}\n`)).toBe('nothing');
  });
});

it('looks at no line that nobody wrote by hand', () => {
  expect(messageOf(`»ada:${'x'.repeat(396)}\n`)).toBe('A space is missing after the colon');
  expect(messageOf(`»ada:${'x'.repeat(397)}\n`)).toBe('nothing');
});

it('underlines something of a line that is empty from there', () => {
  const slip = lineSlip(new SourceFile('groups.yaml', 'Models #1:\n'), 11);
  expect(slip?.place).toMatchObject({ offset: 11, length: 1 });
});
