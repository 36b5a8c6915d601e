import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Collector } from '../diagnostics/collector.ts';
import { nearest } from '../text/nearest.ts';
import type { Place } from '../text/source-file.ts';
import { brief } from './brief.ts';
import { type Finder, partsOf } from './finder.ts';
import { otherKey, placeOfKeyInFormat, spotOf } from './format-place.ts';
import {
  guessDate,
  guessId,
  guessLimit,
  guessOrganization,
  guessPerson,
  guessResource,
  guessRole,
} from './guess.ts';
import type { Tree } from './tree.ts';
import { type Finding, wrongType } from './wrong-type.ts';

/** Reports in words, and with a place, what a JSON Schema validator says in keywords and pointers. */
export function explain(error: ErrorObject, finder: Finder, found: Collector): void {
  // What is wrong inside a name is told once, at the key; what `if` says, its branch says better.
  if (error.propertyName !== undefined || error.keyword === 'if') return;
  const { code, place, message, hint } = findingOf(error, finder);
  // What the reading of the YAML has said of this value is why it has no other.
  if ((error.keyword === 'type' || error.keyword === 'enum') && found.tells(place)) return;
  found.report(code, place, message.charAt(0).toUpperCase() + message.slice(1), hint ?? null);
}

/** The key that an unknown one was meant to be; `null` when the error is another, or nothing is near. */
export function keyMeant(error: ErrorObject): string | null {
  const key: unknown = error.params['additionalProperty'];
  return typeof key === 'string' ? meantBy(key, knownKeys(error)) : null;
}

function meantBy(key: string, known: readonly string[]): string | null {
  return otherKey(key, known) ?? nearest(key, known);
}

function knownKeys(error: ErrorObject): readonly string[] {
  const { properties = {} } = error.parentSchema ?? {};
  return Object.keys(properties);
}

function findingOf(error: ErrorObject, finder: Finder): Finding {
  const tree = finder.at(error.instancePath);
  const place = finder.place(tree);
  const parts = partsOf(error.instancePath);
  const word = finder.written(tree);
  const { label, form } = spotOf(parts);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error, finder);
    case 'propertyNames':
      return wrongKey(error, finder);
    case 'required':
      return missingKey(error, parts, place);
    case 'type':
      return wrongType(String(error.params['type']), { tree, place, word, parts });
    case 'enum':
      return wrongWord(error, { tree, place, word, parts });
    case 'const':
      return { code: 'wrong-value', place, message: `${label} is 1, the version of this format`, hint: form };
    case 'format':
      return wrongDate(String(error.data), word, place);
    case 'pattern':
      return wrongText(error, place, word);
    case 'minimum':
      return {
        code: 'wrong-value',
        place,
        message: `${label} is at least ${error.params['limit']}`,
        hint: form,
      };
    case 'maxLength': {
      const message = `${label} takes ${error.params['limit']} characters at most`;
      return { code: 'wrong-value', place, message, hint: form };
    }
    case 'minItems':
      return {
        code: 'wrong-value',
        place,
        message: `${label} takes ${error.params['limit']} or more`,
        hint: form,
      };
    case 'minLength':
      return { code: 'wrong-value', place, message: `${label} is empty`, hint: form };
    default:
      return { code: 'wrong-value', place, message: `${label} ${error.message}`, hint: form };
  }
}

function unknownKey(error: ErrorObject, finder: Finder): Finding {
  const key = String(error.params['additionalProperty']);
  const place = finder.key(error.instancePath, key);
  const message = `Unknown key \`${brief(key)}\``;
  // Spaces of a web page look like those of an indentation, and belong to the key.
  if (/^[\u00a0\u2000-\u200b\u3000]/u.test(key)) {
    const hint = 'Delete what stands before the word, and indent with ordinary spaces.';
    return { code: 'unknown-key', place, message: `${message}: it begins with spaces that are none`, hint };
  }
  const known = knownKeys(error);
  const meant = meantBy(key, known);
  const elsewhere = placeOfKeyInFormat(key) ?? `Known here: ${known.join(', ')}.`;
  const hint = meant === null ? elsewhere : `Did you mean \`${meant}\`?`;
  return { code: 'unknown-key', place, message, hint };
}

function wrongKey(error: ErrorObject, finder: Finder): Finding {
  const key = String(error.params['propertyName']);
  const isPerson = JSON.stringify(error.schema).includes('person');
  return notAName(key, isPerson, finder.key(error.instancePath, key));
}

function missingKey(error: ErrorObject, parts: readonly string[], place: Place): Finding {
  const key = String(error.params['missingProperty']);
  // An entry of a list has no name but its place, which is shown.
  const path = parts[0] === 'waivers' ? 'this waiver' : parts.map(brief).join(' / ');
  const where = parts.length === 0 ? '' : ` in ${path}`;
  const message = `The key \`${key}\` is missing${where}`;
  const hint = spotOf([...parts, key]).form ?? spotOf(parts).form;
  return { code: 'missing-key', place: { ...place, length: 1 }, message, hint };
}

