import { inReadingOrder } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import { combine } from './combine.ts';
import { parseYaml } from './parse.ts';
import { readDeclaration } from './read-declaration.ts';
import { checkSchema } from './schema-check.ts';
import type { SourceFile } from './source-file.ts';
import type { Configuration, FileDeclaration } from './types.ts';
import { unusualUsernames } from './usernames.ts';

export type Loaded =
  | { readonly ok: true; readonly configuration: Configuration; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Makes a configuration of the texts of its files. Pure: what is read from disk comes in, with what was wrong there.
 *
 * @param sources the files in path order
 * @param files the files and folders as the user named them
 * @param unreadable what went wrong before the text, for files that are not among `sources`
 */
export function loadConfiguration(
  sources: readonly SourceFile[],
  files: readonly string[],
  unreadable: readonly Diagnostic[] = [],
): Loaded {
  let diagnostics: readonly Diagnostic[] = unreadable;
  const declarations: FileDeclaration[] = [];
  for (const file of sources) {
    const { tree, diagnostics: syntax } = parseYaml(file);
    diagnostics = diagnostics.concat(syntax);
    if (tree === null) continue;
    const { declaration, diagnostics: reading } = readDeclaration(file, tree);
    diagnostics = diagnostics.concat(checkSchema(file, tree), reading);
    declarations.push(declaration);
  }
  // A file that is missing from the whole would make the rest look wrong: unknown teams, another organization.
  if (declarations.length < sources.length + unreadable.length) return failed(diagnostics);

  const { configuration, diagnostics: whole } = combine(declarations, files);
  diagnostics = diagnostics.concat(whole);
  if (configuration === null || diagnostics.some(({ severity }) => severity === 'error'))
    return failed(diagnostics);
  return {
    ok: true,
    configuration,
    warnings: inReadingOrder(diagnostics.concat(unusualUsernames(configuration))),
  };
}

function failed(diagnostics: readonly Diagnostic[]): Loaded {
  return { ok: false, diagnostics: inReadingOrder(diagnostics) };
}
