import type { SendInput } from '../../send.ts';
import { chunks } from '../calls.ts';
import type { MembershipChange } from '../types.ts';
import { addUsers } from './add-users.ts';
import { GroupRun, type Step } from './group-run.ts';
import { makeOne } from './make-one.ts';

/**
 * Makes the membership changes of one group: adds in batches, then role changes, then removals, one call after the
 * other. Removals wait for the rest and are not made when any of it failed, so that nobody is left without the access
 * that was to take the place of the old one.
 */
export async function sendMembership(input: SendInput<MembershipChange>): Promise<void> {
  const run = new GroupRun(input);
  const of = (action: MembershipChange['action']): readonly Step[] =>
    input.changes.filter(({ change }) => change.action === action);
  const [adds, updates, removals] = [of('create'), of('update'), of('delete')];
  for (const batch of chunks(adds, input.batchSize)) await addUsers(run, batch);
  for (const step of updates) await makeOne(run, step);
  if ([...adds, ...updates].some(({ index }) => isUndone(input, index))) run.leave(run.admit(removals));
  else for (const step of removals) await makeOne(run, step);
}

/** What SCIM blocks is undone too, but nobody can mend it: service accounts need not wait for it. */
function isUndone({ ledger }: SendInput<MembershipChange>, index: number): boolean {
  const status = ledger.statusOf(index);
  return status !== 'applied' && status !== 'already' && status !== 'blocked';
}
