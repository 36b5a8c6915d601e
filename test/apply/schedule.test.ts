import { setImmediate as settled } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { makeChanges } from '../../src/apply/make-changes.ts';
import type { HubWrite, WriteOutcome } from '../../src/hub/hub.ts';
import { liveOf } from '../../src/live/live.ts';
import { targetKey } from '../../src/model/change.ts';
import { noLists } from '../support/hub.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

interface Rounds {
  /** So many requests took their place in each round, while the Hub lets `width` in. */
  readonly sizes: readonly number[];
  /** The most groups that were begun and not finished. */
  readonly mostOpen: number;
}

/** Applies adds of one user a call: so many to each group, by a Hub that answers `width` requests at a time. */
async function roundsOf(calls: readonly number[], width: number): Promise<Rounds> {
  const people = Array.from({ length: Math.max(...calls) }, (_, at) => `user-${at}`);
  const live = snapshotOf(
    calls.map((_, at) => group(at + 1, `Group ${at}`, {})),
    members(...people),
  );
  const declared = calls.map((count, at) => {
    const entries = people.slice(0, count).map((user) => `      ${user}: read\n`);
    return `  Group ${at}:\n    members:\n${entries.join('')}`;
  });
  const { organization, changes } = planOf(`groups:\n${declared.join('')}`, live, { batchSize: 1 });
  const waiting: { readonly path: string; readonly answer: (outcome: WriteOutcome) => void }[] = [];
  const left = new Map<string, number>();
  for (const { group: at } of changes) left.set(targetKey(at), (left.get(targetKey(at)) ?? 0) + 1);
  const whole = new Map(left);
  let mostOpen = 0;
  const made = makeChanges({
    organization,
    changes,
    already: new Set(),
    live: liveOf(live),
    batchSize: 1,
    concurrency: width,
    hub: {
      ...noLists,
      getGroup: () => Promise.reject(new Error('nothing is in doubt')),
      send: ({ path }: HubWrite) =>
        new Promise((answer) => {
          expect(waiting.map((one) => one.path)).not.toContain(path);
          waiting.push({ path, answer });
        }),
    },
    pause: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  const sizes: number[] = [];
  for (await settled(); waiting.length > 0; await settled()) {
    const answered = waiting.splice(0, width);
    sizes.push(answered.length);
    for (const { path, answer } of answered) {
      const id = /resource-groups\/(\w+)\//.exec(path)?.[1] ?? '';
      left.set(id, (left.get(id) ?? 0) - 1);
      answer({ kind: 'done', status: 200, body: {}, requestId: null, attempts: 1, durationMs: 1 });
    }
    const open = [...left].filter(([id, count]) => count > 0 && count < (whole.get(id) ?? 0));
    mostOpen = Math.max(mostOpen, open.length);
  }
  expect((await made).calls).toHaveLength(changes.length);
  return { sizes, mostOpen };
}

describe('requests are kept in use, one in a group at a time', () => {
  test.each<[string, readonly number[], number, number]>([
    ['a group for each request', [1, 1, 1, 1], 4, 1],
    ['groups of two, of which half a round is left over', Array.from({ length: 12 }, () => 2), 8, 3],
    ['a hundred groups of two', Array.from({ length: 100 }, () => 2), 8, 25],
    ['a long one among short ones', [1, 1, 1, 1, 1, 1, 4], 2, 5],
    ['one alone, whose calls follow each other', [5], 8, 5],
    ['one request at a time', [2, 3, 1], 1, 6],
    ['as many groups as requests, and one more', [2, 2, 2], 2, 3],
  ])('%s', async (_, calls, width, fewest) => {
    const { sizes, mostOpen } = await roundsOf(calls, width);
    expect(sizes).toHaveLength(fewest);
    expect(mostOpen).toBeLessThan(2 * width);
  });
});
