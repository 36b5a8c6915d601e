/**
 * Whether standard output is to be JSON. Looked up in the bare words, because their reader may be a program also where
 * the rest of the command line makes no sense; the last one counts, in every spelling that is taken.
 */
export function wantsJson(words: readonly string[]): boolean {
  const options = words.slice(0, words.includes('--') ? words.indexOf('--') : words.length);
  const formats = options.flatMap((word, at) => {
    const [, long, value] = /^--?(format|json)(?:=(.*))?$/s.exec(word) ?? [];
    if (long === 'json') return value === undefined ? ['json'] : [];
    return long === 'format' ? [value ?? options[at + 1]] : [];
  });
  return formats.at(-1) === 'json';
}
