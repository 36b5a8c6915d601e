import type { Configuration, DeclaredGroup } from '../../config/declaration.ts';
import { mayDeclare } from '../../config/policy-check.ts';
import { child, plainOf } from '../../config/tree.ts';
import { leavesForNone, type ResourceChange } from '../../kinds/resource/change.ts';
import { type DeclaredResource, declaredResources } from '../../kinds/resource/declared.ts';
import { keyOf, nameIn, type ResourceName, typesByKey } from '../../kinds/resource/resource-name.ts';
import type { Live } from '../../live/organization.ts';
import type { Plan } from '../../model/plan.ts';
import { matchGroups } from '../../plan/match-groups.ts';
import { compareCodePoints } from '../../text/order.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { Spot } from '../block.ts';
import { insertPart, onePart, type Part, removeParts } from '../collection.ts';
import { declarableResource } from '../declarable.ts';
import { type Editable, EditableFiles, reach, type Stuck } from '../editable.ts';
import type { OutlineList } from '../outline.ts';
import type { Edit } from '../patch.ts';
import { applied, type EditResult, Edits, followedBy, readAgain } from '../result.ts';
import { yamlWord } from '../word.ts';
import { heldTo } from './held.ts';
import type { NotAdopted } from './wish.ts';

/** What the files become so that they say what is in each group. */
export interface AdoptedResources {
  readonly result: EditResult;
  readonly adopted: readonly ResourceChange[];
  readonly notAdopted: readonly NotAdopted[];
}

/**
 * Takes out of the lists what is not in their groups, and writes into those of `exact` ones what is. In rounds: what is
 * taken out of one may be missing in another.
 *
 * @param planOf plans a configuration against what is live
 */
export function adoptResources(
  configuration: Configuration,
  sources: readonly SourceFile[],
  live: Live,
  planOf: (configuration: Configuration) => Plan,
): AdoptedResources {
  const adopted: ResourceChange[] = [];
  let state = { configuration, sources };
  let total: EditResult = { kind: 'edited', files: [] };
  for (;;) {
    const round = new Round(state.configuration, live, planOf(state.configuration));
    const { notAdopted } = round;
    if (round.made.length === 0) return { result: total, adopted, notAdopted };
    const result = round.apply(state.sources);
    if (result.kind === 'stuck') return { result, adopted: [], notAdopted };
    const read = readAgain(state.configuration, applied(state.sources, result));
    if (read.kind === 'stuck') return { result: read, adopted: [], notAdopted };
    adopted.push(...round.made);
    total = followedBy(sources, total, result);
    state = read;
  }
}

/** One list of a group, `models` for one, and what is to be done with it. */
interface Work {
  readonly group: DeclaredGroup;
  readonly listKey: string;
  readonly goes: (ResourceName & { readonly change: ResourceChange })[];
  readonly comes: (ResourceName & { readonly change: ResourceChange })[];
}

/** The edits that can be made of the files as they are: one list of each group, what comes or what goes. */
class Round {
  readonly made: ResourceChange[] = [];
  readonly notAdopted: NotAdopted[] = [];
  readonly #configuration: Configuration;
  readonly #files = new EditableFiles();
  readonly #edits = new Edits();
  /** What each group is to list afterwards, by key. */
  readonly #wanted = new Map<DeclaredGroup, Set<string>>();

