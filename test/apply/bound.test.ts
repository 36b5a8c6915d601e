import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeChanges } from '../../src/apply/make-changes.ts';
import type { HubWrite, WriteOutcome } from '../../src/hub/hub.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { liveOf } from '../../src/live/live.ts';
import { noLists } from '../support/hub.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

type Message = (bad: readonly string[], asked: readonly string[]) => string;

/** Adds users of whom some are refused, by a Hub that takes all of a call or none. */
async function addTo(options: {
  readonly count: number;
  readonly isBad: (place: number) => boolean;
  readonly message: Message;
  readonly batchSize: number;
  /** The most that a call may hold, and the status that says so. */
  readonly limit?: readonly [number, number];
  readonly name?: string;
  /** Service accounts that nobody knows, by name. */
  readonly unknownBots?: readonly string[];
}) {
  const {
    count,
    isBad,
    message,
    batchSize,
    limit = [Number.POSITIVE_INFINITY, 0],
    name = 'Lab',
    unknownBots = [],
  } = options;
  const users = Array.from({ length: count }, (_, place) => `u-${String(place).padStart(4, '0')}`);
  const bad = new Set([...users.filter((_, place) => isBad(place)), ...unknownBots]);
  const snapshot = snapshotOf([group(1, name, {})], members(...users));
  const bots = unknownBots.map((bot) => `      ${bot}: { role: read, service_account: true }\n`);
  const entries = [...users.map((user) => `      ${user}: read\n`), ...bots].join('');
  const plan = planOf(`groups:\n  ${name}:\n    members:\n${entries}`, snapshot, { batchSize });
  const inside: Record<string, string> = {};
  let calls = 0;
  let looks = 0;
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already: new Set(),
    live: liveOf(snapshot),
    batchSize,
    concurrency: 1,
    hub: {
      send: ({ body }: HubWrite): Promise<WriteOutcome> => {
        calls++;
        const asked = [...JSON.stringify(body).matchAll(/"user":"([^"]+)"/g)].map(([, user]) => user ?? '');
        const refused = asked.filter((user) => bad.has(user));
        const tries = { requestId: null, attempts: 1, durationMs: 1 };
        if (refused.length > 0 || asked.length > limit[0]) {
          const status = refused.length > 0 ? 403 : limit[1];
          const said = { status, message: message(refused, asked), comeBackAt: null };
          return Promise.resolve({ kind: 'refused', ...said, ...tries });
        }
        for (const user of asked) inside[user] = 'read';
        return Promise.resolve({ kind: 'done', status: 200, body: {}, ...tries });
      },
      ...noLists,
      getGroup: () => {
        looks++;
        return Promise.resolve(group(1, name, inside));
      },
    },
    pause: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  const report = membershipsIn(ledger.reported());
  const of = (status: string) => report.filter((change) => change.status === status).map(({ user }) => user);
  return { users, bad, calls, looks, of, report, planned: plan.calls.length, inside: Object.keys(inside) };
}

const messages: Readonly<Record<string, Message>> = {
  silent: () => 'Some users cannot be added',
  'silent, about SCIM': () => 'This group is managed by SCIM',
  named: (bad) => `Not in the organization: ${bad.join(', ')}`,
  'naming the first': ([first]) => `User ${first} is deactivated by SCIM`,
  'naming all': (_, asked) => `Could not add ${asked.join(', ')}`,
  'lying: it names somebody else': (bad, asked) =>
    `You are not allowed to add ${asked.find((user) => !bad.includes(user)) ?? 'anybody'}`,
  'lying: it names the last': (_, asked) => `User ${asked.at(-1)} cannot be added`,
};

describe.each(Object.entries(messages))('a refusal that is %s', (name, message) => {
  test('costs at most 2 log2(batch) calls for each who is refused, and nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom(1, 2, 3, 4, 5, 6, 7, 8, 16, 31, 50, 64, 100),
        fc.uniqueArray(fc.nat(119), { maxLength: 9 }),
        async (count, batchSize, places) => {
          const made = await addTo({ count, batchSize, message, isBad: (place) => places.includes(place) });
          const refused = made.bad.size;
          // Of a small call the one try that a lie costs is not won back.
          const lie = name.startsWith('lying') && batchSize < 16 && refused > 0 ? 1 : 0;
          const bound = made.planned + 2 * Math.log2(batchSize) * refused + lie;
          expect(made.calls).toBeLessThanOrEqual(bound + 1e-9);
          expect(new Set([...made.of('failed'), ...made.of('blocked')])).toEqual(made.bad);
          expect(made.of('applied')).toEqual(made.users.filter((user) => !made.bad.has(user)));
          expect(made.looks).toBeLessThanOrEqual(2);
        },
      ),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 150) },
    );
  });
});

