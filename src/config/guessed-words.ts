import { Schema } from 'yaml';

interface Guess {
  readonly test: RegExp;
  readonly meaning: string;
}

const meanings: Readonly<Record<string, string>> = {
  'tag:yaml.org,2002:null': 'nothing',
  'tag:yaml.org,2002:bool': 'a truth value',
  'tag:yaml.org,2002:int': 'a number',
  'tag:yaml.org,2002:float': 'a number',
  'tag:yaml.org,2002:timestamp': 'a date',
};

/** The library's own tests for the scalars that are guessed from their letters. */
function guessesOf(schema: string): readonly Guess[] {
  return new Schema({ schema }).tags.flatMap((tag) => {
    const meaning = meanings[tag.tag];
    if (meaning === undefined || tag.default !== true || !('test' in tag) || tag.test === undefined)
      return [];
    return [{ test: tag.test, meaning }];
  });
}

const coreGuesses = guessesOf('core');
const allGuesses = [...coreGuesses, ...guessesOf('yaml-1.1')];

/**
 * Every guessed word begins so, or is empty: numbers and dates with a sign, a point or a digit; all others are few and short. (The
 * library's test for YAML 1.1 takes `e7` for a number as well; its specification does not, and `e7` is a fine name.)
 */
const mayBeGuessed = /^(?:$|[-+.~0-9]|[yYnNtTfFoO].{0,4}$)/;

/**
 * What some version of YAML makes of a word without quotes, for the sentence "YAML reads it as …"; `null` for text.
 * YAML 1.1, which many editors and other programs still speak, is asked besides 1.2: a file must mean the same
 * everywhere.
 */
export function notTextBecause(word: string): string | null {
  if (!mayBeGuessed.test(word)) return null;
  return allGuesses.find(({ test }) => test.test(word))?.meaning ?? null;
}

/** Whether YAML 1.2 itself takes a word without quotes for text. */
export function isTextIn12(word: string): boolean {
  return !mayBeGuessed.test(word) || !coreGuesses.some(({ test }) => test.test(word));
}
