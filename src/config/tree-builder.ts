import { isAlias, isMap, isNode, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import { visible } from '../text/visible.ts';
import type { SourceFile } from './source-file.ts';
import type { Tree, TreeEntry, TreeScalar } from './tree.ts';
import { notTextBecause } from './words.ts';

/** How many values all aliases of a file together may expand to. */
export const maxAliasExpansion = 10_000;

/**
 * Turns the library's nodes into a {@link Tree}: aliases expanded within {@link maxAliasExpansion}, every key text and
 * there once, no merge keys. What is wrong is reported, and left out of the tree.
 */
export function buildTree(
  file: SourceFile,
  contents: Node,
): { tree: Tree; diagnostics: readonly Diagnostic[] } {
  const builder = new TreeBuilder(file);
  return { tree: builder.build(contents), diagnostics: builder.diagnostics };
}

class TreeBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #file: SourceFile;
  /** What each anchor stands for; `null` while its own value is still being built. */
  readonly #anchors = new Map<string, { readonly tree: Tree; readonly values: number } | null>();
  /** Values built so far, those of expanded aliases included. */
  #values = 0;
  #expanded = 0;

  constructor(file: SourceFile) {
    this.#file = file;
  }

  build(node: unknown): Tree {
    if (isAlias(node)) return this.#expand(node.source, startOf(node), lengthOf(node));
    const before = this.#values;
    this.#values++;
    const anchor = isNode(node) && 'anchor' in node ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const tree = this.#value(node);
    if (anchor !== undefined) this.#anchors.set(anchor, { tree, values: this.#values - before });
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
    if (isScalar(node)) return scalarOf(node);
    return nothingAt(0);
  }

  #entries(pairs: readonly Pair[]): readonly TreeEntry[] {
    const entries: TreeEntry[] = [];
    const keys = new Map<string, number>();
    for (const { key, value } of pairs) {
      const name = this.build(key);
      const text = this.#keyText(name, isScalar(key) ? (key.source ?? '') : '');
      const tree = value === null ? nothingAt(name.offset + name.length) : this.build(value);
      if (text === null) continue;
      const first = keys.get(text);
      if (first !== undefined) {
        const { line } = this.#file.locate(first);
        const message = `The key \`${visible(text)}\` stands twice in this mapping, first in line ${line}`;
        this.#report('yaml-duplicate-key', name, message);
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
      this.#report('wrong-type', key, 'A key must be text');
      return null;
    }
    if (key.plain && source === '<<') {
      this.#report('yaml-merge-key', key, 'Merge keys (`<<`) are not part of YAML 1.2');
      return null;
    }
    const otherwise = key.plain ? notTextBecause(source) : null;
    if (otherwise !== null || typeof key.value !== 'string') {
      const word = visible(source);
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

  #expand(anchor: string, offset: number, length: number): Tree {
    const found = this.#anchors.get(anchor);
    const alias = { offset, length };
    if (found === undefined || found === null) {
      const why = found === null ? 'contains itself' : 'has no anchor before it';
      this.#report('yaml-alias', alias, `The alias \`*${visible(anchor)}\` ${why}`);
      return nothingAt(offset);
    }
    const room = maxAliasExpansion - this.#expanded;
    this.#expanded += found.values;
    this.#values += found.values;
    if (found.values > room) {
      // Said once: every further alias is too much as well.
      if (room >= 0) {
        this.#report(
          'yaml-alias',
          alias,
          `The aliases of this file expand to more than ${maxAliasExpansion} values`,
        );
      }
      return nothingAt(offset);
    }
    return found.tree;
  }

  #report(
    code: DiagnosticCode,
    at: { offset: number; length: number },
    message: string,
    hint: string | null = null,
  ) {
    this.diagnostics.push(
      diagnose(code, { file: this.#file, offset: at.offset, length: at.length }, message, hint),
    );
  }
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
