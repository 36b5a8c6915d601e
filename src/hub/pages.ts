import { type Subject, tooLargeError, unreadableError } from './answer-errors.ts';
import type { Connection } from './connection.ts';
import type { Shape } from './content.ts';
import { sameOrigin } from './endpoint.ts';
import { nextLink } from './link.ts';
import { type Document, otherOriginError, readDocument } from './read.ts';

/** More pages than any organization has; with the largest page the Hub gives, 20 million members. */
const mostPages = 2000;

/**
 * Reads a list over all its pages, following `Link: rel="next"`, whose cursor is opaque.
 *
 * @throws HubError `hub-other-origin` when a page's link leads elsewhere, `hub-unreadable` when it leads to another
 *   path, to a page that was read already, or on without end, in pages or in bytes; never with a part of the list
 */
export async function readPages<T>(
  connection: Pick<Connection, 'perform'>,
  start: URL,
  shape: Shape<readonly T[]>,
  subject: Subject,
): Promise<readonly T[]> {
  const read = new Set<string>();
  const items: T[] = [];
  let bytes = 0;
  for (let url: URL | null = start; url !== null; ) {
    read.add(url.href);
    const page: Document<readonly T[]> = await readDocument(connection, url, shape, subject);
    bytes += page.answer.body.length;
    if (bytes > subject.maxListBytes) throw tooLargeError(subject.maxListBytes, page.answer, subject);
    for (const item of page.value) items.push(item);
    url = nextPage(page, read, subject);
  }
  return items;
}

function nextPage(page: Document<unknown>, read: ReadonlySet<string>, subject: Subject): URL | null {
  const link = nextLink(page.answer.headers.get('link') ?? null, page.url);
  if (link.kind === 'none') return null;
  const unreadable = (problem: string) => unreadableError(problem, page.answer, subject);
  if (link.kind === 'unreadable') throw unreadable('has a link to the next page that is not a URL');
  if (!sameOrigin(link.url, page.url)) {
    throw otherOriginError('The link to the next page', link.url, page.answer, subject);
  }
  if (link.url.pathname !== page.url.pathname) throw unreadable('has a next page under another path');
  if (read.has(link.url.href)) throw unreadable('has a next page that was read already');
  if (read.size >= mostPages) throw unreadable(`has more than ${mostPages} pages`);
  return link.url;
}
