import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Place } from '../text/source-file.ts';
import { guessDate, guessLimit } from './guess.ts';
import { shown } from './shown.ts';
import { spotOf } from './spot.ts';
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
  const { label, form } = spotOf(parts);
  const kind = kindOf(tree);
  const isWord = tree.kind === 'scalar' && tree.plain && (tree.value !== null || /^(?:~|null)$/i.test(word));
  if (expected === 'string' && isWord) {
    const where = /^\d+$/.test(parts.at(-1) ?? '') ? '' : `${label}: `;
    const message = `${where}YAML reads \`${word}\` as ${kind}, not as text`;
    const date = parts.at(-1) === 'expires' ? guessDate(word) : null;
    const hint = date === null ? `Quote it: "${word}"` : `Did you mean \`${date}\`?`;
    return { code: 'name-not-text', place, message, hint };
  }
  if (kind === 'nothing') {
    const message = `${label} has no value; it takes ${typeNames[expected]}`;
    return { code: 'wrong-type', place, message, hint: form };
  }
  const takes = parts.at(-1) === 'max_removals' ? 'a percentage or a whole number' : typeNames[expected];
  const message = `${label} takes ${takes}, not ${kind === 'a number' ? `\`${word}\`` : kind}`;
  return { code: 'wrong-type', place, message, hint: mendedForm(expected, tree, word, parts) ?? form };
}

/** A longer value is nothing to be put into a sentence. */
const longestValue = 200;

/** The form that is right, with the names that are there; `null` where the general form says more. */
function mendedForm(expected: string, tree: Tree, word: string, parts: readonly string[]): string | null {
  const key = parts.at(-1) ?? '';
  if (tree.kind === 'scalar' && tree.length > longestValue) return null;
  if (expected === 'integer') {
    const guess = guessLimit(word);
    return guess === null ? null : `Did you mean \`${guess}\`?`;
  }
  if (expected === 'boolean')
    return /^(?:yes|on|y|"?true"?)$/i.test(word) ? `Write \`${shown(key)}: true\`.` : null;
  if (expected === 'array' && key !== 'waivers' && tree.kind === 'scalar' && typeof tree.value === 'string') {
    const names = tree.value.split(/[\s,;]+/).filter((name) => name !== '');
    return names.length > 0 && names.length <= 5
      ? `Write \`${shown(key)}: [${shown(names.join(', '))}]\`.`
      : null;
  }
  if (expected === 'array' && tree.kind === 'map' && parts.length === 1 && key === 'waivers') {
    return 'Begin it with a dash: `- guard: …`, and indent the other lines like `guard`.';
  }
  const gap =
    tree.kind === 'scalar' && typeof tree.value === 'string'
      ? /^(\S+?)(?::|\s)\s*(\S+)$/.exec(tree.value)
      : null;
  if (expected === 'object' && key === 'members' && gap !== null) {
    return `A person and a role stand with a colon and a space between them: \`${shown(gap[1] ?? '')}: ${shown(gap[2] ?? '')}\`.`;
  }
  return null;
}

const typeNames: Readonly<Record<string, string>> = {
  object: 'a mapping (`name: value` lines)',
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
