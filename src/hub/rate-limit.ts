/** What `RateLimit` says: `RateLimit: "api";r=<left>;t=<seconds to reset>` (draft-ietf-httpapi-ratelimit-headers-09). */
export interface RateLimit {
  /** Calls left in the window. */
  readonly remaining: number;
  /** Seconds until the window is reset; `null` when it does not say. */
  readonly resetSeconds: number | null;
}

/** What `RateLimit-Policy` says: `RateLimit-Policy: "fixed window";"api";q=<quota>;w=<seconds>`. */
export interface RateLimitPolicy {
  readonly quota: number;
  readonly windowSeconds: number;
}

/** Reads a `RateLimit` header; of several items the one named `api`, else the one with the least left. */
export function parseRateLimit(header: string | null): RateLimit | null {
  let best: RateLimit | null = null;
  for (const item of itemsOf(header)) {
    const remaining = numberOf(item, 'r');
    if (remaining === null) continue;
    const limit = { remaining, resetSeconds: numberOf(item, 't') };
    if (item.names.includes('api')) return limit;
    if (best === null || remaining < best.remaining) best = limit;
  }
  return best;
}

/** Reads a `RateLimit-Policy` header; of several items the one named `api`, else the first. */
export function parseRateLimitPolicy(header: string | null): RateLimitPolicy | null {
  let first: RateLimitPolicy | null = null;
  for (const item of itemsOf(header)) {
    const quota = numberOf(item, 'q');
    const windowSeconds = numberOf(item, 'w');
    if (quota === null || windowSeconds === null || quota === 0 || windowSeconds === 0) continue;
    const policy = { quota, windowSeconds };
    if (item.names.includes('api')) return policy;
    first ??= policy;
  }
  return first;
}

interface Item {
  /** The quoted strings: the Hub puts the kind of window before the name. */
  readonly names: readonly string[];
  readonly values: ReadonlyMap<string, string>;
}

/** Splits at commas and semicolons outside quotes. The Hub's policy is no valid structured field, hence by hand. */
function itemsOf(header: string | null): Item[] {
  const bounded = (header ?? '').slice(0, 2000);
  return (bounded.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((item) => {
    const names: string[] = [];
    const values = new Map<string, string>();
    for (const piece of item.match(/(?:"[^"]*"|[^";])+/g) ?? []) {
      const text = piece.trim();
      const pair = /^([a-z]+)\s*=\s*(.*)$/i.exec(text);
      if (pair?.[1] !== undefined && pair[2] !== undefined) values.set(pair[1].toLowerCase(), pair[2]);
      else names.push(text.replaceAll('"', ''));
    }
    return { names, values };
  });
}

function numberOf(item: Item, key: string): number | null {
  const text = item.values.get(key);
  return text !== undefined && /^\d{1,9}(?:\.\d{1,6})?$/.test(text) ? Number(text) : null;
}
