import type { KnownError } from '../errors.ts';
import { type ExitCode, exitCodes } from './io.ts';

/**
 * The exit code of a run that an error ended; an interruption is told by its signal. It stands apart from those of plans
 * and reports since every command loads it.
 */
export function exitOfError({ code, details }: Pick<KnownError, 'code' | 'details'>): ExitCode {
  if (code !== 'interrupted') return exitCodes.error;
  const { signal } = details;
  return signal === 'SIGTERM' || signal === 'SIGHUP' ? exitCodes[signal] : exitCodes.SIGINT;
}
