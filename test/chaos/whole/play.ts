import { setImmediate as turn } from 'node:timers/promises';
import { KnownError } from '../../../src/errors.ts';
import type { Change, Plan } from '../../../src/model/plan.ts';
import type { Report } from '../../../src/model/report.ts';
import { type Actor, applyPlan, planOf, Stage } from '../../apply/stage.ts';
import { mayCost, withOdds } from '../odd.ts';
import { twiceNamed, undone } from './end.ts';
import { make } from './hands.ts';
import { Hearing } from './hearing.ts';
import { subjectOf } from './journal.ts';
import { type Scenario, scenarioOf } from './scenario.ts';
import { problemsOf } from './truth.ts';
import { wishesOf } from './wishes.ts';

/** The most runs without faults until everything is as declared: auto-join may bring back who was removed. */
const mostRuns = 2;

/**
 * Plays the scenario of a number: a run with everything that goes wrong, then runs without faults, until nothing is left
 * to be done.
 *
 * @returns what was not as it should be; nothing when all was well
 */
export async function playWhole(number: number): Promise<readonly string[]> {
  const scenario = scenarioOf(number);
  const { clicks, end, seed, faults, declared } = scenario;
  let actor: Actor | null = null;
  let killed = false;
  let disturbs = true;
  await using stage = await Stage.open({
    seed,
    onRequest: (count) => {
      if (!disturbs) return;
      for (const click of clicks) {
        if (click.at === count) stage.sandbox.mutate((directory) => make(directory, click));
      }
      if (end?.at !== count) return;
      killed = end.how === 'kill';
      actor?.[end.how].abort(new Error('ended by the test'));
    },
  });
  stage.sandbox.setFaults(faults);
  const hearing = new Hearing();
  actor = withOdds(hearing.of(stage.actor(1)), scenario.odds);
  const honest =
    scenario.odds.length > 0 && isQuiet(scenario) ? (await planFor(stage.actor(12), scenario)).plan : null;
  const { plan, report } = await run(stage, actor, scenario);
  await idle(stage);
  disturbs = false;
  stage.sandbox.setFaults(null);
  const problems: string[] = [];
  stage.sandbox.mutate((directory) => problems.push(...twiceNamed(directory)));
  const played = { number: 1, plan, report: killed ? null : report, faults, hands: clicks, hearing };
  problems.push(...problemsOf(stage, declared, played));
  if (isQuiet(scenario)) problems.push(...smooth(stage, 1, plan, report));
  if (isQuiet(scenario) && plan !== null && honest !== null)
    problems.push(...costs(scenario.odds, honest, plan));
  return [...problems, ...(await cleanUp(stage, scenario))];
}

/** Whether nothing goes wrong but what the lists have. */
function isQuiet({ faults, clicks, end }: Scenario): boolean {
  return faults.length + clicks.length === 0 && end === null;
}

/** What is odd costs only what depends on it. */
function costs(odds: Scenario['odds'], honest: Plan, plan: Plan): readonly string[] {
  const textOf = (change: Change): string =>
    `${change.kind} ${change.group?.name} ${subjectOf(change)} -> ${change.after}`;
  const planned = new Set(plan.changes.map(textOf));
  return honest.changes
    .filter((change) => !mayCost(odds, change) && !planned.has(textOf(change)))
    .map((change) => `what is odd elsewhere cost ${textOf(change)}`);
}

async function run(
  stage: Stage,
  actor: Actor,
  scenario: Scenario,
): Promise<{ readonly plan: Plan | null; readonly report: Report | null }> {
  let plan: Plan | null = null;
  try {
    const planned = await planFor(actor, scenario);
    plan = planned.plan;
    return { plan, report: await applyPlan(stage, actor, planned, scenario) };
  } catch (error) {
    // A run that is ended while it plans has written nothing, and says so.
    if (error instanceof KnownError && error.code === 'interrupted') return { plan, report: null };
    throw error;
  }
}

function planFor(actor: Actor, { declared, batchSize }: Scenario) {
  return planOf(actor, wishesOf(declared), batchSize, declared.roles);
}

/** Runs that nothing disturbs end with everything as declared. */
async function cleanUp(stage: Stage, scenario: Scenario): Promise<readonly string[]> {
  const { declared } = scenario;
  const problems: string[] = [];
  // Auto-join that would let in who is declared absent waits until a role in the organization keeps them out.
  let waits = false;
  for (let number = 2; ; number++) {
    const hearing = new Hearing();
    const actor = hearing.of(stage.actor(number));
    const planned = await planFor(actor, scenario);
    const { changes } = planned.plan;
    if (changes.length === 0) break;
    if (number > 1 + mostRuns) {
      problems.push(`${changes.length} changes are left`);
      break;
    }
    const late = changes.filter((change) =>
      change.kind === 'membership' ? change.after === null : waits && subjectOf(change) === 'auto_join',
    );
    if (number > 2 && late.length < changes.length) problems.push('one clean run was not enough');
    waits = planned.plan.blocked.some(({ reason }) => reason === 'absent_would_join');
    const report = await applyPlan(stage, actor, planned, scenario);
    problems.push(...smooth(stage, number, planned.plan, report));
    problems.push(
      ...problemsOf(stage, declared, { number, plan: planned.plan, report, faults: [], hands: [], hearing }),
    );
  }
  stage.sandbox.mutate((directory) => problems.push(...undone(declared, directory)));
  return problems;
}

/** With nothing in the way everything is made, by the calls that were planned. */
function smooth(stage: Stage, number: number, plan: Plan | null, report: Report | null): readonly string[] {
  const sent = stage.writes(number).length;
  const calls = plan?.calls.length ?? 0;
  return [
    ...(report?.changes ?? []).flatMap((change) => {
      if (change.status === 'applied') return [];
      return [
        `${change.kind} ${subjectOf(change)} -> ${change.after}: ${change.status} ${change.error?.message}`,
      ];
    }),
    ...(sent === calls ? [] : [`sent ${sent} calls, planned ${calls}`]),
  ].map((problem) => `the clean run ${number}: ${problem}`);
}

/** Requests of a client that is gone take their course all the same. */
async function idle(stage: Stage): Promise<void> {
  do await turn();
  while (stage.sandbox.log.some(({ endedAt }) => endedAt === null));
}