/** A value with its place, and as it is written. */
interface Written {
  readonly tree: Tree;
  readonly place: Place;
  readonly word: string;
  readonly parts: readonly string[];
}

function wrongWord(error: ErrorObject, { tree, place, word, parts }: Written): Finding {
  const allowed: readonly string[] = error.params['allowedValues'];
  const list = allowed.join(', ');
  const { label, form } = spotOf(parts);
  if (tree.kind !== 'scalar' || tree.value === null) {
    const found = tree.kind === 'scalar' ? 'nothing' : tree.kind === 'map' ? 'a mapping' : 'a list';
    return { code: 'wrong-type', place, message: `${label} takes one of ${list}, not ${found}`, hint: form };
  }
  const hint = hintForWord(String(tree.value), allowed, parts);
  const message = `\`${word}\` is ${allowed.length === 1 ? 'not' : 'none of'} ${list}`;
  return { code: 'wrong-value', place, message, hint };
}

function hintForWord(value: string, allowed: readonly string[], parts: readonly string[]): string | null {
  // A line that stands too far to the right, and lacks a space, goes on with the value of the line before it.
  const next = / ([^ :]+):([^ :]+)$/.exec(value);
  if (next !== null) return `Write \`${brief(`${next[1]}: ${next[2]}`)}\`, with a space, in the next line.`;
  if (value === 'absent')
    return parts[2] === 'members'
      ? `Write \`${parts.slice(3, 4).map(brief)}: absent\`, without anything else.`
      : 'It stands with a person, below `members`: `kim: absent`.';
  if (value === 'service_account') return 'Write `{ role: write, service_account: true }`.';
  const close = guessRole(value, allowed) ?? nearest(value, allowed);
  if (close !== null) return `Did you mean \`${close}\`?`;
  return formWords.has(parts.at(-1)) ? spotOf(parts).form : null;
}

/** Keys of which the words that they take say too little. */
const formWords: ReadonlySet<string | undefined> = new Set([
  'auto_join',
  'scope',
  'state',
  'managed_by',
  'guard',
]);

function wrongDate(value: string, word: string, place: Place): Finding {
  const date = guessDate(value);
  const hint =
    date === null ? 'Write the last day as YYYY-MM-DD, such as `2026-12-31`.' : `Did you mean \`${date}\`?`;
  return { code: 'invalid-date', place, message: `\`${word}\` is not a date of the calendar`, hint };
}

function wrongText(error: ErrorObject, place: Place, word: string): Finding {
  const value = String(error.data);
  const [, , definition] = error.schemaPath.split('/');
  if (definition === 'person' || definition === 'name')
    return notAName(value, definition === 'person', place);
  const parts = partsOf(error.instancePath);
  const { label, form } = spotOf(parts);
  const known = patterned.get(parts.at(-1));
  const guess = parts[2] === 'resources' ? guessResource(value) : (known?.guess(value) ?? null);
  const message = `\`${word}\` is not ${known?.what ?? `what ${label} takes`}`;
  return { code: 'wrong-value', place, message, hint: guess === null ? form : `Did you mean \`${guess}\`?` };
}

/** Keys whose values have a form of their own: what they are, and what was meant by another. */
const patterned: ReadonlyMap<
  string | undefined,
  { readonly what: string; readonly guess: (word: string) => string | null }
> = new Map([
  ['organization', { what: 'the name of an organization', guess: guessOrganization }],
  ['id', { what: 'the id of a group', guess: guessId }],
  [
    'max_removals',
    { what: 'a limit for `max_removals`: a percentage, or a count without quotes', guess: guessLimit },
  ],
  ['digest', { what: 'a digest', guess: () => null }],
]);

function notAName(name: string, person: boolean, place: Place): Finding {
  const finding = { code: 'invalid-name', place } as const;
  if (name === '')
    return { ...finding, message: 'A name is empty', hint: 'Write the name, or remove the line.' };
  if (!person) {
    const message = `\`${brief(name)}\` cannot be a name: 1 to 200 characters, none of them a control character`;
    return { ...finding, message };
  }
  const message = `\`${brief(name)}\` is neither a username nor an e-mail address`;
  const guess = guessPerson(name);
  return { ...finding, message, hint: guess === null ? hintForPerson(name) : `Did you mean \`${guess}\`?` };
}

function hintForPerson(name: string): string {
  if (/[*?]/.test(name)) return 'Nobody is matched by a pattern: name each person, or make them a team.';
  return /^[\p{L}.'-]+(?: [\p{L}.'-]+)+$/u.test(name)
    ? 'A full name? Usernames have no spaces. Write the last part of the address of their profile, to which the organization’s page on the Hub leads, or the e-mail address.'
    : 'Write the username, the last part of the address of their profile, such as `ada`, or an address such as `ada@acme.ai`.';
}
