import { setImmediate as turn } from 'node:timers/promises';
import { KnownError } from '../../src/errors.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { type Actor, applyPlan, planOf, Stage } from '../apply/stage.ts';
import { undone } from './declared.ts';
import { withOdds } from './odd.ts';
import { renameAccount } from './rename.ts';
import { type Click, ghost, type Scenario, scenarioOf } from './scenario.ts';
import { type Clicked, type PlayedRun, problemsOf } from './truth.ts';

/**
 * Plays the scenario of a seed: one run or two at once, with everything that goes wrong, then a run without faults.
 *
 * @returns what was not as it should be; nothing when all was well
 */
export async function play(seed: number): Promise<readonly string[]> {
  const scenario = scenarioOf(seed);
  const moments = new Map<number, () => void>();
  await using stage = await Stage.open({
    seed: scenario.seed,
    onRequest: (count) => moments.get(count)?.(),
  });
  stage.sandbox.setFaults(scenario.faults);
  const clicked: Clicked[] = [];
  const ids = new Map<string, string>();
  stage.sandbox.mutate((directory) => {
    for (const { id, name } of directory.groups()) ids.set(name, id);
  });
  for (const click of scenario.clicks) {
    also(moments, click.at, () => {
      make(stage, click, ids.get(click.group) ?? '');
      clicked.push({ ...click, after: stage.sandbox.log.length });
    });
  }
  const actors = (scenario.two ? [1, 2] : [1]).map((number) => ({
    number,
    actor: withOdds(stage.actor(number), scenario.odds),
  }));
  const [first] = actors;
  const { end } = scenario;
  let ended = false;
  if (end !== null && first !== undefined) {
    also(moments, end.at, () => {
      ended = true;
      first.actor[end.how].abort(new Error('ended by the test'));
    });
  }
  const runs = await Promise.all(actors.map(({ number, actor }) => run(stage, scenario, number, actor)));
  await idle(stage);
  moments.clear();
  // The files name groups, so that they are called as they were again before the last run.
  stage.sandbox.mutate((directory) => {
    for (const [name, id] of ids) directory.updateGroup(id, { name });
  });
  const killed = ended && end?.how === 'kill';
  return [
    ...runs.flatMap((played) =>
      problemsOf(stage, scenario, clicked, killed && played.number === 1 ? killedRun(played) : played),
    ),
    ...(await cleanUp(stage, scenario)),
  ];
}

/** Nobody reads the report of a run that was killed. */
function killedRun(played: PlayedRun): PlayedRun {
  return { ...played, report: null };
}

async function run(stage: Stage, scenario: Scenario, number: number, actor: Actor): Promise<PlayedRun> {
  const { batchSize, concurrency, wishes } = scenario;
  let plan: Plan | null = null;
  let report: Report | null = null;
  try {
    const planned = await planOf(actor, wishes, batchSize);
    plan = planned.plan;
    report = await applyPlan(stage, actor, planned, { batchSize, concurrency });
  } catch (error) {
    // A run that is ended while it plans, or finds a group renamed, has written nothing, and says so.
    const interrupted = error instanceof KnownError && error.code === 'interrupted';
    const renamed = scenario.clicks.some(({ to }) => to === 'rename') && plan === null;
    if (!interrupted && !renamed) throw error;
  }
  return { number, plan, report };
}

/** A run that nothing disturbs makes what is left, by the calls that it planned; after it there is nothing left. */
async function cleanUp(stage: Stage, scenario: Scenario): Promise<readonly string[]> {
  const problems: string[] = [];
  stage.sandbox.setFaults(null);
  const actor = stage.actor(3);
  const planned = await planOf(actor, scenario.wishes, scenario.batchSize);
  const report = await applyPlan(stage, actor, planned, scenario);
  const { failed, already, not_attempted } = report.summary;
  const odds = report.blocked.some(({ reason }) => reason === 'scim_managed') || isHaunted(planned.plan);
  const haunted = new Set(
    membershipsIn(report.changes)
      .filter(({ user }) => user.endsWith(ghost))
      .map(({ group }) => group.id),
  );
  const writes = stage.writes(3).length;
  if (failed + already > 0) {
    const odd = membershipsIn(report.changes).filter(
      ({ status, user }) => status === 'already' || (status === 'failed' && !user.endsWith(ghost)),
    );
    problems.push(
      ...odd.map(({ group, user, status, error }) => {
        return `the clean run: ${group.name} ${user} ${status}: ${error?.message ?? ''}`;
      }),
    );
  }
  // With somebody who can never be added, what takes away waits for ever.
  const waiting = membershipsIn(report.changes).filter(
    ({ status, destructive, group }) => status === 'not_attempted' && destructive && haunted.has(group.id),
  );
  if (not_attempted > waiting.length) problems.push(`the clean run did not attempt ${not_attempted}`);
  if (!odds && writes !== planned.plan.calls.length) {
    problems.push(`the clean run sent ${writes} calls, not ${planned.plan.calls.length}`);
  }
  // A look of a run that was killed may still arrive.
  const looks = stage.looks().filter(({ tokenName }) => tokenName === 'run-3').length;
  if (!odds && looks > 0) problems.push('the clean run looked at a group');
  problems.push(
    ...problemsOf(stage, { ...scenario, faults: [], clicks: [], odds: [], end: null, two: false }, [], {
      number: 3,
      plan: planned.plan,
      report,
    }),
  );
  stage.sandbox.mutate((directory) =>
    problems.push(
      ...undone(scenario, directory).filter(
        (line) => !waiting.some(({ group, user }) => line.startsWith(`${group.name} ${user}:`)),
      ),
    ),
  );
  const again = await planOf(stage.actor(4), scenario.wishes, scenario.batchSize);
  const left = membershipsIn(again.plan.changes).filter(
    ({ user, group }) =>
      !user.endsWith(ghost) && !waiting.some((one) => one.group.id === group.id && one.user === user),
  );
  const managed = report.blocked.some(({ reason }) => reason === 'scim_managed');
  if (!managed && left.length > 0) problems.push(`${left.length} changes are left`);
  return problems;
}

function isHaunted(plan: Plan): boolean {
  return membershipsIn(plan.changes).some(({ user }) => user.endsWith(ghost));
}

function make(stage: Stage, { group, user, to }: Click, id: string): void {
  stage.sandbox.mutate((directory) => {
    if (to === 'rename') directory.updateGroup(id, { name: `${group} (renamed)` });
    else if (to === 'rename_user') renameAccount(directory, user);
    else if (to === 'leave') directory.leave(user);
    else if (to === null) directory.removeFromGroup(id, user);
    // Who has left the organization cannot be put into a group, in the web interface neither.
    else if (directory.account(user)?.kind !== 'other') directory.setRole(id, user, to);
  });
}

function also(moments: Map<number, () => void>, at: number, what: () => void): void {
  const known = moments.get(at);
  moments.set(at, () => {
    known?.();
    what();
  });
}

/** Requests of a client that is gone take their course all the same. */
async function idle(stage: Stage): Promise<void> {
  do await turn();
  while (stage.sandbox.log.some(({ endedAt }) => endedAt === null));
}
