import { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import { progressEnabled } from '../../render/terminal.ts';
import type { ProgressBar } from '../../run/apply-audience.ts';
import type { Console } from '../../run/console.ts';
import type { Io } from '../../run/io.ts';

/** What stands on the line besides the bar: `Applying`, and the counts at their longest. */
const textWidth = 60;

/** A bar on standard error where that is a terminal, which stopping takes away; nothing elsewhere. */
export function startProgress(io: Io, console: Console, total: number): ProgressBar {
  if (total === 0 || !progressEnabled(io.env, io.stderr.isTTY, console.quiet))
    return { update: () => {}, stop: () => {} };
  const columns = io.stderr.columns ?? 80;
  const bar = new SingleBar(
    {
      stream: terminalOf(io, columns),
      format: 'Applying {bar} {value}/{total} changes, {calls} calls{failures}',
      barsize: Math.min(40, Math.max(10, columns - textWidth)),
      hideCursor: true,
      // The bar is cut to the terminal; lines that come above it may be longer.
      linewrap: true,
      clearOnComplete: true,
      stopOnComplete: false,
      forceRedraw: true,
    },
    Presets.rect,
  );
  bar.start(total, 0, { calls: 0, failures: '' });
  console.showStatus({ clear: () => io.stderr.write(clearLine), end: () => bar.stop() });
  return {
    update: ({ settled, failed, calls }) =>
      bar.update(settled, { calls, failures: failed === 0 ? '' : `, ${failed} failed` }),
    stop: () => console.endStatus(),
  };
}

/** ECMA-48: to the first column, and erase the line. */
const clearLine = '\r\u001b[2K';
/** DECSC and DECRC: the library goes back to where it began, which is wrong once text has come above the bar. */
const cursorMemory = new Set(['\u001b7', '\u001b8']);

/** The library draws on a stream of Node's; this one ends at the program's own output. */
function terminalOf(io: Io, columns: number): NodeJS.WritableStream {
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const text = chunk.toString();
      if (!cursorMemory.has(text)) io.stderr.write(text);
      done();
    },
  });
  return Object.assign(stream, { isTTY: true, columns });
}
