import type { CST } from 'yaml';

/** No configuration nests deeper than this: the format itself has seven levels. */
export const maxDepth = 64;

/**
 * Where a document nests deeper than {@link maxDepth}; `null` when it does not. It is asked before the library
 * composes a document, since composing descends by recursion and a deep file would end the process.
 *
 * @returns an offset in the text
 */
export function tooDeepAt(token: CST.Token): number | null {
  const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > maxDepth) return next.token.offset;
    for (const child of childrenOf(next.token)) open.push({ token: child, depth: next.depth + 1 });
  }
  return null;
}

/** Scalars are left out: they are most of the tokens, and have no depth. */
function* childrenOf(token: CST.Token): Generator<CST.Token> {
  if (token.type === 'document') {
    if (token.value !== undefined) yield token.value;
    return;
  }
  if (!('items' in token)) return;
  for (const { key, value } of token.items) {
    if (key !== undefined && key !== null && 'items' in key) yield key;
    if (value !== undefined && 'items' in value) yield value;
  }
}
