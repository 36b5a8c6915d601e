import { describe, expect, test } from 'vitest';
import { makeChanges } from '../../src/apply/make-changes.ts';
import { createReport } from '../../src/apply/report.ts';
import type { HubWrite } from '../../src/hub/hub.ts';
import { liveOf } from '../../src/live/live.ts';
import { noLists } from '../support/hub.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

const live = snapshotOf([group(1, 'Lab', { ada: 'admin' })], members('ada', 'kim', 'lee'));
const plan = planOf('groups:\n  Lab:\n    members: { kim: read, lee: read }\n', live);

/** Applies the plan without the given changes. */
async function applied(heldBack: readonly number[], interrupted = false) {
  const sent: HubWrite[] = [];
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already: new Set(),
    heldBack: new Set(heldBack),
    live: liveOf(live),
    batchSize: 50,
    concurrency: 1,
    hub: {
      ...noLists,
      getGroup: () => Promise.reject(new Error('nothing is in doubt')),
      send: (write) => {
        sent.push(write);
        return Promise.resolve({
          kind: 'done',
          status: 200,
          body: {},
          requestId: null,
          attempts: 1,
          durationMs: 1,
        });
      },
    },
    pause: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  const outcome = {
    changes: ledger.reported(),
    calls: ledger.calls,
    blocked: [],
    interrupted,
    refusal: null,
  };
  return { sent, report: createReport(plan, outcome, '', '') };
}

describe('a change that is held back', () => {
  test('is in no request, and the report says so', async () => {
    const { sent, report } = await applied([0]);
    expect(sent.map(({ body }) => body)).toEqual([{ users: [{ user: 'lee', role: 'read' }] }]);
    expect(report).toMatchObject({
      result: 'partial',
      summary: { applied: 1, not_attempted: 1 },
      changes: [
        { user: 'kim', status: 'not_attempted', held_back: true },
        { user: 'lee', status: 'applied' },
      ],
    });
    expect(report.changes[1]).not.toHaveProperty('held_back');
    // What was sent is numbered as the plan is.
    expect(report.calls).toMatchObject([{ changes: [1] }]);
  });

  test('is nothing that a signal left undone', async () => {
    expect((await applied([0], true)).report.result).toBe('partial');
    expect((await applied([0, 1], true)).report).toMatchObject({ result: 'partial', calls: [] });
  });
});
