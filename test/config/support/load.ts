import type { Configuration } from '../../../src/config/declaration.ts';
import type { Loaded } from '../../../src/config/load.ts';
import type { PeopleGiven } from '../../../src/config/people.ts';
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { loadChecked } from '../../../src/kinds/load.ts';
import { SourceFile } from '../../../src/text/source-file.ts';

/** Loads one text as `groups.yaml`, or several by their paths. */
export function load(
  texts: string | Readonly<Record<string, string>>,
  people: PeopleGiven | null = null,
): Loaded {
  const files = Object.entries(typeof texts === 'string' ? { 'groups.yaml': texts } : texts);
  return loadChecked(
    files.map(([path, text]) => new SourceFile(path, text)),
    files.map(([path]) => path),
    [],
    people,
  );
}

/** Errors and warnings, whether the text loads or not. */
export function diagnosticsOf(loaded: Loaded): readonly Diagnostic[] {
  return loaded.ok ? loaded.warnings : loaded.diagnostics;
}

/**
 * `line:column code`, with the file before it unless it is `groups.yaml`, and in brackets the word that is proposed, if
 * one is. What else a hint says is in the table of mistakes.
 */
export function told({ code, hint, source }: Diagnostic): string {
  const file = source === null || source.file === 'groups.yaml' ? '' : `${source.file}:`;
  const place = source === null ? '-' : `${file}${source.line}:${source.column}`;
  return `${place} ${code}${/^(?:Did you mean|Quote it)/.test(hint ?? '') ? ` (${hint})` : ''}`;
}

/** What is told of the texts. */
export function toldOf(texts: string | Readonly<Record<string, string>>): readonly string[] {
  return diagnosticsOf(load(texts)).map(told);
}

/** The configuration of texts that are right. @param people what there is of the file that `people` names */
export function configurationOf(
  texts: string | Readonly<Record<string, string>>,
  people: PeopleGiven | null = null,
): Configuration {
  const loaded = load(texts, people);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map((one) => `${told(one)}: ${one.message}`).join('\n'));
  return loaded.configuration;
}

/** The two lines that every file begins with. */
export const head = 'version: 1\norganization: acme-ai\n';
