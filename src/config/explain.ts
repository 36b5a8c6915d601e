import type { ErrorObject } from 'ajv/dist/2020.js';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Collector } from '../diagnostics/collector.ts';
import { nearest } from '../text/nearest.ts';
import { visible } from '../text/visible.ts';
import { type Finder, partsOf } from './finder.ts';
import { shown } from './shown.ts';
import type { Place } from './source-file.ts';
import type { Tree } from './tree.ts';

/** What is wrong, where, and what to do about it. */
interface Finding {
  readonly code: DiagnosticCode;
  readonly place: Place;
  readonly message: string;
  readonly hint?: string | null;
}

/** Reports in words, and with a place, what a JSON Schema validator says in keywords and pointers. */
export function explain(error: ErrorObject, finder: Finder, found: Collector): void {
  // What is wrong inside a name is told once, at the key; what `if` says, its branch says better.
  if ((error.propertyName !== undefined && error.keyword !== 'propertyNames') || error.keyword === 'if')
    return;
  const { code, place, message, hint } = findingOf(error, finder);
  found.report(code, place, message, hint ?? null);
}

function findingOf(error: ErrorObject, finder: Finder): Finding {
  const tree = finder.at(error.instancePath);
  const place = finder.place(tree);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(error, finder);
    case 'propertyNames':
      return wrongKey(error, finder);
    case 'required':
      return missingKey(error, place);
    case 'type':
      return wrongType(String(error.params['type']), tree, place, finder.written(tree));
    case 'enum':
      return wrongWord(error, tree, place, finder.written(tree));
    case 'const':
      return { code: 'wrong-value', place, message: 'This program reads version 1 of the format' };
    case 'format': {
      const message = `\`${finder.written(tree)}\` is not a date of the calendar`;
      return { code: 'invalid-date', place, message, hint: 'Write it as YYYY-MM-DD.' };
    }
    case 'pattern':
      return wrongText(error, place, finder.written(tree));
    default:
      return { code: 'wrong-value', place, message: `${nameOfPlace(error.instancePath)} ${error.message}` };
  }
}

function unknownKey(error: ErrorObject, finder: Finder): Finding {
  const key = String(error.params['additionalProperty']);
  const known = Object.keys(error.parentSchema?.['properties'] ?? {});
  const close = nearest(key, known);
  const hint = close === null ? `Known here: ${known.join(', ')}.` : `Did you mean \`${close}\`?`;
  const place = finder.key(error.instancePath, key);
  return { code: 'unknown-key', place, message: `Unknown key \`${shown(key)}\``, hint };
}

function wrongKey(error: ErrorObject, finder: Finder): Finding {
  const key = String(error.params['propertyName']);
  const isPerson = JSON.stringify(error.schema).includes('person');
  return {
    code: 'invalid-name',
    place: finder.key(error.instancePath, key),
    message: notAName(key, isPerson),
  };
}

function missingKey(error: ErrorObject, place: Place): Finding {
  const key = String(error.params['missingProperty']);
  const where = nameOfPlace(error.instancePath);
  const message = `The key \`${key}\` is missing${where === '' ? '' : ` in ${where}`}`;
  return { code: 'missing-key', place: { ...place, length: 1 }, message };
}

function wrongType(expected: string, tree: Tree, place: Place, word: string): Finding {
  const kind = kindOf(tree);
  const isWord = tree.kind === 'scalar' && tree.plain && (tree.value !== null || /^(?:~|null)$/i.test(word));
  if (expected === 'string' && isWord) {
    const message = `YAML reads \`${word}\` as ${kind}, not as text`;
    return { code: 'name-not-text', place, message, hint: `Quote it: "${word}"` };
  }
  const hint = expected === 'object' && kind === 'nothing' ? 'For none at all, write `{}`.' : null;
  return { code: 'wrong-type', place, message: `Expected ${typeNames[expected]}, found ${kind}`, hint };
}

function wrongWord(error: ErrorObject, tree: Tree, place: Place, word: string): Finding {
  const allowed: readonly string[] = error.params['allowedValues'];
  const list = allowed.join(', ');
  if (tree.kind !== 'scalar' || tree.value === null) {
    return { code: 'wrong-type', place, message: `Expected one of ${list}, found ${kindOf(tree)}` };
  }
  const close = nearest(String(tree.value), allowed);
  const hint = close === null ? null : `Did you mean \`${close}\`?`;
  return { code: 'wrong-value', place, message: `\`${word}\` is none of ${list}`, hint };
}

function wrongText(error: ErrorObject, place: Place, word: string): Finding {
  const definition = /^#\/\$defs\/(person|name)\//.exec(error.schemaPath)?.[1];
  if (definition !== undefined) {
    return { code: 'invalid-name', place, message: notAName(String(error.data), definition === 'person') };
  }
  const form = forms[partsOf(error.instancePath).at(-1) ?? ''];
  return { code: 'wrong-value', place, message: `\`${word}\` does not have the form ${form}` };
}

const forms: Readonly<Record<string, string>> = {
  organization: 'of an organization’s name, as in its address on the Hub',
  id: 'of a group’s id, 24 hexadecimal digits in lower case',
  max_removals: '`25%`, or a count without quotes',
  digest: '`sha256:` and 64 hexadecimal digits',
};

function notAName(name: string, person: boolean): string {
  if (name === '') return 'A name is empty';
  return person
    ? `\`${shown(name)}\` is neither a username nor an e-mail address`
    : `\`${shown(name)}\` cannot be a name: 1 to 200 characters, none of them a control character`;
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  boolean: '`true` or `false`',
};

function kindOf(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'map' ? 'a mapping' : 'a list';
  switch (typeof tree.value) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'a truth value';
    case 'object':
      return 'nothing';
    default:
      return 'a number';
  }
}

/** `groups / Foundation Models / members`, for people. */
function nameOfPlace(pointer: string): string {
  return partsOf(pointer)
    .map((part) => visible(part, 60))
    .join(' / ');
}
