import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Place } from '../text/source-file.ts';
import { brief } from './brief.ts';
import { spotOf } from './format-place.ts';
import { guessDate, guessLimit } from './guess.ts';
import type { Tree } from './tree.ts';

/** What is wrong, where, and what to do about it. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly place: Place;
  readonly message: string;
  readonly hint?: string | null;
}

/**
 * A value of another type than its place takes: which place that is, and the form that is right there.
 *
 * @param expected the type in the words of JSON Schema
 * @param value `word` is how it is written, `parts` lead to it
 */
export function wrongType(
  expected: string,
  value: {
    readonly tree: Tree;
    readonly place: Place;
    readonly word: string;
    readonly parts: readonly string[];
  },
): Finding {
  const { tree, place, word, parts } = value;
  const { label, form, isEntry } = spotOf(parts);
  const key = parts.at(-1);
  const kind = kindOf(tree);
  const isWord = tree.kind === 'scalar' && tree.plain && (tree.value !== null || isNull(word));
  if (expected === 'string' && isWord && parts[1] !== 'lifetimes') {
    const message = `${isEntry ? '' : `${label}: `}YAML reads \`${word}\` as ${kind}, not as text`;
    const date = key === 'expires' ? guessDate(word) : null;
    const hint = date === null ? `Quote it: "${word}"` : `Did you mean \`${date}\`?`;
    return { code: 'name-not-text', place, message, hint };
  }
  if (kind === 'nothing') {
    const message = `${label} has no value; it takes ${typeNames[expected]}`;
    return { code: 'wrong-type', place, message, hint: form };
  }
  const takes = key === 'max_removals' ? 'a percentage or a whole number' : typeNames[expected];
  const message = `${label} takes ${takes}, not ${kind === 'a number' ? `\`${word}\`` : kind}`;
  return { code: 'wrong-type', place, message, hint: mendedForm(expected, key, tree, word) ?? form };
}

function isNull(word: string): boolean {
  return ['~', 'null'].includes(word.toLowerCase());
}

/** More names than these are nothing to be put into a sentence. */
const mostNames = 5;

/** The form that is right, with the names that are there; `null` where the general form says more. */
function mendedForm(expected: string, key: string | undefined, tree: Tree, word: string): string | null {
  if (key === 'max_removals') {
    const guess = guessLimit(word);
    return guess === null ? null : `Did you mean \`${guess}\`?`;
  }
  if (key === 'waivers')
    return tree.kind === 'map'
      ? 'Begin it with a dash: `- guard: …`, and indent the other lines like `guard`.'
      : null;
  const text = textIn(tree);
  if (text === null) return null;
  if (expected === 'array') {
    const names = text.match(/[^\s,;]+/g) ?? [];
    const isFew = names.length > 0 && names.length <= mostNames && !/^\d+$/.test(String(key));
    return isFew ? `Write \`${key}: [${brief(names.join(', '))}]\`.` : null;
  }
  const entry = text.replace(/^([^\s:]+)[\s:]+([^\s:]+)$/, '$1: $2');
  return key === 'members' && entry !== text
    ? `A person and a role stand with a colon and a space between them: \`${brief(entry)}\`.`
    : null;
}

function textIn(tree: Tree): string | null {
  return tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : null;
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a mapping (`name: value` lines)',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  boolean: '`true` or `false`',
  // Only an amount may be nothing.
  null: 'an amount of US dollars, or `null`',
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
