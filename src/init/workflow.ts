import { enumerate } from '../text/count.ts';
import { placeholderAction, usesText } from './action-reference.ts';
import { type InitChoices, targetsOf } from './choices.ts';
import { yamlText } from './quoting.ts';

/** Where the workflow stands in a repository. */
export const workflowPath = '.github/workflows/hf-groups.yml';

/**
 * The environments, which only the default branch may use: one with the token that reads, one with that that writes, and
 * one for adopting drift, with what may push branches.
 */
export const environments = {
  plan: 'hf-groups-plan',
  apply: 'hf-groups-apply',
  import: 'hf-groups-import',
} as const;

/** The names of the secrets: each token in its environment, the key that plans are signed with in plan and apply. */
export const secretNames = {
  read: 'HF_TOKEN_READ',
  write: 'HF_TOKEN_WRITE',
  key: 'HF_GROUPS_SIGNING_KEY',
  appId: 'HF_GROUPS_APP_ID',
  appKey: 'HF_GROUPS_APP_KEY',
} as const;

/** When apply and drift run: drift later than apply can last. It does not wait for it, since apply may wait for people. */
const nightly = { apply: '17 4 * * *', drift: '47 5 * * *', import: '17 6 * * *' } as const;

/** GitHub's own action that makes a token of an App, for an hour and this repository. */
const appToken = 'actions/create-github-app-token@29824e69f54612133e76f7eaac726eef6c875baf # v2.2.1';

/** Stands first, so that nobody takes a workflow without an action for one that runs. */
const notYet = `# THIS DOES NOT RUN YET: \`uses:\` names ${placeholderAction.uses}, which does not exist.
# Put a release of hf-groups there, wherever it stands, by its full commit SHA, and delete these two lines.
`;

/**
 * The workflow: plan for pull requests, apply on the default branch, drift on a schedule, and, where it is wanted, drift
 * adopted. It has no step but the action, which reads files as data, so that an event that has secrets runs nothing that
 * a pull request brings; only what adopts drift, at night, makes its token first.
 *
 * @returns the text of {@link workflowPath}
 */
