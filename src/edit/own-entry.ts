import type { DeclaredGroup, MemberEntry } from '../config/declaration.ts';
import { type Editable, reach, type Stuck } from './editable.ts';
import { changeMember, type EntryWish, insertMember, insertMembers } from './member-entry.ts';
import { entryAt, type OutlineEntry, type OutlineMap } from './outline.ts';
import type { Edit } from './patch.ts';

const ownEntries = new WeakMap<readonly MemberEntry[], ReadonlyMap<string, MemberEntry>>();

/** Somebody's own entry in a group's declaration. */
export function ownEntry({ membership }: DeclaredGroup, key: string): MemberEntry | undefined {
  if (membership === null) return undefined;
  const { members } = membership;
  const known = ownEntries.get(members) ?? new Map(members.map((entry) => [entry.person.key, entry]));
  ownEntries.set(members, known);
  return known.get(key);
}

/** Where a group's members stand. */
export interface Members {
  readonly holder: OutlineEntry;
  readonly map: OutlineMap;
}

/** Where a group's members stand; `null` where it has none, or they are no map. */
export function membersOf(known: Editable, group: DeclaredGroup): Members | Stuck | null {
  const found = reach(known, ['groups', group.name, 'members']);
  if (found.kind === 'stuck') return found;
  const holder = found.kind === 'reached' ? found.entry : null;
  return holder?.value?.kind === 'map' ? { holder, map: holder.value } : null;
}

/**
 * The edits that write somebody's own entry in a group: they change the one that is there, or add one.
 *
 * @param name as it is to be written, where it is not there yet
 * @returns `null` when no small edit does it
 */
export function ownEntryEdits(
  known: Editable,
  group: DeclaredGroup,
  name: string,
  wish: EntryWish,
): readonly Edit[] | Stuck | null {
  const { text } = known.file;
  const members = membersOf(known, group);
  if (members === null) return firstEntryEdits(known, group, name, wish);
  if ('kind' in members) return members;
  const { holder, map } = members;
  const offset = ownEntry(group, name.toLowerCase())?.person.place.offset;
  const own = offset === undefined ? null : entryAt(map, offset);
  if (own === null) return insertMember(text, holder, map, name, wish);
  const reached = reach(known, ['groups', group.name, 'members', own.key]);
  return reached.kind === 'stuck' ? reached : changeMember(text, own, wish);
}

/** A group that has no `members` yet gets it, below everything else that it says. */
function firstEntryEdits(
  known: Editable,
  group: DeclaredGroup,
  name: string,
  wish: EntryWish,
): readonly Edit[] | Stuck | null {
  const found = reach(known, ['groups', group.name]);
  if (found.kind === 'stuck') return found;
  return found.kind === 'missing' ? null : insertMembers(known.file.text, found.entry, name, wish);
}
