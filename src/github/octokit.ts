import { type Clock, systemClock } from '../hub/clock.ts';
import { Api } from './api.ts';
import { createDiscussion } from './discussion.ts';
import { createHistory } from './history.ts';
import { createObjects } from './objects.ts';
import { callsFor } from './repository.ts';
import type { GitHub } from './types.ts';

/** What the client needs to know. */
export interface GitHubOptions {
  readonly token: string;
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly userAgent: string;
  /** Real time by default. */
  readonly clock?: Clock;
  /** How long one request may take, in milliseconds; 30 seconds by default. */
  readonly timeoutMs?: number;
}

/** GitHub over its API, for one repository. */
export function createGitHub({
  owner,
  repo,
  clock = systemClock,
  timeoutMs = 30_000,
  ...rest
}: GitHubOptions): GitHub {
  const api = new Api({ ...rest, clock, timeoutMs });
  const calls = callsFor(api, { owner, repo });
  return { ...createDiscussion(api, calls), ...createObjects(calls), ...createHistory(calls) };
}
