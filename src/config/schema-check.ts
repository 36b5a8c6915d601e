import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schemas/groups.schema.json' with { type: 'json' };
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import { isCalendarDate } from '../text/date.ts';
import { nearest } from '../text/nearest.ts';
import { visible } from '../text/visible.ts';
import type { Place, SourceFile } from './source-file.ts';
import { placeOf, placeOfKey, plainOf, type Tree, type TreeEntry, type TreeMap } from './tree.ts';

/** Every way in which the file does not fit `schemas/groups.schema.json`, each where it stands. */
export function checkSchema(file: SourceFile, tree: Tree): readonly Diagnostic[] {
  const validate = validator();
  if (validate(plainOf(tree))) return [];
  const finder = new Finder(file, tree);
  return (validate.errors ?? []).flatMap((error) => explain(error, finder));
}

let compiled: ValidateFunction | null = null;

/** Compiled once, at the first use: a command that needs no schema does not wait for it. */
function validator(): ValidateFunction {
  if (compiled === null) {
    const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: true });
    ajv.addFormat('date', isCalendarDate);
    compiled = ajv.compile(schema);
  }
  return compiled;
}

/** Finds the tree behind a JSON pointer; a large mapping is indexed once, at the first look into it. */
class Finder {
  readonly file: SourceFile;
  readonly #root: Tree;
  readonly #indices = new WeakMap<TreeMap, Map<string, TreeEntry>>();

  constructor(file: SourceFile, root: Tree) {
    this.file = file;
    this.#root = root;
  }

  at(pointer: string): Tree {
    let tree = this.#root;
    for (const part of pointer.split('/').slice(1)) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const next =
        tree.kind === 'map'
          ? this.entry(tree, key)?.value
          : tree.kind === 'list'
            ? tree.items[Number(key)]
            : undefined;
      if (next === undefined) return tree;
      tree = next;
    }
    return tree;
  }

  entry(map: TreeMap, key: string): TreeEntry | undefined {
    let index = this.#indices.get(map);
    if (index === undefined) {
      index = new Map(map.entries.map((entry) => [entry.key, entry]));
      this.#indices.set(map, index);
    }
    return index.get(key);
  }

  place(tree: Tree): Place {
    return placeOf(this.file, tree);
  }

  key(pointer: string, key: string): Place {
    const tree = this.at(pointer);
    const entry = tree.kind === 'map' ? this.entry(tree, key) : undefined;
    return entry === undefined ? this.place(tree) : placeOfKey(this.file, entry);
  }

  /** The text as it stands in the file, for messages. */
  written(tree: Tree): string {
    return visible(this.file.text.slice(tree.offset, tree.offset + Math.min(tree.length, 60)).trim());
  }
}

function explain(error: ErrorObject, finder: Finder): readonly Diagnostic[] {
  // What is wrong inside a name is told once, at the key.
  if (error.propertyName !== undefined && error.keyword !== 'propertyNames') return [];
  const tree = finder.at(error.instancePath);
  const place = finder.place(tree);
  const where = nameOfPlace(error.instancePath);
  switch (error.keyword) {
    case 'if':
      return [];
    case 'additionalProperties': {
      const key = String(error.params['additionalProperty']);
      const known = Object.keys(error.parentSchema?.['properties'] ?? {});
      const close = nearest(key, known);
      const hint = close === null ? `Known here: ${known.join(', ')}.` : `Did you mean \`${close}\`?`;
      return [
        diagnose('unknown-key', finder.key(error.instancePath, key), `Unknown key \`${visible(key)}\``, hint),
      ];
    }
    case 'propertyNames': {
      const key = String(error.params['propertyName']);
      return [
        diagnose(
          'invalid-name',
          finder.key(error.instancePath, key),
          notAName(key, error.schemaPath, error.schema),
        ),
      ];
    }
    case 'required': {
      const key = String(error.params['missingProperty']);
      return [
        diagnose(
          'missing-key',
          { ...place, length: 1 },
          `The key \`${key}\` is missing${where === '' ? '' : ` in ${where}`}`,
        ),
      ];
    }
    case 'type':
      return [wrongType(String(error.params['type']), tree, finder)];
    case 'enum':
      return [wrongWord(error, tree, finder)];
    case 'const':
      return [
        diagnose(
          'wrong-value',
          place,
          `This program reads version ${String(error.params['allowedValue'])} of the format`,
        ),
      ];
    case 'format':
      return [
        diagnose(
          'invalid-date',
          place,
          `\`${finder.written(tree)}\` is not a date of the calendar`,
          'Write it as YYYY-MM-DD.',
        ),
      ];
    case 'pattern':
      return [wrongText(error, tree, finder)];
    default:
      return [
        diagnose(
          'wrong-value',
          place,
          `${where === '' ? 'The value' : where} ${error.message ?? 'is not allowed'}`,
        ),
      ];
  }
}

