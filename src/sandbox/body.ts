import type { IncomingMessage } from 'node:http';
import { refuse } from './failure.ts';

const limit = 1024 * 1024;
/** A body that goes on beyond this is not even read to its end. */
const patience = 16 * limit;

/** A request's body: its bytes, or that it was too large. */
export type ReadBody = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'too-large' };

/**
 * Reads a body to its end, so that the client can read the answer; what is beyond 1 MiB is thrown away. Rejects when
 * the client goes away, or sends far too much.
 */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > patience) throw new RangeError('the request body does not end');
    if (size <= limit) chunks.push(bytes);
  }
  return size > limit
    ? { kind: 'too-large' }
    : { kind: 'text', text: Buffer.concat(chunks).toString('utf8') };
}

/** The JSON of a body, `undefined` for an empty one. Throws 413 or 400. */
export function parseBody(body: ReadBody, contentType: string | undefined): unknown {
  if (body.kind === 'too-large') throw refuse.size();
  if (body.text === '') return undefined;
  if (!/^application\/json\b/i.test(contentType ?? '')) {
    throw refuse.request('The request body must have the content type application/json');
  }
  try {
    return JSON.parse(body.text);
  } catch {
    throw refuse.request('The request body is not JSON');
  }
}

/** What the log keeps of a body: never throws. */
export function loggedBody(body: ReadBody): unknown {
  if (body.kind === 'too-large') return null;
  try {
    return body.text === '' ? null : JSON.parse(body.text);
  } catch {
    return body.text;
  }
}
