import type { Configuration } from '../../config/declaration.ts';
import { loadChecked } from '../../kinds/load.ts';
import type { Live } from '../../live/organization.ts';
import { matchGroups } from '../../plan/match-groups.ts';
import { SourceFile } from '../../text/source-file.ts';
import { insertPart } from '../collection.ts';
import { EditableFiles, reach, type Stuck } from '../editable.ts';
import { factsOf, restFact } from '../facts.ts';
import type { Imported } from '../import/imported.ts';
import { groupLines, importedText } from '../import/text.ts';
import type { OutlineEntry } from '../outline.ts';
import type { Edit } from '../patch.ts';
import { type EditResult, Edits } from '../result.ts';

/** The ids of live groups that nothing declares. */
export function undeclaredGroups({ groups }: Configuration, live: Live): readonly string[] {
  const declared = new Set(matchGroups(groups, live, null).groups.map((group) => group.live.info.id));
  const names = new Set(groups.map(({ name }) => name));
  return live.groups.flatMap(({ info }) => (declared.has(info.id) || names.has(info.name) ? [] : [info.id]));
}

/** Declares groups below the last one that is declared, in the file that it is in. */
export function declareGroups(
  configuration: Configuration,
  sources: readonly SourceFile[],
  imported: Imported,
): EditResult {
  const edits = new Edits();
  const file = configuration.groups.at(-1)?.place.file ?? sources.at(-1);
  if (file === undefined) throw new Error('a configuration has a file');
  edits.add({ file, offset: 0, length: 1 }, groupEdits(file, imported));
  return edits.apply(configuration, sources, wantedFacts(imported));
}

function groupEdits(file: SourceFile, { groups }: Imported): readonly Edit[] | Stuck | null {
  const known = new EditableFiles().of(file);
  const lines = groups.flatMap((group) => ['', ...groupLines(group).map((line) => line.slice(2))]);
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

/** What the groups declare, told by the loader itself. */
function wantedFacts(imported: Imported): ReadonlyMap<string, string> {
  const loaded = loadChecked([new SourceFile('', importedText(imported))], []);
  if (!loaded.ok) throw new Error(`what was imported is wrong: ${loaded.diagnostics[0]?.message ?? ''}`);
  const facts = new Map(factsOf(loaded.configuration));
  facts.delete(restFact);
  return facts;
}
