import type { Configuration } from '../config/declaration.ts';
import { type Loaded, loadConfiguration } from '../config/load.ts';
import type { PeopleGiven } from '../config/people.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../text/source-file.ts';
import { allKinds } from './registry.ts';

/** As `loadConfiguration`, and looked at by every kind of change: what a run, a base or an edit goes by. */
export function loadChecked(
  sources: readonly SourceFile[],
  files: readonly string[],
  unreadable: readonly Diagnostic[] = [],
  people: PeopleGiven | null = null,
): Loaded {
  return loadConfiguration(sources, files, unreadable, people, checkAll);
}

function checkAll(configuration: Configuration): readonly Diagnostic[] {
  return allKinds.flatMap((kind) => kind.check(configuration));
}
