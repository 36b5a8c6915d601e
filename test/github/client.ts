import { onTestFinished } from 'vitest';
import type { GitHub } from '../../src/github/github.ts';
import { createGitHub, type GitHubOptions } from '../../src/github/octokit.ts';
import { SkippingClock } from '../support/clock.ts';
import { type FakeGitHub, startFakeGitHub } from '../support/fake-github/server.ts';

/** No sleep is held: each ends at once. */
const nothing = -1;

export interface Connected {
  readonly fake: FakeGitHub;
  readonly github: GitHub;
  readonly clock: SkippingClock;
  /** Another client of the same GitHub. */
  as(token: string, options?: Partial<GitHubOptions>): GitHub;
}

/** A fake GitHub and its client, whose waits take no time. GitHub's description is held against every exchange. */
export async function connected(options: { readonly prefix?: string } = {}): Promise<Connected> {
  const fake = await startFakeGitHub(options);
  onTestFinished(async () => {
    await fake[Symbol.asyncDispose]();
    if (fake.problems.length > 0) throw new Error(fake.problems.join('\n'));
  });
  const clock = new SkippingClock(nothing);
  const { owner, name: repo } = fake.repository;
  const as = (token: string, more: Partial<GitHubOptions> = {}): GitHub =>
    createGitHub({ token, apiUrl: fake.url, owner, repo, userAgent: 'hf-groups/test', clock, ...more });
  return { fake, clock, as, github: as(fake.token) };
}
