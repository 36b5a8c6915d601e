import { madeBy } from '../access/made-by.ts';
import type { HubReader } from '../hub/hub.ts';
import type { MadeBy } from '../model/access.ts';
import type { Plan } from '../model/plan.ts';
import { readAuditLog } from '../run/access.ts';
import type { Context } from './context.ts';

/** A plan, and who made what is pending. */
export interface Planned {
  readonly plan: Plan;
  /** `null` where it was not asked, or the token may not know. */
  readonly made: readonly MadeBy[] | null;
}

/** Who made what this change does not ask for; without a base that is everything. */
export async function makersOf(context: Context, hub: HubReader, plan: Plan): Promise<Planned['made']> {
  const pending = plan.changes.filter(({ origin }) => origin !== 'this_change');
  if (!context.inputs.auditLog || pending.length === 0) return null;
  const log = await readAuditLog(hub, plan.organization);
  if (log.kind === 'read') return madeBy(pending, log.lists);
  context.remark('notice', 'No audit log', `Who made what is pending is not said: ${log.problem}`);
  return null;
}
