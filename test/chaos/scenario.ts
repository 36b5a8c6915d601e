import type { Fault, FaultScript } from '../../src/sandbox/fault-script.ts';
import type { HandSeed, SeedGroup } from '../../src/sandbox/model.ts';
import { seedOf, tooLong, type Wish } from '../apply/stage.ts';
import { type Odd, oddOf } from './odd.ts';
import { Random } from './random.ts';

/** What somebody in the web interface does, once so many requests have arrived. */
export interface Click {
  readonly at: number;
  readonly group: string;
  readonly user: string;
  /** `null` takes the user out of the group, `leave` out of the organization; `rename` is done to the group, `rename_user` to the account. */
  readonly to: string | null | 'leave' | 'rename' | 'rename_user';
}

/** How a run ends before its time. */
export interface End {
  readonly at: number;
  readonly how: 'stop' | 'kill';
}

/** One random run, made of a seed alone. */
export interface Scenario {
  readonly seed: HandSeed;
  readonly wishes: Readonly<Record<string, { readonly membership?: 'exact'; readonly members: Wish }>>;
  readonly faults: FaultScript;
  readonly clicks: readonly Click[];
  /** What happens to the first run. */
  readonly end: End | null;
  /** Two runs at the same time. */
  readonly two: boolean;
  /** What is odd in the lists of the Hub until nothing goes wrong any more. */
  readonly odds: readonly Odd[];
  readonly batchSize: number;
  readonly concurrency: number;
}

const roles = ['read', 'contributor', 'write', 'admin'] as const;
const liveRoles = [...roles, 'no_access'] as const;
/** Among them ordinary words, parts of each other, and what reads like a cause of refusal. */
const people = [
  ...['ada', 'ada-m', 'm', 'bob', 'Grace', 'kim', 'kim-2', 'user', 'read', 'scim', 'token', 'member'],
  ...Array.from({ length: 12 }, (_, index) => `user-${index}`),
] as const;
const bots = ['ci-bot', 'deploy-bot'] as const;
/** Service accounts of which the Hub knows nothing have this in their names. */
export const ghost = 'ghost-bot';

const oneGroup = '^/api/organizations/[^/]+/resource-groups/[0-9a-f]+$';

/** The scenario of a seed. A third has no faults, a third nobody who clicks, a third is ended early. */
export function scenarioOf(number: number): Scenario {
  const random = new Random(number);
  const groupNames = ['alpha', 'beta', 'gamma', 'delta'].slice(0, 1 + random.below(4));
  const groups: Record<string, SeedGroup> = {};
  const wishes: Record<string, { membership?: 'exact'; members: Wish }> = {};
  for (const name of groupNames) {
    const inside = [...random.some(people, 0.4), ...random.some(bots, 0.3)];
    groups[name] = {
      scim: random.chance(0.08),
      members: { boss: 'admin', ...Object.fromEntries(inside.map((user) => [user, random.pick(liveRoles)])) },
    };
    wishes[name] = wishFor(random);
  }
  const quiet = random.chance(0.33);
  return {
    seed: seedOf(people, groups, {
      service_accounts: bots,
      options: { error_text: random.pick(['names', 'silent']) },
    }),
    wishes,
    faults: quiet ? [] : faultsOf(random),
    clicks: random.chance(0.5)
      ? Array.from({ length: 1 + random.below(8) }, () => click(random, groupNames))
      : [],
    end: random.chance(0.35) ? { at: 4 + random.below(14), how: random.pick(['stop', 'kill']) } : null,
    two: random.chance(0.2),
    odds: random.chance(0.2) ? [oddOf(random, groupNames, people)] : [],
    batchSize: random.pick([1, 3, 7, 50]),
    concurrency: random.pick([1, 1, 3, 8]),
  };
}

function wishFor(random: Random): { readonly membership?: 'exact'; readonly members: Wish } {
  const haunted = random.chance(0.15);
  const entries = random.some(people, 0.45).map((user): [string, string] => {
    return [user, !haunted && random.chance(0.15) ? 'absent' : random.pick(roles)];
  });
  const bot = (name: string): [string, Wish[string]] => [
    name,
    { role: random.pick(roles), service_account: true },
  ];
  const declaredBots = random.some(bots, 0.4).map(bot);
  const ghosts = haunted ? random.some([ghost, `a-${ghost}`, `z-${ghost}`], 0.5).map(bot) : [];
  const members = { boss: 'admin', ...Object.fromEntries([...entries, ...declaredBots, ...ghosts]) };
  // With somebody who can never be added, removals would wait for ever.
  return !haunted && random.chance(0.5) ? { membership: 'exact', members } : { members };
}

function click(random: Random, groups: readonly string[]): Click {
  const to = random.chance(0.2)
    ? random.pick(['rename', 'rename_user'])
    : random.chance(0.35)
      ? 'leave'
      : random.chance(0.4)
        ? null
        : random.pick(liveRoles);
  const group = groups[random.below(groups.length)] ?? '';
  return { at: 4 + random.below(random.chance(0.5) ? 3 : 14), group, user: random.pick(people), to };
}

function faultsOf(random: Random): FaultScript {
  const rules = Array.from({ length: 1 + random.below(4) }, () => faultRule(random));
  // No group can be read, so that every doubt stays one.
  return random.chance(0.15)
    ? [...rules, { when: { method: 'GET', path: oneGroup }, do: { status: 500 } }]
    : rules;
}

function faultRule(random: Random): FaultScript[number] {
  const method = random.pick(['POST', 'POST', 'PATCH', 'DELETE', 'GET', undefined]);
  const times = random.pick([1, 1, 2, 6, undefined]);
  const when = {
    ...(method === undefined ? {} : { method }),
    // The lists are read before the first write; only what comes later is made to fail.
    path: '**/resource-groups/*/**',
    ...(random.chance(0.5) ? { nth: 1 + random.below(6) } : { every: 1 + random.below(4) }),
    ...(times === undefined ? {} : { times }),
  };
  const path = method === 'GET' ? oneGroup : when.path;
  return { when: { ...when, path }, do: fault(random) };
}

function fault(random: Random): Fault {
  const status = random.pick([500, 502, 503, 504, 408]);
  return random.pick<Fault>([
    { status },
    { status, after_effect: true },
    { status, body: '<html>busy</html>', content_type: 'text/html' },
    { status: 429, headers: { RateLimit: '"api";r=0;t=20' } },
    { status: 429, headers: { RateLimit: null } },
    { status: 400, body: { error: 'Some users cannot be added' } },
    { status: 403, body: { error: 'You do not have permission to change this resource group' } },
    { status: 401 },
    { reset: 'before' },
    { reset: 'after' },
    { cut_body: 20 },
    { body: '' },
    { body: '<html>ok</html>', content_type: 'text/html' },
    { delay_ms: tooLong },
    { delay_ms: tooLong, reset: 'before' },
    { lie: random.pick(['nothing', 'half', 'stale', 'odd']) },
    { lie: random.pick(['nothing', 'half', 'stale', 'odd']) },
    { status: random.pick([200, 503]), headers: { 'Retry-After': random.pick(['3', '3600']) } },
    { body: random.pick<unknown>([{}, { success: true }, { users: [null, { name: 'boss' }] }]) },
    { status: 400, body: { error: `${random.pick(people)} cannot be added` } },
    { status: 403, body: { error: `${random.pick(people)} is deactivated by SCIM` } },
  ]);
}