describe('when nobody is let in', () => {
  test.each(['silent', 'silent, about SCIM'])('5,000 who are refused (%s) cost few calls', async (name) => {
    const message = messages[name] ?? expect.unreachable();
    const made = await addTo({ count: 5000, batchSize: 50, message, isBad: () => true });
    expect(made.calls).toBeLessThanOrEqual(20);
    expect(made.looks).toBe(2);
    expect([made.of('applied'), made.inside]).toEqual([[], []]);
    const scim = name !== 'silent';
    expect(made.of('blocked')).toHaveLength(scim ? 5000 : 0);
    // Of the first call all were carried; of the other calls none was.
    expect(made.of('failed')).toHaveLength(scim ? 0 : 50);
    expect(made.of('not_attempted')).toHaveLength(scim ? 0 : 4950);
    expect(made.report[4999]?.error?.message).toMatch(/10 changes were refused so, each alone, and none was/);
  });

  test.each(['named', 'naming the first'])(
    'a message about each (%s) never speaks for others',
    async (name) => {
      const message = messages[name] ?? expect.unreachable();
      const made = await addTo({ count: 120, batchSize: 50, message, isBad: (place) => place < 100 });
      expect(made.of('failed')).toEqual([...made.bad]);
      expect(made.of('applied')).toHaveLength(20);
    },
  );

  test('ten do not speak for the rest while the rest gets in together', async () => {
    const message = messages['silent'] ?? expect.unreachable();
    const made = await addTo({ count: 50, batchSize: 50, message, isBad: (place) => place < 10 });
    expect(made.of('failed')).toEqual([...made.bad]);
    expect(made.of('applied')).toHaveLength(40);
  });

  test('service accounts do not speak for people', async () => {
    const message = messages['silent'] ?? expect.unreachable();
    const unknownBots = Array.from({ length: 12 }, (_, place) => `bot-${10 + place}`);
    const made = await addTo({ count: 3, batchSize: 1, message, isBad: () => false, unknownBots });
    expect([made.of('failed'), made.of('applied')]).toEqual([unknownBots, made.users]);
  });

  test('nor people for service accounts', async () => {
    const message = messages['silent'] ?? expect.unreachable();
    const unknownBots = ['x-1', 'x-2', 'x-3', 'x-4'];
    const made = await addTo({ count: 24, batchSize: 12, message, isBad: () => true, unknownBots });
    expect(made.of('failed')).toEqual([...made.users.slice(0, 12), ...unknownBots]);
    expect(made.of('not_attempted')).toEqual(made.users.slice(12));
  });

  test('nine do not', async () => {
    const message = messages['silent'] ?? expect.unreachable();
    const made = await addTo({ count: 11, batchSize: 1, message, isBad: (place) => place < 9 });
    expect(made.of('applied')).toHaveLength(2);
  });
});

test.each([400, 413])('what a call may hold is learned once (%i)', async (status) => {
  const message: Message = () => 'Too many';
  const limit = [20, status] as const;
  const made = await addTo({ count: 400, batchSize: 50, message, limit, isBad: () => false });
  expect(made.of('applied')).toHaveLength(400);
  // Eight are refused where it is not.
  expect(made.calls).toBeLessThanOrEqual(45);
  // 413 says that it is about the size: halves are tried, and nobody is looked for.
  if (status === 413) expect([made.calls, made.looks]).toEqual([34, 0]);
});

test.each(['This group is managed by SCIM', 'You may not change SCIM'])(
  'in a group of the name SCIM “%s” blocks nobody',
  async (text) => {
    const made = await addTo({
      count: 70,
      batchSize: 50,
      message: () => text,
      isBad: (place) => place === 60,
      name: 'SCIM',
    });
    expect([made.of('blocked'), made.of('failed'), made.of('applied').length]).toEqual([[], ['u-0060'], 69]);
  },
);
