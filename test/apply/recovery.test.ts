import { describe, expect, test } from 'vitest';
import { GroupIds } from '../../src/apply/making/group-ids.ts';
import { makeUnit } from '../../src/apply/making/make-unit.ts';
import { RunLedger } from '../../src/apply/run-ledger.ts';
import { HubError } from '../../src/errors.ts';
import { liveOf } from '../../src/live/live.ts';
import { viewsOf } from '../../src/live/view.ts';
import type { SentCall } from '../../src/model/report.ts';
import { viewPlanned } from '../../src/plan/live-after.ts';
import { noLists } from '../support/hub.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';
import { answers, playScript } from './scripted.ts';
import { statuses } from './stage.ts';

const { done, unknown, unreachable, refused } = answers;
const gone = new HubError('hub-not-found', 'Not found', { request: 'GET /x' });
const down = new HubError('hub-unavailable', 'HTTP 503', { request: 'GET /x' });
const requestOf = (call: SentCall | undefined): string => `${call?.method} ${call?.path}`;
const four = ['ada: read', 'bob: read', 'kim: read', 'zoe: read'];

describe('a look is made where it tells something, and not once more', () => {
  test('the first refusal, whatever it says: who is there by now is done', async () => {
    const { sent, looked, report } = await playScript({
      live: {},
      entries: four,
      writes: [refused(400)],
      looks: [{ kim: 'read' }],
    });
    expect(sent).toEqual(['POST ada,bob,kim,zoe', 'POST ada,bob,zoe']);
    expect([looked, statuses(report)]).toEqual([
      1,
      { ada: 'applied', bob: 'applied', kim: 'already', zoe: 'applied' },
    ]);
  });

  test('a refusal that was none when its users are tried apart needs no last word', async () => {
    const { sent, looked, report } = await playScript({
      live: {},
      entries: four,
      writes: [refused(400), refused(400)],
      looks: [{}],
    });
    expect(sent).toEqual(['POST ada,bob,kim,zoe', 'POST ada,bob', 'POST ada', 'POST bob', 'POST kim,zoe']);
    expect([looked, report.result]).toEqual([1, 'applied']);
  });

  test('somebody who came in while one half was refused: the other half may be made with the rest', async () => {
    const { sent, report } = await playScript({
      live: {},
      entries: four,
      writes: [refused(400), refused(400, 'Somebody is there already')],
      looks: [{}, { ada: 'read' }],
    });
    expect(sent).toEqual(['POST ada,bob,kim,zoe', 'POST ada,bob', 'POST bob,kim,zoe']);
    expect(statuses(report)).toEqual({ ada: 'already', bob: 'applied', kim: 'applied', zoe: 'applied' });
  });

  test('a removal of somebody who is gone: it is so already, and nothing is left to be judged', async () => {
    const { sent, looked, report } = await playScript({
      live: { zoe: 'read' },
      entries: ['zoe: absent'],
      writes: [refused(404)],
      looks: [{}],
    });
    expect([sent, looked, statuses(report)]).toEqual([['DELETE zoe'], 1, { zoe: 'already' }]);
  });

  test('a 404 after other refusals: the group may be gone since', async () => {
    const { sent, looked, report } = await playScript({
      live: {},
      entries: four,
      writes: [refused(400), refused(404)],
      looks: [{}, gone],
    });
    expect(sent).toEqual(['POST ada,bob,kim,zoe', 'POST ada,bob']);
    expect([looked, report.result]).toEqual([2, 'failed']);
  });

  test('when the last look fails, the refusal stands, and the report says that nobody has seen the group', async () => {
    const { report, looked } = await playScript({
      live: {},
      entries: ['ada: read', 'bob: read'],
      writes: [refused(400, 'Some cannot be added'), refused(400, 'Cannot be added'), done],
      looks: [{}, down],
    });
    expect([looked, statuses(report)]).toEqual([2, { ada: 'failed', bob: 'applied' }]);
    expect(report.changes[0]?.error?.message).toBe('Cannot be added. The group could not be read: HTTP 503');
  });

  test('when it succeeds, the refusal alone is said', async () => {
    const { report } = await playScript({
      live: {},
      entries: ['ada: read', 'bob: read'],
      writes: [refused(400, 'Some cannot be added'), refused(400, 'Cannot be added'), done],
      looks: [{}, { bob: 'read' }],
    });
    expect(report.changes[0]?.error?.message).toBe('Cannot be added');
  });
});