export function workflowText(choices: InitChoices): string {
  const { branch, action, adoptDrift } = choices;
  const uses = usesText(action);
  const { named, file, suffix, own, strategy } = partsFor(choices);
  return `${action === placeholderAction ? notYet : ''}# Who is in which Resource Group of ${named}.
# A pull request shows what it would change, merging it makes exactly that, and every night the two are compared.
# Written by \`hf-groups init\`, and yours to change. Add no step: beside a token, nothing of a pull request may run.
name: hf-groups

on:
  pull_request_target: # the workflow of ${branch}, whatever the pull request says; nothing of it is checked out
    branches: [${yamlText(branch)}]
    types: [opened, synchronize, reopened, edited] # edited: where another branch was chosen to merge into
  merge_group: # for a merge queue, where there is one
    types: [checks_requested]
  push:
    branches: [${yamlText(branch)}]
  schedule:
    - cron: '${nightly.apply}' # apply
    - cron: '${nightly.drift}' # drift, later than apply can last
${adoptDrift ? `    - cron: '${nightly.import}' # import\n` : ''}  workflow_dispatch:
    inputs:
      digest:
        description: 'The digest of the plan that is to be made, as the drift issue shows it; empty for what was reviewed'
        type: string
        required: false
      doctor:
        description: 'Only look whether everything is there that a run needs; changes nothing'
        type: boolean
        default: false

# Nothing is granted that a job does not ask for.
permissions: {}

jobs:
  # Shows what a pull request would change. Writes nothing to the Hub, and has no token that could.
  plan:
    if: >-
      github.event_name == 'pull_request_target' && (github.event.action != 'edited' || github.event.changes.base)
${strategy}    runs-on: ubuntu-24.04
    timeout-minutes: 15
    environment: ${environments.plan}${suffix} # protected: only ${branch} may use it, and so no branch and no fork
    permissions:
      contents: read # to read the files of the pull request, as data
      pull-requests: write # to comment the plan
      statuses: write # to say on the commit that it is planned
    concurrency:
      # What is skipped, since only the text was edited, is in a group of its own and so cancels nothing.
      group: \${{ github.workflow }}-plan${own}-\${{ github.event.pull_request.number }}\${{ github.event.action == 'edited' && !github.event.changes.base && '-text' || '' }}
      cancel-in-progress: true # only the newest commit is reviewed
    steps:
      - uses: ${uses}
        with:
          command: plan
          file: ${file}
          hf-token: \${{ secrets.${secretNames.read} }}
          signing-key: \${{ secrets.${secretNames.key} }}

  # Validates what a merge queue has made, which needs no token: its branch may not use the environments.
  queue:
    if: github.event_name == 'merge_group'
${strategy}    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read # to read the files
      statuses: write # to say on the commit that they are valid
    steps:
      - uses: ${uses}
        with:
          command: plan
          file: ${file}

  # Makes what was reviewed. The only job that sees the token that may write.
  apply:
    if: >-
      github.ref == 'refs/heads/${branch}' && (github.event_name == 'push'
      || (github.event_name == 'workflow_dispatch' && !inputs.doctor) || github.event.schedule == '${nightly.apply}')
${strategy}    runs-on: ubuntu-24.04
    timeout-minutes: 60
    environment: ${environments.apply}${suffix} # protected: only ${branch} may use it
    permissions:
      contents: read # to read the files, and to ask which pull request a commit is of
      pull-requests: write # to read the reviewed plans, and to say in the same comments what was done
      statuses: write # to mark the commit as applied
    concurrency:
      group: \${{ github.workflow }}-apply${own} # one at a time
      cancel-in-progress: false # a run that has begun to write ends its work
    steps:
      - uses: ${uses}
        with:
          command: apply
          file: ${file}
          hf-token: \${{ secrets.${secretNames.write} }}
          signing-key: \${{ secrets.${secretNames.key} }}
          digest: \${{ inputs.digest }}

  # Keeps one issue about what is different all the same, and closes it when nothing is. Does not need apply, which may
  # wait for people: a job that waits for it would wait too.
  drift:
    if: github.event.schedule == '${nightly.drift}'
${strategy}    runs-on: ubuntu-24.04
    timeout-minutes: 15
    environment: ${environments.plan}${suffix}
    permissions:
      contents: read # to read the files
      issues: write # to keep the issue
    concurrency:
      group: \${{ github.workflow }}-drift${own}
      cancel-in-progress: false # two at once would open two issues
    steps:
      - uses: ${uses}
        with:
          command: drift
          file: ${file}
          hf-token: \${{ secrets.${secretNames.read} }}

  # By hand, before the first pull request: what each token may do, and what will stand in the way. Changes nothing.
${doctorJob(choices, 'doctor', environments.plan, secretNames.read)}
${doctorJob(choices, 'doctor-apply', environments.apply, secretNames.write)}${adoptDrift ? importJob(choices) : ''}`;
}

/**
 * What differs where there are several organizations: then each job is one for each, in an environment of its own. What
 * waits for what, or cancels it, is of one organization and its files: somebody may give it a line for further files.
 */
function partsFor(choices: InitChoices): {
  readonly named: string;
  readonly file: string;
  /** Of the name of an environment. */
  readonly suffix: string;
  /** In the name of a group of concurrency; no name of an organization has a `/`, so that no two give the same. */
  readonly own: string;
  readonly strategy: string;
} {
  const targets = targetsOf(choices);
  const [{ organization, file } = choices] = targets;
  if (targets.length === 1)
    return {
      named: `${organization} on the Hugging Face Hub, by ${file}`,
      file: yamlText(file),
      suffix: '',
      own: '',
      strategy: '',
    };
  const each = targets.map(
    (target) =>
      `          - { organization: ${yamlText(target.organization)}, file: ${yamlText(target.file)} }\n`,
  );
  const names = targets.map((target) => target.organization);
  return {
    named: `${enumerate(names)} on the Hugging Face Hub, each by its own files`,
    file: `\${{ matrix.file }}`,
    suffix: `-\${{ matrix.organization }}`,
    own: `-\${{ matrix.organization }}/\${{ matrix.file }}`,
    strategy: `    strategy:
      fail-fast: false # no organization stops another
      matrix:
        include:
${each.join('')}`,
  };
}

function doctorJob(choices: InitChoices, name: string, environment: string, secret: string): string {
  const { branch, action } = choices;
  const { file, suffix, own, strategy } = partsFor(choices);
  return `  ${name}:
    if: >-
      github.ref == 'refs/heads/${branch}' && github.event_name == 'workflow_dispatch' && inputs.doctor
${strategy}    runs-on: ubuntu-24.04
    timeout-minutes: 15
    environment: ${environment}${suffix}
    permissions:
      contents: read # to read the files
    concurrency:
      group: \${{ github.workflow }}-${name}${own}
      cancel-in-progress: false
    steps:
      - uses: ${usesText(action)}
        with:
          command: doctor
          file: ${file}
          hf-token: \${{ secrets.${secret} }}
`;
}

function importJob(choices: InitChoices): string {
  const { branch, action } = choices;
  const { file, suffix, own, strategy } = partsFor(choices);
  return `
  # Brings what is different into the files, in one pull request that is planned and reviewed like every other. Writes
  # nothing to the Hub.
  import:
    if: github.event.schedule == '${nightly.import}'
${strategy}    runs-on: ubuntu-24.04
    timeout-minutes: 15
    environment: ${environments.import}${suffix} # protected: only ${branch} may use it
    permissions: {} # what it reads and writes here, it does with the token of the App
    concurrency:
      group: \${{ github.workflow }}-import${own}
      cancel-in-progress: false # the one ends its work, and the other finds it done
    steps:
      # The workflow's own token will not do: GitHub starts no workflow for a pull request that it opens.
      - id: app
        uses: ${appToken}
        with:
          app-id: \${{ secrets.${secretNames.appId} }}
          private-key: \${{ secrets.${secretNames.appKey} }}
          permission-contents: write # to push the one branch
          permission-pull-requests: write # to keep the one pull request
      - uses: ${usesText(action)}
        with:
          command: import
          file: ${file}
          hf-token: \${{ secrets.${secretNames.read} }}
          github-token: \${{ steps.app.outputs.token }}
`;
}
