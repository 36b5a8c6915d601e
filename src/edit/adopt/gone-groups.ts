import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { anyFileMay } from '../../config/policy-check.ts';
import { isToBeGone } from '../../kinds/group/declared.ts';
import type { Live } from '../../live/organization.ts';
import { matchGroups } from '../../plan/match-groups.ts';
import { grouped } from '../../text/grouped.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { removeParts } from '../collection.ts';
import { type Editable, EditableFiles, reach, type Stuck } from '../editable.ts';
import { groupFacts } from '../facts.ts';
import { lineBefore, nextLine } from '../lines.ts';
import type { Edit } from '../patch.ts';
import { type EditResult, Edits } from '../result.ts';

/**
 * The declared groups that were deleted on the Hub, beyond doubt: nothing has their id any more, and the token's user is
 * an admin of the organization, who sees all groups. A name alone may be mistyped, or be that of before.
 *
 * @param selection only these groups; `null` for all
 */
export function goneGroups(
  { groups }: Configuration,
  live: Live,
  selection: readonly string[] | null,
): readonly DeclaredGroup[] {
  const isAdmin = live.people.get(live.me.toLowerCase())?.role === 'admin';
  // A Hub that lists none at all is more likely not to say.
  if (!isAdmin || live.unread.groups > 0 || live.groups.length === 0) return [];
  return matchGroups(groups, live, selection, anyFileMay).missing.flatMap(({ declared, blocked }) =>
    blocked.reason === 'group_not_found' && declared.id !== null && !isToBeGone(declared) ? [declared] : [],
  );
}

/** Takes the declarations of groups out of the files, with their comments. */
export function dropGroups(
  configuration: Configuration,
  sources: readonly SourceFile[],
  gone: readonly DeclaredGroup[],
): EditResult {
  const files = new EditableFiles();
  const edits = new Edits();
  const facts = gone.flatMap((group) => [...groupFacts(group).keys()]);
  const wanted = new Map(facts.map((name) => [name, null]));
  for (const [file, groups] of grouped(gone, ({ place }) => place.file))
    edits.add({ file, offset: 0, length: 1 }, withoutGroups(files.of(file), groups));
  return edits.apply(configuration, sources, wanted);
}

function withoutGroups(known: Editable, gone: readonly DeclaredGroup[]): readonly Edit[] | Stuck | null {
  const found = reach(known, ['groups']);
  if (found.kind === 'stuck') return found;
  const map = found.kind === 'reached' ? found.entry.value : null;
  if (found.kind !== 'reached' || map?.kind !== 'map') return null;
  const offsets = new Set(gone.map(({ place }) => place.offset));
  const indices = map.entries.flatMap(({ start }, index) => (offsets.has(start) ? [index] : []));
  const { text } = known.file;
  const edits = removeParts(text, map, found.entry.colonEnd, new Set(indices));
  // Where nothing is left, what is around stays as it is.
  if (edits === null || indices.length === map.entries.length) return edits;
  return edits.map((edit) => withoutGap(text, nextLine(text, found.entry.colonEnd), edit));
}

/**
 * Of two empty lines that lines leave between them, of one at the end, and of one at the top, one goes as well.
 *
 * @param top where the line below that of `groups` begins
 */
function withoutGap(text: string, top: number, edit: Edit): Edit {
  const end = edit.at + edit.remove;
  const next = nextLine(text, end);
  const before = lineBefore(text, edit.at);
  if (text.slice(end, next).trim() !== '' || before === null) return edit;
  if (before.text.trim() === '') return { ...edit, at: before.start, remove: end - before.start };
  return edit.at === top ? { ...edit, remove: next - edit.at } : edit;
}
