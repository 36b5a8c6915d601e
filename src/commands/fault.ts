import { errorJson } from '../render/json.ts';
import { guardedIo } from '../run/guarded.ts';
import type { Outside } from '../run/io.ts';
import { wantsJson } from './wants-json.ts';

/**
 * Tells of an exception that is no `KnownError`: nothing that a user can mend, so the stack goes with it. Where the
 * reader is a program, standard output gets its one JSON document all the same.
 */
export function reportFault(fault: unknown, words: readonly string[], outside: Outside): void {
  const io = guardedIo(outside);
  if (wantsJson(words)) {
    const message = fault instanceof Error ? fault.message : String(fault);
    io.stdout.write(errorJson({ code: 'internal', message, details: {} }));
  }
  const trace = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  io.stderr.write(
    `This is a fault of hf-groups, not yours. Please report it with the following lines.\n${trace}\n`,
  );
}
