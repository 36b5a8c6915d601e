import type { Configuration } from '../config/declaration.ts';
import { type Need, needs } from '../model/need.ts';
import type { Change } from '../model/plan.ts';
import { allKinds, kindOf } from './registry.ts';

/**
 * What has to be read of the organization, beside groups and members, to plan configurations and to make changes.
 *
 * @param changes of an earlier plan, whose configuration may not be known
 */
export function neededBy(
  configurations: readonly Configuration[],
  changes: readonly Change[] = [],
): readonly Need[] {
  const found = new Set<Need>();
  for (const configuration of configurations)
    for (const kind of allKinds) for (const need of kind.needs(configuration)) found.add(need);
  for (const change of changes) for (const need of kindOf(change).needsOf(change)) found.add(need);
  return needs.filter((need) => found.has(need));
}
