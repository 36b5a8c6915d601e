import type { Place } from '../text/source-file.ts';
import type { Person } from './declaration.ts';

/** Somebody as a file names them. */
export function personOf(written: string, place: Place): Person {
  return { written, key: written.toLowerCase(), isEmail: written.includes('@'), address: null, place };
}
