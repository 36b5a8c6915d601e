import type { Configuration, DeclaredGroup } from '../config/declaration.ts';
import { declaredResources } from '../kinds/resource/declared.ts';
import type { PolicyChange } from '../model/plan.ts';
import { sourceOf } from '../text/source-file.ts';
import { declarationsOf, type Mode, strictness } from './membership-changes.ts';
import type { AgainstBase } from './sides.ts';

/** Groups of which it is managed otherwise than in the base what is in them. Those not declared any more are told as such. */
export function resourceModeChanges({ head, base }: AgainstBase): readonly PolicyChange[] {
  const before = declarationsOf(base);
  return [...declarationsOf(head)].flatMap(([key, { ref, declared }]): readonly PolicyChange[] => {
    const old = before.get(key);
    if (old === undefined) return [];
    const was = modeOf(old.declared, base.configuration);
    const is = modeOf(declared, head.configuration);
    if (was === is) return [];
    const place = declaredResources(declared, head.configuration)?.modePlace ?? declared.place;
    const loosens = strictness(is) < strictness(was);
    const modes = { subject: null, before: was, after: is, loosens, source: sourceOf(place) };
    return [{ kind: 'resources', group: ref, ...modes }];
  });
}

function modeOf(declared: DeclaredGroup, configuration: Configuration): Mode {
  const resources = declaredResources(declared, configuration);
  if (resources === null) return 'unmanaged';
  return resources.exact ? 'exact' : 'additive';
}
