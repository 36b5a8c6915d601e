import type { EventOf, Ran, Stage } from '../action/stage.ts';
import { evaluate, type Facts } from './evaluate.ts';
import { type Job, parseWorkflow, type Step } from './workflow.ts';

/** What GitHub has for a workflow: the secrets of each environment, and the App. */
export interface Surroundings {
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The action whose steps are run, without its commit. */
  readonly action: string;
  /** Where the Hub of an organization of a matrix is, where that is not the stage's: one of tests has one organization. */
  readonly hubs?: Readonly<Record<string, string>>;
}

const appTokenAction = 'actions/create-github-app-token';

/** What a step of the action of a job came to. */
export interface Played {
  readonly job: string;
  /** Of the matrix; an empty text where there is none. */
  readonly organization: string;
  /** `null` where nothing waits for it. */
  readonly concurrency: string | null;
  readonly ran: Ran;
}

/**
 * Plays what GitHub does with a workflow when an event comes: the jobs whose condition holds, each leg of their matrix
 * one after the other, each step with the inputs that it gives, in which only the secrets of the job's own environment
 * are, and with a token that may do what the job's `permissions` say.
 *
 * @throws Error for a step that is neither the action nor makes the token of the App, for an environment that is not
 *   there, which GitHub would make without protection, and for an event that the workflow does not name
 */
export async function play(
  workflow: string,
  event: EventOf,
  inputs: Facts,
  set: Stage,
  surroundings: Surroundings,
): Promise<readonly Played[]> {
  const { on, jobs } = parseWorkflow(workflow);
  if (!(event.name in on)) throw new Error(`the workflow does not run on ${event.name}`);
  const facts = { ...factsOf(event), ...prefixed('inputs', { digest: '', doctor: undefined, ...inputs }) };
  const played: Played[] = [];
  for (const [job, described] of Object.entries(jobs)) {
    // As on GitHub, the condition of a job cannot see its matrix.
    if (evaluate(described.if ?? 'true', facts) !== true) continue;
    for (const leg of described.strategy?.matrix.include ?? [{}])
      played.push(...(await playLeg(job, described, leg, { event, facts, set, surroundings })));
  }
  return played;
}

interface Run {
  readonly event: EventOf;
  readonly facts: Facts;
  readonly set: Stage;
  readonly surroundings: Surroundings;
}

async function playLeg(
  job: string,
  { environment, permissions = {}, concurrency, steps }: Job,
  leg: Readonly<Record<string, string>>,
  { event, facts, set, surroundings }: Run,
): Promise<readonly Played[]> {
  const here = { ...facts, ...prefixed('matrix', leg) };
  const { organization = '' } = leg;
  let all: Facts = { ...here, ...secretsOf(environment, here, surroundings) };
  const hub = surroundings.hubs?.[organization];
  const played: Played[] = [];
  for (const step of steps) {
    const given = inputsOf(step, all);
    if (step.uses?.startsWith(`${appTokenAction}@`) === true) {
      if ((given['private-key'] ?? '') === '') throw new Error('the key of the App is not there');
      const token = set.github.issue('app', permissionsOf(given));
      all = { ...all, [`steps.${step.id ?? ''}.outputs.token`]: token };
    } else if (step.uses?.startsWith(`${surroundings.action}@`) === true) {
      const { command = '', ...others } = given;
      const inputs = {
        'hf-token': '',
        'signing-key': '',
        'github-token': set.github.issue('workflow', permissions),
        ...(hub === undefined ? {} : { 'hf-endpoint': hub }),
        ...others,
      };
      const group = concurrency === undefined ? null : filled(concurrency.group, here);
      const ran = await set.run(command, event, { inputs });
      played.push({ job, organization, concurrency: group, ran });
    } else throw new Error(`an unknown step: ${JSON.stringify(step)}`);
  }
  return played;
}

const secretNames = [
  'HF_TOKEN_READ',
  'HF_TOKEN_WRITE',
  'HF_GROUPS_SIGNING_KEY',
  'HF_GROUPS_APP_ID',
  'HF_GROUPS_APP_KEY',
];

/** A secret that the environment does not have is empty, as on GitHub. */
function secretsOf(environment: string | undefined, facts: Facts, { environments }: Surroundings): Facts {
  const name = environment === undefined ? null : filled(environment, facts);
  const secrets = name === null ? {} : environments[name];
  if (secrets === undefined) throw new Error(`there is no environment ${name}`);
  return prefixed('secrets', Object.fromEntries(secretNames.map((one) => [one, secrets[one] ?? ''])));
}

/** What the token of an App was asked for: `permission-contents: write`. */
function permissionsOf(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, level]) => {
      const [, scope] = /^permission-(.*)$/.exec(name) ?? [];
      return scope === undefined ? [] : [[scope, level]];
    }),
  );
}

function inputsOf({ with: given = {} }: Step, facts: Facts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, filled(String(value), facts)]),
  );
}

/** A text with the values of its expressions. */
function filled(text: string, facts: Facts): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const found = evaluate(expression, facts);
    return found === undefined ? '' : String(found);
  });
}

/** What expressions may ask of an event. */
function factsOf({ name, payload, ref }: EventOf): Facts {
  const { action, schedule, changes, number } = payload;
  return {
    true: true,
    'github.workflow': 'hf-groups',
    'github.event_name': name,
    'github.ref': ref,
    'github.event.action': typeof action === 'string' ? action : undefined,
    'github.event.pull_request.number': typeof number === 'number' ? String(number) : undefined,
    'github.event.schedule': typeof schedule === 'string' ? schedule : undefined,
    'github.event.changes.base':
      typeof changes === 'object' && changes !== null && 'base' in changes ? true : undefined,
  };
}

function prefixed(name: string, facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [`${name}.${key}`, value]));
}
