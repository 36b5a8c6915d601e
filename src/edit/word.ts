import { stringify } from 'yaml';
import { notTextBecause } from '../config/guessed-words.ts';

/**
 * A text as one YAML word that every version of YAML reads as this text: as it is where that is safe, else in double
 * quotes, with everything escaped that a line cannot hold.
 */
export function yamlWord(text: string): string {
  // Nearly every name is one of these, and asking the library about each takes longer than all the rest.
  if (/^[A-Za-z][A-Za-z0-9._-]*$/.test(text) && notTextBecause(text) === null) return text;
  if (notTextBecause(text) === null && !/[^\S ]/.test(text)) {
    const bare = [stringify(text, options('1.1')), stringify(text, options('1.2'))];
    if (bare.every((one) => one === `${text}\n`)) return text;
  }
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
}

function options(version: '1.1' | '1.2') {
  return { version, lineWidth: 0 } as const;
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
