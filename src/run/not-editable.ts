import type { Stuck } from '../edit/editable.ts';
import { KnownError } from '../errors.ts';
import { shown, shownPlace } from '../text/shown.ts';
import { sourceOf } from '../text/source-file.ts';

/** The error for files that no small edit changes as they are to be, with the lines to change by hand. */
export function notEditable(places: readonly Stuck[]): KnownError {
  const told = places.map((stuck) => {
    const source = sourceOf({ ...stuck, length: 1 });
    return { ...source, message: stuck.why };
  });
  const [first, ...others] = told;
  const where = first === undefined ? '' : `${shownPlace(first)}: ${shown(first.message)}`;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return new KnownError('not-editable', `No small edit does it: ${where}${more}`, {
    hint: 'Nothing was written. Change these lines by hand.',
    details: { places: told },
  });
}
