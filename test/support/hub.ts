import { createHub, type HubOptions } from '../../src/hub/client.ts';
import { Token } from '../../src/hub/token.ts';
import { SkippingClock } from './clock.ts';

/** The token of `hubFor`; nothing that is shown may hold it. */
export const secret = 'hf_s3cretS3cretS3cret';

/** The time-out of `hubFor`, which runs out when `clock.release()` is called. */
export const timeoutMs = 15_000;

/** A Hub's client for tests over real connections: no wait takes time, and a time-out comes when the test says so. */
export function hubFor(endpoint: string, options: Partial<HubOptions> = {}) {
  const clock = new SkippingClock(timeoutMs);
  const token = new Token(secret);
  const userAgent = 'hf-groups/0.0.0-test';
  const hub = createHub({ endpoint, token, userAgent, timeoutMs, clock, random: () => 0, ...options });
  return { hub, clock, [Symbol.asyncDispose]: () => hub.close() };
}

/** The lists of a Hub that nobody is to ask for them. */
export const noLists = {
  listGroups: (): Promise<never> => Promise.reject(new Error('no list is to be read')),
  listMembers: (): Promise<never> => Promise.reject(new Error('no list is to be read')),
  listRepositories: (): Promise<never> => Promise.reject(new Error('no list is to be read')),
  listServiceAccounts: (): Promise<never> => Promise.reject(new Error('no list is to be read')),
  usageByGroup: (): Promise<never> => Promise.reject(new Error('no list is to be read')),
};
