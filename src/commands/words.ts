/**
 * Whether standard output is to be JSON. Looked up in the bare words, because their reader may be a program also where
 * the rest of the command line makes no sense; the last `--format` counts.
 */
export function wantsJson(words: readonly string[]): boolean {
  const formats = words.flatMap((word, at) => {
    if (word.startsWith('--format=')) return [word.slice('--format='.length)];
    return word === '--format' ? [words[at + 1]] : [];
  });
  return formats.at(-1) === 'json';
}
