import type { DeclaredGroup } from '../config/declaration.ts';
import { anyFileMay } from '../config/policy-check.ts';
import { type Resource, resourcesOf } from '../live/contents.ts';
import { readGroupOf } from '../live/group.ts';
import { textOf } from '../live/read.ts';
import type { AccessGroup, AccessResource } from '../model/access.ts';
import { targetKey } from '../model/change.ts';
import { matchGroups } from '../plan/match-groups.ts';
import { compareGroups } from '../plan/order.ts';
import { compareCodePoints } from '../text/order.ts';
import { sourceOf } from '../text/source-file.ts';
import { accessAutoJoinOf } from './auto-join.ts';
import type { AccessTarget } from './group-rows.ts';
import type { AccessInput } from './input.ts';
import { type GroupVerdicts, PlanVerdicts } from './verdicts.ts';

const nothing: GroupVerdicts = { all: null, members: new Map() };

/** Every group, live or declared, by name, then id. */
export function targetsOf({
  snapshot,
  live,
  declared,
}: Pick<AccessInput, 'snapshot' | 'live' | 'declared'>): readonly AccessTarget[] {
  const verdicts = declared === null ? null : new PlanVerdicts(declared.plan);
  const matched = matchGroups(declared?.configuration.groups ?? [], live, null, anyFileMay);
  const declarations = new Map(matched.groups.map(({ ref, declared: group }) => [ref.id, group]));
  const users = usersById(snapshot.groups);
  const there = live.groups.map((group): AccessTarget => {
    const { id, name } = group.info;
    return {
      id,
      name,
      declared: declarations.get(id) ?? null,
      live: group,
      users: users.get(id),
      verdicts: verdicts?.in(targetKey({ id, name })) ?? nothing,
    };
  });
  const missing = matched.missing.map(({ declared: group, blocked }): AccessTarget => {
    const ref = blocked.group;
    const planned = verdicts?.in(targetKey(ref)) ?? nothing;
    return {
      ...ref,
      declared: group,
      live: null,
      users: null,
      verdicts: planned,
    };
  });
  return [...there, ...missing].sort(compareGroups);
}

function usersById(groups: readonly unknown[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  for (const object of groups) {
    const group = readGroupOf(object);
    if (group !== null && !found.has(group.id)) found.set(group.id, group['users']);
  }
  return found;
}

/** What a report says of a group itself. @param rows how many of its rows are of it */
export function accessGroup({ id, name, declared, live, verdicts }: AccessTarget, rows: number): AccessGroup {
  const managed = declared !== null && declared.membership !== null;
  return {
    id,
    name,
    description: live === null ? null : textOf(live.object['description']),
    declared: declared !== null,
    managed,
    mode: managed ? declared.mode.value : null,
    source: declared === null ? null : placeOf(declared),
    auto_join: live === null ? null : accessAutoJoinOf(live),
    members: live === null ? 0 : live.members.size + live.odd.size,
    resources: live === null ? [] : resourcesIn(live.object),
    rows,
    problem: live?.unreadable ?? verdicts.all?.hint ?? null,
  };
}

function placeOf({ place }: DeclaredGroup): AccessGroup['source'] {
  return sourceOf(place);
}

function resourcesIn(object: Readonly<Record<string, unknown>>): readonly AccessResource[] | null {
  return (
    resourcesOf(object)
      ?.map(accessResource)
      .sort(
        (a, b) =>
          Number(!a.name.includes('/')) - Number(!b.name.includes('/')) ||
          Number(b.private === true) - Number(a.private === true) ||
          compareCodePoints(a.name, b.name) ||
          compareCodePoints(a.type, b.type),
      ) ?? null
  );
}

function accessResource({ type, name, id, private: secret }: Resource): AccessResource {
  return { type, name: name ?? id ?? '?', private: secret };
}
