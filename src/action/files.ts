import type { Desired } from '../commands/run/planning.ts';
import { loadConfiguration } from '../config/load.ts';
import type { Configuration } from '../config/types.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { ConfigError } from '../errors.ts';
import { readSourcesOf, requireAll } from '../github/sources.ts';
import { count } from '../render/words.ts';
import type { Context } from './context.ts';

/** The configuration to compare with; `null` where there is none that can be used. */
export interface Base {
  readonly configuration: Configuration | null;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Reads the configuration of a commit from GitHub, as data.
 *
 * @throws ConfigError with every error in it; KnownError `file-unreadable`; GitHubError
 */
export async function readDesired(context: Context, commit: string): Promise<Desired> {
  const { files: named } = context.inputs;
  const sources = await readSourcesOf(context.github, commit, named);
  requireAll(sources);
  const loaded = loadConfiguration(sources.files, named, sources.unreadable);
  if (!loaded.ok) throw new ConfigError(loaded.diagnostics);
  return loaded;
}

/**
 * Reads the configuration of a commit to compare with. One that is in error is none: the change that mends it must be
 * plannable.
 *
 * @throws GitHubError
 */
export async function readBase(context: Context, commit: string): Promise<Base> {
  const { files: named } = context.inputs;
  const shown = commit.slice(0, 7);
  const { files, unreadable } = await readSourcesOf(context.github, commit, named);
  if (files.length + unreadable.length === 0) return without(`The base ${shown} has no configuration`);
  const loaded = loadConfiguration(files, named, unreadable);
  if (loaded.ok) return { configuration: loaded.configuration, warnings: [] };
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error').length;
  return without(`The configuration of the base ${shown} has ${count(errors, 'error')}`);
}

function without(message: string): Base {
  return { configuration: null, warnings: [diagnose('base-invalid', null, message)] };
}
