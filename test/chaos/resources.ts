import { setImmediate as turn } from 'node:timers/promises';
import { KnownError } from '../../src/errors.ts';
import type { ResourceChange } from '../../src/kinds/resource/change.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Report, ReportedChange } from '../../src/model/report.ts';
import type { Directory } from '../../src/sandbox/directory.ts';
import type { Fault, FaultScript } from '../../src/sandbox/fault-script.ts';
import type { LoggedRequest } from '../../src/sandbox/log.ts';
import { type HandSeed, type SeedGroup, subjectOf } from '../../src/sandbox/model.ts';
import { type Actor, applyPlan, planOf, Stage, seedOf, tooLong, type Wishes } from '../apply/stage.ts';
import { Random } from './random.ts';

const groups = ['Lab', 'Shop', 'Vault'] as const;
const ids: ReadonlyMap<string, string> = new Map(
  groups.map((name, index) => [name, String(index + 1).repeat(24)]),
);
const people = ['ada', 'bob', 'kim', 'lee'];
const models = ['m0', 'm1', 'm2', 'm3', 'm4'].map((name) => `acme-ai/${name}`);
const datasets = ['m0', 'd1'].map((name) => `acme-ai/${name}`);
const collections = ['c', 'd'].map((letter) => ({ id: letter.repeat(24), slug: `best-${letter}` }));
const subjects = [
  ...models.map((name) => `model:${name}`),
  ...datasets.map((name) => `dataset:${name}`),
  ...collections.map(({ id, slug }) => `collection:acme-ai/${slug}-${id}`),
];

/** Somebody moves a thing by hand when so many requests have come. */
interface Click {
  readonly at: number;
  readonly subject: string;
  readonly to: string | null;
}

interface Scenario {
  readonly seed: HandSeed;
  readonly wishes: Wishes;
  readonly faults: FaultScript;
  readonly clicks: readonly Click[];
  readonly end: { readonly at: number; readonly how: 'stop' | 'kill' } | null;
}

/**
 * Plays what is in groups against faults, clicks and early ends, all made of one number, then a run that nothing
 * disturbs.
 *
 * @returns what was not as it should be; nothing when all was well
 */
export async function playResources(number: number): Promise<readonly string[]> {
  const scenario = scenarioOf(new Random(number));
  const { clicks, end, wishes } = scenario;
  let actor: Actor | null = null;
  let ended = false;
  let disturbs = true;
  await using stage = await Stage.open({
    seed: scenario.seed,
    onRequest: (count) => {
      if (!disturbs) return;
      for (const click of clicks) if (click.at === count) make(stage, click);
      if (end?.at !== count) return;
      ended = true;
      actor?.[end.how].abort(new Error('ended by the test'));
    },
  });
  stage.sandbox.setFaults(scenario.faults);
  actor = stage.actor(1);
  const { plan, report } = await run(stage, actor, wishes);
  await idle(stage);
  disturbs = false;
  const killed = ended && end?.how === 'kill';
  return [
    ...effectsOf(stage, scenario, plan),
    ...(report === null || killed ? [] : truthOf(stage, scenario, report)),
    ...(await cleanUp(stage, wishes)),
  ];
}

async function run(
  stage: Stage,
  actor: Actor,
  wishes: Wishes,
): Promise<{ readonly plan: Plan | null; readonly report: Report | null }> {
  let plan: Plan | null = null;
  try {
    const planned = await planOf(actor, wishes);
    plan = planned.plan;
    return { plan, report: await applyPlan(stage, actor, planned) };
  } catch (error) {
    if (error instanceof KnownError && error.code === 'interrupted') return { plan, report: null };
    throw error;
  }
}

/** Nothing moves that was not planned to, and nothing moves there twice. */
function effectsOf(stage: Stage, { clicks }: Scenario, plan: Plan | null): readonly string[] {
  const planned = new Map(
    (plan?.changes ?? []).flatMap((change) =>
      change.kind === 'resource' ? [[change.subject, change.after]] : [],
    ),
  );
  const effects = stage.writes(1).flatMap(({ sideEffect }) => sideEffect);
  const seen = new Set<string>();
  return effects.flatMap(({ kind, subject, after }) => {
    if (kind !== 'resource') return [`changed another thing: ${kind} ${subject}`];
    const again = seen.has(subject) && !clicks.some((click) => click.subject === subject);
    seen.add(subject);
    if (again) return [`moved twice: ${subject}`];
    return planned.get(subject) === after ? [] : [`moved as nobody planned: ${subject} to ${after}`];
  });
}

