import { refuse } from './failure.ts';

/** From the Hub's description of the members endpoint. */
export const pageLimits = { default: 500, min: 10, max: 10_000 } as const;

/** One page of a list; `cursor` leads to the next, `null` on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor: string | null;
}

/** The `limit` of a query. Throws the 400 of one that is no whole number or out of bounds. */
export function readLimit(query: URLSearchParams): number {
  const text = query.get('limit');
  if (text === null) return pageLimits.default;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (limit >= pageLimits.min && limit <= pageLimits.max) return limit;
  throw refuse.request(`limit must be a whole number from ${pageLimits.min} to ${pageLimits.max}`);
}

/**
 * Cuts a page out of `items`, which stand in ascending `orderOf`. The cursor holds the order of the last item of the
 * page before, so that pages neither repeat nor skip anybody when people come and go between two requests. Throws the
 * 400 of a cursor that this server never gave.
 */
export function pageOf<Item>(
  items: readonly Item[],
  orderOf: (item: Item) => number,
  query: URLSearchParams,
): Page<Item> {
  const limit = readLimit(query);
  const text = query.get('cursor');
  const after = text === null ? -1 : readCursor(text);
  const rest = items.filter((item) => orderOf(item) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const more = last !== undefined && rest.length > limit;
  return { items: page, cursor: more ? writeCursor(orderOf(last)) : null };
}

/** The `Link` header to the next page: absolute, with the rest of the query as it was. */
export function nextLink(url: URL, cursor: string): string {
  const next = new URL(url);
  next.searchParams.set('cursor', cursor);
  return `<${next.href}>; rel="next"`;
}

function writeCursor(after: number): string {
  return Buffer.from(`after ${after}`, 'utf8').toString('base64url');
}

function readCursor(cursor: string): number {
  const digits = /^after (\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (digits === undefined || writeCursor(Number(digits)) !== cursor)
    throw refuse.request('cursor is not valid');
  return Number(digits);
}