describe('a wait comes before another try, and never else', () => {
  test('after tries in vain, the next change is waited for, and no try of it is told', async () => {
    const { pauses, unsent, report } = await playScript({
      live: { ada: 'read', bob: 'read' },
      entries: ['ada: write', 'bob: write'],
      writes: Array.from({ length: 5 }, () => unknown),
      looks: Array.from({ length: 5 }, () => ({ ada: 'read', bob: 'read' })),
    });
    expect(pauses).toEqual([1, 2, 3, 4, 4]);
    expect(unsent).toEqual([requestOf(report.calls.at(-1))]);
    expect(statuses(report)).toEqual({ ada: 'failed', bob: 'applied' });
  });

  test.each<[string, Parameters<typeof playScript>[0], readonly number[]]>([
    [
      'an add that was done',
      {
        live: {},
        entries: four,
        writes: [unknown],
        looks: [{ ada: 'read', bob: 'read', kim: 'read', zoe: 'read' }],
      },
      [],
    ],
    ['an add that was not done', { live: {}, entries: ['ada: read'], writes: [unknown], looks: [{}] }, [1]],
    [
      'a role change that was done',
      { live: { ada: 'read' }, entries: ['ada: write'], writes: [unknown], looks: [{ ada: 'write' }] },
      [],
    ],
    [
      'a role change that was not done',
      { live: { ada: 'read' }, entries: ['ada: write'], writes: [unknown], looks: [{ ada: 'read' }] },
      [1],
    ],
  ])('%s', async (_, script, pauses) => {
    const played = await playScript(script);
    expect(played.pauses).toEqual(pauses);
    expect(played.waitedFor).toEqual(pauses.map(() => played.report.calls[0]).map(requestOf));
    expect(played.report.summary.applied).toBe(played.report.changes.length);
  });
});

describe('what is left undone says why', () => {
  test.each<[string, Error, number | null, RegExp]>([
    ['gone', gone, 404, /not there any more/],
    ['unreadable', down, null, /could not be read: HTTP 503/],
  ])('a group that is %s', async (_, look, status, message) => {
    const { report } = await playScript({
      live: { zoe: 'read' },
      entries: ['ada: read', 'bob: read', 'zoe: absent'],
      writes: [unknown],
      looks: [look],
      batchSize: 1,
    });
    expect(statuses(report)).toEqual({ ada: 'failed', bob: 'not_attempted', zoe: 'not_attempted' });
    expect(report.changes[1]?.error).toEqual({
      http_status: status,
      message: expect.stringMatching(message),
      request_id: null,
    });
  });

  test('what was sent has failed, and the rest was not made, when another group ends the run in between', async () => {
    const snapshot = snapshotOf([group(1, 'One', { zoe: 'read' })], members('ada', 'zoe'));
    const { organization, changes } = planOf(
      'groups:\n  One: { members: { ada: read, zoe: absent } }\n',
      snapshot,
    );
    const ledger = new RunLedger(changes, () => undefined);
    const live = liveOf(snapshot);
    const look = { ...noLists, getGroup: () => Promise.resolve(group(1, 'One', { zoe: 'read' })) };
    await makeUnit({
      view: viewsOf(live)(changes.map(({ group: home }) => home)),
      organization,
      changes: changes.map((change, index) => ({ change, index })),
      batchSize: 50,
      live,
      ledger,
      hub: { send: () => Promise.resolve(unknown), ...look },
      firstLook: look,
      ids: new GroupIds([]),
      planned: viewPlanned(live, changes),
      pause: () => Promise.resolve(ledger.giveUp({ http_status: 401, message: 'No more', request_id: null })),
    });
    expect(ledger.calls).toHaveLength(1);
    expect(ledger.reported().map(({ status, error }) => [status, error?.message])).toEqual([
      ['failed', 'HTTP 500. It was not tried again.'],
      ['not_attempted', undefined],
    ]);
  });

  test('no way to the Hub for a single change', async () => {
    const { report, sent } = await playScript({
      live: { ada: 'read', bob: 'read' },
      entries: ['ada: write', 'bob: write'],
      writes: [unreachable],
    });
    expect(sent).toHaveLength(1);
    expect(statuses(report)).toEqual({ ada: 'failed', bob: 'not_attempted' });
  });

  test('a fault of the program is no answer of the Hub', async () => {
    const played = playScript({
      live: {},
      entries: ['ada: read'],
      writes: [unknown],
      looks: [new TypeError('a fault')],
    });
    await expect(played).rejects.toThrow('a fault');
  });
});

