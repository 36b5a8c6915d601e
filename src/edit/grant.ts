import type { Configuration, DeclaredGroup, MemberEntry } from '../config/declaration.ts';
import type { Role } from '../model/membership.ts';
import type { Day } from '../text/date.ts';
import type { SourceFile } from '../text/source-file.ts';
import { EditableFiles } from './editable.ts';
import { entryFact, managedFact, memberFact } from './facts.ts';
import { entryValue } from './member-entry.ts';
import type { GroupLines } from './new-groups.ts';
import { ownEntry, ownEntryEdits } from './own-entry.ts';
import { applyEdits, type Edit } from './patch.ts';
import { regionOf } from './region.ts';
import { type EditResult, Edits } from './result.ts';
import { yamlWord } from './word.ts';

/** What `grant` is asked for. */
export interface Grant {
  /** A username or an address, as it is to be written. */
  readonly user: string;
  readonly role: Role;
  readonly groups: readonly DeclaredGroup[];
  /** The last day; `null` leaves the end of an entry as it is. */
  readonly until: Day | null;
  /** `null` leaves the reason of an entry as it is. */
  readonly reason: string | null;
}

/** Gives somebody a role by an own entry in each of the groups: a new one, or the changed one that is there. */
export function grant(
  configuration: Configuration,
  sources: readonly SourceFile[],
  asked: Grant,
): EditResult {
  return grantInRegions(sources, asked) ?? grantInFiles(configuration, sources, asked);
}

/** A group that is not there yet, with one person in it: the next apply makes it. */
export function newGroupLines(
  name: string,
  { user, role, until, reason }: Pick<Grant, 'user' | 'role' | 'until' | 'reason'>,
): GroupLines {
  const entry = `${yamlWord(user)}: ${entryValue({ role, expires: until, reason })}`;
  return [`${yamlWord(name)}:`, '  create: true', '  members:', `    ${entry}`];
}

/** Group by group, each by itself; `null` where one of them cannot be changed so. */
function grantInRegions(sources: readonly SourceFile[], asked: Grant): EditResult | null {
  const edits = new Map<SourceFile, Edit[]>();
  for (const group of asked.groups) {
    const region = regionOf(group);
    if (region === null) return null;
    const { configuration, file, group: own } = region;
    const edit = region.back(grantInFiles(configuration, [file], { ...asked, groups: [own] }));
    if (edit === null) return null;
    edits.set(group.place.file, [...(edits.get(group.place.file) ?? []), edit]);
  }
  const files = sources.flatMap((file) => {
    const text = applyEdits(file.text, edits.get(file) ?? []);
    return text === file.text ? [] : [{ file, text }];
  });
  return { kind: 'edited', files };
}

function grantInFiles(
  configuration: Configuration,
  sources: readonly SourceFile[],
  asked: Grant,
): EditResult {
  const { user, role, until: expires, reason } = asked;
  const files = new EditableFiles();
  const edits = new Edits();
  const wanted = new Map<string, string>();
  for (const group of asked.groups) {
    const { file, offset } = group.place;
    if (group.membership === null && group.mode.value === 'exact')
      edits.add(group.place, { kind: 'stuck', file, offset, why: wouldEmpty });
    else edits.add(group.place, ownEntryEdits(files.of(file), group, user, { role, expires, reason }));
    wanted.set(memberFact(group.name, user.toLowerCase()), entryFact(entryAfter(group, asked)));
    wanted.set(managedFact(group.name), '');
  }
  return edits.apply(configuration, sources, wanted);
}

const wouldEmpty = 'nobody is declared there yet, and in an exact group everybody else would be removed';

/** What the entry says when it is made. */
function entryAfter(group: DeclaredGroup, asked: Grant): Omit<MemberEntry, 'person'> {
  const own = ownEntry(group, asked.user.toLowerCase());
  return {
    role: asked.role,
    expires: asked.until === null ? (own?.expires ?? null) : { day: asked.until, place: group.place },
    reason: asked.reason ?? own?.reason ?? null,
    serviceAccount: own?.serviceAccount ?? false,
  };
}
