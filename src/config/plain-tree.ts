import type { CST } from 'yaml';
import { notTextBecause } from './guessed-words.ts';
import { plainValue, quotedValue } from './plain-scalar.ts';
import { endOf, type Trivia, triviaOf } from './plain-trivia.ts';
import { scan } from './scan.ts';
import type { Tree, TreeEntry, TreeList, TreeMap, TreeScalar } from './tree.ts';
import { maxKeyLength } from './tree-builder.ts';

/**
 * Builds the tree of an ordinary document straight from the library's syntax tree, much faster than through the
 * library's document nodes. Ordinary is: block and flow collections of plain and quoted scalars, each on one line, and
 * nothing wrong anywhere. The syntax tree takes several times the room of the text; it is read while it grows, and what
 * has been read of it is let go.
 *
 * @param waiting so many items of a block collection are read only when it has ended, or one more comes; at least 2
 * @returns `null` for everything else (anchors, tags, tabs, block scalars, empty values, every error, what breaks a bound),
 * which is for the composer. A tree is the one that the composer would give; a property test holds it to that.
 */
export function plainTree(text: string, waiting = 32): Tree | null {
  const reader = new PlainReader(waiting);
  try {
    const scanned = scan(text, (open) => reader.readAhead(open));
    return scanned.ok ? reader.stream(scanned.tokens) : null;
  } catch (reason) {
    if (!(reason instanceof NotOrdinary)) throw reason;
    return null;
  }
}

/** Leaves the descent where something is not ordinary. It is no failure, and needs no stack trace. */
class NotOrdinary {}

function notOrdinary(): never {
  throw new NotOrdinary();
}

type Maybe<T> = T | null | undefined;

/** Of these the library may still change something while the collection goes on. */
const unfinished = 2;

/** What has been read of a block collection. */
interface Begun<Item> {
  readonly items: Item[];
  /** The keys of a mapping. */
  readonly keys: Set<string>;
  /** Where the last item ended. */
  end: number;
  /** Where what follows the last item ended: comments and blank lines. */
  trailing: number | null;
}

class PlainReader {
  /** Where the last node ended, with the spaces, comments and line ends that belong to it. */
  #end = 0;
  readonly #waiting: number;
  readonly #maps = new Map<CST.BlockMap, Begun<TreeEntry>>();
  readonly #lists = new Map<CST.BlockSequence, Begun<Tree>>();

  constructor(waiting: number) {
    this.#waiting = waiting;
  }

  /** Reads of what has begun all that does not change any more, and takes it out of the library's tokens. */
  readAhead(open: readonly CST.Token[]): void {
    for (const token of open) {
      if (token.type === 'block-map') {
        if (token.items.length > this.#waiting) this.#readEntries(token, token.items.length - unfinished);
      } else if (token.type === 'block-seq') {
        if (token.items.length > this.#waiting) this.#readItems(token, token.items.length - unfinished);
      }
    }
  }

  stream(tokens: readonly CST.Token[]): Tree {
    let tree: Tree | null = null;
    for (const token of tokens) {
      if (token.type === 'document' && tree === null) tree = this.#document(token);
      else if (token.type !== 'comment' && token.type !== 'newline') notOrdinary();
    }
    return tree ?? notOrdinary();
  }

  #document({ start, value, end }: CST.Document): Tree {
    const { indicator, newline } = trivia(start, 'doc-start', true);
    if (indicator !== null && !newline) notOrdinary();
    const tree = this.#node(value);
    if (end !== undefined) trivia(end, null, true);
    return tree;
  }

  #node(token: Maybe<CST.Token>): Tree {
    if (isScalar(token)) return this.#scalar(token);
    switch (token?.type) {
      case 'block-map':
        return this.#blockMap(token);
      case 'block-seq':
        return this.#blockList(token);
      case 'flow-collection':
        return token.start.type === 'flow-map-start' ? this.#flowMap(token) : this.#flowList(token);
      default:
        return notOrdinary();
    }
  }

