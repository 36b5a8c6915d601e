import type { Configuration } from '../config/declaration.ts';
import { breaksOf } from '../config/policy-check.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { identify } from '../kinds/membership/people.ts';
import type { Live } from '../live/organization.ts';
import type { Day } from '../text/date.ts';

/**
 * What the policies do not permit, by who everybody is: the configuration's own, and that of the base, so that no change
 * loosens the rule that it breaks.
 */
export function policyBreaks(
  configuration: Configuration,
  base: Configuration | null,
  live: Live,
  today: Day,
): readonly Diagnostic[] {
  const by = { today, keyOf: (person: Parameters<typeof identify>[0]) => identify(person, live).key };
  const own = breaksOf(configuration.policy, configuration, { of: 'head', ...by });
  const told = new Set(own.map(placeOf));
  const ofBase = breaksOf(base?.policy ?? null, configuration, { of: 'base', ...by });
  return [...own, ...ofBase.filter((one) => !told.has(placeOf(one)))];
}

/** Both policies say the same, as a rule: once is enough. */
function placeOf({ code, source }: Diagnostic): string {
  return JSON.stringify([code, source]);
}
