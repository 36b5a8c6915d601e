import { type Job, parseWorkflow } from './workflow.ts';

/**
 * The expressions that a workflow may hold. None of them has text that somebody outside chooses: a number, a name of
 * this repository's own, a secret.
 */
const harmless: readonly RegExp[] = [
  /^github\.(?:workflow|sha|token|ref)$/,
  /^github\.event\.pull_request\.number$/,
  /^github\.event\.action == 'edited' && !github\.event\.changes\.base && '-text' \|\| ''$/,
  /^github\.event_name == 'pull_request'$/,
  // Chosen by somebody with write access, and given to the action as text.
  /^inputs\.digest$/,
  /^matrix\.(?:node|os|organization|file)$/,
  /^secrets\.HF_(?:TOKEN_(?:READ|WRITE)|GROUPS_(?:SIGNING_KEY|APP_KEY|APP_ID))$/,
  /^steps\.app\.outputs\.token$/,
  /^steps\.look\.outputs\.found$/,
];

/** What breaks the project's own rules for workflows, a sentence each; empty when nothing does. */
export function brokenRules(text: string): readonly string[] {
  const workflow = parseWorkflow(text);
  const jobs = Object.entries(workflow.jobs);
  return [
    ...(JSON.stringify(workflow.permissions) === '{}' ? [] : ['`permissions: {}` does not stand at the top']),
    ...('pull_request_target' in workflow.on ? jobs.flatMap(foreignCode) : []),
    ...['workflow_run', 'issue_comment']
      .filter((event) => event in workflow.on)
      .map((event) => `${event} runs with secrets on what strangers wrote`),
    ...lineRules(text),
    ...jobs.flatMap(([name, job]) => jobRules(job).map((rule) => `${name}: ${rule}`)),
  ];
}

/** With pull_request_target secrets meet what strangers wrote: nothing of it may come onto the runner. */
function foreignCode([name, { steps }]: readonly [string, Job]): readonly string[] {
  return steps
    .filter(({ uses = '', with: words }) => uses.startsWith('actions/checkout@') && words?.['ref'] !== 'main')
    .map(() => `${name}: pull_request_target with a checkout of something else than main`);
}

function lineRules(text: string): readonly string[] {
  const lines = text.split('\n');
  const uses = lines.filter((line) => /^\s*(?:- )?uses:/.test(line)).map((line) => line.trim());
  const scopes = lines
    .filter((line) => /^\s+[a-z-]+: (?:read|write)\b/.test(line))
    .map((line) => line.trim());
  return [
    ...uses
      .filter((line) => !/uses: (?:\.\/|[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+)*)$/.test(line))
      .map((line) => `not pinned by a commit with its version: ${line}`),
    ...scopes.filter((line) => !/ # \w/.test(line)).map((line) => `a permission without its reason: ${line}`),
    ...[...text.matchAll(/\$\{\{(.*?)\}\}/gs)]
      .map(([, expression = '']) => expression.trim())
      .filter((expression) => !harmless.some((form) => form.test(expression)))
      .map((expression) => `an expression that is not known to be harmless: ${expression}`),
  ];
}

/** Whether the job runs in the environment, or in that of one organization. */
function isFor({ environment }: Job, name: string): boolean {
  return environment === name || environment === `${name}-\${{ matrix.organization }}`;
}

function jobRules(job: Job): readonly string[] {
  const minutes = job['timeout-minutes'];
  const text = JSON.stringify(job);
  const runsTheRepository = job.steps.some(
    ({ uses = '', run = '' }) => uses.startsWith('actions/checkout@') || run.includes('npm ci'),
  );
  const rules: readonly (readonly [boolean, string])[] = [
    [typeof minutes === 'number' && minutes <= 60, 'no time-out of at most an hour'],
    [job.permissions !== undefined, 'no permissions of its own'],
    [
      !text.includes('secrets.HF_TOKEN_WRITE') || isFor(job, 'hf-groups-apply'),
      'the writing token outside its environment',
    ],
    [
      !text.includes('secrets.') || job.environment !== undefined,
      'a secret that every branch can read: it is in no environment',
    ],
    [
      !text.includes('secrets.HF_GROUPS_APP_KEY') || isFor(job, 'hf-groups-import'),
      'the key of the App outside its environment',
    ],
    [
      !isFor(job, 'hf-groups-apply') || job.concurrency?.['cancel-in-progress'] === false,
      'an apply that can be cancelled',
    ],
    [
      job.permissions?.['id-token'] === undefined || !runsTheRepository,
      'code of the repository beside an identity',
    ],
  ];
  return [
    ...rules.flatMap(([kept, rule]) => (kept ? [] : [rule])),
    ...job.steps.flatMap((step) => [
      ...(step.run?.includes('${{') ? ['an expression inside a script'] : []),
      ...(step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false
        ? ['a checkout that leaves its credentials behind']
        : []),
    ]),
  ];
}
