import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { approversOf } from '../../src/github/approvers.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import type { Call } from '../support/fake-github/routes.ts';
import { scriptedServer } from '../support/http.ts';
import { connected } from './client.ts';

const head = 'a'.repeat(40);
const any = (): boolean => true;
const writes = ({ method }: Call): boolean => method !== 'GET';

describe(`createGitHub, ${comparedWith}`, () => {
  it('reads comments over all pages, in their order, with who wrote them', async () => {
    const { fake, github } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    for (let index = 0; index < 234; index += 1)
      fake.repository.comment(number, index % 2 ? 'ada' : 'kim', `${index}`);
    const comments = await github.listComments(number);
    expect(comments.map(({ body }) => body)).toEqual(Array.from({ length: 234 }, (_, index) => `${index}`));
    expect(comments[1]).toMatchObject({ author: 'ada', url: expect.stringContaining(`/issues/${number}#`) });
    expect(fake.log).toHaveLength(3);
  });

  it('writes, edits and reads back a comment', async () => {
    const { fake, github } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    const { id } = await github.createComment(number, 'one');
    const updated = await github.updateComment(id, 'two');
    expect(updated).toEqual({ id, body: 'two', author: 'github-actions[bot]', url: expect.any(String) });
    expect(await github.listComments(number)).toEqual([updated]);
  });

  it.each([
    ['a workflow’s token', 'token', 'github-actions[bot]'],
    ['a user’s token', 'userToken', 'release-bot'],
    ['an App’s token', 'appToken', 'access-bot[bot]'],
    ['the token of a fork', 'forkToken', 'github-actions[bot]'],
  ] as const)('knows who writes with %s', async (_, kind, login) => {
    const { fake, as } = await connected();
    const github = as(fake[kind]);
    expect(await github.self()).toBe(login);
    expect(await github.self()).toBe(login);
    expect(fake.log).toEqual(['POST /graphql']);
  });

  it('finds the pull requests of a commit, of a merge, a squash and a rebase', async () => {
    const { fake, github } = await connected();
    const { repository } = fake;
    const merged = repository.openPullRequest({ head: '1'.repeat(40) });
    repository.merge(merged.number, 'b'.repeat(40));
    const rebased = repository.openPullRequest({ head: '2'.repeat(40) });
    repository.merge(rebased.number, 'c'.repeat(40), ['d'.repeat(40)]);
    const open = repository.openPullRequest({ head: '3'.repeat(40) });
    const numbers = async (commit: string): Promise<readonly number[]> =>
      (await github.pullRequestsOf(commit)).map(({ number }) => number);
    expect(await numbers('b'.repeat(40))).toEqual([merged.number]);
    expect(await numbers('d'.repeat(40))).toEqual([rebased.number]);
    expect(await numbers('e'.repeat(40))).toEqual([]);
    const [brought] = await github.pullRequestsOf('b'.repeat(40));
    expect(brought).toMatchObject({ mergeCommit: 'b'.repeat(40), trialMerge: null, state: 'closed' });
    expect(await github.pullRequestsOf('3'.repeat(40))).toMatchObject([
      // The trial merge of an open one is not what merging it made.
      { number: open.number, mergedAt: null, mergeCommit: null, trialMerge: 'f'.repeat(40), base: 'main' },
    ]);
  });

  it('finds open issues by their label, and no pull requests', async () => {
    const { fake, github } = await connected();
    const { repository } = fake;
    const wanted = repository.openIssue({ author: 'ada', title: 'One', body: 'x', labels: ['a', 'b'] });
    repository.openIssue({ author: 'ada', title: 'Other', labels: ['b'] });
    repository.openIssue({ author: 'ada', title: 'Closed', labels: ['a'] }).state = 'closed';
    repository.openPullRequest({ head }).labels = ['a'];
    expect(await github.openIssues('a')).toEqual([
      { number: wanted.number, title: 'One', body: 'x', author: 'ada', url: expect.any(String) },
    ]);
  });

  it('takes no pull request for the issue that it wrote', async () => {
    const { fake, github } = await connected();
    const { number } = await github.createIssue({ title: 'One', body: 'x', labels: [] });
    const body = { number, title: 'One', user: null, html_url: 'u', pull_request: {} };
    fake.fail({ match: writes, faults: [{ status: 200, body }] });
    await expect(github.updateIssue(number, { body: 'y' })).rejects.toMatchObject({
      code: 'github-unavailable',
      message: 'GitHub answered with a pull request for an issue',
      details: { request: `PATCH /repos/acme/access/issues/${number}` },
    });
  });

  it('changes of an issue what it is told to, and nothing else', async () => {
    const sent: unknown[] = [];
    await using server = await scriptedServer((request) => {
      sent.push(JSON.parse(request.body));
      return { body: { number: 1, title: 't', user: null, html_url: 'u' } };
    });
    const { as } = await connected();
    const github = as('ghs_x', { apiUrl: server.endpoint });
    for (const change of [{ title: 't' }, { body: 'b' }, { closed: true }] as const)
      await github.updateIssue(1, change);
    expect(sent).toEqual([{ title: 't' }, { body: 'b' }, { state: 'closed', state_reason: 'completed' }]);
    expect(server.received[0]?.headers).toMatchObject({
      authorization: 'token ghs_x',
      'x-github-api-version': '2022-11-28',
      'user-agent': expect.stringMatching(/^hf-groups\/test /),
    });
  });

  it('opens, edits and closes an issue', async () => {
    const { fake, github } = await connected();
    const { number } = await github.createIssue({ title: 'One', body: 'x', labels: ['a'] });
    await github.updateIssue(number, { body: 'y' });
    expect(fake.repository.issue(number)).toMatchObject({
      title: 'One',
      body: 'y',
      labels: ['a'],
      state: 'open',
    });
    await github.updateIssue(number, { closed: true });
    expect(fake.repository.issue(number)).toMatchObject({ body: 'y', state: 'closed' });
  });

  it('works on a server of one’s own, where the API is below a path', async () => {
    const { fake, github } = await connected({ prefix: '/api/v3' });
    const { number } = fake.repository.openPullRequest({ head });
    for (let index = 0; index < 101; index += 1) fake.repository.comment(number, 'ada', 'x');
    expect(await github.listComments(number)).toHaveLength(101);
    expect(fake.log[0]).toMatch(/^GET \/api\/v3\/repos\//);
  });
});

describe('an answer that leads elsewhere', () => {
  it('is not followed, and not believed', async () => {
    const elsewhere = await connected();
    const number = elsewhere.fake.repository.openPullRequest({ head }).number;
    elsewhere.fake.repository.comment(number, 'github-actions[bot]', 'forged');
    const { fake, github } = await connected();
    fake.repository.openPullRequest({ head });
    for (const status of [300, 301, 302, 307, 308]) {
      const location = `${elsewhere.fake.url}/repos/acme/access/issues/${number}/comments`;
      fake.fail({ match: any, faults: [{ status, headers: { location } }] });
      const request = `GET /repos/acme/access/issues/${number}/comments`;
      await expect(github.listComments(number)).rejects.toMatchObject({
        code: 'github-refused',
        status,
        message: `GitHub leads ${request} elsewhere (HTTP ${status})`,
        hint: 'Where the repository has been renamed or moved, start a new run: an old one has its old name.',
        details: { request, http_status: status },
      });
    }
    expect(elsewhere.fake.log).toEqual([]);
  });

  it('is no word that something was written, also when it leads to GitHub itself', async () => {
    const { fake, github } = await connected();
    fake.repository.push('main', { 'groups.yaml': 'a: 0\n' });
    const { main } = fake.repository;
    fake.fail({
      match: ({ method }) => method === 'POST',
      faults: [{ status: 302, headers: { location: `${fake.url}/repos/acme/access/git/commits/${main}` } }],
    });
    const status = { state: 'pending', context: 'hf-groups / apply', description: '', url: null } as const;
    await expect(github.createStatus(main, status)).rejects.toMatchObject({ code: 'github-refused' });
    expect(fake.repository.statuses).toEqual([]);
  });
});

describe('createGitHub when GitHub is not well', () => {
  it('reads again after faults and resets, a few times', async () => {
    const { fake, github, clock } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    fake.fail({ match: any, faults: [{ status: 502, body: '<html>' }, 'reset', { status: 500 }] });
    expect(await github.listComments(number)).toEqual([]);
    expect(clock.slept).toEqual([1000, 4000, 9000]);
    fake.fail({ match: any, faults: [{ status: 503 }], forEver: true });
    await expect(github.listComments(number)).rejects.toMatchObject({
      code: 'github-unavailable',
      status: 503,
      message: 'GitHub has a fault (HTTP 503): Oops',
      details: { request: `GET /repos/acme/access/issues/${number}/comments`, http_status: 503 },
    });
    expect(clock.slept).toHaveLength(6);
  });

  it('edits again after a fault, but does not make anything twice', async () => {
    const { fake, github } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    const { id } = await github.createComment(number, 'one');
    fake.fail({ match: writes, faults: [{ status: 502 }], afterEffect: true });
    await github.updateComment(id, 'two');
    fake.fail({ match: writes, faults: [{ status: 502 }], afterEffect: true });
    await expect(github.createComment(number, 'three')).rejects.toMatchObject({ code: 'github-unavailable' });
    expect(fake.repository.commentsOf(number).map(({ body }) => body)).toEqual(['two', 'three']);
  });

  it.each([
    [
      '403',
      {
        status: 403,
        headers: { 'retry-after': '30' },
        body: { message: 'You have exceeded a secondary rate limit' },
      },
    ],
    ['429', { status: 429, headers: { 'retry-after': '30' } }],
  ] as const)(
    'waits for a secondary rate limit (%s) as long as it says, also when it makes something',
    async (_, fault) => {
      const { fake, github, clock } = await connected();
      const { number } = fake.repository.openPullRequest({ head });
      fake.fail({ match: any, faults: [fault] });
      await github.createComment(number, 'one');
      expect(fake.repository.commentsOf(number)).toHaveLength(1);
      expect(clock.slept).toEqual([30_000]);
    },
  );

  it.each([
    [
      401,
      'Bad credentials',
      'ghs_wrong',
      'The input `github-token` is not a token that GitHub knows, or has expired.',
    ],
    [
      403,
      'Resource not accessible by integration',
      'ghs_fork000000000000000',
      'See `permissions` of the job: reading files needs `contents: read`, comments `pull-requests: write`, the status of a commit `statuses: write`, the drift issue `issues: write`.',
    ],
  ])('refuses at once with %s, and says what to do', async (status, said, token, hint) => {
    const { fake, as, clock } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    await expect(as(token).createComment(number, 'one')).rejects.toMatchObject({
      code: 'github-refused',
      status,
      message: `GitHub refused POST /repos/acme/access/issues/${number}/comments (HTTP ${status}): ${said}`,
      hint,
    });
    expect(clock.slept).toEqual([]);
  });

  it('takes a 408 for a fault, and not for a refusal', async () => {
    const { fake, github } = await connected();
    fake.fail({ match: any, faults: [{ status: 408 }], forEver: true });
    await expect(github.defaultBranch()).rejects.toMatchObject({
      code: 'github-unavailable',
      message: expect.stringMatching(/^GitHub has a fault \(HTTP 408\)/),
    });
  });

  it('says what to do about a server that speaks no TLS', async () => {
    await using plain = await scriptedServer([{ body: {} }]);
    const { as } = await connected();
    const apiUrl = plain.endpoint.replace('http:', 'https:');
    await expect(as('ghs_x', { apiUrl }).defaultBranch()).rejects.toMatchObject({
      code: 'github-unavailable',
      status: null,
      hint: 'Check the port of the address, and that nothing before it answers in its place.',
    });
  });

  it('says what is not there', async () => {
    const { github } = await connected();
    await expect(github.listComments(404)).rejects.toMatchObject({
      status: 404,
      isForbidden: false,
      message: 'GitHub refused GET /repos/acme/access/issues/404/comments (HTTP 404): Not Found',
      hint: 'Of what a token may not see GitHub says that it is not there: see `permissions` of the job.',
    });
  });

  it('does not take a rate limit that is spent for a token that may not comment', async () => {
    const { fake, github } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    const spent = {
      status: 403,
      headers: { 'retry-after': '3000' },
      body: { message: 'API rate limit exceeded' },
    };
    fake.fail({ match: any, faults: [spent], forEver: true });
    const refused = github.createComment(number, 'one');
    await expect(refused).rejects.toMatchObject({
      code: 'github-unavailable',
      status: 403,
      isForbidden: false,
      message: 'GitHub’s rate limit is spent (HTTP 403): API rate limit exceeded',
    });
    await expect(github.self()).rejects.toMatchObject({ code: 'github-unavailable' });
  });

  it.each([
    ['no list', { status: 200, body: { message: 'hello' } }, 'it is not a list'],
    [
      'a link that is no URL',
      { status: 200, headers: { link: '<https://:x>; rel="next"' }, body: [] },
      'the link to the next page is no URL',
    ],
    ['nothing', { status: 200, body: '' }, 'it is not a list'],
    ['a page', { status: 200, body: '<html>Log in</html>' }, 'it is not a list'],
    ['comments that are none', { status: 200, body: [{ id: 'x' }] }, 'must have required property'],
    ['a conflict', { status: 409 }, '(HTTP 409): Oops'],
  ])('never takes an answer for an empty list: %s', async (_, fault, said) => {
    const { fake, github } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    for (let index = 0; index < 150; index += 1) fake.repository.comment(number, 'ada', 'x');
    fake.fail({ match: ({ query }) => query['page'] === '2', faults: [fault], forEver: true });
    await expect(github.listComments(number)).rejects.toMatchObject({
      name: 'GitHubError',
      message: expect.stringContaining(said),
    });
  });

  it('ends when pages go round', async () => {
    const { fake, github } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    const link = `<${fake.url}/repos/acme/access/issues/${number}/comments?per_page=100>; rel="next"`;
    fake.fail({ match: any, faults: [{ status: 200, headers: { link }, body: [] }], forEver: true });
    await expect(github.listComments(number)).rejects.toThrow(
      /^GitHub’s answer cannot be used: its pages go round$/,
    );
  });

  it('ends when a list never does', async () => {
    const { as } = await connected();
    await using endless = await scriptedServer((request, index) => ({
      headers: { link: `<${request.url.split('?')[0]}?page=${index}>; rel="next"` },
      body: [],
    }));
    await expect(as('ghs_x', { apiUrl: endless.endpoint }).listComments(1)).rejects.toThrow(
      'more than 1000 pages',
    );
    expect(endless.received).toHaveLength(1000);
  }, 60_000);

  it('sends the token to no other server, wherever a link leads', async () => {
    const { fake, github } = await connected();
    const { number } = fake.repository.openPullRequest({ head });
    await using other = await scriptedServer([{ body: [] }]);
    const link = `<${other.endpoint}/comments>; rel="next"`;
    fake.fail({ match: any, faults: [{ status: 200, headers: { link }, body: [] }] });
    await expect(github.listComments(number)).rejects.toMatchObject({
      code: 'github-unavailable',
      message: 'GitHub leads to another server: the token is not sent there',
      details: { request: 'GET /comments', http_status: null },
    });
    expect(other.received).toEqual([]);
  });

  it('gives up on a server that does not answer', async () => {
    await using silent = await scriptedServer(() => () => {});
    const { as } = await connected();
    await expect(as('ghs_x', { apiUrl: silent.endpoint, timeoutMs: 1 }).self()).rejects.toMatchObject({
      code: 'github-unavailable',
      status: null,
      message: `GitHub at ${silent.endpoint} did not answer within 0.001 s`,
    });
  });

  it('writes nothing of its own to the screen, which is the program’s', async () => {
    const written = vi.spyOn(console, 'warn').mockImplementation(() => {});
    onTestFinished(() => written.mockRestore());
    await using old = await scriptedServer([{ headers: { deprecation: 'true' }, body: [] }]);
    const { as } = await connected();
    expect(await as('ghs_x', { apiUrl: old.endpoint }).listComments(1)).toEqual([]);
    expect(written).not.toHaveBeenCalled();
  });

  it('shows the token nowhere', async () => {
    const { fake, as } = await connected();
    const token = 'ghs_thisIsTheSecret';
    fake.fail({ match: any, faults: [{ status: 500 }], forEver: true });
    const error: unknown = await as(token)
      .self()
      .catch((caught: unknown) => caught);
    const shown: unknown =
      JSON.stringify(error) + String(error) + (error instanceof Error ? error.stack : '');
    expect(shown).not.toContain(token);
  });
});

describe('what is read of the history', () => {
  it('knows the default branch, the newest commit of a branch, and who may do what', async () => {
    const { fake, github } = await connected();
    const { repository } = fake;
    const commit = repository.push('main', { 'groups.yaml': 'a: 1\n' });
    const other = repository.push('feature/one', { 'groups.yaml': 'a: 2\n' });
    repository.permissions.set('ada', 'admin');
    expect(await github.defaultBranch()).toBe('main');
    expect(await github.branchHead('main')).toBe(commit);
    expect(await github.branchHead('feature/one')).toBe(other);
    await expect(github.branchHead('nothing')).rejects.toMatchObject({ status: 404 });
    expect([await github.permission('ada'), await github.permission('eve')]).toEqual(['admin', 'none']);
  });

  it('lists commits, all or those until a time', async () => {
    const { fake, github } = await connected();
    const { repository } = fake;
    const commits = Array.from({ length: 3 }, (_, at) => repository.push('main', { 'a.yaml': `a: ${at}\n` }));
    const [first = '', second = ''] = commits;
    const list = async (until?: string) => {
      const found: string[] = [];
      for await (const page of github.history(repository.main, until === undefined ? {} : { until }))
        found.push(...page.map(({ sha }) => sha));
      return found;
    };
    expect(await list()).toEqual(commits.toReversed());
    expect(await list(repository.git.get(second).date)).toEqual([second, first]);
  });

  it('says of an empty repository that nothing is there', async () => {
    const { github } = await connected();
    await expect(github.branchHead('main')).rejects.toMatchObject({ status: 409 });
  });

  it('writes a status, with no more of a text than GitHub takes, and reads all of one name', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', {});
    const status = { state: 'success', context: 'a', description: 'é'.repeat(200), url: null } as const;
    await github.createStatus(commit, status);
    await github.createStatus(commit, { ...status, context: 'b' });
    fake.repository.status({ commit, state: 'failure', context: 'a', creator: 'ada' });
    expect(await github.statuses(commit, 'a')).toEqual([
      { state: 'failure', context: 'a', creator: 'ada' },
      { state: 'success', context: 'a', creator: 'github-actions[bot]' },
    ]);
    expect(fake.repository.statuses[0]).toMatchObject({ description: `${'é'.repeat(139)}…`, url: null });
  });

  it.each([0, 140])('leaves a text of %i characters, which GitHub takes, as it is', async (length) => {
    const description = 'é'.repeat(length);
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', {});
    const url = 'https://x.test/run';
    await github.createStatus(commit, { state: 'success', context: 'a', description, url });
    expect(fake.repository.statuses).toMatchObject([{ description, url }]);
  });

  it('writes a status once, also when the answer is lost', async () => {
    const { fake, github } = await connected();
    const commit = fake.repository.push('main', {});
    fake.fail({ match: writes, faults: [{ status: 502 }], afterEffect: true });
    const status = { state: 'pending', context: 'a', description: '', url: 'https://x.test' } as const;
    await expect(github.createStatus(commit, status)).rejects.toMatchObject({ code: 'github-unavailable' });
    expect(fake.repository.statuses).toHaveLength(1);
  });

  it('knows who approved what', async () => {
    const { fake, github } = await connected();
    const { repository } = fake;
    repository.push('main', {});
    const { number } = repository.propose({ 'a.yaml': 'a: 1\n' });
    repository.review(number, 'ada');
    repository.pushTo(number, { 'a.yaml': 'a: 2\n' });
    repository.review(number, 'kim');
    repository.review(number, 'kim', 'COMMENTED');
    repository.review(number, 'zoe');
    repository.review(number, 'zoe', 'CHANGES_REQUESTED');
    const { head } = repository.pull(number);
    expect(approversOf(await github.reviews(number), head)).toEqual(['kim']);
    repository.review(number, 'ada');
    expect(approversOf(await github.reviews(number), head)).toEqual(['kim', 'ada']);
  });
});

