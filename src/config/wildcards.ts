/**
 * What a pattern of the policy asks of a text, one character after the other. Patterns come from the branch that they
 * judge: a regular expression of many wildcards could be made to try for longer than anybody waits.
 */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  /** `*` of a path: anything but a slash. */
  | { readonly kind: 'part' }
  /** `**` of a path, `*` of a name: anything. */
  | { readonly kind: 'any' }
  /** `**` and a slash: nothing, or anything that ends with a slash. */
  | { readonly kind: 'folders' };

/**
 * Paths of files, case and all: `**` stands for any folders, `*` for a part of a name. Either may have a line feed in it,
 * as a file's name may.
 *
 * @returns whether a path fits, in time that grows with the product of both lengths at the most
 */
export function pathPattern(pattern: string): (path: string) => boolean {
  const tokens = pattern.split(/(\*\*\/|\*\*|\*)/).flatMap((part): readonly Token[] => {
    if (part === '**/') return [{ kind: 'folders' }];
    if (part === '**') return [{ kind: 'any' }];
    return part === '*' ? [{ kind: 'part' }] : textTokens(part);
  });
  return (path) => fits(tokens, path);
}

/** Names of groups: `*` stands for anything. @returns as {@link pathPattern} */
export function namePattern(pattern: string): (name: string) => boolean {
  const tokens = pattern
    .split(/(\*)/)
    .flatMap((part): readonly Token[] => (part === '*' ? [{ kind: 'any' }] : textTokens(part)));
  return (name) => fits(tokens, name);
}

function textTokens(text: string): readonly Token[] {
  return text.split('').map((one) => ({ kind: 'text', text: one }));
}

/** Follows all ways through the tokens at once: each is at a token, of which it may have taken in some characters. */
function fits(tokens: readonly Token[], text: string): boolean {
  let ways = new Set<number>();
  reach(ways, tokens, 0);
  for (const character of text.split('')) {
    const next = new Set<number>();
    for (const at of ways) take(next, tokens, at, character);
    ways = next;
  }
  return ways.has(tokens.length);
}

function take(next: Set<number>, tokens: readonly Token[], at: number, character: string): void {
  const token = tokens[at];
  switch (token?.kind) {
    case 'text':
      if (token.text === character) reach(next, tokens, at + 1);
      return;
    case 'part':
      if (character !== '/') reach(next, tokens, at);
      return;
    case 'any':
      reach(next, tokens, at);
      return;
    case 'folders':
      next.add(at);
      if (character === '/') reach(next, tokens, at + 1);
      return;
    case undefined:
      return;
  }
}

/** Comes to a token: one that may stand for nothing is passed as well. */
function reach(ways: Set<number>, tokens: readonly Token[], at: number): void {
  for (let place = at; ; place++) {
    ways.add(place);
    const kind = tokens[place]?.kind;
    if (kind === undefined || kind === 'text') return;
  }
}
