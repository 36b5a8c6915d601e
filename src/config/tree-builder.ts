import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Collector } from '../diagnostics/collector.ts';
import type { SourceFile } from '../text/source-file.ts';
import { brief } from './brief.ts';
import { notTextBecause } from './guessed-words.ts';
import type { Tree, TreeEntry, TreeScalar } from './tree.ts';

/** How many values all aliases of a file together may expand to. */
export const maxAliasExpansion = 10_000;

/** How many characters of text all aliases of a file together may expand to. */
export const maxAliasText = 1_000_000;

/** No key is longer: a name has up to 200 characters, an e-mail address up to 254. */
export const maxKeyLength = 320;

/**
 * Turns the library's nodes into a {@link Tree}: aliases expanded within bounds, every key text and there once, no
 * merge keys. What is wrong is reported, and left out of the tree.
 */
export function buildTree(file: SourceFile, contents: Node, found: Collector): Tree {
  return new TreeBuilder(file, found).build(contents);
}

/** What an anchor stands for, and how much there is of it with its own aliases expanded. */
interface Anchored {
  readonly tree: Tree;
  readonly values: number;
  readonly text: number;
}

class TreeBuilder {
  readonly #file: SourceFile;
  readonly #found: Collector;
  /** `null` while the anchor's own value is still being built. */
  readonly #anchors = new Map<string, Anchored | null>();
  /** Values and characters built so far, those of expanded aliases included. */
  #values = 0;
  #text = 0;
  /** What aliases may still expand to. */
  #valuesLeft = maxAliasExpansion;
  #textLeft = maxAliasText;

  constructor(file: SourceFile, found: Collector) {
    this.#file = file;
    this.#found = found;
  }

  build(node: unknown): Tree {
    if (isAlias(node)) return this.#expand(node.source, startOf(node), lengthOf(node));
    const before = { values: this.#values, text: this.#text };
    this.#values++;
    const anchor = isNode(node) && 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const tree = this.#value(node);
    if (anchor !== undefined) {
      const [values, text] = [this.#values - before.values, this.#text - before.text];
      this.#anchors.set(anchor, { tree, values, text });
    }
    return tree;
  }

  #value(node: unknown): Tree {
    if (isMap(node)) {
      return {
        kind: 'map',
        offset: startOf(node),
        length: lengthOf(node),
        entries: this.#entries(node.items),
      };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.build(item));
      return { kind: 'list', offset: startOf(node), length: lengthOf(node), items };
    }
    if (!isScalar(node)) return nothingAt(0);
    this.#text += node.source?.length ?? 0;
    return scalarOf(node);
  }

  #entries(pairs: readonly Pair[]): readonly TreeEntry[] {
    const entries: TreeEntry[] = [];
    const keys = new Map<string, number>();
    for (const { key, value } of pairs) {
      const name = this.build(key);
      const text = this.#keyText(name, sourceOf(key, name));
      const tree = value === null ? nothingAt(name.offset + name.length) : this.build(value);
      if (text === null) continue;
      if (text.length > maxKeyLength) {
        this.#report('invalid-name', name, `\`${brief(text)}\` is too long: ${text.length} characters`);
        continue;
      }
      const first = keys.get(text);
      if (first !== undefined) {
        const { line } = this.#file.locate(first);
        const message = `The key \`${brief(text)}\` stands twice in this mapping, first in line ${line}`;
        this.#report('yaml-duplicate-key', name, message, 'Keep one of them, with what belongs below both.');
        continue;
      }
      keys.set(text, name.offset);
      entries.push({ key: text, keyOffset: name.offset, keyLength: name.length, value: tree });
    }
    return entries;
  }

  /** The key as text; `null`, with an error, when it is none. */
  #keyText(key: Tree, source: string): string | null {
    if (key.kind !== 'scalar') {
      this.#keyIsNone(key);
      return null;
    }
    if (key.plain && source === '<<') {
      this.#report(
        'yaml-merge-key',
        key,
        'Merge keys (`<<`) are not part of YAML 1.2',
        'Write the entries out, or make the people a team.',
      );
      return null;
    }
    // An alias that stands for nothing was told.
    if (this.#found.tells({ file: this.#file, offset: key.offset, length: key.length })) return null;
    const otherwise = key.plain ? notTextBecause(source) : null;
    if (otherwise !== null || typeof key.value !== 'string') {
      const word = brief(source);
      this.#report(
        'name-not-text',
        key,
        source === ''
          ? 'A key is empty'
          : `YAML reads the key \`${word}\` as ${otherwise ?? 'something other than text'}`,
        source === '' ? 'Give it a name.' : `Quote it: "${word}"`,
      );
      return null;
    }
    return key.value;
  }

  #keyIsNone(key: Tree): void {
    // `{{ name }}` of a template is a mapping whose key is a mapping.
    const at = key.offset - 1;
    if (!this.#file.text.startsWith('{{', at)) {
      this.#report('wrong-type', key, 'A key must be text', 'Write one word, or put the name into quotes.');
      return;
    }
    const hint = 'Fill in what `{{ … }}` stands for, before this program reads the file.';
    this.#report(
      'wrong-type',
      { offset: at, length: 2 },
      'The placeholder of a template is not filled in',
      hint,
    );
  }

  #expand(anchor: string, offset: number, length: number): Tree {
    const found = this.#anchors.get(anchor);
    const alias = { offset, length };
    if (found === undefined || found === null) {
      const why = found === null ? 'contains itself' : 'has no anchor before it';
      const hint = 'Write the value out; a name that begins with * stands in quotes.';
      this.#report('yaml-alias', alias, `The alias \`*${brief(anchor)}\` ${why}`, hint);
      return nothingAt(offset);
    }
    if (this.#valuesLeft < 0 || this.#textLeft < 0) return nothingAt(offset);
    this.#valuesLeft -= found.values;
    this.#textLeft -= found.text;
    if (this.#valuesLeft < 0 || this.#textLeft < 0) {
      // Said once: every further alias is too much as well.
      const message = `The aliases of this file expand to more than ${maxAliasExpansion} values or ${maxAliasText} characters`;
      this.#report('yaml-alias', alias, message);
      return nothingAt(offset);
    }
    this.#values += found.values;
    this.#text += found.text;
    return found.tree;
  }

  #report(
    code: DiagnosticCode,
    at: { readonly offset: number; readonly length: number },
    message: string,
    hint: string | null = null,
  ): void {
    const place = { file: this.#file, offset: at.offset, length: at.length };
    this.#found.report(code, place, message, hint);
  }
}

/** The key as it is written, without quotes. */
function sourceOf(key: unknown, name: Tree): string {
  if (isScalar(key)) return key.source ?? '';
  return name.kind === 'scalar' ? String(name.value ?? '') : '';
}

function scalarOf(node: Scalar): TreeScalar {
  const { value } = node;
  const text =
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    typeof value === 'boolean'
      ? value
      : null;
  const plain = node.type === 'PLAIN' && node.tag === undefined;
  return { kind: 'scalar', offset: startOf(node), length: lengthOf(node), value: text, plain };
}

function nothingAt(offset: number): TreeScalar {
  return { kind: 'scalar', offset, length: 1, value: null, plain: true };
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function lengthOf(node: Node): number {
  return Math.max(1, (node.range?.[1] ?? 0) - (node.range?.[0] ?? 0));
}
