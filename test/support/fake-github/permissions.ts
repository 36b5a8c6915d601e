/** What a token was given: of a job's `permissions`, or of those that an App's token was asked for. */
export type Permissions = Readonly<Record<string, string>>;

type Need = `${'contents' | 'issues' | 'pull-requests' | 'statuses' | 'metadata'}: ${'read' | 'write'}`;

/**
 * What each request needs, any one of several, after GitHub's "Permissions required for GitHub Apps". Every token may
 * read `metadata`.
 */
const needs: readonly (readonly [methods: RegExp, path: RegExp, ...needs: readonly Need[]])[] = [
  [/^GET$/, /^$|^\/collaborators\//, 'metadata: read'],
  [/^GET$/, /^\/issues\/\d+\/comments$/, 'issues: read', 'pull-requests: read'],
  [/^POST$/, /^\/issues\/\d+\/comments$/, 'issues: write', 'pull-requests: write'],
  [/^PATCH$/, /^\/issues\/comments\//, 'issues: write', 'pull-requests: write'],
  [/^GET$/, /^\/issues/, 'issues: read'],
  [/^POST$|^PATCH$/, /^\/issues/, 'issues: write'],
  [/^GET$/, /^\/pulls|^\/commits\/[^/]+\/pulls$/, 'pull-requests: read'],
  [/^POST$|^PATCH$/, /^\/pulls/, 'pull-requests: write'],
  [/^GET$/, /^\/commits\/[^/]+\/statuses$/, 'statuses: read'],
  [/^POST$/, /^\/statuses\//, 'statuses: write'],
  [/^GET$/, /^\/git\/|^\/commits$|^\/compare\//, 'contents: read'],
  [/^POST$|^PATCH$|^DELETE$/, /^\/git\//, 'contents: write'],
];

/** Whether a token with these permissions may send the request. @param path below the repository */
export function isPermitted(permissions: Permissions, method: string, path: string): boolean {
  const found = needs.find(([methods, paths]) => methods.test(method) && paths.test(path));
  if (found === undefined) return false;
  const [, , ...any] = found;
  return any.some((need) => {
    const [scope = '', level = ''] = need.split(': ');
    if (scope === 'metadata') return true;
    return permissions[scope] === 'write' || permissions[scope] === level;
  });
}
