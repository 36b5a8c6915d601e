import { resourceGroupPath } from '../../hub/paths.ts';
import type { DeclaredGroupRef } from '../../model/change.ts';
import type { Call } from '../../model/plan.ts';
import type { Numbered } from '../kind.ts';
import type { Stage } from '../stage.ts';
import { leavesForNone, type ResourceChange } from './change.ts';
import { nameIn, namespaceOf, type ResourceName } from './resource-name.ts';

/** What comes into a group comes before what leaves one for none. */
export function resourceStage(change: ResourceChange): Stage {
  return leavesForNone(change) ? 'resource_out' : 'resource_in';
}

/** The call that puts one resource into a group, out of the one that it is in. At least one change. */
export function resourceCall(
  changes: readonly Numbered<ResourceChange>[],
  idOf: (group: DeclaredGroupRef) => string,
): Call {
  const [first] = changes;
  if (first === undefined) throw new RangeError('a call without a change');
  const { change, index } = first;
  return {
    method: 'POST',
    path: pathOf(change),
    body: { resourceGroupId: leavesForNone(change) ? null : idOf(change.group) },
    changes: [index],
  };
}

function pathOf({ subject }: ResourceChange): string {
  const resource = nameIn(subject);
  if (resource === null) throw new RangeError(`${subject} is no resource`);
  const namespace = namespaceOf(resource);
  return resourceGroupPath(resource.type, namespace, resource.name.slice(namespace.length + 1));
}

/** What the call that makes a group says of a resource that is to be in it; `null` for one that needs a call of its own. */
export function rideOf({ subject }: ResourceChange): ResourceName | null {
  const resource = nameIn(subject);
  return resource?.type === 'collection' ? null : resource;
}