test('removals are made when the adds before them turn out to be there already', async () => {
  const { sent, report } = await playScript({
    live: { zoe: 'read' },
    entries: ['ada: read', 'zoe: absent'],
    writes: [refused(400)],
    looks: [{ ada: 'read', zoe: 'read' }],
  });
  expect(sent).toEqual(['POST ada', 'DELETE zoe']);
  expect(statuses(report)).toEqual({ ada: 'already', zoe: 'applied' });
});

describe('whom a message names is tried alone first', () => {
  test.each<[string, readonly string[], Parameters<typeof playScript>[0]['writes'], readonly string[]]>([
    [
      'one who gets in is the last who is believed to be meant',
      four,
      [
        refused(400, 'bob cannot be added'),
        done,
        refused(400, 'zoe cannot be added'),
        refused(400, 'zoe too'),
      ],
      ['POST ada,bob,kim,zoe', 'POST bob', 'POST ada', 'POST kim,zoe', 'POST kim', 'POST zoe'],
    ],
    [
      'when the first one gets in, one of all the others is looked for',
      four,
      [refused(400, 'bob, kim cannot be added'), done],
      ['POST ada,bob,kim,zoe', 'POST bob', 'POST kim', 'POST ada', 'POST zoe'],
    ],
    [
      'when a later one gets in, the others go together',
      four,
      [refused(400, 'ada, bob cannot be added'), refused(400, 'ada cannot be added'), done],
      ['POST ada,bob,kim,zoe', 'POST ada', 'POST bob', 'POST kim,zoe'],
    ],
    [
      'when the named one of two gets in, the other is tried too, and not taken for refused',
      ['ada: read', 'bob: read'],
      [refused(400, 'ada cannot be added')],
      ['POST ada,bob', 'POST ada', 'POST bob'],
    ],
  ])('%s', async (_, entries, writes, sent) => {
    const played = await playScript({ live: {}, entries, ...(writes && { writes }), looks: [{}, {}] });
    expect(played.sent).toEqual(sent);
    const refusedAlone = sent.flatMap((line, index) =>
      writes?.[index]?.kind === 'refused' && !line.includes(',') ? [line.slice('POST '.length)] : [],
    );
    const failed = Object.entries(statuses(played.report)).filter(([, status]) => status === 'failed');
    expect(failed.map(([user]) => user)).toEqual(refusedAlone);
  });
});

test('a limit of one call is not learned where it is not known who was refused', async () => {
  const { sent } = await playScript({
    live: {},
    entries: ['ada: read', 'bob: read', 'kim: read', 'lee: read', 'ned: read', 'zoe: read'],
    batchSize: 4,
    writes: [refused(400), refused(400)],
    looks: [{}],
  });
  expect(sent).toEqual([
    'POST ada,bob,kim,lee',
    'POST ada,bob',
    'POST ada',
    'POST bob',
    'POST kim,lee',
    'POST ned,zoe',
  ]);
});

test('what is so already takes no place in a batch', async () => {
  const { sent } = await playScript({ live: {}, entries: four, batchSize: 2, already: [0, 2] });
  expect(sent).toEqual(['POST bob,zoe']);
});
