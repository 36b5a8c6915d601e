import type { Configuration } from '../config/declaration.ts';
import type { MayDeclare } from '../config/policy-check.ts';
import type { Live } from '../live/organization.ts';
import type { Day } from '../text/date.ts';
import type { Matched } from './match-groups.ts';

/** One configuration with its groups found. */
export interface Side {
  readonly configuration: Configuration;
  readonly matched: Pick<Matched, 'groups' | 'missing' | 'organization'>;
}

/** The base of a plan and what both are planned against. */
export interface AgainstBase {
  readonly head: Side;
  readonly base: Side;
  readonly live: Live;
  /** What files may declare, by both. */
  readonly permits: MayDeclare;
  /** Today, UTC. */
  readonly today: Day;
}
