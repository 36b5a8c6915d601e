import type { Fault, FaultScript } from '../../../src/sandbox/fault-script.ts';
import { tooLong } from '../../apply/stage.ts';
import type { Random } from '../random.ts';
import { groups, idOf } from './organization.ts';

/** Every request that changes something. */
const writes = [
  { method: 'POST', path: '**/resource-groups' },
  { method: 'POST', path: '**/resource-groups' },
  { method: 'PATCH', path: '**/resource-groups/*' },
  { method: 'DELETE', path: '**/resource-groups/*' },
  { method: 'POST', path: '**/resource-groups/*/*' },
  { method: 'PATCH', path: '**/users/*' },
  { method: 'DELETE', path: '**/users/*' },
  { method: 'PUT', path: '**/members/*/role' },
  { method: 'PUT', path: '**/members/*/role' },
  { method: 'POST', path: '**/resource-group' },
] as const;
/** … and every look after one. */
const paths = [...writes, { method: 'GET', path: '**/resource-groups/*' }] as const;
/** The lists are read while planning too: only what comes later is made to fail. */
const lists = ['**/resource-groups', '**/members'] as const;

/** Some rules; in a third of all runs nothing goes wrong, and in a fifth the Hub lies again and again. */
export function faultsOf(random: Random): FaultScript {
  if (random.chance(0.33)) return [];
  return random.chance(0.3)
    ? Array.from({ length: 2 + random.below(4) }, () => lyingRule(random))
    : Array.from({ length: 1 + random.below(4) }, () => rule(random));
}

function rule(random: Random): FaultScript[number] {
  if (random.chance(0.12)) {
    return { when: { method: 'GET', path: random.pick(lists), nth: 2 + random.below(6) }, do: fault(random) };
  }
  const { method, path } = random.pick(paths);
  return {
    when: {
      method,
      path,
      ...(random.chance(0.6) ? { nth: 1 + random.below(4) } : { every: 1 + random.below(3) }),
      times: random.pick([1, 1, 2, 6]),
    },
    do: fault(random),
  };
}

function lyingRule(random: Random): FaultScript[number] {
  const when = { ...random.pick(writes), every: 1 + random.below(2), times: random.pick([1, 3, 9]) };
  return { when, do: random.chance(0.6) ? lie(random) : { status: 200, body: untrue(random) } };
}

function lie(random: Random): Fault {
  return { lie: random.pick(['nothing', 'nothing', 'half', 'stale', 'odd']) };
}

/** The answer to a write that had no effect. */
function untrue(random: Random): unknown {
  const name = random.pick(groups);
  return random.pick<unknown>([
    {},
    { success: true },
    { id: idOf(name), name, description: 'Old', users: [] },
    { id: 'f'.repeat(24), name: 'Another', users: [] },
  ]);
}

function fault(random: Random): Fault {
  const status = random.pick([500, 502, 503, 504, 408]);
  return random.pick<Fault>([
    { status },
    { status, after_effect: true },
    { status, after_effect: true },
    { status: 429, headers: { RateLimit: '"api";r=0;t=20' } },
    { status: 429, headers: { RateLimit: null } },
    { status: 400, body: { error: 'No' } },
    { status: 403, body: { error: 'You do not have permission to change this resource group' } },
    { status: 404, body: { error: 'Not found' } },
    { status: 401 },
    { reset: 'before' },
    { reset: 'after' },
    { reset: 'after' },
    { cut_body: 20 },
    { body: '' },
    { body: {} },
    { body: { success: true } },
    { delay_ms: tooLong },
    { delay_ms: tooLong, reset: 'before' },
    lie(random),
    lie(random),
    { status: random.pick([200, 503]), headers: { 'Retry-After': random.pick(['3', '3600']) } },
  ]);
}
