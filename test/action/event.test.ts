import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/action/event.ts';
import { temporaryFolder } from '../cli/support/program.ts';

const commit = 'a'.repeat(40);
const pull = { number: 7, base: { ref: 'main' } };

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
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_ACTOR: 'ada',
    };
    expect(read('push', { repository: { id: 30_000, default_branch: 'main' } }, env)).toEqual({
      name: 'push',
      owner: 'acme',
      repo: 'access',
      repositoryId: '30000',
      sha: commit,
      ref: 'refs/heads/main',
      pullRequest: null,
      base: null,
      mergeGroup: null,
      actor: 'ada',
      isRerun: false,
      runUrl: 'https://github.example/acme/access/actions/runs/7',
    });
  });

  it('reads what says next to nothing', () => {
    const nothing = {
      sha: null,
      ref: null,
      repositoryId: null,
      pullRequest: null,
      actor: null,
      isRerun: false,
      runUrl: null,
    };
    expect(read('schedule', {})).toMatchObject(nothing);
    expect(read('schedule', {}, { GITHUB_RUN_ATTEMPT: '' })).toMatchObject(nothing);
  });

  it.each(['pull_request', 'pull_request_target'])('reads a pull request of %s', (name) => {
    expect(read(name, { pull_request: pull })).toMatchObject({
      name,
      pullRequest: 7,
      base: 'main',
      mergeGroup: null,
    });
  });

  it('reads a merge queue', () => {
    expect(read('merge_group', { merge_group: { head_sha: commit } })).toMatchObject({
      pullRequest: null,
      mergeGroup: commit,
    });
  });

  it('takes nothing of a pull request or a queue that another event has with it', () => {
    const payload = { pull_request: pull, merge_group: { head_sha: commit } };
    expect(read('push', payload)).toMatchObject({ pullRequest: null, base: null, mergeGroup: null });
  });

  it('takes the number of the repository from where it stands', () => {
    const payload = { repository: { id: 7 } };
    expect(read('push', payload, { GITHUB_REPOSITORY_ID: '8' }).repositoryId).toBe('8');
    expect(read('push', payload, { GITHUB_REPOSITORY_ID: '' }).repositoryId).toBe('7');
    expect(read('push', { repository: {} }).repositoryId).toBeNull();
  });

  it.each(['GITHUB_SERVER_URL', 'GITHUB_RUN_ID'])('knows no page of a run without %s', (missing) => {
    const env = { GITHUB_SERVER_URL: 'https://github.example', GITHUB_RUN_ID: '7' };
    expect(read('push', {}, { ...env, [missing]: '' }).runUrl).toBeNull();
  });

  it('reads who runs it again', () => {
    const env = { GITHUB_ACTOR: 'ada', GITHUB_TRIGGERING_ACTOR: 'mallory', GITHUB_RUN_ATTEMPT: '2' };
    expect(read('workflow_dispatch', {}, env)).toMatchObject({ actor: 'mallory', isRerun: true });
  });

  it.each<[what: string, name: string, payload: unknown, words: RegExp]>([
    [
      'a pull request without one',
      'pull_request',
      {},
      /^The event of the run cannot be used: it is a pull_request event without a pull request$/,
    ],
    [
      'a commit that is none',
      'merge_group',
      { merge_group: { head_sha: '--all' } },
      /cannot be used: its payload\/merge_group\/head_sha must match pattern/,
    ],
    ['what is no JSON', 'push', 'hello', /cannot be read as JSON/],
    ['a list', 'push', [], /cannot be used: its payload must be object$/],
    [
      'a queue without a group',
      'merge_group',
      {},
      /cannot be used: it is a merge_group event without a merge group$/,
    ],
    [
      'a pull request that is none',
      'pull_request',
      { pull_request: { number: 'x', base: { ref: 'main' } } },
      /\/pull_request\/number/,
    ],
    ['a pull request into nothing', 'pull_request', { pull_request: { number: 7 } }, /\/pull_request .*base/],
    ['issue_comment', 'issue_comment', { issue: {} }, /issue_comment is refused/],
    ['workflow_run', 'workflow_run', {}, /refused/],
    ['pull_request_review', 'pull_request_review', { pull_request: pull }, /refused/],
    ['no event at all', '', {}, /GITHUB_EVENT_NAME/],
  ])('refuses %s', (_, name, payload, words) => {
    expect(() => read(name, payload)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(words) }),
    );
  });

  it('says where it runs when there is no run', () => {
    const hint = 'The action runs in GitHub Actions. Elsewhere, use the command line.';
    const message = 'GITHUB_EVENT_NAME, GITHUB_REPOSITORY or GITHUB_EVENT_PATH is not set';
    const whole = {
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'acme/access',
      GITHUB_EVENT_PATH: '/event.json',
    };
    const wrong: readonly Partial<typeof whole>[] = [
      { GITHUB_REPOSITORY: 'acme' },
      { GITHUB_REPOSITORY: '/access' },
      ...Object.keys(whole).map((name) => ({ [name]: '' })),
    ];
    for (const env of [{}, ...wrong.map((one) => ({ ...whole, ...one }))])
      expect(() => readEvent(env)).toThrow(expect.objectContaining({ code: 'usage', message, hint }));
    expect(() => read('push', {}, { GITHUB_EVENT_PATH: '/no/such/file' })).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: 'The event of the run cannot be used: the file of GITHUB_EVENT_PATH cannot be read as JSON',
        hint,
        cause: expect.objectContaining({ code: 'ENOENT' }),
      }),
    );
    expect(() => read('release', {})).toThrow(
      expect.objectContaining({
        message: 'The event release is refused',
        hint: 'Run the action on pull_request_target, pull_request, merge_group, push, schedule or workflow_dispatch.',
      }),
    );
  });
});
