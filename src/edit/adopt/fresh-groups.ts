import type { Configuration, MembershipMode } from '../../config/declaration.ts';
import { anyFileMay, mayDeclare } from '../../config/policy-check.ts';
import { allDeclared } from '../../kinds/resource/declared.ts';
import type { Live } from '../../live/organization.ts';
import type { GroupRef } from '../../model/change.ts';
import { matchGroups } from '../../plan/match-groups.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { importedFrom } from '../import/from-live.ts';
import type { ImportedGroup } from '../import/imported.ts';
import { groupLines } from '../import/text.ts';
import { declareGroups, fileForGroups } from '../new-groups.ts';
import type { EditResult } from '../result.ts';
import type { NotAdopted } from './wish.ts';
import { policyForbids } from './within-policy.ts';

/** What the files become so that they declare the groups that were made on the Hub. */
export interface FreshGroups {
  readonly result: EditResult;
  readonly notAdopted: readonly NotAdopted[];
}

/** What a run was asked for: declared groups, and live ones that nothing declares; `null` for all. */
export interface Asked {
  readonly declared: readonly string[] | null;
  readonly fresh: readonly string[] | null;
}

/** Tells apart what the names and ids of a selection mean. What means nothing is left among the declared. */
export function askedFor(
  configuration: Configuration,
  live: Live,
  selection: readonly string[] | null,
): Asked {
  if (selection === null) return { declared: null, fresh: null };
  const names = new Set(configuration.groups.map(({ name }) => name));
  const free = new Set(othersThan(configuration, live).flatMap(({ id, name }) => [id, name]));
  const isFresh = (one: string): boolean => !names.has(one) && free.has(one);
  return { declared: selection.filter((one) => !isFresh(one)), fresh: selection.filter(isFresh) };
}

/**
 * Declares the live groups that nothing declares, with all that is set of them, as `import --all` writes them.
 *
 * @param only their names or ids; `null` for all
 * @param as how they are written: their mode, and by what people are named in them
 */
export function declareFresh(
  configuration: Configuration,
  sources: readonly SourceFile[],
  live: Live,
  only: Asked['fresh'],
  as: { readonly mode: MembershipMode; readonly byEmail: boolean },
): FreshGroups {
  const { free, notAdopted } = undeclared(configuration, live, only === null ? null : new Set(only));
  const taken = new Set([...allDeclared(configuration)].map(({ resource }) => resource.key));
  const { imported } = importedFrom(live, { ...as, groups: free, settings: true, taken });
  const unsaid = imported.leftOut.map((why) => left(null, why));
  const isPermitted = permittedBy(configuration, sources);
  const groups = imported.groups.filter(isPermitted);
  const refused = imported.groups
    .filter((group) => !isPermitted(group))
    .map(({ info: { id, name } }) => left({ id, name }, policyForbids));
  const result: EditResult =
    groups.length === 0
      ? { kind: 'edited', files: [] }
      : declareGroups(configuration, sources, groups.map(groupLines));
  return { result, notAdopted: [...notAdopted, ...unsaid, ...refused] };
}

/** The ids of live groups that nothing declares, and those that cannot be declared, since another has their name. */
function undeclared(
  configuration: Configuration,
  live: Live,
  only: ReadonlySet<string> | null,
): { readonly free: readonly string[]; readonly notAdopted: readonly NotAdopted[] } {
  const names = new Set(configuration.groups.map(({ name }) => name));
  const free: string[] = [];
  const notAdopted: NotAdopted[] = [];
  for (const { id, name } of othersThan(configuration, live)) {
    if (only !== null && !only.has(id) && !only.has(name)) continue;
    if (names.has(name)) notAdopted.push(left({ id, name }, 'another group is declared by this name'));
    else free.push(id);
  }
  return { free, notAdopted };
}

/** The live groups that nothing declares. One of several that a declared name may mean is told of as blocked. */
function othersThan({ groups }: Configuration, live: Live): readonly GroupRef[] {
  const declared = new Set(
    matchGroups(groups, live, null, anyFileMay).groups.map((group) => group.live.info.id),
  );
  const names = new Set(groups.flatMap(({ id, name }) => (id === null ? [name] : [])));
  return live.groups.map(({ info }) => info).filter(({ id, name }) => !declared.has(id) && !names.has(name));
}

/** Whether the policy lets a group be declared as it is live: no entry of it would have a reason or an end. */
function permittedBy(
  configuration: Configuration,
  sources: readonly SourceFile[],
): (group: ImportedGroup) => boolean {
  const { policy } = configuration;
  if (policy === null) return () => true;
  const mayStand = mayDeclare(policy);
  const { path } = fileForGroups(configuration, sources);
  return ({ info, members }) =>
    mayStand(path, info.name) &&
    !(members ?? []).some(({ role }) => policy.reasons.includes(role) || policy.lifetimes.has(role));
}

function left(group: NotAdopted['group'], why: string): NotAdopted {
  return { group, user: null, subject: null, change: null, why };
}