describe('the login of the token', () => {
  it.each([
    [
      'errors',
      { errors: [{ message: 'Bad' }, { message: 'x' }] },
      'github-refused',
      'GitHub refused POST /graphql: Bad',
    ],
    [
      'a spent limit',
      { errors: [{ type: 'RATE_LIMITED', message: 'x' }] },
      'github-unavailable',
      'GitHub refused POST /graphql: x',
    ],
    [
      'nothing',
      { data: { viewer: null } },
      'github-unavailable',
      'GitHub’s answer cannot be used: the answer/viewer must be object',
    ],
    [
      'an empty name',
      { data: { viewer: { login: '' } } },
      'github-unavailable',
      'GitHub’s answer cannot be used: the answer/viewer/login must NOT have fewer than 1 characters',
    ],
  ])('is never guessed: %s', async (_, body, code, message) => {
    const { fake, github } = await connected();
    fake.fail({ match: any, faults: [{ status: 200, body }] });
    await expect(github.self()).rejects.toMatchObject({
      code,
      message,
      details: { request: 'POST /graphql' },
    });
  });

  it.each([403, 404])('is not guessed from %s either', async (status) => {
    const { fake, github } = await connected();
    fake.fail({ match: any, faults: [{ status }], forEver: true });
    await expect(github.self()).rejects.toMatchObject({ code: 'github-refused', status });
  });

  it('is asked for again after a fault: asking changes nothing', async () => {
    const { fake, github } = await connected();
    fake.fail({ match: any, faults: [{ status: 502 }, 'reset'] });
    expect(await github.self()).toBe('github-actions[bot]');
  });

  it('is asked for where an own server has GraphQL', async () => {
    const { fake, github } = await connected({ prefix: '/api/v3' });
    expect(await github.self()).toBe('github-actions[bot]');
    expect(fake.log).toEqual(['POST /api/graphql']);
  });
});
