import type { Waiver } from '../config/declaration.ts';
import { diagnose } from '../diagnostics/diagnose.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { GuardName } from '../model/plan.ts';

/** The guards that the file's waivers permit to pass for exactly this digest. */
export function waivedFor(digest: string, waivers: readonly Waiver[]): ReadonlySet<GuardName> {
  return new Set(waivers.filter((waiver) => waiver.digest === digest).map(({ guard }) => guard));
}

/** A warning for every waiver that is for another plan. */
export function staleWaivers(digest: string, waivers: readonly Waiver[]): readonly Diagnostic[] {
  return waivers
    .filter((waiver) => waiver.digest !== digest)
    .map(({ guard, place }) =>
      diagnose('stale-waiver', place, `The waiver of ${guard} is for another plan; this one is ${digest}`),
    );
}
