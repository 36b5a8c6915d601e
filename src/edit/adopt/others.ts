import { kindOf, makesGroup } from '../../kinds/registry.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { AdoptedChange, NotAdopted } from './wish.ts';

/** The kinds that have a step of their own. Groups are never adopted, and told of with the members. */
const withStep: Readonly<Record<AdoptedChange['kind'] | 'group', true>> = {
  group: true,
  setting: true,
  membership: true,
  resource: true,
  organization_role: true,
};

/** Tells of the changes that no step knows how to write into a file: they stop none of the others. */
export function leftOfOthers({ changes }: Plan): readonly NotAdopted[] {
  return changes.flatMap((change) => {
    if (Object.hasOwn(withStep, change.kind) || makesGroup(change) || waitsForGroup(change)) return [];
    const { group } = change;
    const kind = kindOf(change);
    const user = kind.person(change);
    return [{ group, user, subject: user === null ? kind.subject(change) : null, change, why: noStep }];
  });
}

/** Whether it is of a group that is to be made: it waits for that, and is not told of by itself. */
export function waitsForGroup(change: Change): boolean {
  return change.group !== null && change.group.id === null && !makesGroup(change);
}

const noStep = 'nothing writes a difference of this kind into the file; change the file, or apply it';