  #scalar(token: CST.FlowScalar): TreeScalar {
    const { type, offset, source, end } = token;
    const plain = type === 'scalar';
    const value = (plain ? plainValue(source) : quotedValue(source)) ?? notOrdinary();
    this.#endAfter(end, offset + source.length);
    return { kind: 'scalar', offset, length: source.length, value, plain };
  }

  #blockMap(token: CST.BlockMap): TreeMap {
    const { offset } = token;
    const { items: entries, end, trailing } = this.#readEntries(token, token.items.length);
    this.#maps.delete(token);
    this.#end = trailing ?? end;
    return { kind: 'map', offset, length: Math.max(1, end - offset), entries };
  }

  #readEntries(token: CST.BlockMap, many: number): Begun<TreeEntry> {
    const begun = begunIn(this.#maps, token);
    for (const { start, key, sep, value } of token.items.splice(0, many)) {
      if (begun.trailing !== null) return notOrdinary();
      trivia(start, null, true);
      if (key === undefined) {
        begun.trailing = endOf(start, begun.end);
        continue;
      }
      if (key === null || !('indent' in key) || key.indent !== token.indent) return notOrdinary();
      if (value?.type === 'block-map' && !sep.some(({ type }) => type === 'newline')) return notOrdinary();
      begun.items.push(this.#entry(key, sep, value, begun.keys));
      begun.end = this.#end;
    }
    return begun;
  }

  #blockList(token: CST.BlockSequence): TreeList {
    const { offset } = token;
    const { items, end, trailing } = this.#readItems(token, token.items.length);
    this.#lists.delete(token);
    this.#end = trailing ?? end;
    return { kind: 'list', offset, length: Math.max(1, end - offset), items };
  }

  #readItems(token: CST.BlockSequence, many: number): Begun<Tree> {
    const begun = begunIn(this.#lists, token);
    for (const { start, value } of token.items.splice(0, many)) {
      if (begun.trailing !== null) return notOrdinary();
      if (trivia(start, 'seq-item-ind', true).indicator === null) {
        if (value !== undefined) return notOrdinary();
        begun.trailing = endOf(start, begun.end);
        continue;
      }
      begun.items.push(this.#node(value));
      begun.end = this.#end;
    }
    return begun;
  }

  #flowMap({ offset, items, end }: CST.FlowCollection): TreeMap {
    const entries: TreeEntry[] = [];
    const keys = new Set<string>();
    for (const [at, { start, key, sep, value }] of items.entries()) {
      separated(start, at);
      if (key === undefined && value === undefined && at === items.length - 1) break;
      entries.push(this.#entry(key, sep ?? [], isBlock(value) ? null : value, keys));
    }
    return { kind: 'map', offset, length: this.#close(end, '}') - offset, entries };
  }

  #flowList({ offset, items, end }: CST.FlowCollection): TreeList {
    const trees: Tree[] = [];
    for (const [at, { start, key, sep, value }] of items.entries()) {
      separated(start, at);
      if (key !== undefined || sep !== undefined) return notOrdinary();
      if (value === undefined && at === items.length - 1) break;
      trees.push(this.#node(isBlock(value) ? null : value));
    }
    return { kind: 'list', offset, length: this.#close(end, ']') - offset, items: trees };
  }

  #close([close, ...rest]: readonly CST.SourceToken[], bracket: string): number {
    if (close?.source !== bracket) return notOrdinary();
    const end = close.offset + 1;
    this.#endAfter(rest, end);
    return end;
  }

  #entry(
    key: Maybe<CST.Token>,
    sep: readonly CST.SourceToken[],
    value: Maybe<CST.Token>,
    keys: Set<string>,
  ): TreeEntry {
    const { indicator } = trivia(sep, 'map-value-ind', false);
    if (indicator === null || !isScalar(key) || key.end !== undefined) return notOrdinary();
    const name = this.#scalar(key);
    if (indicator.offset - key.offset > maxKeyLength || typeof name.value !== 'string') return notOrdinary();
    if (name.plain && (name.value === '<<' || notTextBecause(name.value) !== null)) return notOrdinary();
    if (keys.has(name.value)) return notOrdinary();
    keys.add(name.value);
    return { key: name.value, keyOffset: name.offset, keyLength: name.length, value: this.#node(value) };
  }

  #endAfter(tokens: readonly CST.SourceToken[] | undefined, end: number): void {
    this.#end = end;
    if (tokens === undefined) return;
    trivia(tokens, null, false);
    this.#end = endOf(tokens, end);
  }
}

function begunIn<Token extends CST.BlockMap | CST.BlockSequence, Item>(
  known: Map<Token, Begun<Item>>,
  token: Token,
): Begun<Item> {
  const begun = known.get(token) ?? { items: [], keys: new Set(), end: token.offset, trailing: null };
  known.set(token, begun);
  return begun;
}

function trivia(...args: Parameters<typeof triviaOf>): Trivia {
  return triviaOf(...args) ?? notOrdinary();
}

/** In a flow collection every item but the first begins with a comma. */
function separated(start: readonly CST.SourceToken[], at: number): void {
  if (trivia(start, null, false).comma !== at > 0) notOrdinary();
}

function isScalar(token: Maybe<CST.Token>): token is CST.FlowScalar {
  return (
    token?.type === 'scalar' ||
    token?.type === 'single-quoted-scalar' ||
    token?.type === 'double-quoted-scalar'
  );
}

/** Block collections inside flow collections are an error. */
function isBlock(token: Maybe<CST.Token>): boolean {
  return token?.type === 'block-map' || token?.type === 'block-seq';
}
