import type { Configuration } from '../config/declaration.ts';
import { emailsIn } from '../config/emails.ts';
import { ConfigError, KnownError } from '../errors.ts';
import type { HubReader } from '../hub/hub.ts';
import { neededBy } from '../kinds/needs.ts';
import { fetchSnapshot } from '../live/fetch.ts';
import { liveOf } from '../live/live.ts';
import type { Live, Snapshot } from '../live/organization.ts';
import type { Need } from '../model/need.ts';
import type { Change, Plan } from '../model/plan.ts';
import { createPlan, type PlanInput } from '../plan/create-plan.ts';
import { enumerate } from '../text/count.ts';
import { dayOf } from '../text/date.ts';
import { visible } from '../text/visible.ts';
import { defaultBatchSize } from './defaults.ts';
import type { Base, Desired } from './desired.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

/**
 * Reads what is live of the configuration's organization.
 *
 * @param base whose addresses are looked up as well; `null` for none
 * @throws HubError
 */
export function takeSnapshot(
  io: Io,
  hub: HubReader,
  configuration: Configuration,
  base: Configuration | null = null,
): Promise<Snapshot> {
  const configurations = [configuration, ...(base === null ? [] : [base])];
  return readLive(io, hub, { organization: configuration.organization, configurations, changes: [] });
}

/** What is read of an organization, and what for. */
export interface LiveRequest {
  readonly organization: string;
  /** Whose addresses are looked up, and who needs further lists. */
  readonly configurations: readonly Configuration[];
  /** Of an earlier plan, which need lists as well. */
  readonly changes: readonly Change[];
}

/** Reads what is live of an organization. @throws HubError */
export function readLive(
  io: Io,
  hub: HubReader,
  { organization, configurations, changes }: LiveRequest,
): Promise<Snapshot> {
  const emails = configurations.flatMap((one) => [...emailsIn(one)]);
  return fetchSnapshot(hub, organization, emails, () => io.now(), neededBy(configurations, changes));
}

/**
 * Plans what was read.
 *
 * @throws ConfigError when the configuration does not fit the organization; KnownError `snapshot-invalid` when the
 *   snapshot is of another organization, or lacks a list that the configurations need
 */
export function planFor(
  io: Pick<Io, 'now'>,
  desired: Pick<Desired, 'configuration' | 'warnings'>,
  snapshot: Snapshot,
  options: Partial<Pick<PlanInput, 'base' | 'selection' | 'batchSize' | 'waive'>>,
): { readonly plan: Plan; readonly live: Live } {
  const { configuration, warnings } = desired;
  if (snapshot.organization.toLowerCase() !== configuration.organization.toLowerCase()) {
    const message = `The snapshot is of ${visible(snapshot.organization)}, the configuration of ${configuration.organization}`;
    throw new KnownError('snapshot-invalid', message);
  }
  const { base = null } = options;
  mustHave(
    snapshot,
    neededBy(base === null || base === 'unreadable' ? [configuration] : [configuration, base]),
  );
  const live = liveOf(snapshot);
  const now = io.now();
  const planned = createPlan({
    configuration,
    live,
    base: null,
    selection: null,
    batchSize: defaultBatchSize,
    waive: [],
    ...options,
    today: dayOf(now),
    createdAt: now.toISOString(),
    toolVersion: version,
    warnings,
  });
  if (!planned.ok) throw new ConfigError(planned.diagnostics);
  return { plan: planned.plan, live };
}

/** A snapshot that was taken for other files may lack what these need; one of the Hub was read for them. */
function mustHave(snapshot: Snapshot, needed: readonly Need[]): void {
  const lacking = needed.filter((need) => snapshot[need] === undefined);
  if (lacking.length === 0) return;
  const lists = enumerate(lacking.map((need) => needNames[need]));
  throw new KnownError('snapshot-invalid', `The snapshot has no list of ${lists}, which the files need`, {
    hint: 'Save it anew with these files: `hf-groups plan --save-live FILE`.',
  });
}

const needNames: Readonly<Record<Need, string>> = {
  repositories: 'the repositories',
  service_accounts: 'the service accounts',
  usage: 'what groups have used',
};

/** What a run plans, and with what. */
export interface PlanRequest {
  readonly desired: Desired;
  /** `null` without one. */
  readonly base: Base | null;
  readonly options: Partial<Pick<PlanInput, 'selection' | 'batchSize' | 'waive'>>;
}

/**
 * Plans a snapshot, against the base if there is one: its warnings go with those of the configuration, and with one that
 * could not be read every change is one of this change.
 *
 * @throws as {@link planFor}
 */
export function planSnapshot(
  io: Io,
  { desired, base, options }: PlanRequest,
  snapshot: Snapshot,
): { readonly plan: Plan; readonly live: Live } {
  const warnings = [...desired.warnings, ...(base?.warnings ?? [])];
  return planFor(io, { ...desired, warnings }, snapshot, {
    ...options,
    base: base === null ? null : (base.configuration ?? 'unreadable'),
  });
}

/** Reads what is live, and plans it. Writes nothing to the Hub: it is given nothing that could. */
export async function planLive(
  io: Io,
  hub: HubReader,
  request: PlanRequest,
): Promise<{ readonly plan: Plan; readonly live: Live; readonly snapshot: Snapshot }> {
  const { desired, base } = request;
  const snapshot = await takeSnapshot(io, hub, desired.configuration, base?.configuration ?? null);
  return { ...planSnapshot(io, request, snapshot), snapshot };
}
