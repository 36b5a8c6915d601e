import type { Output } from '../run/io.ts';

/**
 * A stream of the process as an output of the program. A reader that goes away (`| head`) ends the writing and nothing
 * else: a run that makes changes is not cut off in their middle because nobody reads on.
 */
export function outputTo(stream: NodeJS.WriteStream): Output {
  let closed = false;
  let failure: string | null = null;
  stream.on('error', (error: Error & { readonly code?: string }) => {
    closed = true;
    if (error.code !== 'EPIPE') failure ??= error.code ?? error.message;
  });
  return {
    write: (text) => {
      if (!closed && text !== '') stream.write(text);
    },
    flush: () =>
      new Promise((resolve) => {
        // The error event comes after the callbacks of the writes that it ended.
        const settle = (): void => void setImmediate(() => resolve(failure));
        if (closed) settle();
        else stream.write('', settle);
      }),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
  };
}
