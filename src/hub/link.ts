/** The link to the next page: absolute, or `null` when there is none. */
export type NextLink =
  | { readonly kind: 'none' }
  | { readonly kind: 'next'; readonly url: URL }
  | { readonly kind: 'unreadable' };

/**
 * Finds `rel="next"` in a `Link` header (RFC 8288): several links, quoted parameters with commas and semicolons in
 * them, several relations in one `rel`, and relative targets are understood.
 *
 * @param base the URL that answered; relative targets are relative to it
 */
export function nextLink(header: string | null, base: URL): NextLink {
  for (const { target, rel } of header === null ? [] : linksOf(header)) {
    if (!rel.toLowerCase().split(/\s/).includes('next')) continue;
    if (!URL.canParse(target, base.href)) return { kind: 'unreadable' };
    return { kind: 'next', url: new URL(target, base) };
  }
  return { kind: 'none' };
}

interface Link {
  readonly target: string;
  readonly rel: string;
}

function* linksOf(header: string): Generator<Link> {
  const link = /<([^>]*)>((?:\s*;\s*(?:"(?:[^"\\]|\\.)*"|[^",;])*)*)/g;
  for (const [, target, parameters] of header.matchAll(link)) {
    const rel = relOf(parameters ?? '');
    if (target !== undefined && rel !== null) yield { target, rel };
  }
}

/** The first `rel` counts (RFC 8288, 3.3). */
function relOf(parameters: string): string | null {
  const parameter = /;\s*([^\s=;",]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?/g;
  for (const [, name, quoted, plain] of parameters.matchAll(parameter)) {
    if (name?.toLowerCase() === 'rel') return quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
  }
  return null;
}
