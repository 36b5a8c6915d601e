import fc from 'fast-check';
import { roles } from '../../../src/model/membership.ts';

/*
 * What the values of a file are made of. What YAML may take for something else than text is among all of it.
 */

const letters = 'abcdefghijklmnopqrstuvwxyz';
const username = fc
  .tuple(fc.constantFrom(...letters), fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/))
  .map(([first, rest]) => `${first}${rest}`);
const email = fc
  .tuple(username, fc.constantFrom('acme.ai', 'mail.acme-labs.org'))
  .map(([user, domain]) => `${user}@${domain}`);
const awkward = fc.constantFrom('no', 'on', 'null', '1e3', '0x1F', '123', '2024-01-01', 'y', 'true');

export const person = fc.oneof({ weight: 6, arbitrary: username }, { weight: 2, arbitrary: email }, awkward);
export const people = fc.uniqueArray(person, { maxLength: 5 });

/** The name of a group or of a team. */
export const name = fc.oneof(
  username,
  awkward,
  fc.constantFrom(
    'Foundation Models',
    '- x',
    'a: b',
    '#1',
    '"q"',
    "it's",
    '<<',
    '{x}',
    '*a',
    '__proto__x',
    'Größe 日本',
    ' lead',
    'trail ',
    '~',
    '@x',
    '%y',
    '?',
    '\\n',
  ),
  fc.stringMatching(/^[ -~]{1,20}$/),
);

export const role = fc.constantFrom(...roles);
export const mode = fc.constantFrom('additive' as const, 'exact' as const);
export const hexId = fc.stringMatching(/^[0-9a-f]{24}$/);
export const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2039-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const sentence = fc.constantFrom('OPS-412', 'no', '12', 'a: b # c');
export const reason = fc.oneof(sentence, fc.stringMatching(/^[ -~]{1,30}$/));
/** At most 500 characters, as the Hub counts them; an empty one takes the description away. */
export const description = fc.oneof(
  sentence,
  fc.constantFrom('', ' ', '日本 🙂', '🙂'.repeat(250), 'x'.repeat(500)),
  fc.stringMatching(/^[ -~]{0,40}$/),
);

/** Whole cents, up to the most that can be counted exactly. */
export const dollars = fc.oneof(
  fc.nat(10_000_000).map((cents) => cents / 100),
  fc.constantFrom(0, 0.01, 0.1, 99.5, 90_071_992_547_409),
);
