import { describe, expect, test } from 'vitest';
import { makeChanges } from '../../src/apply/make-changes.ts';
import { HubError } from '../../src/errors.ts';
import type { HubGroup, HubWrite, WriteOutcome } from '../../src/hub/hub.ts';
import { liveOf } from '../../src/live/live.ts';
import { guardNames } from '../../src/model/plan.ts';
import { noLists } from '../support/hub.ts';
import { group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';
import { answers } from './scripted.ts';

const { done, unknown } = answers;
const late: WriteOutcome = { ...unknown, status: null, message: 'No answer', late: true };
const none = null;
const fresh = group(7, 'Fresh', {});
const whole = group(7, 'Fresh', { ada: 'admin' });
const gone = new HubError('hub-not-found', 'Not found', { request: 'GET /x' });
const down = new HubError('hub-unavailable', 'HTTP 503', { request: 'GET /x' });

/**
 * Makes the group Fresh at a Hub that answers its calls by a script, then that all are done, and the looks for it, of
 * which the last counts for all that follow.
 */
async function make(
  writes: readonly WriteOutcome[],
  looks: readonly (HubGroup | Error | null)[],
  people = '{ ada: admin }',
) {
  const snapshot = snapshotOf([], [...members('ada'), { user: 'root', role: 'admin' }]);
  const yaml = `groups: { Fresh: { create: true, members: ${people} } }`;
  const plan = planOf(yaml, snapshot, { waive: guardNames });
  const sent: string[] = [];
  const pauses: number[] = [];
  const lookedFor: number[] = [];
  let looked = 0;
  const look = (): Promise<HubGroup | null> => {
    const found = looks[Math.min(looked++, looks.length - 1)] ?? null;
    return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
  };
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already: new Set(),
    live: liveOf(snapshot),
    batchSize: 50,
    concurrency: 1,
    hub: {
      ...noLists,
      send: ({ method, path }: HubWrite) => {
        sent.push(`${method} ${path.split('/').slice(4).join('/')}`);
        return Promise.resolve(writes[sent.length - 1] ?? done);
      },
      // The one before the first call finds nothing.
      listGroups: async () => (sent.length === 0 ? [] : [await look()].filter((one) => one !== null)),
      getGroup: async () => (await look()) ?? Promise.reject(gone),
    },
    pause: ({ attempt, before }) => {
      pauses.push(attempt);
      if (before === 'look') lookedFor.push(attempt);
      return Promise.resolve();
    },
    onProgress: () => undefined,
  });
  const told = ledger.reported().map(({ kind, status, error, in_doubt }) => {
    return [kind, status, error?.message, in_doubt] as const;
  });
  return { sent, pauses, lookedFor, looked, told };
}

const made = 'POST resource-groups';
const applied = [
  ['group', 'applied', undefined, undefined],
  ['membership', 'applied', undefined, undefined],
];
const again = [1, 2, 3, 4];
const silent = 'The Hub answered HTTP 200, and its answer does not show the change';
const doubt = 'Whether it was done is not known.';

describe('a group that may still be made is looked for, and not made again', () => {
  test('until it is there', async () => {
    expect(await make([late], [none, none, whole])).toEqual({
      sent: [made],
      pauses: [1, 2],
      lookedFor: [1, 2],
      looked: 3,
      told: applied,
    });
  });

  test('when the Hub says that it made one which is not to be seen', async () => {
    expect(await make([done], [none, whole])).toEqual({
      sent: [made],
      pauses: [1],
      lookedFor: [1],
      looked: 2,
      told: applied,
    });
  });

  test('and what its call carried has a call of its own where it is not in it', async () => {
    const sent = [made, `POST resource-groups/${idOf(7)}/users`];
    expect(await make([late], [none, fresh])).toEqual({
      sent,
      pauses: [1],
      lookedFor: [1],
      looked: 2,
      told: applied,
    });
  });

  test.each<[string, WriteOutcome, string, true | undefined]>([
    ['no answer', late, `No answer. ${doubt}`, true],
    ['an answer that says so', done, silent, undefined],
  ])('as often as it would be tried: after %s', async (_, outcome, message, inDoubt) => {
    expect(await make([outcome], [none])).toEqual({
      sent: [made],
      pauses: again,
      lookedFor: again,
      looked: 5,
      told: [
        ['group', 'failed', message, inDoubt],
        ['membership', 'failed', message, inDoubt],
      ],
    });
  });

  test.each<[string, Error, string]>([
    ['is gone', gone, 'The group is not there any more, or the token may not see it.'],
    ['cannot be read', down, 'The group could not be read: HTTP 503'],
  ])('and whatever else is sent where the list of groups %s', async (_, error, message) => {
    for (const looks of [[error], [none, error]]) {
      const { sent, looked, told } = await make([late], looks);
      expect([sent, looked]).toEqual([[made], looks.length]);
      expect(told).toEqual([
        ['group', 'failed', `No answer. ${doubt} ${message}`, true],
        ['membership', 'failed', `No answer. ${doubt} ${message}`, true],
      ]);
    }
  });

  test.each<[string, readonly (HubGroup | Error | null)[], string]>([
    ['and comes', [none, fresh], 'applied'],
    ['and does not come', [none], 'failed'],
    ['and cannot be looked for', [none, down], 'failed'],
  ])('with nobody in it, %s', async (_, looks, status) => {
    const { sent, told } = await make([late], looks, '{}');
    expect([sent, told.map(([, how]) => how)]).toEqual([[made], [status]]);
  });
});

test('a group that was certainly not made is made once more', async () => {
  expect(await make([unknown], [none, whole])).toEqual({
    sent: [made, made],
    pauses: [1],
    lookedFor: [],
    looked: 2,
    told: applied,
  });
});