/** The report says of each move what the Hub's own log says. */
function truthOf(stage: Stage, { clicks, faults }: Scenario, report: Report): readonly string[] {
  const late = faults.some((rule) => rule.do.delay_ms === tooLong);
  return report.changes.flatMap((change): readonly string[] => {
    if (change.kind !== 'resource') return [];
    const requests = stage.writes(1).filter((request) => isAbout(request, change));
    const made = requests.some(({ sideEffect }) => sideEffect.some(({ after }) => after === change.after));
    const touched = clicks.some(({ subject }) => subject === change.subject);
    const said = requests.some(({ status }) => status === 200);
    const truth: Readonly<Record<ReportedChange['status'], boolean>> = {
      // The Hub's word for it counts; a lie shows in the next plan.
      applied: made || said || touched || late,
      already: touched,
      failed: !made || touched || change.in_doubt === true,
      blocked: false,
      not_attempted: requests.length === 0,
    };
    return truth[change.status]
      ? []
      : [`says ${change.status} of ${change.subject}: ${change.error?.message}`];
  });
}

function isAbout({ path }: LoggedRequest, { subject }: ResourceChange): boolean {
  const [type = '', name = ''] = subject.split(':');
  return path === `/api/${type}s/${name}/resource-group`;
}

/** A run that nothing disturbs ends with everything where it is declared, by the calls that it planned. */
async function cleanUp(stage: Stage, wishes: Wishes): Promise<readonly string[]> {
  stage.sandbox.setFaults(null);
  const second = stage.actor(2);
  const planned = await planOf(second, wishes);
  const before = stage.writes(2).length;
  const report = await applyPlan(stage, second, planned);
  const sent = stage.writes(2).length - before;
  const problems = report.changes
    .filter(({ status }) => status !== 'applied')
    .map((change) => `the clean run: ${change.status} ${change.error?.message ?? ''}`);
  if (sent !== planned.plan.calls.length)
    problems.push(`sent ${sent} calls, planned ${planned.plan.calls.length}`);
  stage.sandbox.mutate((directory) => problems.push(...misplaced(directory, wishes)));
  const { plan } = await planOf(stage.actor(3), wishes);
  if (plan.changes.length > 0) problems.push(`${plan.changes.length} changes are left`);
  return problems;
}

/** What is not where it is declared; where nothing declares it, an exact group must not hold it. */
function misplaced(directory: Directory, wishes: Wishes): readonly string[] {
  const wanted = new Map(
    Object.entries(wishes).flatMap(([name, { resources = {} }]) =>
      declaredIn(resources).map((subject) => [subject, name]),
    ),
  );
  return directory.groups().flatMap(({ name, resources }) => {
    const held = [...resources.values()].map((one) => subjectOf('acme-ai', one));
    const odd = held.filter((subject) => {
      const place = wanted.get(subject);
      return place === undefined ? wishes[name]?.resources?.mode === 'exact' : place !== name;
    });
    const missing = [...wanted].filter(([subject, place]) => place === name && !held.includes(subject));
    return [
      ...odd.map((subject) => `${subject} is in ${name}`),
      ...missing.map(([subject]) => `${subject} is not in ${name}`),
    ];
  });
}

function declaredIn(resources: NonNullable<Wishes[string]['resources']>): readonly string[] {
  const { models: some = [], datasets: data = [], collections: shelves = [] } = resources;
  return [
    ...some.map((name) => `model:${name}`),
    ...data.map((name) => `dataset:${name}`),
    ...shelves.map((name) => `collection:${name}`),
  ];
}

function make(stage: Stage, { subject, to }: Click): void {
  const [type = '', name = ''] = subject.split(':');
  const wanted = type === 'collection' ? { type, id: name.slice(-24) } : { type, name };
  stage.sandbox.mutate((directory) =>
    directory.move(wanted, to === null ? null : (ids.get(to) ?? null), 'boss'),
  );
}

