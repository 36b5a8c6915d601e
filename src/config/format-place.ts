import { brief } from './brief.ts';

/** Where in the format a value stands, whatever the names of groups, teams and people on the way are. */
export interface Spot {
  /** What a message calls it: `` `members` ``, ``the group `Foundation Models` ``. */
  readonly label: string;
  /** What to write there, a sentence with an example; `null` when the type says it all. */
  readonly form: string | null;
  /** Whether it is an entry of a list, which has no name. */
  readonly isEntry: boolean;
}

/** `*` stands for a name, or for a place in a list. */
const forms: Readonly<Record<string, string>> = {
  '': 'Start with `version: 1` and `organization: NAME`.',
  version: 'Write `version: 1`.',
  organization: 'It is the last part of its address on the Hub, such as `organization: acme-ai`.',
  defaults: 'Write `defaults: { membership: additive }`, or leave it out.',
  'defaults/membership': 'Write `membership: exact`, or `membership: additive`.',
  guards: 'Write `guards: { max_removals: 25% }`.',
  'guards/max_removals': 'Write a percentage such as `25%`, or a count such as `10`.',
  'guards/max_joins': 'Write a whole number, such as `max_joins: 100`.',
  'guards/protected_members': 'Write `protected_members: [ci-bot]`.',
  'guards/protected_members/*': 'Write the name alone, such as `- ci-bot`.',
  policy: 'Write `policy: { reasons: [admin] }`.',
  'policy/reasons': 'Write a list, such as `reasons: [admin]`.',
  'policy/lifetimes': 'Write each role with a number of days, such as `lifetimes: { admin: 90d }`.',
  'policy/lifetimes/*': 'Write a number of days, such as `90d`.',
  'policy/separate': 'Write a list of lists, such as `separate: [[Payments, Audit]]`.',
  'policy/reasons/*': 'Write a role, such as `admin`.',
  'policy/separate/*/*': 'Write the name of a group, such as `Payments`.',
  'policy/files/*/path': 'Write which files, such as `path: "access/research/**"`.',
  'policy/files/*/groups': 'Write a list, such as `groups: ["Research *"]`.',
  'policy/files/*/groups/*':
    'Write the name of a group, or its beginning with a star, such as `"Research *"`.',
  'policy/separate/*': 'Write two groups or more, such as `[Payments, Audit]`.',
  'policy/files': 'Write a list: `- { path: "access/research/**", groups: ["Research *"] }`.',
  'policy/files/*': 'Write `{ path: "access/research/**", groups: ["Research *"] }`.',
  people:
    'Write a path with `/` that begins at the folder of this file, such as `people: people.csv`. Its columns are `email` and `username`.',
  organization_members: 'Write below it, indented, each person as `NAME: ROLE`, such as `ada: admin`.',
  'organization_members/*': 'Write a role, such as `read`.',
  groups: 'Write each group as `NAME:`, without a dash, and below it, indented, what holds there.',
  'groups/*':
    'Write below it, indented, `members:`, and below that each person as `NAME: ROLE`. `{}` leaves alone who is in the group.',
  'groups/*/id': 'It is 24 hexadecimal digits, such as `66670e5163145ca562cb1988`.',
  'groups/*/membership': 'Write `membership: exact`, or `membership: additive`.',
  'groups/*/create': 'Write `create: true`, or leave it out.',
  'groups/*/state': 'Write `state: absent` to have the group deleted, or leave it out.',
  'groups/*/managed_by': 'Write `managed_by: scim`, or leave it out.',
  'groups/*/description': 'Write a text of 500 characters at most, such as `description: Base models`.',
  'groups/*/auto_join':
    'Write `auto_join: off`, or who comes in and as what: `auto_join: { role: read, scope: read_plus }`.',
  'groups/*/auto_join/role': 'Write `role: read`, or another role.',
  'groups/*/auto_join/scope':
    'Write `scope: all` for all members of the organization, or `scope: read_plus` for those with a role of `read` or more.',
  'groups/*/spend_limits':
    'Write below it, indented, each limit as `PRODUCT: DOLLARS`, such as `total: 500`. Leave `spend_limits` out if it is not to say any.',
  'groups/*/spend_limits/*': 'Write plain digits, such as `500` or `99.50`, or `null` for no limit.',
  'defaults/resources': 'Write `resources: additive`, or `resources: exact`.',
  'groups/*/resources':
    'Write below it, indented, `models: [acme-ai/base]`, and likewise `datasets`, `spaces`, `buckets` and `collections`.',
  'groups/*/resources/mode': 'Write `mode: additive`, or `mode: exact`.',
  'groups/*/resources/*': 'Write a list, such as `[acme-ai/base]`.',
  'groups/*/resources/*/*': 'Write the organization, a slash and the name, such as `acme-ai/base`.',
  'groups/*/resources/collections': 'Write a list, such as `[acme-ai/best-models-66670e5163145ca562cb1990]`.',
  'groups/*/resources/collections/*':
    'Write what the address of the collection ends with, such as `acme-ai/best-models-66670e5163145ca562cb1990`.',
  'groups/*/members':
    'Write below it, indented, each person as `NAME: ROLE`, without a dash, such as `ada: read`. Leave `members` out if it is not to say who is in the group.',
  'groups/*/members/*': 'Write a role, such as `read`, or `{ role: read, expires: 2026-12-31 }`.',
  'groups/*/members/*/role': 'Write `role: read`, or another role.',
  'groups/*/members/*/expires': 'Write the last day, such as `expires: 2026-12-31`.',
  'groups/*/members/*/reason': 'Write where more is said, such as `reason: OPS-412`.',
  'groups/*/members/*/service_account': 'Write `service_account: true`, or leave it out.',
  'groups/*/teams': 'Write below it, indented, each team as `NAME: ROLE`, such as `research: read`.',
  'groups/*/teams/*':
    'Write the role that its people get, such as `read`, or `{ role: read, expires: 2026-12-31 }`.',
  'groups/*/teams/*/role': 'Write `role: read`, or another role.',
  'groups/*/teams/*/expires': 'Write the last day, such as `expires: 2026-12-31`.',
  'groups/*/teams/*/reason': 'Write where more is said, such as `reason: OPS-412`.',
  teams: 'Write each team as `NAME:`, without a dash, and below it, indented, `members: [ada, kim]`.',
  'teams/*': 'Write below it, indented, `members: [ada, kim]`.',
  'teams/*/members':
    'Write a list, such as `members: [ada, kim]`. The role stands with the group that names the team.',
  'teams/*/members/*':
    'Write the name alone, such as `- kim`. The role stands with the group that names the team.',
  'teams/*/include/*': 'Write the name of a team alone, such as `- interns`.',
  'teams/*/include': 'Write a list, such as `include: [interns]`.',
  waivers: 'Write a list: `- { guard: max-removals, digest: "sha256:…", reason: OPS-412 }`.',
  'waivers/*': 'Write `{ guard: max-removals, digest: "sha256:…", reason: OPS-412 }`.',
  'waivers/*/guard': 'Write the name of the guard that `plan` prints, such as `guard: max-removals`.',
  'waivers/*/reason': 'Write where more is said, such as `reason: OPS-412`.',
  'waivers/*/digest': 'Copy the digest that `plan` prints, `sha256:` and 64 hexadecimal digits.',
};

