import { statusContext } from '../review/status.ts';
import { type InitChoices, targetsOf } from './choices.ts';
import { shellText } from './quoting.ts';
import { environments, secretNames, workflowPath } from './workflow.ts';

/** The name of the ruleset, by which it is found again. */
const rulesetName = 'hf-groups';

/** The names of organizations matter only where there are several. */
export type SetupChoices = Omit<InitChoices, 'organization'> & { readonly organization?: string };

/**
 * A POSIX shell script that sets up a repository on GitHub with `gh`, as far as that can: the environments, their
 * secrets, what workflows may do, and the rule for the branch. What is there already is not made twice.
 *
 * @returns the script; its own text has no secret, and none stands on a command line
 */
export function setupText(choices: SetupChoices): string {
  const { branch, action, adoptDrift } = choices;
  const targets = targetsOf({ organization: '', ...choices });
  const each = targets.map(({ organization }) => ({
    organization,
    suffix: targets.length === 1 ? '' : `-${organization}`,
  }));
  const kinds = [environments.plan, environments.apply, ...(adoptDrift ? [environments.import] : [])];
  const names = each.flatMap(({ suffix }) => kinds.map((kind) => `${kind}${suffix}`)).join(' ');
  const statuses = targets.map(({ file }) => statusContext('plan', [file]));
  return `#!/bin/sh
# Sets up a repository on GitHub for hf-groups: environments, secrets, and the rule for its branch. Run it in a clone, as
# an admin of the repository, with gh (https://cli.github.com) logged in. What is there already is not made twice, so run
# it again whenever it says so. Printed by \`hf-groups init --print setup\`; read it before you run it.
set -eu

branch=${shellText(branch)}
repository=$(gh repo view --json nameWithOwner --jq .nameWithOwner)
echo "Setting up $repository, branch $branch"

# Environments, which only the branch may use: no other branch, no fork and no tag gets at their secrets.
for environment in ${names}; do
  gh api --silent --method PUT "repos/$repository/environments/$environment" --input - <<'JSON'
{"deployment_branch_policy": {"protected_branches": false, "custom_branch_policies": true}}
JSON
  policies="repos/$repository/environments/$environment/deployment-branch-policies"
  others=$(gh api "$policies" --jq '.branch_policies[].name' | grep -vxF -e "$branch" || true)
  if [ -n "$others" ]; then
    echo "Others may use the environment $environment as well. Take these away in its settings, and run this again:" >&2
    echo "$others" >&2
    exit 1
  fi
  gh api "$policies" --jq '.branch_policies[].name' | grep -qxF -e "$branch" ||
    gh api --silent --method POST "$policies" -f "name=$branch" -f type=branch
done

has() { gh secret list --repo "$repository" --env "$1" --json name --jq '.[].name' | grep -qxF -e "$2"; }

${each.map(secretsText).join('\n')}${adoptDrift ? adoptingText(each.map(({ suffix }) => `${environments.import}${suffix}`)) : ''}
# Workflows may read unless they say otherwise, and approve nothing.
gh api --silent --method PUT "repos/$repository/actions/permissions/workflow" \\
  -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false
if [ "$(gh api "repos/$repository/actions/permissions" --jq .allowed_actions)" = selected ]; then
  echo "Only some actions may run here. See that the list has "${shellText(`${action.repository}@*`)}${adoptDrift ? '" and actions/create-github-app-token@*"' : ''}
fi

# The rule for the branch. It comes last: with it, the first commit could not be pushed any more.
if ! gh api --silent "repos/$repository/contents/${workflowPath}?ref=$branch" 2>/dev/null; then
  echo "Now push ${workflowPath} and your files to $branch, and run this again: the rule for the branch is left."
  exit 0
fi
if [ "$(gh api "repos/$repository/collaborators?permission=push" --jq length)" -lt 2 ]; then
  echo "You are the only one who may write here. Nobody can approve their own pull request: invite somebody first." >&2
  exit 1
fi
id=$(gh api "repos/$repository/rulesets" --jq '.[] | select(.name == "${rulesetName}") | .id')
if [ -n "$id" ]; then method=PUT; else method=POST; fi
gh api --silent --method "$method" "repos/$repository/rulesets\${id:+/$id}" --input - <<'JSON'
${JSON.stringify(ruleset(branch, statuses), null, 2)}
JSON
echo "Done. What gh cannot do: .github/CODEOWNERS has to name who approves."
`;
}

/** The key and the two tokens of one organization, in its environments. */
function secretsText({
  organization,
  suffix,
}: {
  readonly organization: string;
  readonly suffix: string;
}): string {
  const [plan, apply] = [`${environments.plan}${suffix}`, `${environments.apply}${suffix}`];
  const whose = suffix === '' ? '' : `, for ${organization}`;
  return `# The key that plans are signed with, in both of them. Nobody needs to know it; a new one makes open plans count no more.
if ! has ${plan} ${secretNames.key} || ! has ${apply} ${secretNames.key}; then
  key=$(od -An -v -tx1 -N 32 /dev/urandom | tr -d ' \\n')
  for environment in ${plan} ${apply}; do
    printf %s "$key" | gh secret set ${secretNames.key} --repo "$repository" --env "$environment"
  done
  unset key
fi

# The two tokens of the Hub, asked for on the terminal.
if ! has ${plan} ${secretNames.read}; then
  echo "The token of the Hub that can only read${whose}:"
  gh secret set ${secretNames.read} --repo "$repository" --env ${plan} </dev/tty
fi
if ! has ${apply} ${secretNames.write}; then
  echo "The token of the Hub that can write${whose}:"
  gh secret set ${secretNames.write} --repo "$repository" --env ${apply} </dev/tty
fi
`;
}

/** What adopting drift needs: the tokens that read once more, and the App that opens the pull requests, asked for once. */
function adoptingText(names: readonly string[]): string {
  return `
# For adopting drift: the token that reads once more, and the GitHub App that opens the pull request.
app= pem=
for environment in ${names.join(' ')}; do
  if ! has "$environment" ${secretNames.read}; then
    echo "The token of the Hub that can only read, once more, for $environment:"
    gh secret set ${secretNames.read} --repo "$repository" --env "$environment" </dev/tty
  fi
  if ! has "$environment" ${secretNames.appId}; then
    [ -n "$app" ] || { echo "The id of the App, from its settings:"; read -r app </dev/tty; }
    printf %s "$app" | gh secret set ${secretNames.appId} --repo "$repository" --env "$environment"
  fi
  if ! has "$environment" ${secretNames.appKey}; then
    [ -n "$pem" ] || { echo "The file with a private key of the App (.pem); delete it afterwards:"; read -r pem </dev/tty; }
    gh secret set ${secretNames.appKey} --repo "$repository" --env "$environment" <"$pem"
  fi
done
`;
}

/** GitHub, "Create a repository ruleset". It requires the status and not the job: a job that was skipped is a success. */
function ruleset(branch: string, statuses: readonly string[]): unknown {
  return {
    name: rulesetName,
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: [`refs/heads/${branch}`], exclude: [] } },
    rules: [
      { type: 'deletion' },
      { type: 'non_fast_forward' },
      {
        type: 'pull_request',
        parameters: {
          required_approving_review_count: 1,
          dismiss_stale_reviews_on_push: true,
          require_code_owner_review: true,
          require_last_push_approval: true,
          required_review_thread_resolution: false,
        },
      },
      {
        type: 'required_status_checks',
        parameters: {
          strict_required_status_checks_policy: false,
          required_status_checks: statuses.map((context) => ({ context })),
        },
      },
    ],
  };
}
