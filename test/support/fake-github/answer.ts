import type { FakeRepository } from './repository.ts';
import type { TokenKind } from './server.ts';
import type { Views } from './views.ts';

/** A request as the fake got it. */
export interface Call {
  readonly method: string;
  /** Without origin, prefix and query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; `undefined` without one. */
  readonly body: unknown;
  /** `null` for one that is not known. */
  readonly token: TokenKind | null;
  readonly url: URL;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type Json = Record<string, unknown>;

export interface Context extends Call {
  readonly repository: FakeRepository;
  readonly views: Views;
  /** Who the token writes as. */
  readonly login: string;
}

export type Handler = (context: Context, parameters: readonly string[]) => Answer;

/** A page of a list, with GitHub's `Link`. */
export function page<T>(context: Context, items: readonly T[], view: (item: T) => Json): Answer {
  return paged(context, items, (some) => some.map(view));
}

/** A page with GitHub's `Link`: 30 on a page unless asked, at most 100. */
export function paged<T>(
  { query, url }: Context,
  items: readonly T[],
  view: (items: readonly T[]) => unknown,
): Answer {
  const size = Math.min(100, Number(query['per_page'] ?? '30'));
  const number = Number(query['page'] ?? '1');
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    status: 200,
    headers: links.length === 0 ? {} : { link: links.join(', ') },
    body: view(items.slice((number - 1) * size, number * size)),
  };
}

export function ok(body: unknown, status = 200): Answer {
  return { status, headers: {}, body };
}

export function error(status: number, message: string): Answer {
  const documentation_url = 'https://docs.github.example/rest';
  return { status, headers: {}, body: { message, documentation_url, status: String(status) } };
}

export function textOf(body: unknown, key: string): string | null {
  const value =
    typeof body === 'object' && body !== null
      ? Object.entries(body).find(([name]) => name === key)?.[1]
      : null;
  return typeof value === 'string' ? value : null;
}

export function labelsOf(body: unknown): readonly string[] {
  const labels: unknown = typeof body === 'object' && body !== null && 'labels' in body ? body.labels : [];
  return Array.isArray(labels) ? labels.filter((label) => typeof label === 'string') : [];
}
