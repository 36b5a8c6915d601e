import type { Configuration } from '../../config/declaration.ts';
import type { Need } from '../../model/need.ts';
import type { Scope } from '../kind.ts';
import type { ResourceChange } from './change.ts';
import { allDeclared, declaredResources } from './declared.ts';
import { nameIn } from './resource-name.ts';

/** Which repositories there are matters where one is declared: what is in groups tells nothing of those in none. */
export function neededFor(configuration: Configuration): readonly Need[] {
  for (const { resource } of allDeclared(configuration))
    if (resource.type !== 'collection') return ['repositories'];
  return [];
}

/** Of what comes from no group, only the list of all repositories says whether it is private. */
export function neededAgain({ subject, before }: ResourceChange): readonly Need[] {
  const type = nameIn(subject)?.type ?? 'collection';
  return before === null && type !== 'collection' ? ['repositories'] : [];
}

/** How many resources are declared; that there is to be nothing else counts as one. */
export function countDeclared({ configuration, groups }: Scope): number {
  return groups.reduce((sum, group) => {
    const declared = declaredResources(group, configuration);
    return sum + (declared?.resources.length ?? 0) + (declared?.exact === true ? 1 : 0);
  }, 0);
}
