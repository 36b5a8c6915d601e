import type { Configuration } from '../config/declaration.ts';
import { loadChecked } from '../kinds/load.ts';
import { SourceFile } from '../text/source-file.ts';
import { insertPart } from './collection.ts';
import { EditableFiles, reach, type Stuck } from './editable.ts';
import { factsOf, restFact } from './facts.ts';
import type { OutlineEntry } from './outline.ts';
import type { Edit } from './patch.ts';
import { applied, type EditResult, Edits, followedBy, readAgain } from './result.ts';
import { yamlWord } from './word.ts';

/** The lines of one group, its name among them, not indented. */
export type GroupLines = readonly string[];

/** An edit, and then groups declared below what it made. */
export function withNewGroups(
  before: Configuration,
  sources: readonly SourceFile[],
  first: EditResult,
  groups: readonly GroupLines[],
): EditResult {
  if (first.kind === 'stuck' || groups.length === 0) return first;
  const read = readAgain(before, applied(sources, first));
  if (read.kind === 'stuck') return read;
  return followedBy(sources, first, declareGroups(read.configuration, read.sources, groups));
}

/** Declares groups below the last one that is declared, in the file that it is in. */
export function declareGroups(
  configuration: Configuration,
  sources: readonly SourceFile[],
  groups: readonly GroupLines[],
): EditResult {
  const file = fileForGroups(configuration, sources);
  const wanted = wantedFacts(configuration, sources, groups);
  if (typeof wanted === 'string')
    return { kind: 'stuck', places: [{ kind: 'stuck', file, offset: 0, why: wanted }] };
  const edits = new Edits();
  edits.add({ file, offset: 0, length: 1 }, groupEdits(file, groups));
  return edits.apply(configuration, sources, wanted);
}

/** The file that new groups come into. @throws Error for no file at all: a fault of the program */
export function fileForGroups({ groups }: Configuration, sources: readonly SourceFile[]): SourceFile {
  const file = groups.at(-1)?.place.file ?? sources.at(-1);
  if (file === undefined) throw new Error('a configuration has a file');
  return file;
}

function groupEdits(file: SourceFile, groups: readonly GroupLines[]): readonly Edit[] | Stuck | null {
  const known = new EditableFiles().of(file);
  const lines = groups.flatMap((group) => ['', ...group]);
  const found = reach(known, ['groups']);
  if (found.kind === 'stuck') return found;
  if (found.kind === 'missing') return atTheEnd(file.text, lines);
  return below(file.text, found.entry, lines);
}

function below(text: string, holder: OutlineEntry, lines: readonly string[]): readonly Edit[] | null {
  const { value } = holder;
  if (value?.kind !== 'map') return null;
  const isFirst = value.entries.length === 0;
  if (value.style === 'flow' && !isFirst) return null;
  const part = { lines: isFirst ? lines.slice(1) : lines, inline: '' };
  const edits = insertPart(text, value, holder, { kind: 'after', index: value.entries.length - 1 }, part, 2);
  // Braces that cannot become lines would take nothing.
  return edits?.some(({ insert }) => insert.includes('\n')) === true ? edits : null;
}

function atTheEnd(text: string, lines: readonly string[]): readonly Edit[] {
  const start = text.endsWith('\n') || text === '' ? '' : '\n';
  const indented = lines.slice(1).map((line) => (line === '' ? '' : `  ${line}`));
  return [{ at: text.length, remove: 0, insert: `${start}\n${['groups:', ...indented].join('\n')}\n` }];
}

/** What is to be declared afterwards: the same as if the groups stood in a file of their own. Text: why that is wrong. */
function wantedFacts(
  { files, organization, people }: Configuration,
  sources: readonly SourceFile[],
  groups: readonly GroupLines[],
): ReadonlyMap<string, string> | string {
  const lines = groups.flatMap((group) => group.map((line) => `  ${line}`));
  const text = `version: 1\norganization: ${yamlWord(organization)}\ngroups:\n${lines.join('\n')}\n`;
  const all = [...sources, new SourceFile('new groups', text)];
  const loaded = loadChecked(all, files, [], { kind: 'known', people });
  if (!loaded.ok) return `afterwards it would be wrong: ${loaded.diagnostics[0]?.message ?? ''}`;
  const facts = new Map(factsOf(loaded.configuration));
  // What is about no group stays as it was, that there are so many files too.
  facts.delete(restFact);
  return facts;
}
