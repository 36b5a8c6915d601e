/** What somebody wrote who knows it from another program, and what it is called here. */
export interface Elsewhere {
  /** Why there is no such thing here. */
  readonly why: string;
  /** What to write. */
  readonly ours: string;
}

const noState: Elsewhere = {
  why: 'No state is kept beside the organization itself, so there is nothing to name, lock or refresh',
  ours: 'Leave it out: every run reads the organization anew.',
};
const noVariables: Elsewhere = {
  why: 'There are no variables',
  ours: 'Write the value into the file, or keep a file for each case and name it with `--file PATH`.',
};
const approve: Elsewhere = {
  why: 'What makes the changes without asking is called otherwise here',
  ours: 'Use `apply --auto-approve`, or save a plan with `plan --out FILE` and make it with `apply FILE`.',
};
const look: Elsewhere = {
  why: '`plan` shows what would change, and changes nothing',
  ours: 'Use `hf-groups plan`.',
};
const make: Elsewhere = { why: '`apply` makes the changes', ours: 'Use `hf-groups apply`.' };
const give: Elsewhere = {
  why: '`grant` writes an entry into the file',
  ours: 'Use `hf-groups grant USER ROLE --group NAME`, then `hf-groups plan`.',
};
const take: Elsewhere = {
  why: '`revoke` takes a person out of the file',
  ours: 'Use `hf-groups revoke USER`, then `hf-groups plan`.',
};
const write: Elsewhere = {
  why: '`import` writes a file from the live organization',
  ours: 'Use `hf-groups import ORG -o groups.yaml`.',
};
const file: Elsewhere = {
  why: 'The configuration is named with `--file`',
  ours: 'Use `--file PATH`, a file or a folder.',
};

/** Options of Terraform and of others, by their long name. One that a command has itself is not looked up. */
export const optionsElsewhere: Readonly<Record<string, Elsewhere>> = {
  token: {
    why: 'A command line is visible to others on the machine, so it has no place for a token',
    ours: 'Set HF_TOKEN in the environment, or log in with `hf auth login`. If a token was in this command line, take it for known to others and replace it.',
  },
  target: {
    why: 'One group at a time is chosen by its name',
    ours: 'Use `--group NAME`, once for each group.',
  },
  yes: approve,
  y: approve,
  force: {
    why: 'Nothing is ever written over, and no guard is switched off by it',
    ours: 'Name another file, or take yours away first; `apply` asks nothing with `--auto-approve`, and passes a guard with `--waive GUARD`.',
  },
  approve,
  input: approve,
  chdir: {
    why: 'The working folder stays where it is',
    ours: 'Use `--file PATH`, or change the folder with `cd`.',
  },
  config: file,
  c: file,
  var: noVariables,
  'var-file': noVariables,
  refresh: noState,
  'refresh-only': noState,
  state: noState,
  'state-out': noState,
  lock: noState,
  'lock-timeout': noState,
  'backend-config': noState,
  reconfigure: noState,
  upgrade: noState,
  replace: {
    why: 'Nothing is replaced: a membership is added, changed or removed',
    ours: 'Write the role that is wanted into the file.',
  },
  destroy: {
    why: 'Nothing takes all access away at once',
    ours: 'Write `NAME: absent` for everybody who is to go.',
  },
  parallelism: { why: 'Requests at the same time have another name here', ours: 'Use `--concurrency N`.' },
  output: {
    why: 'A saved plan and the form of the output are two options here',
    ours: 'Use `--out FILE` to save the plan, `--format json` for JSON.',
  },
  'dry-run': look,
  check: look,
  organization: {
    why: 'The organization stands in the file',
    ours: 'Write `organization: NAME` there.',
  },
  org: { why: 'The organization stands in the file', ours: 'Write `organization: NAME` there.' },
  url: { why: 'The Hub is named with `--endpoint`', ours: 'Use `--endpoint URL`, or set HF_ENDPOINT.' },
  debug: { why: 'Every request is told with `--verbose`', ours: 'Use `--verbose`.' },
};

/** Commands of Terraform and of others. */
export const commandsElsewhere: Readonly<Record<string, Elsewhere>> = {
  refresh: noState,
  state: noState,
  taint: noState,
  untaint: noState,
  workspace: noState,
  'force-unlock': noState,
  destroy: {
    why: 'Nothing takes all access away at once',
    ours: 'Write `NAME: absent` for everybody who is to go, and look at it with `hf-groups plan`.',
  },
  fmt: { why: 'No command formats the file', ours: '`hf-groups validate` checks it.' },
  lint: { why: '`validate` checks the file', ours: 'Use `hf-groups validate`.' },
  check: { why: '`validate` checks the file', ours: 'Use `hf-groups validate`.' },
  console: {
    why: 'There are no expressions to try',
    ours: '`hf-groups plan` shows what the file means, `hf-groups sandbox` is a Hub to try it on.',
  },
  output: { why: 'There are no outputs', ours: 'Use `hf-groups plan --format json`.' },
  graph: { why: 'There is no graph', ours: 'Use `hf-groups plan --format html` for a page.' },
  login: {
    why: 'The token is that of the `hf` program',
    ours: 'Log in with `hf auth login`, or set HF_TOKEN.',
  },
  logout: { why: 'The token is that of the `hf` program', ours: 'Log out with `hf auth logout`.' },
  get: { why: 'There are no modules', ours: 'Use `--file PATH` for each file, or for their folder.' },
  test: { why: 'No command runs tests', ours: 'Use `hf-groups sandbox` for a Hub to try things on.' },
  add: give,
  invite: give,
  remove: take,
  rm: take,
  delete: take,
  export: write,
  list: write,
  ls: write,
  dump: write,
  diff: look,
  preview: look,
  status: look,
  drift: look,
  sync: make,
  push: make,
  up: make,
  deploy: make,
  run: make,
};
