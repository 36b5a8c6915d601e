import type { Configuration } from '../config/declaration.ts';
import type { PeopleGiven } from '../config/people.ts';
import { breaksOf, keyInFiles } from '../config/policy-check.ts';
import { diagnose, inReadingOrder } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { ConfigError } from '../errors.ts';
import { loadChecked } from '../kinds/load.ts';
import { count } from '../text/count.ts';
import type { Day } from '../text/date.ts';
import type { SourceFile } from '../text/source-file.ts';

/** The texts of a configuration's files, wherever they were read. */
export interface Texts {
  readonly files: readonly SourceFile[];
  /** What is wrong with files that could not be read. */
  readonly unreadable: readonly Diagnostic[];
  /** What there is of the file that `people` names; `null` where none is named. */
  readonly people: PeopleGiven | null;
}

/** The configuration of a run, read and free of errors. */
export interface Desired {
  readonly configuration: Configuration;
  readonly warnings: readonly Diagnostic[];
  /** The files that it is made of. */
  readonly sources: readonly SourceFile[];
}

/** The configuration to compare with; `null` where there is none that can be used, and a warning says why. */
export interface Base {
  readonly configuration: Configuration | null;
  readonly warnings: readonly Diagnostic[];
}

/** @param today UTC, for the policy's lifetimes. @throws ConfigError with every error in it */
export function desiredOf(
  { files, unreadable, people }: Texts,
  named: readonly string[],
  today: Day,
): Desired {
  const loaded = loadChecked(files, named, unreadable, people);
  if (!loaded.ok) throw new ConfigError(loaded.diagnostics);
  const { policy } = loaded.configuration;
  const breaks = breaksOf(policy, loaded.configuration, { of: 'head', today, keyOf: keyInFiles });
  if (breaks.length > 0) throw new ConfigError(inReadingOrder([...breaks, ...loaded.warnings]));
  return { ...loaded, sources: files };
}

/**
 * A configuration to compare with. One that is in error is none: the change that mends it must be plannable.
 *
 * @param name what it is called in the warning
 */
export function baseOf({ files, unreadable, people }: Texts, named: readonly string[], name: string): Base {
  if (files.length + unreadable.length === 0) return without(`The base ${name} has no configuration`);
  const loaded = loadChecked(files, named, unreadable, people);
  if (loaded.ok) return { configuration: loaded.configuration, warnings: [] };
  const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error').length;
  return without(`The configuration of the base ${name} has ${count(errors, 'error')}`);
}

function without(message: string): Base {
  return { configuration: null, warnings: [diagnose('base-invalid', null, message)] };
}
