import { readSourcesOf, requireAll } from '../github/sources.ts';
import { type Base, baseOf, type Desired, desiredOf } from '../run/desired.ts';
import type { Context } from './context.ts';

/**
 * Reads the configuration of a commit from GitHub, as data.
 *
 * @throws ConfigError with every error in it; KnownError `file-unreadable`; GitHubError
 */
export async function readDesired(context: Context, commit: string): Promise<Desired> {
  const { files: named } = context.inputs;
  const sources = await readSourcesOf(context.github, commit, named);
  requireAll(sources);
  return desiredOf(sources, named);
}

/** Reads the configuration of a commit to compare with. @throws GitHubError */
export async function readBase(context: Context, commit: string): Promise<Base> {
  const { files: named } = context.inputs;
  return baseOf(await readSourcesOf(context.github, commit, named), named, commit.slice(0, 7));
}
