import { usesText } from './action-reference.ts';
import type { InitChoices } from './types.ts';
import { yamlText } from './yaml-text.ts';

/** Where the workflow stands in a repository. */
export const workflowPath = '.github/workflows/hf-groups.yml';

/** The protected environment whose secret is the token that may write. */
export const environmentName = 'hf-groups';

/** The names of the secrets: the token that only reads, of the repository, and the one that writes, of the environment. */
export const secretNames = { read: 'HF_TOKEN_READ', write: 'HF_TOKEN' } as const;

/** The checkout of actions/checkout v5.0.0. */
const checkout = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';

/**
 * The workflow: plan on pull requests, apply on the default branch, drift on a schedule.
 *
 * @returns the text of {@link workflowPath}
 */
export function workflowText({ organization, branch, file, action }: InitChoices): string {
  const uses = usesText(action);
  return `# Who is in which Resource Group of ${organization} on the Hugging Face Hub, by ${file}.
# A pull request shows what it would change, merging it makes exactly that, and every night the two are compared.
# Written by \`hf-groups init\`, and yours to change.
name: hf-groups

on:
  pull_request: # never pull_request_target, which would give a stranger's change the secrets
    branches: [${yamlText(branch)}]
  push:
    branches: [${yamlText(branch)}]
  schedule:
    - cron: '17 4 * * *'
  workflow_dispatch:

# Nothing is granted that a job does not ask for.
permissions: {}

jobs:
  # Shows what a pull request would change. Writes nothing to the Hub, and has no token that could.
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read # to check out
      pull-requests: write # to comment the plan
    concurrency:
      group: \${{ github.workflow }}-plan-\${{ github.event.pull_request.number }}
      cancel-in-progress: true # only the newest commit is reviewed
    steps:
      - uses: ${checkout}
        with:
          fetch-depth: 2 # the merge commit and what it merges into: the base is planned too
          persist-credentials: false
      - uses: ${uses}
        with:
          command: plan
          file: ${yamlText(file)}
          hf-token: \${{ secrets.${secretNames.read} }} # empty for a fork, whose file is then only validated

  # Makes what was reviewed. The only job that sees the token that may write.
  apply:
    if: github.event_name != 'pull_request' && github.ref == 'refs/heads/${branch}'
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    environment: ${environmentName} # protected: only ${branch} may use it
    permissions:
      contents: read # to check out, and to ask which pull request a commit is of
      pull-requests: write # to read the reviewed plan, and to say in the same comment what was done
    concurrency:
      group: \${{ github.workflow }}-apply # one at a time
      cancel-in-progress: false # a run that has begun to write ends its work
    steps:
      - uses: ${checkout}
        with:
          ref: ${yamlText(branch)} # the newest commit, also when this run has waited or is an old one run again
          fetch-depth: 2 # the commit before it too: what it brings is told from what was pending
          persist-credentials: false
      - uses: ${uses}
        with:
          command: apply
          file: ${yamlText(file)}
          hf-token: \${{ secrets.${secretNames.write} }}

  # Keeps one issue about what is different all the same, and closes it when nothing is.
  drift:
    needs: apply
    if: always() && github.event_name == 'schedule'
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    permissions:
      contents: read # to check out
      issues: write # to keep the issue
    concurrency:
      group: \${{ github.workflow }}-drift
      cancel-in-progress: false # two at once would open two issues
    steps:
      - uses: ${checkout}
        with:
          persist-credentials: false
      - uses: ${uses}
        with:
          command: drift
          file: ${yamlText(file)}
          hf-token: \${{ secrets.${secretNames.read} }}
`;
}
