import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/action/event.ts';
import { temporaryFolder } from '../cli/support/program.ts';

const commit = 'a'.repeat(40);
const repo = { full_name: 'acme/access' };
const pull = { number: 7, head: { sha: commit, repo }, base: { sha: commit, repo } };

function read(name: string, payload: unknown, env: Readonly<Record<string, string>> = {}) {
  const file = path.join(temporaryFolder(), 'event.json');
  writeFileSync(file, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readEvent({
    GITHUB_EVENT_NAME: name,
    GITHUB_REPOSITORY: 'acme/access',
    GITHUB_EVENT_PATH: file,
    ...env,
  });
}

describe('readEvent', () => {
  it('reads a push', () => {
    const env = {
      GITHUB_SHA: commit,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_RUN_ID: '7',
    };
    expect(read('push', { before: commit, repository: { default_branch: 'main' } }, env)).toEqual({
      name: 'push',
      owner: 'acme',
      repo: 'access',
      sha: commit,
      ref: 'refs/heads/main',
      defaultBranch: 'main',
      before: commit,
      pullRequest: null,
      runUrl: 'https://github.example/acme/access/actions/runs/7',
    });
  });

  it('reads what says next to nothing', () => {
    const nothing = {
      sha: null,
      ref: null,
      defaultBranch: null,
      before: null,
      pullRequest: null,
      runUrl: null,
    };
    expect(read('schedule', {})).toMatchObject(nothing);
  });

  it.each([
    ['one of the repository itself', repo, 'grace', { isFork: false, isDependabot: false }],
    ['one from a fork', { full_name: 'mallory/access' }, 'mallory', { isFork: true, isDependabot: false }],
    ['one from a fork that is gone', null, 'mallory', { isFork: true }],
    ['one of Dependabot', repo, 'dependabot[bot]', { isFork: false, isDependabot: true }],
  ])('reads a pull request: %s', (_, from, login, wanted) => {
    const pull_request = { ...pull, head: { sha: commit, repo: from }, user: { login } };
    expect(read('pull_request', { pull_request }).pullRequest).toMatchObject({
      number: 7,
      headSha: commit,
      ...wanted,
    });
  });

  it.each<[what: string, name: string, payload: unknown, words: RegExp]>([
    ['a pull request without one', 'pull_request', {}, /without a pull request/],
    [
      'a commit that is none',
      'pull_request',
      { pull_request: { ...pull, head: { sha: '--all', repo } } },
      /\/pull_request\/head\/sha/,
    ],
    ['what is no JSON', 'push', 'hello', /cannot be read as JSON/],
    ['a list', 'push', [], /must be object/],
    ['pull_request_target', 'pull_request_target', { pull_request: pull }, /refused/],
    ['no event at all', '', {}, /GITHUB_EVENT_NAME/],
  ])('refuses %s', (_, name, payload, words) => {
    expect(() => read(name, payload)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(words) }),
    );
  });

  it('says where it runs when there is no run', () => {
    expect(() => readEvent({})).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('GitHub Actions') }),
    );
    expect(() => read('push', {}, { GITHUB_EVENT_PATH: '/no/such/file' })).toThrow(
      expect.objectContaining({ code: 'usage' }),
    );
  });
});
