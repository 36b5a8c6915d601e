import type { DeclaredGroup } from '../config/types.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/types.ts';
import type { MatchedGroup } from '../kinds/kind.ts';
import type { Live, LiveGroup } from '../live/types.ts';
import { nearest } from '../text/nearest.ts';
import { visible } from '../text/visible.ts';

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
  const groups: MatchedGroup[] = [];
  const diagnostics: Diagnostic[] = [];
  const taken = new Map<string, DeclaredGroup>();
  const unused = new Set(selection);
  for (const group of declared) {
    const found = finder.find(group);
    const names = [
      group.name,
      group.id?.value,
      ...found.map(({ info }) => info.name),
      ...found.map(({ info }) => info.id),
    ];
    const asked = names.filter((name) => name !== undefined && selection?.includes(name));
    for (const name of asked) if (name !== undefined) unused.delete(name);
    if (selection !== null && asked.length === 0) continue;
    const [one, ...others] = found;
    if (one === undefined) {
      diagnostics.push(finder.unknown(group));
    } else if (others.length > 0) {
      diagnostics.push(ambiguous(group, found));
    } else {
      const first = taken.get(one.info.id);
      if (first !== undefined) diagnostics.push(declaredTwice(first, group, one));
      else groups.push({ declared: group, live: one });
      taken.set(one.info.id, first ?? group);
    }
  }
  for (const name of unused) diagnostics.push(notDeclared(name, declared));
  return { groups, diagnostics };
}

class LiveGroupFinder {
  readonly #byId = new Map<string, LiveGroup>();
  readonly #byName = new Map<string, LiveGroup[]>();

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
    const here = `The Hub lists ${this.#byId.size === 1 ? '1 group' : `${this.#byId.size} groups`} to this token.`;
    if (group.id !== null) {
      const named = this.#byName.get(group.name) ?? [];
      const other = named.map(({ info }) => info.id).join(', ');
      const hint = other === '' ? here : `The group \`${visible(group.name)}\` has the id ${other}.`;
      return diagnose(
        'unknown-group',
        group.id.place,
        `The Hub lists no group with the id ${group.id.value}`,
        hint,
      );
    }
    const close = nearest(group.name, this.#byName.keys());
    const hint = close === null ? here : `Did you mean \`${visible(close)}\`?`;
    return diagnose(
      'unknown-group',
      group.place,
      `The Hub lists no group named \`${visible(group.name)}\``,
      hint,
    );
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
