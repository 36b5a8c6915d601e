import type { EventOf, Ran, Stage } from '../action/stage.ts';
import { evaluate, type Facts } from './evaluate.ts';
import { type Job, parseWorkflow, type Step } from './workflow.ts';

/** What GitHub has for a workflow: the secrets of each environment, and the token of the App. */
export interface Surroundings {
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What a step of {@link appTokenAction} gives to who has the App's key. */
  readonly appToken: string;
  /** The action whose steps are run, without its commit. */
  readonly action: string;
}

const appTokenAction = 'actions/create-github-app-token';

/** What a step of the action of a job came to. */
export interface Played {
  readonly job: string;
  readonly ran: Ran;
}

/**
 * Plays what GitHub does with a workflow when an event comes: the jobs whose condition holds, one after the other, each
 * step with the inputs that it gives, in which only the secrets of the job's own environment are.
 *
 * @throws Error for a step that is neither the action nor makes the token of the App
 */
export async function play(
  workflow: string,
  event: EventOf,
  inputs: Facts,
  set: Stage,
  surroundings: Surroundings,
): Promise<readonly Played[]> {
  const { jobs } = parseWorkflow(workflow);
  const facts = { ...factsOf(event), ...prefixed('inputs', inputs) };
  const played: Played[] = [];
  for (const [job, described] of Object.entries(jobs)) {
    if (evaluate(described.if ?? 'true', facts) !== true) continue;
    for (const ran of await playJob(described, event, facts, set, surroundings)) played.push({ job, ran });
  }
  return played;
}

async function playJob(
  { environment, steps }: Job,
  event: EventOf,
  facts: Facts,
  set: Stage,
  { environments, appToken, action }: Surroundings,
): Promise<readonly Ran[]> {
  const secrets = environment === undefined ? {} : (environments[environment] ?? {});
  // A secret that the environment does not have is empty, as on GitHub.
  const names = [
    'HF_TOKEN_READ',
    'HF_TOKEN_WRITE',
    'HF_GROUPS_SIGNING_KEY',
    'HF_GROUPS_APP_ID',
    'HF_GROUPS_APP_KEY',
  ];
  const known = Object.fromEntries(names.map((name) => [`secrets.${name}`, secrets[name] ?? '']));
  let all: Facts = { ...facts, ...known };
  const rans: Ran[] = [];
  for (const step of steps) {
    const given = inputsOf(step, all);
    if (step.uses?.startsWith(`${appTokenAction}@`) === true) {
      if ((given['private-key'] ?? '') === '') throw new Error('the key of the App is not there');
      all = { ...all, [`steps.${step.id ?? ''}.outputs.token`]: appToken };
    } else if (step.uses?.startsWith(`${action}@`) === true) {
      const { command = '', ...others } = given;
      const none = { 'hf-token': '', 'signing-key': '' };
      rans.push(await set.run(command, event, { inputs: { ...none, ...others } }));
    } else throw new Error(`an unknown step: ${JSON.stringify(step)}`);
  }
  return rans;
}

function inputsOf({ with: given = {} }: Step, facts: Facts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      String(value).replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
        const found = evaluate(expression, facts);
        return found === undefined ? '' : String(found);
      }),
    ]),
  );
}

/** What expressions may ask of an event. */
function factsOf({ name, payload, ref }: EventOf): Facts {
  const { action, schedule, changes } = payload;
  return {
    true: true,
    'github.event_name': name,
    'github.ref': ref,
    'github.event.action': typeof action === 'string' ? action : undefined,
    'github.event.schedule': typeof schedule === 'string' ? schedule : undefined,
    'github.event.changes.base':
      typeof changes === 'object' && changes !== null && 'base' in changes ? true : undefined,
  };
}

function prefixed(name: string, facts: Facts): Facts {
  const wanted = { digest: '', doctor: undefined, ...facts };
  return Object.fromEntries(Object.entries(wanted).map(([key, value]) => [`${name}.${key}`, value]));
}
