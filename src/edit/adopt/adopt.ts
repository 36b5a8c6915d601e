import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { rankOf } from '../../kinds/membership/roles.ts';
import { grouped } from '../../text/grouped.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { type Editable, EditableFiles } from '../editable.ts';
import { entryFact, managedFact, memberFact } from '../facts.ts';
import { changeMember, removeMembers } from '../member-entry.ts';
import { membersOf, ownEntry, ownEntryEdits } from '../own-entry.ts';
import { type EditResult, Edits, edited, readAgain } from '../result.ts';
import type { Wish } from './wish.ts';

/**
 * Makes the files say what the wishes ask for. In rounds, each of which reads the files that the one before made: what
 * is there changes or goes first, then what is new comes, into one collection no more than it takes at once.
 */
export function adopt(
  configuration: Configuration,
  sources: readonly SourceFile[],
  wishes: readonly Wish[],
): EditResult {
  const wanted = wantedFacts(configuration, wishes);
  let state = { configuration, sources };
  let open: readonly Wish[] = wishes;
  while (open.length > 0) {
    const round = new Round(state.configuration, open);
    const made = round.edits.texts(state.sources);
    if (made.kind === 'stuck') return made;
    const read = readAgain(configuration, made.sources);
    if (read.kind === 'stuck') return read;
    state = read;
    open = round.left;
  }
  return edited(configuration, sources, state, wanted);
}

/** The edits that can be made of the files as they are, and the wishes that have to wait for the next round. */
class Round {
  readonly edits = new Edits();
  readonly left: readonly Wish[];
  readonly #files = new EditableFiles();

  constructor({ groups }: Configuration, wishes: readonly Wish[]) {
    const byGroup = grouped(wishes, ({ group }) => group);
    const left: Wish[] = [];
    for (const group of groups) {
      const own = byGroup.get(group.name);
      if (own === undefined) continue;
      const fresh = own.filter((wish) => wish.kind === 'set' && wish.person === null);
      if (fresh.length < own.length) {
        left.push(...fresh);
        this.#alter(group, own);
      } else {
        left.push(...this.#extend(group, fresh));
      }
    }
    this.left = left;
  }

  /** What is there changes or goes. */
  #alter(group: DeclaredGroup, wishes: readonly Wish[]): void {
    const known = this.#files.of(group.place.file);
    const members = membersOf(known, group);
    if (members === null || 'kind' in members) {
      this.edits.add(group.place, members);
      return;
    }
    const { text } = known.file;
    const at = new Map(members.map.entries.map((entry) => [entry.start, entry]));
    const gone = new Set<number>();
    for (const wish of wishes) {
      if (wish.person === null) continue;
      const { place } = ownEntry(group, wish.person.key)?.person ?? wish.person;
      const entry = at.get(place.offset);
      if (wish.kind === 'drop') gone.add(place.offset);
      else this.edits.add(place, entry === undefined ? null : changeMember(text, entry, wish.entry));
    }
    const removed = removeMembers(text, members.holder, members.map, ({ start }) => gone.has(start));
    this.edits.add(group.place, removed);
  }

  /** What is new comes: all at once where others stand, else the first before all others. */
  #extend(group: DeclaredGroup, wishes: readonly Wish[]): readonly Wish[] {
    const known = this.#files.of(group.place.file);
    const atOnce = takesMany(known, group) ? wishes.length : 1;
    const sorted = wishes.toSorted((a, b) => rankIn(b) - rankIn(a) || byName(a, b));
    for (const wish of sorted.slice(0, atOnce)) {
      if (wish.kind === 'set')
        this.edits.add(group.place, ownEntryEdits(known, group, wish.user, wish.entry));
    }
    return sorted.slice(atOnce);
  }
}

function rankIn(wish: Wish): number {
  return wish.kind === 'set' ? rankOf(wish.entry.role) : -1;
}

function byName(a: Wish, b: Wish): number {
  return compareCodePoints(a.user.toLowerCase(), b.user.toLowerCase());
}

/** Whether something stands there by which the place of each is known: on lines of their own, or all on one line. */
function takesMany(known: Editable, group: DeclaredGroup): boolean {
  const members = membersOf(known, group);
  if (members === null || 'kind' in members) return false;
  const { style, entries, start, end } = members.map;
  return entries.length > 0 && (style === 'block' || !known.file.text.slice(start, end).includes('\n'));
}

function wantedFacts({ groups }: Configuration, wishes: readonly Wish[]): ReadonlyMap<string, string | null> {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const wanted = new Map<string, string | null>();
  for (const wish of wishes) {
    const key = wish.person?.key ?? wish.user.toLowerCase();
    const name = memberFact(wish.group, key);
    const group = byName.get(wish.group);
    const own = group === undefined ? undefined : ownEntry(group, key);
    if (wish.kind === 'drop') wanted.set(name, null);
    else if (wish.entry.role === 'absent') wanted.set(name, absentFact);
    else
      wanted.set(
        name,
        entryFact({
          role: wish.entry.role,
          expires: own?.expires ?? null,
          reason: own?.reason ?? null,
          serviceAccount: own?.serviceAccount ?? wish.entry.serviceAccount === true,
        }),
      );
    wanted.set(managedFact(wish.group), '');
  }
  return wanted;
}

const absentFact = entryFact({ role: null, expires: null, reason: null, serviceAccount: false });
