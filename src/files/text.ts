import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { SourceFile } from '../text/source-file.ts';

/** The largest configuration file, in bytes. */
export const maxFileBytes = 16 * 1024 * 1024;

/**
 * The text of a configuration file: UTF-8, with or without a byte order mark.
 *
 * @param path as the user named it, with `/`
 */
export function decode(path: string, bytes: Uint8Array): SourceFile | Diagnostic {
  if (bytes.byteLength > maxFileBytes) return tooLarge(path, bytes.byteLength);
  try {
    return new SourceFile(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    // Decoding leniently marks the first bad byte, which tells the place.
    const lenient = new SourceFile(path, new TextDecoder('utf-8').decode(bytes));
    const offset = Math.max(0, lenient.text.indexOf('\ufffd'));
    return diagnose(
      'file-encoding',
      { file: lenient, offset, length: 1 },
      'The file is not UTF-8',
      'Save it as UTF-8.',
    );
  }
}

/** The error for a file over {@link maxFileBytes}. */
export function tooLarge(path: string, bytes: number): Diagnostic {
  const size = (bytes / 1024 / 1024).toFixed(1);
  const place = { file: new SourceFile(path, ''), offset: 0, length: 1 };
  return {
    ...diagnose('file-too-large', place, `The file has ${size} MiB; 16 MiB is the limit`),
    excerpt: null,
  };
}

/** The files of a configuration, read. */
export interface Sources {
  /** In path order, each file once. */
  readonly files: readonly SourceFile[];
  /** What is wrong with the files that are not text in UTF-8, or too large. */
  readonly unreadable: readonly Diagnostic[];
}

/** Sorts files that could be decoded from those that could not. */
export function sourcesOf(decoded: readonly (SourceFile | Diagnostic)[]): Sources {
  const files: SourceFile[] = [];
  const unreadable: Diagnostic[] = [];
  for (const one of decoded) {
    if (one instanceof SourceFile) files.push(one);
    else unreadable.push(one);
  }
  return { files, unreadable };
}
