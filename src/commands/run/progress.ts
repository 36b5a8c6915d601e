import { Writable } from 'node:stream';
import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../../apply/run-ledger.ts';
import { progressEnabled } from '../../render/terminal.ts';
import type { Io } from '../io.ts';
import type { Console } from './console.ts';

/** Shows how far a run is. */
export interface ProgressBar {
  update(progress: Progress): void;
  stop(): void;
}

/** A bar on standard error where that is a terminal, and nothing elsewhere. */
export function startProgress(io: Io, console: Console, total: number): ProgressBar {
  if (total === 0 || !progressEnabled(io.env, io.stderr.isTTY, console.quiet))
    return { update: () => {}, stop: () => {} };
  const bar = new SingleBar(
    {
      stream: terminalOf(io),
      format: 'Applying {bar} {value}/{total} changes, {calls} calls{failures}',
      hideCursor: true,
      clearOnComplete: true,
      stopOnComplete: false,
      forceRedraw: true,
    },
    Presets.rect,
  );
  bar.start(total, 0, { calls: 0, failures: '' });
  return {
    update: ({ settled, failed, calls }) =>
      bar.update(settled, { calls, failures: failed === 0 ? '' : `, ${failed} failed` }),
    stop: () => bar.stop(),
  };
}

/** The library draws on a stream of Node's; this one ends at the program's own output. */
function terminalOf(io: Io): NodeJS.WritableStream {
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      io.stderr.write(chunk.toString());
      done();
    },
  });
  return Object.assign(stream, { isTTY: true, columns: 80 });
}