const namedThings: ReadonlyMap<string | undefined, string> = new Map([
  ['groups', 'the group'],
  ['teams', 'the team'],
]);

/** The spot that the parts of a JSON pointer lead to. */
export function spotOf(parts: readonly string[]): Spot {
  const last = parts.at(-1);
  const pattern = patternOf(parts);
  const form = forms[pattern] ?? forms[pattern.replace(/[^/]*$/, '*')] ?? null;
  if (last === undefined) return { label: 'the file', form, isEntry: false };
  const thing = parts.length === 2 ? namedThings.get(parts[0]) : undefined;
  if (thing !== undefined) return { label: `${thing} \`${brief(last)}\``, form, isEntry: false };
  // Names of people and teams may be digits as well, and stand in the fourth place.
  const isEntry = Number.isInteger(Number(last)) && !(parts[0] === 'groups' && parts.length === 4);
  const label = isEntry ? `an entry of \`${parts.slice(-2, -1).map(brief)}\`` : `\`${brief(last)}\``;
  return { label, form, isEntry };
}

/** What has names, or places in a list, in its second and fourth part. */
const named: readonly (string | undefined)[] = ['groups', 'teams', 'waivers', 'organization_members'];

/** The parts of a pointer with a star for each name, as {@link forms} has them: what they have as it is written is none. */
function patternOf(parts: readonly string[]): string {
  const [top = '', ...below] = parts;
  return below.reduce((path, part, at) => {
    const own = `${path}/${part}`;
    const isName = top === 'policy' ? /^(?:\d+|\*)$/.test(part) : named.includes(top) && at % 2 === 0;
    return isName && forms[own] === undefined ? `${path}/*` : own;
  }, top);
}

