import { KnownError } from '../../errors.ts';
import { readSnapshot } from '../../files/json.ts';
import type { HubReader } from '../../hub/hub.ts';
import type { Snapshot } from '../../live/organization.ts';
import type { HubOptions } from '../../run/connect.ts';
import { connect, endpointOf } from '../../run/connect.ts';
import type { Console } from '../../run/console.ts';
import { asInterrupted, watchSignals } from '../../run/interrupt.ts';
import type { Io } from '../../run/io.ts';
import { withHub } from '../../run/with-hub.ts';

/** The words that say where what is live comes from. */
export interface LiveOptions extends HubOptions {
  /** A saved snapshot. */
  readonly live?: string;
}

/**
 * What is live: of the Hub, or of the snapshot that `--live` names.
 *
 * @param read what is read of the Hub
 * @param onAnswer called for every answer
 * @throws HubError; KnownError `no-token`, `snapshot-invalid`, `usage`
 */
export async function takeLive(
  io: Io,
  console: Console,
  options: LiveOptions,
  read: (hub: HubReader) => Promise<Snapshot>,
  onAnswer?: () => void,
): Promise<Snapshot> {
  if (options.live !== undefined) return readSaved(io, options, options.live);
  const interruption = watchSignals(io, console);
  try {
    return await withHub(
      () => connect(io, console, options, { signal: interruption.hard }, onAnswer),
      ({ reader }) => read(reader),
    );
  } catch (error) {
    throw asInterrupted(error, interruption);
  } finally {
    interruption.dispose();
  }
}

/** A saved snapshot says itself which Hub it is of. */
function readSaved(io: Io, options: LiveOptions, live: string): Snapshot {
  const snapshot = readSnapshot(live, io.folder);
  if (options.endpoint !== undefined && endpointOf(io, options) !== snapshot.endpoint) {
    throw new KnownError('usage', `${live} is of ${snapshot.endpoint}, not of what --endpoint names`, {
      hint: 'Leave out --endpoint: with --live nothing is asked of a Hub.',
    });
  }
  return snapshot;
}
