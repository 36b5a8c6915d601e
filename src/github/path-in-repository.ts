import { KnownError } from '../errors.ts';
import { shown } from '../text/shown.ts';

/**
 * A path from the root of a repository without `.` and slashes at its ends; the empty text is the root itself.
 *
 * @throws KnownError `usage` for one that leads out of the repository
 */
export function pathInRepository(named: string): string {
  const parts = named.split('/').filter((part) => part !== '' && part !== '.');
  if (named.startsWith('/') || parts.includes('..')) {
    throw new KnownError('usage', `${shown(named)} is not a path in the repository`, {
      hint: 'The input `file` is a path from the root of the repository, such as `groups.yaml`.',
    });
  }
  return parts.join('/');
}
