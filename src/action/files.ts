import path from 'node:path';
import { peopleNamed } from '../config/people.ts';
import { peopleOf, type SourcesWithPeople } from '../files/people-file.ts';
import type { Objects } from '../github/github.ts';
import { type CommitSources, readSourcesOf, requireAll } from '../github/sources.ts';
import { type Base, baseOf, type Desired, desiredOf } from '../run/desired.ts';
import { dayOf } from '../text/date.ts';
import type { Context } from './context.ts';
import type { Inputs } from './inputs.ts';

/** What it takes of the context to read the files of a commit. */
interface FilesContext {
  readonly github: Objects;
  readonly inputs: Pick<Inputs, 'files'>;
}

/**
 * Reads the configuration of a commit from GitHub, as data.
 *
 * @throws ConfigError with every error in it; KnownError `file-unreadable`; GitHubError
 */
export async function readDesired(context: Context, commit: string): Promise<Desired> {
  const { files: named } = context.inputs;
  const sources = await readWithPeople(context, commit);
  requireAll(sources);
  return desiredOf(sources, named, dayOf(context.io.now()));
}

/** Reads the configuration of a commit to compare with. @throws GitHubError */
export async function readBase(context: FilesContext, commit: string): Promise<Base> {
  const { files: named } = context.inputs;
  return baseOf(await readWithPeople(context, commit), named, commit.slice(0, 7));
}

async function readWithPeople(
  { github, inputs }: FilesContext,
  commit: string,
): Promise<CommitSources & SourcesWithPeople> {
  const sources = await readSourcesOf(github, commit, inputs.files);
  const named = peopleNamed(sources.files);
  if (named === null) return { ...sources, people: null };
  const file = path.posix.join(path.posix.dirname(named.by.path), named.path);
  // A path that leads out of the repository is no error of the run: it stands in a file, and that has a line.
  if (file.split('/')[0] === '..')
    return { ...sources, people: { kind: 'unreadable', why: 'it is not in the repository' } };
  return { ...sources, people: peopleOf(await readSourcesOf(github, commit, [file])) };
}
