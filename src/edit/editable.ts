import type { SourceFile } from '../text/source-file.ts';
import { type Outline, type OutlineEntry, outlineOf } from './outline.ts';

/** A file of the configuration with the places in it. */
export interface Editable {
  readonly file: SourceFile;
  readonly outline: Outline | null;
  /** The anchors that something else in the file uses. */
  readonly shared: ReadonlySet<string>;
}

/** Why a place cannot be changed by a small edit, and where to do it by hand. */
export interface Stuck {
  readonly kind: 'stuck';
  readonly file: SourceFile;
  readonly offset: number;
  readonly why: string;
}

/** What stands at the end of a path of keys. */
export type Reached =
  | { readonly kind: 'reached'; readonly entry: OutlineEntry }
  | { readonly kind: 'missing' }
  | Stuck;

/** Files made ready for edits, each once. */
export class EditableFiles {
  readonly #files = new Map<SourceFile, Editable>();

  of(file: SourceFile): Editable {
    const known = this.#files.get(file) ?? editable(file);
    this.#files.set(file, known);
    return known;
  }
}

function editable(file: SourceFile): Editable {
  const outline = outlineOf(file.text);
  const shared = new Set<string>();
  if (outline !== null) collectAliases(outline, shared);
  return { file, outline, shared };
}

/**
 * Follows keys from the top of a file. What is used in several places by an anchor, or stands elsewhere by an alias, is
 * no place for an edit: it would change more than was asked for.
 */
export function reach({ file, outline, shared }: Editable, keys: readonly string[]): Reached {
  let at = outline;
  let entry: OutlineEntry | null = null;
  for (const key of keys) {
    if (at?.kind !== 'map') return { kind: 'missing' };
    entry = at.entries.find((one) => one.key === key) ?? null;
    if (entry === null) return { kind: 'missing' };
    const { value, start } = entry;
    if (value?.kind === 'alias')
      return { kind: 'stuck', file, offset: start, why: `it stands elsewhere, at the anchor &${value.text}` };
    const anchor = value?.anchor ?? null;
    if (anchor !== null && shared.has(anchor))
      return { kind: 'stuck', file, offset: start, why: `others use it by the anchor &${anchor}` };
    at = value;
  }
  return entry === null ? { kind: 'missing' } : { kind: 'reached', entry };
}

function collectAliases(outline: Outline, into: Set<string>): void {
  switch (outline.kind) {
    case 'alias':
      into.add(outline.text);
      break;
    case 'word':
      break;
    case 'map':
      for (const { value } of outline.entries) if (value !== null) collectAliases(value, into);
      break;
    case 'list':
      for (const { value } of outline.items) if (value !== null) collectAliases(value, into);
      break;
  }
}
