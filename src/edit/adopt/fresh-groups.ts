import type { Configuration, MembershipMode } from '../../config/declaration.ts';
import { mayDeclare } from '../../config/policy-check.ts';
import { allDeclared } from '../../kinds/resource/declared.ts';
import type { Live } from '../../live/organization.ts';
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

/**
 * Declares the live groups that nothing declares, with all that is set of them, as `import --all` writes them.
 *
 * @param as how they are written: their mode, and by what people are named in them
 */
export function declareFresh(
  configuration: Configuration,
  sources: readonly SourceFile[],
  live: Live,
  as: { readonly mode: MembershipMode; readonly byEmail: boolean },
): FreshGroups {
  const { free, notAdopted } = undeclared(configuration, live);
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
  { groups }: Configuration,
  live: Live,
): { readonly free: readonly string[]; readonly notAdopted: readonly NotAdopted[] } {
  const declared = new Set(matchGroups(groups, live, null).groups.map((group) => group.live.info.id));
  // One that is found by its name alone is told of where that is not clear.
  const byId = new Set(groups.flatMap(({ id, name }) => (id === null ? [] : [name])));
  const byName = new Set(groups.flatMap(({ id, name }) => (id === null ? [name] : [])));
  const others = live.groups
    .map(({ info }) => info)
    .filter(({ id, name }) => !declared.has(id) && !byName.has(name));
  return {
    free: others.flatMap(({ id, name }) => (byId.has(name) ? [] : [id])),
    notAdopted: others.flatMap(({ id, name }) =>
      byId.has(name) ? [left({ id, name }, 'another group is declared by this name')] : [],
    ),
  };
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
