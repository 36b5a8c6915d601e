import fc from 'fast-check';

/** How many runs a property has: some in the ordinary tests, more by `FUZZ_RUNS`. */
export const fuzzRuns = Number(process.env['FUZZ_RUNS'] ?? 300);

/** A fixed seed, so that a failure comes again; `FUZZ_SEED` gives another. */
export const fuzzSeed = Number(process.env['FUZZ_SEED'] ?? 20_261_120);

const pieces = [
  'version: 1\n',
  'organization: acme-ai\n',
  'groups:\n',
  'teams:\n',
  'guards:\n',
  'defaults:\n',
  'waivers:\n',
  'people: people.csv\n',
  'policy:\n',
  'organization_members:\n',
  '  g:\n',
  '  "h i":\n',
  '    members:\n',
  '    teams:\n',
  '    id: 66670e5163145ca562cb1988\n',
  '    create: true\n',
  '    state: absent\n',
  '    managed_by: scim\n',
  '    auto_join: { role: read, scope: all }\n',
  '    spend_limits: { total: 99.999, jobs: null }\n',
  '    resources: { models: [acme-ai/a], collections: [b] }\n',
  '    include: [t, u]\n',
  '      ada: read\n',
  "      'kim': write\n",
  '      "bob": absent # gone\n',
  '      lee: { role: read, expires: 2030-01-01 }\n',
  '    - ada\n',
  '- x\n',
  '  - [a, "b", \'c\']\n',
  '{ a: b, c: [d] }',
  '[a, b,]',
  'ada',
  'no',
  '1e3',
  '"a\\n"',
  "'it''s'",
  ': ',
  ':',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  '# note\n',
  ' # note',
  ',',
  '[',
  ']',
  '{',
  '}',
  '? ',
  '- ',
  '&a ',
  '*a',
  '!t ',
  '!!str ',
  '|\n',
  '>-\n',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '%TAG ! x\n',
  '"',
  "'",
  '<<: ',
  '~',
  'null',
  '\ufeff',
  '\u0000',
  '\u2028',
  '👍',
  '\ud800',
  '\\',
  '@',
  '`',
];

/** Text that looks like YAML, and mostly is not. */
export const yamlish: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { maxLength: 40 })
  .map((parts) => parts.join(''));

/** A text with some of its pieces removed, doubled, swapped or replaced. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 12 }),
    piece: fc.oneof(fc.constantFrom('', ...pieces), fc.string({ unit: 'binary', maxLength: 3 })),
    twice: fc.boolean(),
  });
  return fc.tuple(texts, fc.array(edit, { minLength: 1, maxLength: 5 })).map(([text, edits]) =>
    edits.reduce((current, { at, length, piece, twice }) => {
      const from = Math.floor(at * current.length);
      const cut = current.slice(from, from + length);
      return current.slice(0, from) + piece + (twice ? cut + cut : '') + current.slice(from + length);
    }, text),
  );
}

const word = fc.constantFrom(
  'a',
  'ada',
  'no',
  '1',
  '1e3',
  '~',
  'read',
  '2030-01-01',
  '',
  'a b',
  '<<',
  "it's",
  'a"b',
  'x:y',
  '#x',
  'ü',
  'true',
  '25%',
);

/** Any value that JSON has, of few and awkward words. */
export const tree: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    word,
    fc.constantFrom(null, true, false, 0, 1, 12.5, -3),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        word,
        fc.constantFrom(
          ...['groups', 'teams', 'members', 'include', 'role', 'resources', 'models', 'spend_limits', 'jobs'],
          ...['auto_join', 'state', 'policy', 'separate', 'organization_members'],
        ),
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;
