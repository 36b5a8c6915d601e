import schema from '../../schemas/groups.schema.json' with { type: 'json' };
import type { Collector } from '../diagnostics/collector.ts';
import type { SourceFile } from '../text/source-file.ts';
import { brief } from './brief.ts';
import { child, placeOfKey, type Tree, type TreeEntry, type TreeMap } from './tree.ts';

/** Parts of the file, by JSON pointer, that a slip explains: what else a validator says of them says nothing new. */
export type Covered = ReadonlySet<string>;

const fileKeys = new Set(Object.keys(schema.properties));
const groupKeys = new Set(Object.keys(schema.properties.groups.additionalProperties.properties));
const teamKeys = new Set(Object.keys(schema.properties.teams.additionalProperties.properties));
const guardKeys = new Set(Object.keys(schema.$defs.guards.properties));
const roleWords = new Set<unknown>([...schema.$defs.role.enum, 'absent']);

/**
 * Finds lines that stand at a wrong depth, or one level too high: `members:` with nothing below it and people beside
 * it. A validator says several things of each, and none of them is what is wrong.
 *
 * @returns what is covered by what was reported
 */
export function reportMisplaced(file: SourceFile, tree: Tree, found: Collector): Covered {
  const search = new Search(file, found);
  if (tree.kind === 'map') search.file(tree);
  return search.covered;
}

class Search {
  readonly covered = new Set<string>();
  readonly #file: SourceFile;
  readonly #found: Collector;

  constructor(file: SourceFile, found: Collector) {
    this.#file = file;
    this.#found = found;
  }

  file(tree: TreeMap): void {
    this.#besideEmpty(tree, '', fileKeys);
    this.#names(child(tree, 'groups'), '/groups', groupKeys, 'group', (map, at) => {
      this.#besideEmpty(map, at, groupKeys);
      this.#peopleInGroup(map, at);
      this.#rolesAsPeople(child(map, 'members'), `${at}/members`);
    });
    this.#names(child(tree, 'teams'), '/teams', teamKeys, 'team', (map, at) =>
      this.#besideEmpty(map, at, teamKeys),
    );
    const guards = child(tree, 'guards');
    if (guards?.kind === 'map') this.#besideEmpty(guards, '/guards', guardKeys);
  }

  /** A known key with nothing below it, and unknown ones that follow it at its own depth. */
  #besideEmpty({ entries }: TreeMap, at: string, known: ReadonlySet<string>): void {
    for (const [index, entry] of entries.entries()) {
      if (!known.has(entry.key) || !isNothing(entry.value)) continue;
      const beside = following(entries, index, ({ key }) => !known.has(key));
      this.#depth(entry, beside, at, `\`${entry.key}\``);
    }
  }

  /** A name with nothing below it, and what belongs below a name at its own depth. */
  #names(
    tree: Tree | undefined,
    at: string,
    known: ReadonlySet<string>,
    what: string,
    each: (map: TreeMap, at: string) => void,
  ): void {
    if (tree?.kind !== 'map') return;
    for (const [index, entry] of tree.entries.entries()) {
      if (!isNothing(entry.value)) continue;
      const beside = following(tree.entries, index, ({ key }) => known.has(key));
      this.#depth(entry, beside, at, `the ${what} \`${brief(entry.key)}\``);
    }
    for (const { key, value } of tree.entries) {
      const below = `${at}/${escaped(key)}`;
      if (value.kind === 'map' && !this.covered.has(below)) each(value, below);
    }
  }

  #depth(entry: TreeEntry, beside: readonly TreeEntry[], at: string, label: string): void {
    const [first] = beside;
    if (first === undefined) return;
    const { line } = this.#file.locate(entry.keyOffset);
    const which = beside.length === 1 ? 'this line' : 'these lines';
    this.#found.report(
      'wrong-indentation',
      placeOfKey(this.#file, first),
      `\`${brief(first.key)}\` stands beside ${label} (line ${line}), not below it`,
      `Indent ${which} further than line ${line}, by two spaces.`,
    );
    this.#cover(at, [entry, ...beside]);
  }

  /** People with their roles where the keys of a group are expected. */
  #peopleInGroup({ entries }: TreeMap, at: string): void {
    const people = entries.filter(
      ({ key, value }) =>
        !groupKeys.has(key) && !this.covered.has(`${at}/${escaped(key)}`) && looksLikeMember(value),
    );
    const [first] = people;
    if (first === undefined) return;
    const hasMembers = entries.some(({ key }) => key === 'members');
    const hint = hasMembers
      ? 'Indent it further than `members:`, by two spaces.'
      : 'Write `members:` above it, and indent the people below that by two more spaces.';
    const message = `\`${brief(first.key)}\` looks like a person, but stands ${hasMembers ? 'beside `members`, not below it' : 'straight below the group'}`;
    this.#found.report('wrong-indentation', placeOfKey(this.#file, first), message, hint);
    this.#cover(at, people);
  }

  /** `admin: [ada]` below `members`. */
  #rolesAsPeople(tree: Tree | undefined, at: string): void {
    if (tree?.kind !== 'map') return;
    const roles = tree.entries.filter(({ key, value }) => roleWords.has(key) && value.kind === 'list');
    const [first] = roles;
    if (first === undefined) return;
    this.#found.report(
      'wrong-type',
      placeOfKey(this.#file, first),
      `\`${first.key}\` is a role, and below \`members\` stand people`,
      `Write each person with the role: \`ada: ${first.key}\`.`,
    );
    this.#cover(at, roles);
  }

  #cover(at: string, entries: readonly TreeEntry[]): void {
    for (const { key } of entries) this.covered.add(`${at}/${escaped(key)}`);
  }
}

/** Whether the pointer leads to, or below, something that is covered. */
export function isCovered(pointer: string, covered: Covered): boolean {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1))
    if (covered.has(pointer.slice(0, end))) return true;
  return false;
}

/** A key as a part of a JSON pointer (RFC 6901). */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function looksLikeMember(tree: Tree): boolean {
  if (tree.kind === 'scalar') return roleWords.has(tree.value);
  return tree.kind === 'map' && child(tree, 'role') !== undefined;
}

function isNothing(tree: Tree): boolean {
  return tree.kind === 'scalar' && tree.value === null && tree.length <= 1;
}

/** The items after one, as far as they are of a sort. */
function following<T>(items: readonly T[], index: number, is: (item: T) => boolean): readonly T[] {
  const found: T[] = [];
  for (let at = index + 1; ; at++) {
    const item = items[at];
    if (item === undefined || !is(item)) return found;
    found.push(item);
  }
}