/** What somebody may have called a key, and what it is called. */
const otherKeys: Readonly<Record<string, string>> = {
  org: 'organization',
  organisation: 'organization',
  users: 'members',
  people: 'members',
  mode: 'membership',
  strategy: 'membership',
  until: 'expires',
  expiry: 'expires',
  expires_at: 'expires',
  end: 'expires',
  why: 'reason',
  comment: 'reason',
  note: 'reason',
  includes: 'include',
  permission: 'role',
  access: 'role',
  about: 'description',
  repos: 'resources',
  repositories: 'resources',
  resource: 'resources',
  new: 'create',
  ensure: 'state',
  managedby: 'managed_by',
  scim: 'managed_by',
  delete: 'state',
  autojoin: 'auto_join',
  join: 'auto_join',
  budget: 'spend_limits',
  limits: 'spend_limits',
  spend_limit: 'spend_limits',
  spending: 'spend_limits',
  inference: 'inference_providers',
  providers: 'inference_providers',
  inferenceproviders: 'inference_providers',
  all: 'total',
  overall: 'total',
};

/** The key that was meant by another word, if it is one of those known there. */
export function otherKey(key: string, known: readonly string[]): string | null {
  const lower = key.toLowerCase();
  const other = Object.hasOwn(otherKeys, lower) ? otherKeys[lower] : undefined;
  return known.find((one) => one === other) ?? null;
}

/** Where a key has its place, for one that stands elsewhere. */
const places: Readonly<Record<string, string>> = {
  membership: 'It stands below a group, or below `defaults:` for all of them.',
  exact: 'Write `membership: exact`.',
  additive: 'Write `membership: additive`.',
  members: 'It stands below a group: `groups:`, then `NAME:`, then `members:`, each further indented.',
  max_removals: 'It stands below `guards:`.',
  protected_members: 'It stands below `guards:`.',
  id: 'It stands below a group.',
  include: 'It stands below a team.',
  create: 'It stands below a group: `create: true`.',
  state: 'It stands below a group: `state: absent`, with its `id`.',
  managed_by: 'It stands below a group: `managed_by: scim`.',
  max_joins: 'It stands below `guards:`.',
  description: 'It stands below a group.',
  resources: 'It stands below a group: `resources: { models: [acme-ai/base] }`.',
  models: 'It stands below `resources:`, and that below a group.',
  datasets: 'It stands below `resources:`, and that below a group.',
  buckets: 'It stands below `resources:`, and that below a group.',
  collections: 'It stands below `resources:`, and that below a group.',
  auto_join: 'It stands below a group: `auto_join: { role: read, scope: read_plus }`.',
  scope: 'It stands in `auto_join: { role: read, scope: read_plus }`.',
  spend_limits: 'It stands below a group: `spend_limits: { total: 500 }`.',
  total: 'It stands below `spend_limits:`, and that below a group.',
  jobs: 'It stands below `spend_limits:`, and that below a group.',
  spaces: 'It stands below `resources:` or `spend_limits:`, and that below a group.',
  endpoints: 'It stands below `spend_limits:`, and that below a group.',
  inference_providers: 'It stands below `spend_limits:`, and that below a group.',
  role: 'It stands with a person or a team of a group: `ada: { role: read }`.',
  expires: 'It stands with a person or a team of a group: `ada: { role: read, expires: 2026-12-31 }`.',
  reason: 'It stands with a person or a team of a group: `ada: { role: read, reason: OPS-412 }`.',
  service_account: 'It stands with a person: `ci-bot: { role: write, service_account: true }`.',
};

/** Where a key would be right, a sentence; `null` for one that the format does not have. */
export function placeOfKeyInFormat(key: string): string | null {
  return Object.hasOwn(places, key) ? (places[key] ?? null) : null;
}
