import type { CheckCode } from '../model/doctor.ts';

/** What a check of `doctor` looks at, and what to do when it is not well. */
export interface CheckEntry {
  readonly title: string;
  readonly cause: string;
  readonly cure: string;
}

const entry = (title: string, cause: string, cure: string): CheckEntry => ({ title, cause, cure });

/** Every check of `doctor`: the source of its section in `docs/diagnostics.md`. A code never changes its meaning. */
export const doctorCatalog: Readonly<Record<CheckCode, CheckEntry>> = {
  node: entry(
    'The version of Node.js',
    'The program needs Node.js 20.19 or later. Odd versions, and ones that are newer than this program, are not tested.',
    'Install Node.js 20, 22, 24 or 26.',
  ),
  files: entry(
    'The configuration',
    'The files are read and validated, as every command does. Another organization than the one that is asked about is warned of.',
    'Mend what `hf-groups validate` shows, or name the right files with `--file`.',
  ),
  'token-source': entry(
    'Where the token comes from',
    'The first of `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN` and the token file counts. It fails when there is none, or when what is there cannot be one.',
    'Set `HF_TOKEN`, or log in with `hf auth login`.',
  ),
  endpoint: entry(
    'Which Hub is asked',
    '`--endpoint`, else `HF_ENDPOINT`, else huggingface.co. It fails when that is no URL, or plain HTTP to another machine.',
    'Leave it out for huggingface.co.',
  ),
  proxy: entry(
    'The way to the Hub',
    'Whether `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` lead through a proxy. It fails when the variable names none that can be used.',
    'Write `HTTPS_PROXY=http://HOST:PORT`, or unset it.',
  ),
  certificates: entry(
    'Which authorities are trusted',
    '`NODE_EXTRA_CA_CERTS` names further authorities, and Node.js passes over a file that it cannot read. `NODE_TLS_REJECT_UNAUTHORIZED=0` verifies nothing, so that whoever is in between reads the token.',
    'Name the whole path of a PEM file, and unset `NODE_TLS_REJECT_UNAUTHORIZED`.',
  ),
  'hub-answers': entry(
    'Whether the Hub answers',
    'Some questions are asked, all of which only read. The message says whether DNS, a certificate, a proxy or the connection is in the way.',
    'Look at the network, and at the checks above.',
  ),
  clock: entry(
    'The clock',
    'The `Date` of the Hub’s answers is compared with this machine’s clock. By a wrong one, `expires` ends on another day and certificates are judged wrongly. More than two minutes are warned of, more than twelve hours fail.',
    'Set the clock, or let the machine set it by NTP.',
  ),
  token: entry(
    'Whether the Hub accepts the token',
    'It fails when the token is mistyped, expired, revoked, or of another Hub.',
    'Make a new token in the Hub’s settings.',
  ),
  'token-end': entry(
    'When the token ends',
    'The Hub says when a token ends, where it has an end. 14 days before it is warned of.',
    'Make a new token in time, and put it where this one is.',
  ),
  'token-permissions': entry(
    'What the token permits',
    'A fine-grained token needs to read the organization’s settings to plan, and “Write access to organizations settings / member management” to apply. A token that can only read is right for planning, and warned of.',
    'Make a token with that permission for the organization.',
  ),
  organization: entry(
    'Whether the user belongs to the organization',
    'The Hub lists the organizations of the token’s user. Where none is named, they are shown.',
    'Compare the name with the address of the organization on the Hub.',
  ),
  'organization-plan': entry(
    'The plan of the organization',
    'Resource Groups are part of the Team and Enterprise plans.',
    'Look whether it is the right organization; if it is, it needs one of those plans.',
  ),
  'organization-role': entry(
    'The role of the user',
    'An admin of the organization may see and change every group. Anybody else may change the groups whose admin they are, and sees perhaps no others.',
    'Use the token of an admin, best of a service account; or manage the own groups alone, with `--group`.',
  ),
  'security-restrictions': entry(
    'What the organization restricts',
    'The Hub says what stands between this token and the organization: an approval of the token that is pending (`token-policy`) or taken back, two-factor authentication, sign-in with an identity provider, the address of the network.',
    'Do what is said with the restriction.',
  ),
  'groups-visible': entry(
    'Whether all groups can be seen',
    'An admin of the organization sees all groups. Whether others do is not documented, and no answer says it.',
    'Compare the number with the settings of the organization. A declared group that cannot be seen is blocked.',
  ),
  'addresses-visible': entry(
    'Whether addresses can be seen',
    'The Hub shows the verified addresses of members to admins of an organization with a paid plan. To others each address is looked up by itself, for the organization’s own domains only.',
    'Declare usernames, or name a file with `people`.',
  ),
  'other-lists': entry(
    'Whether the other lists can be read',
    'Service accounts, repositories and spending are read by some commands only. A plan of members alone needs none of them.',
    'Nothing, where the files declare none of them; else use the token of an admin.',
  ),
  quota: entry(
    'What is left of the quota',
    'The Hub says how many calls are left in a window of time; a run needs some to read and some to write. It waits for the next window when they do not do.',
    'Begin when no other program uses the quota of the same user.',
  ),
  'auto-join-exact': entry(
    'Auto-join in a group that is exact',
    'Whoever joins the organization comes into the group by themselves, and an exact group takes them out again.',
    'Switch auto-join off, or declare the group as `additive`.',
  ),
  scim: entry(
    'Groups of an identity provider (SCIM)',
    'The membership of a linked group can be changed in the identity provider alone. No answer says which group is linked, so that this is always unknown.',
    'Look under “SCIM” in the settings of the organization, and leave those members out of the files.',
  ),
  'sso-mapping': entry(
    'Mapping at sign-in (SSO)',
    'Sign-in may set the role in the organization and add people to groups, each time. No answer says so, so that this is always unknown.',
    'Look under “SSO” in the settings of the organization.',
  ),
  'answer-fields': entry(
    'Fields of the answers',
    'The Hub’s answers have fields that its description does not have, lack some, or have others of another type; or a status is none that is described. What is not known is passed over, and what is needed and missing is told where it is needed.',
    'Paste the text of differences into an issue. Plan as ever: nothing is guessed.',
  ),
  'answer-values': entry(
    'Values in the answers',
    'A role, a plan or a type is none that is known. Roles are shown and compared as they are.',
    'Paste the text of differences into an issue.',
  ),
  'answer-headers': entry(
    'Headers of the answers',
    'The headers that say what is left of the quota, what time it is, or the id of the request are missing: a proxy may have taken them away.',
    'Nothing: then it is paced by what the Hub refuses. Paste the text into an issue where nothing is in between.',
  ),
};