function wrongType(expected: string, tree: Tree, finder: Finder): Diagnostic {
  const place = finder.place(tree);
  if (expected === 'string' && tree.kind === 'scalar' && tree.plain && tree.value !== null) {
    const word = finder.written(tree);
    return diagnose(
      'name-not-text',
      place,
      `YAML reads \`${word}\` as ${kindOf(tree)}, not as text`,
      `Quote it: "${word}"`,
    );
  }
  const hint = expected === 'object' && kindOf(tree) === 'nothing' ? 'For none at all, write `{}`.' : null;
  return diagnose(
    'wrong-type',
    place,
    `Expected ${typeNames[expected] ?? expected}, found ${kindOf(tree)}`,
    hint,
  );
}

function wrongWord(error: ErrorObject, tree: Tree, finder: Finder): Diagnostic {
  const allowed: readonly string[] = error.params['allowedValues'];
  const place = finder.place(tree);
  const list = allowed.join(', ');
  if (tree.kind !== 'scalar' || tree.value === null) {
    return diagnose('wrong-type', place, `Expected one of ${list}, found ${kindOf(tree)}`);
  }
  const close = nearest(String(tree.value), allowed);
  const hint = close === null ? null : `Did you mean \`${close}\`?`;
  return diagnose('wrong-value', place, `\`${finder.written(tree)}\` is none of ${list}`, hint);
}

function wrongText(error: ErrorObject, tree: Tree, finder: Finder): Diagnostic {
  const place = finder.place(tree);
  const word = finder.written(tree);
  if (error.schemaPath.startsWith('#/$defs/person') || error.schemaPath.startsWith('#/$defs/name')) {
    const value = tree.kind === 'scalar' ? String(tree.value) : '';
    return diagnose('invalid-name', place, notAName(value, error.schemaPath, error.parentSchema));
  }
  const form = forms[error.instancePath.split('/').at(-1) ?? ''];
  return diagnose(
    'wrong-value',
    place,
    `\`${word}\` does not have the form ${form ?? String(error.params['pattern'])}`,
  );
}

const forms: Readonly<Record<string, string>> = {
  organization: 'of an organization’s name, as in its address on the Hub',
  id: 'of a group’s id, 24 hexadecimal digits in lower case',
  max_removals: '`25%`, or a count without quotes',
  digest: '`sha256:` and 64 hexadecimal digits',
};

function notAName(name: string, schemaPath: string, definition: unknown): string {
  const person = schemaPath.includes('person') || JSON.stringify(definition ?? '').includes('person');
  if (name === '') return 'A name is empty';
  return person
    ? `\`${visible(name, 80)}\` is neither a username nor an e-mail address`
    : `\`${visible(name, 80)}\` cannot be a name: 1 to 200 characters, none of them a control character`;
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
  const parts = pointer.split('/').slice(1);
  return parts.map((part) => visible(part.replaceAll('~1', '/').replaceAll('~0', '~'), 60)).join(' / ');
}
