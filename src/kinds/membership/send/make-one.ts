import type { Call } from '../../../plan/types.ts';
import { addCall, changeCall, removeCall } from '../calls.ts';
import { errorOf } from './change-error.ts';
import type { GroupRun, Step } from './group-run.ts';

/**
 * Makes one change by a call of its own. Whatever leaves a doubt, or speaks of another state than was planned from, is
 * followed by a look at the group, and only what is still missing is sent.
 */
export async function makeOne(run: GroupRun, planned: Step): Promise<void> {
  let step = run.seen === null ? planned : run.replan(planned, run.seen);
  for (let attempt = 1; step !== null && run.admit([step]).length > 0; attempt++) {
    const outcome = await run.send(callFor(run.organization, step));
    if (outcome.kind === 'done') return run.applied([step]);
    if (outcome.kind === 'not_sent') return run.notSent([step], outcome);
    if (outcome.kind === 'refused' && run.takesIn([step], outcome)) return;

    const state = await run.look();
    if (state.kind !== 'read') return run.fail([step], errorOf(outcome, state));
    const next = run.replan(step, state, outcome);
    if (next === null) return;
    if (outcome.kind === 'refused' && next === step) return run.fail([step], errorOf(outcome));
    if (attempt >= run.tries) return run.exhaust([step], outcome);
    if (outcome.kind === 'unknown') await run.pause(attempt, outcome);
    step = next;
  }
}

function callFor(organization: string, step: Step): Call {
  switch (step.change.action) {
    case 'create':
      return addCall(organization, [step]);
    case 'update':
      return changeCall(organization, step);
    case 'delete':
      return removeCall(organization, step);
  }
}
