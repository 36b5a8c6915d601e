const group = ['id', 'name', 'members', 'repositories', 'private', 'other_resources', 'repository_names'];

const violation = ['guard', 'message', 'group', 'user', 'source', 'waived'];

/** The documented order of the keys of an object, by the key that the object, or the list that it is in, stands at. */
const keysAt: Readonly<Record<string, readonly string[]>> = {
  '': [
    'format_version',
    'tool_version',
    'created_at',
    'started_at',
    'finished_at',
    'endpoint',
    'organization',
    'files',
    'selection',
    'declared',
    'digest',
    'result',
    'refusal',
    'summary',
    'policy_changes',
    'loosened',
    'groups',
    'changes',
    'calls',
    'blocked',
    'violations',
    'released',
    'unmanaged',
    'warnings',
    'people',
    'policy',
  ],
  summary: [
    'create',
    'update',
    'delete',
    'destructive',
    'applied',
    'already',
    'failed',
    'blocked',
    'not_attempted',
    'unmanaged',
    'groups',
    'calls',
  ],
  group,
  groups: group,
  changes: [
    'kind',
    'action',
    'group',
    'subject',
    'user',
    'before',
    'after',
    'destructive',
    'origin',
    'source',
    'reason',
    'via',
    'cause',
    'expires',
    'afterwards',
    'first_access',
    'joins',
    'used',
    'from',
    'private',
    'audience',
    'loss',
    'status',
    'error',
  ],
  source: ['file', 'line', 'column'],
  calls: ['method', 'path', 'body', 'status', 'attempts', 'duration_ms', 'changes'],
  body: [
    'name',
    'description',
    'autoJoin',
    'spendLimits',
    'users',
    'resources',
    'repos',
    'resourceGroupId',
    'role',
    'resourceGroups',
  ],
  autoJoin: ['enabled', 'role', 'scope'],
  spendLimits: ['total', 'inferenceProviders', 'spaces', 'jobs', 'endpoints'],
  resourceGroups: ['id', 'role'],
  keeps: ['id', 'name', 'role'],
  users: ['user', 'role'],
  from: group,
  audience: ['more', 'fewer', 'more_users', 'fewer_users'],
  loss: ['members', 'repositories', 'private', 'other_resources'],
  members: ['user', 'role'],
  afterwards: ['role', 'via'],
  blocked: [
    'kind',
    'group',
    'subject',
    'user',
    'after',
    'reason',
    'suggestion',
    'hint',
    'held_by',
    'source',
    'via',
    'origin',
  ],
  declared: ['groups', 'managed_groups', 'memberships', 'others'],
  repository_names: ['type', 'name', 'private'],
  violations: violation,
  loosened: violation,
  policy_changes: ['kind', 'group', 'subject', 'before', 'after', 'loosens', 'source'],
  released: ['group', 'user', 'role', 'cause', 'was', 'ways', 'source'],
  people: ['user', 'fullname'],
  unmanaged: ['group', 'user', 'role'],
  warnings: ['code', 'message', 'source'],
  policy: ['max_removals', 'max_joins', 'protected_members', 'managed_groups'],
  refusal: ['code', 'message', 'differences'],
  error: ['code', 'http_status', 'message', 'request_id', 'details'],
};

const ranksAt: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(keysAt).map(([at, keys]) => [at, new Map(keys.map((key, rank) => [key, rank]))]),
);

/**
 * Plain data with every object's keys in the documented order; keys that are not documented follow as they come.
 *
 * @param at the key at which the value stands, an empty text for the whole document
 */
export function inKeyOrder(value: unknown, at = ''): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => inKeyOrder(item, at));
  if (typeof value !== 'object' || value === null) return value;
  const ranks = ranksAt.get(at);
  const entries: [string, unknown][] = Object.entries(value);
  if (ranks !== undefined) {
    const rank = (key: string): number => ranks.get(key) ?? Number.MAX_SAFE_INTEGER;
    entries.sort(([a], [b]) => rank(a) - rank(b));
  }
  for (const entry of entries) entry[1] = inKeyOrder(entry[1], entry[0]);
  return Object.fromEntries(entries);
}
