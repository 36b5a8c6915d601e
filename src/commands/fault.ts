import { faultMessage, renderFault } from '../render/fault-text.ts';
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
    io.stdout.write(errorJson({ code: 'internal', message: faultMessage(fault), details: {} }));
  }
  io.stderr.write(`${renderFault(fault)}\n`);
}
