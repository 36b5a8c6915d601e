import type { DeclaredGroup } from '../config/types.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import type { Live, LiveGroup } from '../live/types.ts';
import { nearest } from '../text/nearest.ts';
import { visible } from '../text/visible.ts';

/** So many unknown groups are told which name is the nearest; each is compared with all groups of the organization. */
const maxHints = 100;

/**
 * Finds the live group of every declared one: by id when it is given, else by its exact name.
 *
 * @param selection only these groups, each by its declared name, its live name or its id; `null` for all
 */
export function matchGroups(
  declared: readonly DeclaredGroup[],
  live: Live,
  selection: readonly string[] | null,
): { readonly groups: readonly MatchedGroup[]; readonly diagnostics: readonly Diagnostic[] } {
  const finder = new LiveGroupFinder(live);
  const asked = new Selection(selection);
  const groups: MatchedGroup[] = [];
  const diagnostics: Diagnostic[] = [];
  const taken = new Map<string, { readonly group: DeclaredGroup; readonly selected: boolean }>();
  for (const group of declared) {
    const found = finder.find(group);
    const selected = asked.has(group, found);
    const [one, ...others] = found;
    if (one === undefined) {
      if (selected) diagnostics.push(finder.unknown(group));
    } else if (others.length > 0) {
      if (selected) diagnostics.push(ambiguous(group, found));
    } else {
      const first = taken.get(one.info.id);
      if (first === undefined) {
        taken.set(one.info.id, { group, selected });
        if (selected) groups.push({ declared: group, live: one });
      } else if (selected || first.selected) {
        diagnostics.push(declaredTwice(first.group, group, one));
      }
    }
  }
  for (const name of asked.unused()) diagnostics.push(notDeclared(name, declared));
  return { groups, diagnostics };
}

/** The groups that a run was asked for; with `null` all are. */
class Selection {
  readonly #names: ReadonlySet<string> | null;
  readonly #unused: Set<string>;

  constructor(names: readonly string[] | null) {
    this.#names = names === null ? null : new Set(names);
    this.#unused = new Set(names);
  }

  /** Whether the group is asked for, by any name that it or one of its live groups has. */
  has(group: DeclaredGroup, found: readonly LiveGroup[]): boolean {
    if (this.#names === null) return true;
    const names = [group.name, group.id?.value, ...found.flatMap(({ info }) => [info.name, info.id])];
    let selected = false;
    for (const name of names) {
      if (name === undefined || !this.#names.has(name)) continue;
      this.#unused.delete(name);
      selected = true;
    }
    return selected;
  }

  /** The names that no group has. */
  unused(): Iterable<string> {
    return this.#unused;
  }
}

class LiveGroupFinder {
  readonly #byId = new Map<string, LiveGroup>();
  readonly #byName = new Map<string, LiveGroup[]>();
  #hints = 0;

  constructor(live: Live) {
    for (const group of live.groups) {
      this.#byId.set(group.info.id, group);
      const same = this.#byName.get(group.info.name);
      if (same === undefined) this.#byName.set(group.info.name, [group]);
      else same.push(group);
    }
  }

  find(group: DeclaredGroup): readonly LiveGroup[] {
    if (group.id === null) return this.#byName.get(group.name) ?? [];
    const found = this.#byId.get(group.id.value);
    return found === undefined ? [] : [found];
  }

  unknown(group: DeclaredGroup): Diagnostic {
    if (group.id === null) {
      const message = `The Hub lists no group named \`${visible(group.name)}\``;
      return diagnose('unknown-group', group.place, message, this.#near(group.name));
    }
    const message = `The Hub lists no group with the id ${group.id.value}`;
    const named = (this.#byName.get(group.name) ?? []).map(({ info }) => info.id).sort();
    const hint =
      named.length === 0
        ? this.#near(group.name)
        : `The group \`${visible(group.name)}\` has the id ${named.join(' or ')}.`;
    return diagnose('unknown-group', group.id.place, message, hint);
  }

  #near(name: string): string {
    this.#hints++;
    const close = this.#hints > maxHints ? null : nearest(name, this.#byName.keys());
    if (close !== null) return `Did you mean \`${visible(close)}\`?`;
    return `The Hub lists ${this.#byId.size === 1 ? '1 group' : `${this.#byId.size} groups`} to this token.`;
  }
}

function ambiguous(group: DeclaredGroup, found: readonly LiveGroup[]): Diagnostic {
  const ids = found.map(({ info }) => info.id).toSorted();
  const message = `The Hub has ${found.length} groups named \`${visible(group.name)}\``;
  return diagnose(
    'ambiguous-group',
    group.place,
    message,
    `Add the \`id\` that is meant: ${ids.join(' or ')}.`,
  );
}

function declaredTwice(first: DeclaredGroup, second: DeclaredGroup, group: LiveGroup): Diagnostic {
  const message = `\`${visible(second.name)}\` and \`${visible(first.name)}\` are one group on the Hub, \`${visible(group.info.name)}\` (${group.info.id})`;
  return diagnose('duplicate-group', second.place, message, 'Keep one of the two.');
}

function notDeclared(name: string, declared: readonly DeclaredGroup[]): Diagnostic {
  const close = nearest(
    name,
    declared.map((group) => group.name),
  );
  const hint = close === null ? null : `Did you mean \`${visible(close)}\`?`;
  return diagnose(
    'unknown-group',
    null,
    `The configuration declares no group \`${visible(name)}\` (\`--group\`)`,
    hint,
  );
}
