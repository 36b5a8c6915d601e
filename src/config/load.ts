import { Collector } from '../diagnostics/collector.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../text/source-file.ts';
import { combine } from './combine.ts';
import type { Configuration, FileDeclaration } from './declaration.ts';
import { parseYaml } from './parse.ts';
import type { PeopleGiven } from './people.ts';
import { readDeclaration } from './read-declaration.ts';
import { checkSchema } from './schema-check.ts';
import { unusualUsernames } from './usernames.ts';

export type Loaded =
  | { readonly ok: true; readonly configuration: Configuration; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** How many characters all files of a configuration may have together. */
const maxText = 64 * 1024 * 1024;

/**
 * Makes a configuration of the texts of its files. Pure: what is read from disk comes in, with what was wrong there.
 * Never throws for what is in a text, and takes time and memory in proportion to it.
 *
 * @param sources the files in path order, each of 16 MiB at most
 * @param files the files and folders as the user named them
 * @param unreadable what went wrong before the text, for files that are not among `sources`
 * @param people what there is of the file that `people` names (see `peopleNamed`)
 * @param check looks at the whole besides; whoever runs a configuration wants `src/kinds/load.ts`, which gives it
 */
export function loadConfiguration(
  sources: readonly SourceFile[],
  files: readonly string[],
  unreadable: readonly Diagnostic[] = [],
  people: PeopleGiven | null = null,
  check: (configuration: Configuration) => readonly Diagnostic[] = () => [],
): Loaded {
  const found = new Collector();
  for (const diagnostic of unreadable) found.add(diagnostic);
  const declarations: FileDeclaration[] = [];
  let room = maxText;
  for (const file of sources) {
    room -= file.text.length;
    if (room < 0) {
      const start = { file, offset: 0, length: 1 };
      found.report('files-too-large', start, 'With this file the configuration has more than 64 MiB of text');
      break;
    }
    const tree = parseYaml(file, found);
    if (tree === null) continue;
    checkSchema(file, tree, found);
    declarations.push(readDeclaration(file, tree, found));
  }
  // A file that is missing from the whole would make the rest look wrong: unknown teams, another organization.
  const complete = declarations.length === sources.length && unreadable.length === 0;
  const configuration = complete ? combine(declarations, files, people, found) : null;
  if (configuration !== null) for (const diagnostic of check(configuration)) found.add(diagnostic);
  if (configuration === null || found.failed) return { ok: false, diagnostics: found.all() };
  unusualUsernames(configuration, found);
  return { ok: true, configuration, warnings: found.all() };
}
