import type { ErrorCode } from '../model/error-code.ts';

/** What ended a run and what to do about it: the source of the errors in `docs/diagnostics.md`. */
export interface ErrorEntry {
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

const entry = (title: string, cause: string, cure: string): ErrorEntry => ({ title, cause, cure });

/** Every error that can end a run. A code never changes its meaning. */
export const errorCatalog: Readonly<Record<ErrorCode, ErrorEntry>> = {
  usage: entry(
    'The command line makes no sense',
    'A command, an option or a value that does not exist, one that is missing, or two that exclude each other.',
    'Write the word that is proposed. `hf-groups help plan` lists what `plan` takes.',
  ),
  'config-invalid': entry(
    'Errors in the configuration',
    'The files have errors, or do not fit the organization. Each is shown with its place and its own code.',
    'Mend every place that is shown, and look with `hf-groups validate`. Each code is explained among the [diagnostics](#errors-in-the-configuration).',
  ),
  'file-unreadable': entry(
    'A file cannot be read',
    'The file or folder does not exist, may not be read, is not a file, or the folder has no `*.yaml` in it. For `--base`: git knows no such commit here.',
    'Look at the path with `ls`, and name it with `--file PATH`. In a shallow clone, fetch the commit that `--base` names: `git fetch --depth 1 origin main`.',
  ),
  'file-unwritable': entry(
    'A file cannot be written',
    'The folder of `--out`, `--report` or `--save-live` does not exist or may not be written, or the disk is full.',
    'Name another place, `--out /tmp/plan.json`, or make room. A file is written whole or not at all.',
  ),
  'not-editable': entry(
    'A file cannot be changed by a small edit',
    'What is to change stands at an anchor that others use, comes from an alias, or would change something else with it; or an identity provider decides who is in the group, the group is to be deleted, or the policy forbids it. Nothing was written.',
    'Change the lines that the message names by hand, or write out what the alias stands for and run the command again.',
  ),
  'plan-invalid': entry(
    'Not a saved plan',
    'The file is not JSON, or not what `plan --out` writes, or of a version of the format that this version does not read.',
    'Save a new plan: `hf-groups plan --out plan.json`.',
  ),
  'snapshot-invalid': entry(
    'Not a snapshot, or one of another organization',
    'The file of `--live` is not what `plan --save-live` writes, or it is of another organization than the configuration.',
    'Save a new snapshot: `hf-groups plan --save-live live.json`.',
  ),
  'access-invalid': entry(
    'Not an earlier report of access, or one of something else',
    'The file of `--compare` is not what `access --format json` writes, was edited so that its digest does not fit its rows, or is of another organization, Hub, or selection.',
    'Make one with the same `--group`, `--user` and `--repo`: `hf-groups access --format json > access.json`.',
  ),
  'people-list-invalid': entry(
    'Not a list of people',
    'The file of `--people` is no CSV with commas, has no column `email` and none `username`, or names nobody.',
    'Give it a first line `email`, `username`, or `email,username`. Other columns are ignored.',
  ),
  'seed-invalid': entry(
    'A seed or a fault script that cannot be used',
    'The file of `sandbox --seed` or `--faults` does not fit its schema, or names somebody who is not in it. Every problem is listed.',
    'Mend what is listed. `docs/sandbox.md` has both formats.',
  ),
  'no-token': entry(
    'No token',
    'There is no token in `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN` or the token file, or what is there cannot be one.',
    'Set `HF_TOKEN`, or log in with `hf auth login`. `plan --live`, `validate` and `show` need no token.',
  ),
  'endpoint-invalid': entry(
    'The endpoint is not a URL of a Hub',
    '`--endpoint` or `HF_ENDPOINT` is not an `https://` URL, or has a password, a query or a fragment in it.',
    'Leave it out for huggingface.co, or give scheme and host: `https://huggingface.co`.',
  ),
  'endpoint-insecure': entry(
    'Plain HTTP to another machine',
    'The endpoint begins with `http://` and is not this machine. The token could be read on the way, so nothing was sent.',
    'Use `https://`. Plain HTTP is for the sandbox on loopback.',
  ),
  'proxy-invalid': entry(
    'The variable of the proxy names none',
    '`HTTPS_PROXY`, `HTTP_PROXY` or a lower-case form of them is not the URL of a proxy that speaks HTTP. The value is not shown, since it may hold a password. Nothing was sent.',
    'Write `HTTPS_PROXY=http://proxy.example.com:3128`, with a user name and a password `http://USER:PASSWORD@…`, percent-encoded; or unset it.',
  ),
  'hub-unauthorized': entry(
    'The Hub does not accept the token (401)',
    'The token is mistyped, expired or revoked, or belongs to another Hub.',
    'Make a new token in the settings of the Hub, and log in with it: `hf auth login`.',
  ),
  'hub-payment-required': entry(
    'The organization has no paid plan (402)',
    'Resource Groups are part of the Team and Enterprise plans.',
    'Look whether `organization:` in the file is right; if it is, the organization needs one of those plans.',
  ),
  'hub-forbidden': entry(
    'The token may not do this (403)',
    'The token’s user is no admin of the organization or the group, the token lacks the permission, or the organization has not approved it yet.',
    'Use a token of an admin with “Write access to organizations settings / member management” for the organization, and have it approved where the organization asks for that.',
  ),
  'hub-not-found': entry(
    'The Hub knows no such organization (404)',
    'The name is mistyped, or the token’s user does not belong to the organization.',
    'Compare `organization:` with the address of the organization on the Hub, or use the token of a member.',
  ),
  'hub-rate-limited': entry(
    'The rate limit is spent (429)',
    'The Hub still refused after the waits that it asked for. Another program may spend from the same quota.',
    'Run again later, or with fewer requests at a time: `--concurrency 2`.',
  ),
  'hub-refused': entry(
    'The Hub refused the request',
    'The Hub answered with another error of the client. Its message is shown.',
    'Do what the message says. If it says nothing, ask the support of the Hub, with the request id.',
  ),
  'hub-unavailable': entry(
    'The Hub cannot be reached',
    'No connection, no answer in time, or a fault of the Hub (5xx), also after several tries. The message says whether it was the name (DNS), the certificate, the proxy or the connection, and which proxy was used; what another try cannot mend is tried once.',
    'Look at the network and the endpoint, or run again later. `HTTPS_PROXY` names the proxy of a network, `NODE_EXTRA_CA_CERTS` the certificate of its authority; `--timeout` gives a slow network more time.',
  ),
  'hub-unreadable': entry(
    'The Hub’s answer cannot be used',
    'The answer is not JSON, is cut off, lacks what is needed, or contradicts itself. It is never taken for an empty list.',
    'Look whether something between you and the Hub answers in its place: a proxy, a login page.',
  ),
  'hub-other-origin': entry(
    'The Hub leads to another server',
    'A redirect or the link to a next page has another scheme, host or port. The token was not sent there.',
    'If the Hub has moved, set the endpoint to its new address.',
  ),
  'github-refused': entry(
    'GitHub refused a request of the Action',
    'The workflow’s token may not do it (403), or the repository, the pull request or the issue does not exist (404). The message has GitHub’s own words.',
    'Give the job the permission that the message names: `pull-requests: write` for comments, `issues: write` for the drift issue.',
  ),
  'github-unavailable': entry(
    'GitHub cannot be reached',
    'No connection, no answer in time, a fault of GitHub (5xx), or its rate limit, also after several tries; or an answer that cannot be used.',
    'Run the job again later. An apply that could not read the reviewed plan has written nothing.',
  ),
  'branch-foreign': entry(
    'Somebody else’s commit is on the branch of `import`',
    'The Action keeps one branch with what it adopts, `hf-groups/import`, and finds a commit on it that it did not make: somebody has pushed there, or had a branch of this name. It is never overwritten.',
    'Merge or close the pull request from that branch, delete the branch, and run the workflow again.',
  ),
  interrupted: entry(
    'Interrupted before the first write',
    'SIGINT (Ctrl-C), SIGTERM or SIGHUP came while the organization was read. Nothing was written.',
    'Run again.',
  ),
  unfinished: entry(
    'A run that has not ended',
    'It stands in the file of `--report` from the start of an apply to its end. The run is still under way, or was killed before it could report, so that it is not known what it has done.',
    'Wait for it; if it was killed, plan again: the plan shows what is left.',
  ),
  'output-failed': entry(
    'The output cannot be written',
    'Standard output is a file on a full disk, or a device that refuses.',
    'Write to another place. What `apply` has done is done: the next `plan` shows what is left.',
  ),
};
