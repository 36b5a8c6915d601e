import { describe, expect, it } from 'vitest';
import { commentFrom, issueFrom, viewerFrom } from '../../src/github/discussion-answers.ts';
import { GitHubError } from '../../src/github/error.ts';
import {
  comparisonFrom,
  openPullRequestFrom,
  pullRequestFrom,
  reviewFrom,
  statusFrom,
} from '../../src/github/history-answers.ts';
import { bytesFrom, commitFrom, listedCommitFrom, treeFrom } from '../../src/github/object-answers.ts';

const request = 'GET /x';
const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string];
const pull = {
  number: 7,
  state: 'open',
  merged_at: null,
  merge_commit_sha: two,
  head: { sha: one, repo: { full_name: 'acme/access' } },
  base: { ref: 'main', sha: three, repo: { full_name: 'acme/access' } },
  user: { login: 'ada' },
  author_association: 'MEMBER',
  html_url: 'https://x.test/7',
};
const read = {
  number: 7,
  state: 'open',
  head: one,
  headRepository: 'acme/access',
  isFork: false,
  base: 'main',
  baseSha: three,
  mergedAt: null,
  mergeCommit: null,
  trialMerge: two,
  mergeable: null,
  author: 'ada',
  association: 'MEMBER',
  url: 'https://x.test/7',
};

describe('what is read of GitHub’s objects', () => {
  it.each<[string, () => unknown, unknown]>([
    [
      'a comment',
      () => commentFrom({ id: 1, body: 'b', user: { login: 'ada' }, html_url: 'u' }, request),
      { id: 1, body: 'b', author: 'ada', url: 'u' },
    ],
    [
      'a comment of a deleted account, without a text',
      () => commentFrom({ id: 1, body: null, user: null, html_url: 'u' }, request),
      { id: 1, body: '', author: '', url: 'u' },
    ],
    [
      'an issue of a deleted account, without a text',
      () => issueFrom({ number: 1, title: 't', user: null, html_url: 'u' }, request),
      { number: 1, title: 't', body: '', author: '', url: 'u' },
    ],
    [
      'a pull request among the issues',
      () => issueFrom({ number: 1, title: 't', user: null, html_url: 'u', pull_request: {} }, request),
      null,
    ],
    ['an open pull request', () => pullRequestFrom(pull, request), read],
    [
      'an open pull request, with its words, that says no more than its title',
      () =>
        openPullRequestFrom({ ...pull, title: 't', body: null, head: { ...pull.head, ref: 'x' } }, request),
      { ...read, title: 't', body: '', headBranch: 'x' },
    ],
    [
      'a merged one of a fork that is gone, by an account that is gone',
      () =>
        pullRequestFrom(
          {
            ...pull,
            state: 'closed',
            merged_at: '2026-11-20T00:00:00Z',
            head: { sha: one, repo: null },
            user: null,
            mergeable: true,
          },
          request,
        ),
      {
        ...read,
        state: 'closed',
        headRepository: null,
        isFork: true,
        mergedAt: '2026-11-20T00:00:00Z',
        mergeCommit: two,
        trialMerge: null,
        mergeable: true,
        author: '',
      },
    ],
    [
      'a status of nobody',
      () => statusFrom({ state: 'success', context: 'c', creator: null }, request),
      { state: 'success', context: 'c', creator: '' },
    ],
    [
      'a review of nobody',
      () => reviewFrom({ user: null, state: 'APPROVED', commit_id: null }, request),
      { author: '', state: 'APPROVED', commit: null },
    ],
    [
      'a commit',
      () => commitFrom({ sha: one, tree: { sha: two }, parents: [{ sha: three }] }, request, one),
      { sha: one, tree: two, parents: [three] },
    ],
    [
      'a commit of a list, by nobody whom GitHub knows',
      () =>
        listedCommitFrom(
          { sha: one, commit: { message: 'm', tree: { sha: two } }, author: null, parents: [{ sha: three }] },
          request,
        ),
      { sha: one, tree: two, parents: [three], message: 'm', author: '' },
    ],
    [
      'a tree',
      () =>
        treeFrom(
          {
            tree: [
              { path: 'a', mode: '100644', sha: one, size: 3 },
              { path: 'b', mode: '040000', sha: two },
            ],
            truncated: true,
          },
          request,
        ),
      {
        entries: [
          { path: 'a', mode: '100644', sha: one, size: 3 },
          { path: 'b', mode: '040000', sha: two, size: null },
        ],
        truncated: true,
      },
    ],
    [
      'a page of a comparison',
      () => comparisonFrom({ commits: [1], total_commits: 9 }, request),
      { commits: [1], total: 9 },
    ],
    [
      'a file',
      () => Buffer.from(bytesFrom({ sha: one, content: 'YQ==', encoding: 'base64' }, request)).toString(),
      'a',
    ],
  ])('%s', (_, find, wanted) => {
    expect(find()).toEqual(wanted);
  });

  it.each<[string, () => unknown]>([
    ['the answer must be object', () => commentFrom(7, request)],
    ['the answer/id must be integer', () => commentFrom({ id: 'x', user: null, html_url: 'u' }, request)],
    ["the answer must have required property 'truncated'", () => treeFrom({ tree: [] }, request)],
    ['the answer/viewer must be object', () => viewerFrom({ viewer: null }, request)],
    ['it is another commit', () => commitFrom({ sha: one, tree: { sha: two }, parents: [] }, request, two)],
    ['its encoding is not base64', () => bytesFrom({ sha: one, content: 'a', encoding: 'utf-8' }, request)],
  ])('an answer of which is said: %s', (why, from) => {
    expect(from).toThrow(GitHubError);
    expect(from).toThrow(
      expect.objectContaining({
        code: 'github-unavailable',
        message: `GitHub’s answer cannot be used: ${why}`,
        hint: 'Look whether something between the runner and GitHub answers in its place.',
        details: { request, http_status: null },
      }),
    );
  });
});
