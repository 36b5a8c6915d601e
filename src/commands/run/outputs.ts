import { realpathSync } from 'node:fs';
import path from 'node:path';
import { KnownError } from '../../errors.ts';
import { standardInput } from '../../files/standard-input.ts';
import type { Io } from '../../run/io.ts';
import { isYamlBelow } from '../../text/yaml-below.ts';

/**
 * Refuses an output that the command reads, or would read the next time: it would be overwritten without a word.
 *
 * @param outputs the paths by their options, such as `--out`; `undefined` where one is not given
 * @param inputs files, and folders of `*.yaml`
 * @throws KnownError `usage`
 */
export function keepInputs(
  { folder }: Io,
  outputs: Readonly<Record<string, string | undefined>>,
  inputs: readonly string[],
): void {
  const read = inputs.filter((input) => input !== standardInput).map((input) => placeOf(folder, input));
  for (const [option, output] of Object.entries(outputs)) {
    if (output === undefined) continue;
    const place = placeOf(folder, output);
    const isRead = (input: string): boolean => {
      const below = path.relative(input, place).split(path.sep).join('/');
      return below === '' || (!below.startsWith('../') && isYamlBelow(below));
    };
    if (!read.some(isRead)) continue;
    throw new KnownError('usage', `${option} would overwrite ${output}, which is read`, {
      hint: 'Give it another name, such as one that ends in .json.',
    });
  }
}

/** Where a path leads; one that is not there yet, where it would be. */
function placeOf(folder: string, name: string): string {
  const place = path.resolve(folder, name);
  try {
    return realpathSync(place);
  } catch {
    return place;
  }
}
