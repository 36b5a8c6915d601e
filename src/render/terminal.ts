import type { Environment } from '../model/environment.ts';

/**
 * Whether a stream gets colour. What the user says counts most: `--no-color`, then `NO_COLOR` (https://no-color.org,
 * any value but an empty one), then `FORCE_COLOR` (`0` and `false` are no). Otherwise only a terminal gets it, and not
 * in CI, where logs are read as text.
 *
 * @param isTTY whether the stream is a terminal
 * @param noColorFlag whether `--no-color` was given
 */
export function colorEnabled(env: Environment, isTTY: boolean, noColorFlag: boolean): boolean {
  if (noColorFlag || isSet(env['NO_COLOR'])) return false;
  if (isSet(env['FORCE_COLOR'])) return isTruthy(env['FORCE_COLOR']);
  return isTTY && !isTruthy(env['CI']) && env['TERM'] !== 'dumb';
}

/**
 * Whether a progress bar is drawn: only where a cursor can go back, and nobody asked for quiet. No variable forces it,
 * since a bar in a file is of use to nobody.
 */
export function progressEnabled(env: Environment, isTTY: boolean, quiet: boolean): boolean {
  return isTTY && !quiet && !isTruthy(env['CI']) && env['TERM'] !== 'dumb';
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

function isTruthy(value: string | undefined): boolean {
  return isSet(value) && value !== '0' && value?.toLowerCase() !== 'false';
}
