import { expect, test } from 'vitest';
import { liveOf } from '../../src/live/live.ts';
import { usageOf } from '../../src/live/usage.ts';
import { idOf, snapshotOf } from '../support/planning.ts';

const used = (cents: unknown): unknown => ({ costCents: cents, uptimeSec: 3600 });
const groupOf = (id: unknown, cents: unknown): unknown => ({
  id,
  name: 'One',
  inference: used(cents),
  compute: { spaces: used(2), endpoints: used(3.5), jobs: used(0) },
});
const answer = (...periods: readonly unknown[]) => ({ currency: 'USD', periods });

test('what a group has used is that of the newest month, by product, in cents', () => {
  const usage = usageOf(
    answer(
      { period: '2026-11-01T00:00:00.000Z', resourceGroups: [groupOf(idOf(1), 7)] },
      { period: '2026-10-01T00:00:00.000Z', resourceGroups: [groupOf(idOf(1), 9), groupOf(idOf(2), 9)] },
    ),
  );
  expect([...usage]).toEqual([[idOf(1), { inference_providers: 7, spaces: 2, jobs: 0, endpoints: 3.5 }]]);
});

test('what is no month is passed over, and of two that say they are one the first counts', () => {
  const month = (cents: number) => ({ period: '2026-11', resourceGroups: [groupOf(idOf(1), cents)] });
  const usage = usageOf(answer(null, 7, month(5), month(6)));
  expect(usage.get(idOf(1))?.inference_providers).toBe(5);
});

test.each<[string, unknown]>([
  ['no number', '7'],
  ['not finite', Number.POSITIVE_INFINITY],
  ['missing', undefined],
])('a sum that is %s is not known, and never taken for none', (_, cents) => {
  const usage = usageOf(answer({ period: '2026-11', resourceGroups: [groupOf(idOf(1), cents)] }));
  expect(usage.get(idOf(1))?.inference_providers).toBeNull();
});

test.each([
  {},
  { periods: null },
  { periods: [] },
  { periods: [7, { period: '2026-11' }] },
  answer({ period: '2026-11', resourceGroups: [7, groupOf(null, 1), groupOf('', 1)] }),
])('what says nothing of any group is passed over: %j', (odd) => {
  expect(usageOf(odd).size).toBe(0);
});

test('of a group that says nothing of what it computes nothing is known', () => {
  const usage = usageOf(answer({ period: '2026-11', resourceGroups: [{ id: idOf(1) }] }));
  const unknown = { inference_providers: null, spaces: null, jobs: null, endpoints: null };
  expect(usage.get(idOf(1))).toEqual(unknown);
});

test('what was not read is not known', () => {
  const { serviceAccounts, usage } = liveOf(snapshotOf([], []));
  expect([serviceAccounts, usage]).toEqual([null, null]);
});

test('what was read is there: service accounts by username without letter case', () => {
  const accounts = [
    { user: 'CI-bot', name: 'CI', email: 'CI@acme.ai' },
    { user: 'cron' },
    { name: 'no user' },
    7,
  ];
  const live = liveOf(snapshotOf([], [], { service_accounts: accounts, usage: answer() }));
  expect(live.usage?.size).toBe(0);
  expect([...(live.serviceAccounts ?? [])]).toEqual([
    ['ci-bot', { user: 'CI-bot', name: 'CI', email: 'ci@acme.ai' }],
    ['cron', { user: 'cron', name: null, email: null }],
  ]);
});
