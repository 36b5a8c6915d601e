import { CST } from 'yaml';
import { scan } from '../config/scan.ts';

/**
 * A YAML text as places: what an edit has to know of each collection, entry and word, and no more. It comes from the
 * library's tokens, which leave out no character, and never from its document nodes, whose text is another.
 */
export type Outline = OutlineMap | OutlineList | OutlineWord | OutlineAlias;

interface Placed {
  /** Where it begins, and where its last character of content ends: spaces, comments and line ends are outside. */
  readonly start: number;
  readonly end: number;
  /** The anchor that others use it by; `null` for none. */
  readonly anchor: string | null;
}

export interface OutlineMap extends Placed {
  readonly kind: 'map';
  readonly style: 'block' | 'flow';
  readonly entries: readonly OutlineEntry[];
}

export interface OutlineList extends Placed {
  readonly kind: 'list';
  readonly style: 'block' | 'flow';
  readonly items: readonly OutlineItem[];
}

export interface OutlineWord extends Placed {
  readonly kind: 'word';
  /** Without quotes. */
  readonly text: string;
}

export interface OutlineAlias extends Placed {
  readonly kind: 'alias';
  /** The anchor whose value stands here. */
  readonly text: string;
}

export interface OutlineEntry {
  /** Without quotes. */
  readonly key: string;
  readonly start: number;
  readonly keyEnd: number;
  /** Behind the colon. */
  readonly colonEnd: number;
  readonly end: number;
  /** `null` where nothing stands behind the colon. */
  readonly value: Outline | null;
}

export interface OutlineItem {
  /** Where its dash is, in a list of lines; else where its value begins. */
  readonly start: number;
  readonly end: number;
  readonly value: Outline | null;
}

/** The outline of a text's one document; `null` when it is none, or has something that no edit goes near. */
export function outlineOf(text: string): Outline | null {
  const scanned = scan(text);
  if (!scanned.ok) return null;
  const documents = scanned.tokens.filter(({ type }) => type === 'document');
  const [document] = documents;
  if (documents.length !== 1 || document?.type !== 'document') return null;
  return outline(document.value, anchorIn(document.start));
}

/** The entry of a key; `null` when the map has none, or it is no map. */
export function entryOf(outlined: Outline | null | undefined, key: string): OutlineEntry | null {
  if (outlined?.kind !== 'map') return null;
  return outlined.entries.find((entry) => entry.key === key) ?? null;
}

const byStart = new WeakMap<OutlineMap, ReadonlyMap<number, OutlineEntry>>();

/** The entry whose key begins at a place; `null` for none. */
export function entryAt(map: OutlineMap, start: number): OutlineEntry | null {
  const known = byStart.get(map) ?? new Map(map.entries.map((entry) => [entry.start, entry]));
  byStart.set(map, known);
  return known.get(start) ?? null;
}

type Token = CST.Token | null | undefined;

function outline(token: Token, anchor: string | null): Outline | null {
  switch (token?.type) {
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return word(token, anchor);
    case 'block-scalar': {
      const head = token.props.at(-1);
      const end = head !== undefined && 'source' in head ? head.offset + head.source.length : token.offset;
      const body = token.source.replace(/\s+$/, '').length;
      return { kind: 'word', text: textOf(token), start: token.offset, end: end + body, anchor };
    }
    case 'block-map':
      return blockMap(token, anchor);
    case 'block-seq':
      return blockList(token, anchor);
    case 'flow-collection':
      return token.start.type === 'flow-map-start' ? flowMap(token, anchor) : flowList(token, anchor);
    default:
      return null;
  }
}

function word(token: CST.FlowScalar, anchor: string | null): OutlineWord | OutlineAlias {
  const { type, offset, source } = token;
  const placed = { start: offset, end: offset + source.length, anchor };
  if (type === 'alias') return { kind: 'alias', text: source.slice(1), ...placed };
  return { kind: 'word', text: textOf(token), ...placed };
}

function blockMap({ offset, items }: CST.BlockMap, anchor: string | null): OutlineMap {
  const entries = items.flatMap(entryFrom);
  return { kind: 'map', style: 'block', start: offset, end: entries.at(-1)?.end ?? offset, anchor, entries };
}

function flowMap({ offset, items, end }: CST.FlowCollection, anchor: string | null): OutlineMap {
  return {
    kind: 'map',
    style: 'flow',
    start: offset,
    end: closeOf(end, offset),
    anchor,
    entries: items.flatMap(entryFrom),
  };
}

function entryFrom({ key, sep, value }: CST.CollectionItem): readonly OutlineEntry[] {
  const name = outline(key, null);
  const colon = sep?.find(({ type }) => type === 'map-value-ind');
  if (name === null || name.kind !== 'word' || colon === undefined) return [];
  const colonEnd = colon.offset + colon.source.length;
  const outlined = outline(value, anchorIn(sep ?? []));
  return [
    {
      key: name.text,
      start: name.start,
      keyEnd: name.end,
      colonEnd,
      end: outlined?.end ?? colonEnd,
      value: outlined,
    },
  ];
}

function blockList({ offset, items }: CST.BlockSequence, anchor: string | null): OutlineList {
  const found = items.flatMap(({ start, value }): readonly OutlineItem[] => {
    const dash = start.find(({ type }) => type === 'seq-item-ind');
    if (dash === undefined) return [];
    const outlined = outline(value, anchorIn(start));
    return [{ start: dash.offset, end: outlined?.end ?? dash.offset + 1, value: outlined }];
  });
  return {
    kind: 'list',
    style: 'block',
    start: offset,
    end: found.at(-1)?.end ?? offset,
    anchor,
    items: found,
  };
}

function flowList({ offset, items, end }: CST.FlowCollection, anchor: string | null): OutlineList {
  const found = items.flatMap(({ start, value }): readonly OutlineItem[] => {
    const outlined = outline(value, anchorIn(start));
    return outlined === null ? [] : [{ start: outlined.start, end: outlined.end, value: outlined }];
  });
  return { kind: 'list', style: 'flow', start: offset, end: closeOf(end, offset), anchor, items: found };
}

/** Behind the bracket that closes a collection. */
function closeOf([close]: readonly CST.SourceToken[], start: number): number {
  return close === undefined ? start : close.offset + close.source.length;
}

function textOf(token: CST.FlowScalar | CST.BlockScalar): string {
  return CST.resolveAsScalar(token, false)?.value ?? '';
}

function anchorIn(tokens: readonly CST.SourceToken[]): string | null {
  return tokens.find(({ type }) => type === 'anchor')?.source.slice(1) ?? null;
}
