import type { FaultScript } from '../../../src/sandbox/fault-script.ts';
import type { HandSeed } from '../../../src/sandbox/model.ts';
import { type Odd, oddOf } from '../odd.ts';
import { Random } from '../random.ts';
import { faultsOf } from './faults.ts';
import { type Click, clicksOf } from './hands.ts';
import { groups, organizationOf, people } from './organization.ts';
import { type Declared, declaredOf } from './wishes.ts';

/** One random run, made of a number alone. */
export interface Scenario {
  readonly seed: HandSeed;
  readonly declared: Declared;
  readonly faults: FaultScript;
  readonly clicks: readonly Click[];
  /** How the run ends before its time. */
  readonly end: { readonly at: number; readonly how: 'stop' | 'kill' } | null;
  /** What is odd in the lists of the Hub until nothing goes wrong any more. */
  readonly odds: readonly Odd[];
  readonly batchSize: number;
  readonly concurrency: number;
}

/** The scenario of a number. A third has no faults, half nobody who clicks, a third is ended early. */
export function scenarioOf(number: number): Scenario {
  const random = new Random(number);
  const { seed, scim } = organizationOf(random);
  return {
    seed,
    declared: declaredOf(random, scim),
    faults: faultsOf(random),
    clicks: random.chance(0.5) ? clicksOf(random) : [],
    end: random.chance(0.35) ? { at: 5 + random.below(22), how: random.pick(['stop', 'kill']) } : null,
    odds: random.chance(0.25)
      ? Array.from({ length: 1 + random.below(2) }, () => oddOf(random, groups, people))
      : [],
    batchSize: random.pick([1, 2, 50]),
    concurrency: random.pick([1, 1, 3, 8]),
  };
}
