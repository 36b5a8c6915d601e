import { Schema } from 'yaml';

/**
 * What some version of YAML makes of a word without quotes, for the sentence "YAML reads it as …"; `null` for text.
 * YAML 1.1, which many editors and other programs still speak, is asked besides 1.2: a file must mean the same
 * everywhere.
 */
export function notTextBecause(word: string): string | null {
  if (word === '') return 'nothing';
  if (!mayBeGuessed.test(word)) return null;
  for (const tag of guessedTags) {
    if (tag.test.test(word)) return tag.meaning;
  }
  return null;
}

/** Numbers and dates begin with a sign, a point or a digit; all other guessed words are short. Spares most names the rest. */
const mayBeGuessed = /^(?:[-+.0-9]|.{1,5}$)/;

const meanings: Readonly<Record<string, string>> = {
  'tag:yaml.org,2002:null': 'nothing',
  'tag:yaml.org,2002:bool': 'a truth value',
  'tag:yaml.org,2002:int': 'a number',
  'tag:yaml.org,2002:float': 'a number',
  'tag:yaml.org,2002:timestamp': 'a date',
};

/** The library's own tests for the scalars that are guessed, of YAML 1.2 and of 1.1. */
const guessedTags = ['core', 'yaml-1.1'].flatMap((schema) =>
  new Schema({ schema }).tags.flatMap((tag) => {
    const meaning = meanings[tag.tag];
    if (meaning === undefined || tag.default !== true || !('test' in tag) || tag.test === undefined)
      return [];
    return [{ test: tag.test, meaning }];
  }),
);
