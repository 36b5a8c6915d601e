import type { Guards } from '../../config/declaration.ts';
import type { LimitName, Limits, LimitValue } from '../../model/plan.ts';
import type { Limit } from './guard.ts';
import { joinLimit } from './mass-join.ts';
import { removalLimit } from './max-removals.ts';

/** Every limit, by its key in the file, in a plan's `policy` and among its policy changes. */
export const limits: Readonly<Record<LimitName, Limit>> = {
  max_removals: removalLimit,
  max_joins: joinLimit,
};

/** The limits of a file. */
export function limitsOf(guards: Guards): Limits {
  return eachLimit((name) => limits[name].of(guards));
}

/** The limits that hold where no file says anything. */
export const defaultLimits: Limits = eachLimit(() => null);

function eachLimit(limitOf: (name: LimitName) => LimitValue): Limits {
  return { max_removals: limitOf('max_removals'), max_joins: limitOf('max_joins') };
}
