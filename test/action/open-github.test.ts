import { describe, expect, it } from 'vitest';
import { version } from '../../src/run/version.ts';
import { scriptedServer } from '../support/http.ts';
import { connectProxy } from '../support/proxy.ts';
import { contextOf } from './context-of.ts';

const sha = 'a'.repeat(40);
const commit = { sha, tree: { sha }, parents: [] };
const pullRequest = {
  number: 1,
  title: 't',
  state: 'open',
  body: '',
  head: { ref: 'h', sha, repo: { full_name: 'acme/access' } },
  base: { ref: 'main', sha, repo: { full_name: 'acme/access' } },
  merged_at: null,
  merge_commit_sha: null,
  author_association: 'MEMBER',
  user: null,
  html_url: 'u',
};

describe('what is written to GitHub', () => {
  it('has no token in it, whatever is written', async () => {
    await using server = await scriptedServer(({ url }) => ({
      body: url.includes('/pulls')
        ? pullRequest
        : { id: 1, number: 1, title: 't', user: null, html_url: 'u' },
    }));
    const inputs = { 'hf-token': 'the-token-of-this-run' };
    const { github } = contextOf(inputs, { GITHUB_API_URL: server.endpoint }).context;
    const text = 'the-token-of-this-run and hf_ofSomebodyElse000';
    await github.createComment(1, text);
    await github.updateComment(1, text);
    await github.createIssue({ title: text, body: text, labels: ['l'] });
    await github.updateIssue(1, { title: text, body: text, closed: true });
    await github.updateIssue(1, { body: text });
    await github.updateIssue(1, {});
    await github.createStatus(sha, { state: 'pending', context: 'c', description: text, url: null });
    await github.createPullRequest({ title: text, body: text, head: 'h', base: 'main' });
    await github.updatePullRequest(1, { title: text, body: text, closed: true });
    await github.updatePullRequest(1, { title: text });
    await github.updatePullRequest(1, {});
    const clean = '[token] and [token]';
    expect(server.received.map(({ body }) => (body === '' ? {} : JSON.parse(body)))).toEqual([
      { body: clean },
      { body: clean },
      { title: clean, body: clean, labels: ['l'] },
      { title: clean, body: clean, state: 'closed', state_reason: 'completed' },
      { body: clean },
      {},
      { state: 'pending', context: 'c', description: clean },
      { title: clean, body: clean, head: 'h', base: 'main' },
      { title: clean, body: clean, state: 'closed' },
      { title: clean },
      {},
    ]);
  });
});

describe('GitHub', () => {
  it('is asked at the address of the runner, for the repository of the event, by the program’s name', async () => {
    await using server = await scriptedServer([{ body: commit }]);
    await contextOf({}, { GITHUB_API_URL: `${server.endpoint}/api/v3//` }).context.github.commit(sha);
    expect(server.lines()).toEqual([`GET /api/v3/repos/acme/access/git/commits/${sha}`]);
    const { authorization, 'user-agent': agent } = server.received[0]?.headers ?? {};
    expect(authorization).toMatch(/ ghs_x$/);
    expect(agent?.split(' ')[0]).toBe(`hf-groups/${version}`);
  });

  it.each(['', undefined])('is github.com where the runner says %j', async (address) => {
    await using proxy = await connectProxy(() => 0, { status: 502 });
    const { github } = contextOf({}, { GITHUB_API_URL: address, https_proxy: proxy.url }).context;
    await expect(github.commit(sha)).rejects.toMatchObject({ code: 'github-unavailable' });
    expect(new Set(proxy.tunnels.map(({ target }) => target))).toEqual(new Set(['api.github.com:443']));
  });

  it('is asked again after a fault, which the log tells', async () => {
    await using server = await scriptedServer([{ status: 502 }, { body: commit }]);
    const { context, log } = contextOf({}, { GITHUB_API_URL: server.endpoint });
    await context.github.commit(sha);
    expect(log()).toBe(`GET /repos/acme/access/git/commits/${sha}: HTTP 502. Try 2 in 1.0 s.\n`);
  });

  it('is not asked without a token', () => {
    expect(() => contextOf({ 'github-token': '' })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: 'There is no token for GitHub',
        hint: 'Leave the input `github-token` out: then it is the token of the job.',
      }),
    );
  });
});
