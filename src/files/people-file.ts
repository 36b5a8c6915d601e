import path from 'node:path';
import { type PeopleGiven, peopleNamed } from '../config/people.ts';
import { KnownError } from '../errors.ts';
import type { Sources } from './text.ts';

/** The files of a configuration, with what there is of the one that `people` names. */
export interface SourcesWithPeople extends Sources {
  readonly people: PeopleGiven | null;
}

/**
 * Reads the file that `people` names, too.
 *
 * @param read reads one file, by its path
 * @param pathOf the path of a configuration's file, where it is shown otherwise
 */
export function withPeople(
  sources: Sources,
  read: (name: string) => Sources,
  pathOf: (shown: string) => string = (shown) => shown,
): SourcesWithPeople {
  const named = peopleNamed(sources.files);
  if (named === null) return { ...sources, people: null };
  const name = path.posix.join(path.posix.dirname(pathOf(named.by.path)), named.path);
  return { ...sources, people: attempt(() => peopleOf(read(name))) };
}

/** Of what was read in the place of the file with people. */
export function peopleOf({ files, unreadable }: Sources): PeopleGiven {
  const [file] = files;
  if (file !== undefined) return { kind: 'file', file };
  return { kind: 'unreadable', why: unreadable[0]?.message ?? 'there is no such file' };
}

function attempt(read: () => PeopleGiven): PeopleGiven {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof KnownError) || cause.code !== 'file-unreadable') throw cause;
    return { kind: 'unreadable', why: cause.message };
  }
}
