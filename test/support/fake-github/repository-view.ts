/** A repository, as it stands in a pull request. `owner` is the view of its account. */
export function repositoryView(
  api: string,
  fullName: string,
  owner: Record<string, unknown>,
  defaultBranch = 'main',
): Record<string, unknown> {
  const base = `${api}/repos/${fullName}`;
  const [, name] = fullName.split('/');
  const page = `https://github.example/${fullName}`;
  const urls = repositoryUrls.map((key) => [`${key}_url`, `${base}/${key.replace('_', '/')}`]);
  return {
    ...Object.fromEntries(urls),
    id: 30_000,
    node_id: 'R_30000',
    name,
    full_name: fullName,
    owner,
    private: true,
    html_url: page,
    url: base,
    clone_url: `${page}.git`,
    git_url: `${page}.git`,
    ssh_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    description: null,
    homepage: null,
    language: null,
    license: null,
    fork: false,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    size: 1,
    default_branch: defaultBranch,
    open_issues: 0,
    open_issues_count: 0,
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    pushed_at: '2026-11-20T08:00:00Z',
    created_at: '2026-11-20T08:00:00Z',
    updated_at: '2026-11-20T08:00:00Z',
  };
}

/** The fields of a repository that are nothing but URLs, without `_url`. */
const repositoryUrls = [
  'archive assignees blobs branches collaborators comments commits compare contents contributors deployments downloads',
  'events forks git_commits git_refs git_tags hooks issue_comment issue_events issues keys labels languages merges',
  'milestones notifications pulls releases stargazers statuses subscribers subscription tags teams trees',
].flatMap((line) => line.split(' '));
