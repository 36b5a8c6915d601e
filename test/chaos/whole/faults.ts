import type { Fault, FaultScript } from '../../../src/sandbox/fault-script.ts';
import { tooLong } from '../../apply/stage.ts';
import type { Random } from '../random.ts';

/** Every request that changes something, and every look after one. */
const paths = [
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
  { method: 'GET', path: '**/resource-groups/*' },
] as const;
/** The lists are read while planning too: only what comes later is made to fail. */
const lists = ['**/resource-groups', '**/members'] as const;

/** Some rules; in a third of all runs nothing goes wrong. */
export function faultsOf(random: Random): FaultScript {
  return random.chance(0.33) ? [] : Array.from({ length: 1 + random.below(4) }, () => rule(random));
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
    { lie: random.pick(['nothing', 'half', 'stale', 'odd']) },
    { lie: random.pick(['nothing', 'half', 'stale', 'odd']) },
    { status: random.pick([200, 503]), headers: { 'Retry-After': random.pick(['3', '3600']) } },
  ]);
}
