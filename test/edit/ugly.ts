/**
 * The same configuration as somebody might have written it: comments beside and above, empty lines, CRLF, no last line
 * end.
 *
 * @param seed chooses; the same seed gives the same text
 */
export function uglified(text: string, seed: number): string {
  const random = generator(seed);
  const lines = text.split('\n').flatMap((line): readonly string[] => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    const choice = Math.floor(random() * 10);
    if (line.trim() === '' || /[|>]-?$/.test(line)) return [line];
    if (choice === 0) return [`${line} # beside`];
    if (choice === 1) return [`${indent}# above`, line];
    if (choice === 2) return ['', line];
    if (choice === 3) return ['', `${indent}# a heading`, line];
    if (choice === 4) return [`${line}   `];
    return [line];
  });
  const ugly = lines.join(random() < 0.3 ? '\r\n' : '\n');
  return random() < 0.3 ? ugly.trimEnd() : ugly;
}

/** Numbers in [0, 1) that a seed decides. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}