  constructor(configuration: Configuration, live: Live, plan: Plan) {
    this.#configuration = configuration;
    const groups = matchGroups(configuration.groups, live, null, mayDeclare(configuration.policy)).groups;
    const byId = new Map(groups.map(({ ref, declared }) => [ref.id, declared]));
    const works = new Map<string, Work>();
    for (const change of plan.changes) {
      if (change.kind !== 'resource') continue;
      const { group: ref, subject } = change;
      // What a group is to begin with waits for it to be made.
      if (ref.id === null) continue;
      const group = byId.get(ref.id);
      const name = nameIn(subject);
      const isSaid = name !== null && (!leavesForNone(change) || declarableResource(name));
      if (group === undefined || !isSaid) {
        this.notAdopted.push({ group: ref, user: null, subject, change, why: cannotSay });
        continue;
      }
      const listKey = Object.entries(typesByKey).find(([, type]) => type === name.type)?.[0] ?? '';
      const key = `${listKey} ${group.name}`;
      const work = works.get(key) ?? { group, listKey, goes: [], comes: [] };
      works.set(key, work);
      (leavesForNone(change) ? work.comes : work.goes).push({ ...name, change });
    }
    const busy = new Set<DeclaredGroup>();
    for (const work of works.values()) {
      if (busy.has(work.group)) continue;
      busy.add(work.group);
      // A list that would be empty in between would be written in another form.
      if (work.comes.length > 0 && (work.goes.length === 0 || this.#isOpen(work))) this.#insert(work);
      else this.#remove(work);
    }
  }

  apply(sources: readonly SourceFile[]): EditResult {
    const touched = new Set(this.#wanted.keys());
    return heldTo(this.#configuration, sources, this.#edits, touched, (now, was) => {
      const keys = this.#listed(now).map(({ key }) => key);
      const wanted = this.#wanted.get(was) ?? new Set();
      return keys.length === wanted.size && keys.every((key) => wanted.has(key)) && rest(now) === rest(was);
    });
  }

  #listed(group: DeclaredGroup): readonly DeclaredResource[] {
    return declaredResources(group, this.#configuration)?.resources ?? [];
  }

  #wantedOf(group: DeclaredGroup): Set<string> {
    const wanted = this.#wanted.get(group) ?? new Set(this.#listed(group).map(({ key }) => key));
    this.#wanted.set(group, wanted);
    return wanted;
  }

  #remove({ group, listKey, goes }: Work): void {
    const keys = new Set(goes.map(keyOf));
    const places = this.#listed(group).filter(({ key }) => keys.has(key));
    const offsets = new Set(places.map(({ place }) => place.offset));
    const known = this.#files.of(group.place.file);
    const found = reach(known, ['groups', group.name, 'resources', listKey]);
    const list = found.kind === 'reached' ? found.entry.value : null;
    let edits: readonly Edit[] | Stuck | null = found.kind === 'stuck' ? found : null;
    if (found.kind === 'reached' && list?.kind === 'list') {
      const gone = list.items.flatMap(({ value }, index) => (offsets.has(value?.start ?? -1) ? [index] : []));
      edits = removeParts(known.file.text, list, found.entry.colonEnd, new Set(gone));
    }
    this.#edits.add(places[0]?.place ?? group.place, edits);
    for (const key of keys) this.#wantedOf(group).delete(key);
    this.made.push(...goes.map(({ change }) => change));
  }

  /** Whether there is something in the list. */
  #isOpen({ group, listKey }: Work): boolean {
    const found = reach(this.#files.of(group.place.file), ['groups', group.name, 'resources', listKey]);
    const list = found.kind === 'reached' ? found.entry.value : null;
    return list?.kind === 'list' && list.items.length > 0;
  }

  /** All of them into a list in which something stands, else the first. */
  #insert(work: Work): void {
    const { group, listKey, comes } = work;
    const known = this.#files.of(group.place.file);
    const { text } = known.file;
    const found = reach(known, ['groups', group.name, 'resources', listKey]);
    const list = found.kind === 'reached' ? found.entry.value : null;
    const most = this.#isOpen(work) ? comes.length : 1;
    const sorted = comes.toSorted((a, b) => compareCodePoints(a.name, b.name)).slice(0, most);
    for (const one of sorted) {
      const word = yamlWord(one.name);
      if (found.kind === 'stuck') this.#edits.add(group.place, found);
      else if (found.kind === 'missing') this.#edits.add(group.place, firstOf(known, group, listKey, word));
      else if (list?.kind !== 'list') this.#edits.add(group.place, null);
      else
        this.#edits.add(
          group.place,
          insertPart(text, list, found.entry, spotIn(list, one.name), onePart(word), 2),
        );
      this.#wantedOf(group).add(keyOf(one));
      this.made.push(one.change);
    }
  }
}

const cannotSay = 'a file cannot say where it is';

/** A list that is not there yet, with one thing in it. */
function firstOf(
  known: Editable,
  { name }: DeclaredGroup,
  listKey: string,
  word: string,
): readonly Edit[] | Stuck | null {
  const found = reach(known, ['groups', name, 'resources']);
  if (found.kind === 'stuck') return found;
  const map = found.kind === 'reached' ? found.entry.value : null;
  if (found.kind !== 'reached' || map?.kind !== 'map') return null;
  const part: Part = { lines: [`${listKey}:`, `  - ${word}`], inline: `${listKey}: [${word}]` };
  const spot: Spot = { kind: 'after', index: map.entries.length - 1 };
  return insertPart(known.file.text, map, found.entry, spot, part, 2);
}

/** Where the order of sorted neighbours wants it, else last. */
function spotIn({ items }: OutlineList, name: string): Spot {
  const words = items.map(({ value }) => (value?.kind === 'word' ? value.text : ''));
  const isSorted = words.every(
    (word, index) => index === 0 || compareCodePoints(words[index - 1] ?? '', word) <= 0,
  );
  const next = isSorted ? words.findIndex((word) => compareCodePoints(word, name) > 0) : -1;
  return next === -1 ? { kind: 'after', index: words.length - 1 } : { kind: 'before', index: next };
}

/** What else is declared of a group. */
function rest({ others }: DeclaredGroup): string {
  return JSON.stringify(
    [...others].map(([key, { tree }]) => {
      if (key !== 'resources') return [key, plainOf(tree)];
      const mode = tree.kind === 'map' ? child(tree, 'mode') : undefined;
      return [key, mode === undefined ? null : plainOf(mode)];
    }),
  );
}
