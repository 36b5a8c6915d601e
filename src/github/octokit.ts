import { type Clock, systemClock } from '../hub/clock.ts';
import { type Route, routeTo } from '../hub/route.ts';
import { Api } from './api.ts';
import { createDiscussion } from './discussion.ts';
import type { GitHub } from './github.ts';
import { createHistory } from './history.ts';
import { createObjects } from './objects.ts';
import { createProposals } from './proposals.ts';
import { callsFor } from './repository.ts';
import type { Retry } from './transport.ts';

/** What the client needs to know. */
export interface GitHubOptions {
  readonly token: string;
  /** `GITHUB_API_URL`. */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly userAgent: string;
  /** How that is reached, by `routeTo`; directly when not given. */
  readonly route?: Route;
  /** Told of each try that will be made again. */
  readonly onRetry?: (retry: Retry) => void;
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
  route,
  onRetry = () => {},
  ...rest
}: GitHubOptions): GitHub {
  const api = new Api({ ...rest, route: route ?? routeTo(rest.apiUrl, {}), clock, timeoutMs, onRetry });
  const calls = callsFor(api, { owner, repo });
  return {
    ...createDiscussion(api, calls),
    ...createObjects(calls),
    ...createHistory(calls),
    ...createProposals(calls, owner),
  };
}
