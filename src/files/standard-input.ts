import { Buffer } from 'node:buffer';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../text/source-file.ts';
import { decode, maxFileBytes, tooLarge } from './text.ts';

/** How standard input is named in place of a file. A file of this name is `./-`. */
export const standardInput = '-';

/** Reads a configuration from standard input to its end; of one that is too large not more than it takes to know. */
export async function readStandardInput(
  stream: AsyncIterable<Uint8Array | string>,
): Promise<SourceFile | Diagnostic> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    parts.push(bytes);
    size += bytes.byteLength;
    if (size > maxFileBytes) return tooLarge(standardInput, size);
  }
  return decode(standardInput, Buffer.concat(parts));
}
