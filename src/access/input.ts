import type { Configuration } from '../config/declaration.ts';
import type { Live, Snapshot } from '../live/organization.ts';
import type { AccessEvidence, AccessFile, AccessScope } from '../model/access.ts';
import type { Plan } from '../model/plan.ts';
import type { Day } from '../text/date.ts';

/** The files of a run and their plan, of all groups. */
export interface DeclaredAccess {
  readonly configuration: Configuration;
  readonly plan: Plan;
}

/** Everything that a report of access depends on. */
export interface AccessInput {
  readonly snapshot: Snapshot;
  /** The same, made for looking things up. */
  readonly live: Live;
  /** `null` without files. */
  readonly declared: DeclaredAccess | null;
  readonly files: readonly AccessFile[];
  readonly scope: AccessScope;
  /** How the snapshot came about. */
  readonly read: Pick<AccessEvidence, 'from' | 'calls'>;
  /** Today, UTC: entries end by it. */
  readonly today: Day;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly toolVersion: string;
}