function scenarioOf(random: Random): Scenario {
  const place = new Map(subjects.map((subject) => [subject, random.pick([null, ...groups])]));
  const inGroup = (name: string) => subjects.filter((subject) => place.get(subject) === name).map(thing);
  const wish = new Map(subjects.map((subject) => [subject, random.pick([null, null, ...groups])]));
  const quiet = random.chance(0.2);
  return {
    seed: seedOf(
      people,
      Object.fromEntries(
        groups.map((name): [string, SeedGroup] => [
          name,
          {
            ...(ids.has(name) ? { id: ids.get(name) ?? '' } : {}),
            members: {
              boss: 'admin',
              ...Object.fromEntries(random.some(people, 0.5).map((user) => [user, 'read'])),
            },
            resources: inGroup(name),
          },
        ]),
      ),
      {
        repositories: subjects.flatMap((subject) =>
          place.get(subject) === null && !subject.startsWith('collection') ? [thing(subject)] : [],
        ),
        collections: collections.filter(
          ({ id }) => place.get(subjects.find((one) => one.endsWith(id)) ?? '') === null,
        ),
      },
    ),
    wishes: Object.fromEntries(groups.map((name) => [name, wishFor(random, name, wish)])),
    faults: quiet ? [] : Array.from({ length: 1 + random.below(3) }, () => faultRule(random)),
    clicks: random.chance(0.5)
      ? Array.from({ length: 1 + random.below(4) }, () => ({
          at: 5 + random.below(12),
          subject: random.pick(['', ...subjects].slice(1) as [string, ...string[]]),
          to: random.pick([null, ...groups]),
        }))
      : [],
    end: random.chance(0.35) ? { at: 5 + random.below(14), how: random.pick(['stop', 'kill']) } : null,
  };
}

function wishFor(random: Random, name: string, wish: ReadonlyMap<string, string | null>): Wishes[string] {
  const own = (type: string): readonly string[] =>
    subjects.flatMap((subject) =>
      wish.get(subject) === name && subject.startsWith(`${type}:`) ? [subject.slice(type.length + 1)] : [],
    );
  return {
    members: {},
    resources: {
      ...(random.chance(0.4) ? { mode: 'exact' } : {}),
      models: own('model'),
      datasets: own('dataset'),
      collections: own('collection'),
    },
  };
}

/** A resource of a seed. */
function thing(subject: string): {
  readonly type: string;
  readonly name?: string;
  readonly id?: string;
  readonly slug?: string;
} {
  const [type = '', name = ''] = subject.split(':');
  const shelf = collections.find(({ id }) => name.endsWith(id));
  return shelf === undefined ? { type, name } : { type, ...shelf };
}

function faultRule(random: Random): FaultScript[number] {
  const looks = random.chance(0.25);
  return {
    when: {
      method: looks ? 'GET' : 'POST',
      path: looks ? '**/resource-groups/*' : '**/resource-group',
      ...(random.chance(0.5) ? { nth: 1 + random.below(6) } : { every: 1 + random.below(4) }),
      times: random.pick([1, 2, 6]),
    },
    do: fault(random),
  };
}

function fault(random: Random): Fault {
  const status = random.pick([500, 502, 503, 504, 408]);
  return random.pick<Fault>([
    { status },
    { status, after_effect: true },
    { status: 429, headers: { RateLimit: '"api";r=0;t=20' } },
    { status: 400, body: { error: 'No' } },
    { status: 403, body: { error: 'You do not have permission to change this resource group' } },
    { status: 404, body: { error: 'Repository not found' } },
    { status: 401 },
    { reset: 'before' },
    { reset: 'after' },
    { cut_body: 20 },
    { body: '' },
    { body: {} },
    { delay_ms: tooLong },
    { lie: 'nothing' },
    { lie: 'stale' },
  ]);
}

/** Requests of a client that is gone take their course all the same. */
async function idle(stage: Stage): Promise<void> {
  do await turn();
  while (stage.sandbox.log.some(({ endedAt }) => endedAt === null));
}
