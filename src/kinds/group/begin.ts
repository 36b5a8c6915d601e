import type { Live } from '../../live/organization.ts';
import type { Change } from '../../model/plan.ts';
import type { Numbered } from '../kind.ts';
import { rideOf } from '../resource/calls.ts';
import { bodyOf } from '../setting/calls.ts';

/*
 * What a new group begins with: the call that makes it takes users, a description, repositories and auto-join; it
 * takes neither spend limits nor collections.
 */

/**
 * Which of a new group's other changes ride in the call that makes it: as many people as one call takes, admins before
 * all others, since who is no admin of the organization can only make a group that has one. Auto-join lets in whoever is
 * not there yet, and so waits for everybody who is declared.
 *
 * @param others changes of the group that come later
 */
export function carriedWith(others: readonly Numbered[], batchSize: number): readonly Numbered[] {
  const people = others.filter(({ change }) => change.kind === 'membership');
  const admins = people.filter(({ change }) => change.after === 'admin');
  const first = new Set([...new Set([...admins, ...people])].slice(0, batchSize));
  const all = first.size === people.length;
  return others.filter((one) => first.has(one) || ridesAlong(one.change, all));
}

/** So many admins are tried one by one. */
const mostTried = 5;

/**
 * The admins of a new group, of whom one has to be in it when somebody makes it who is no admin of the organization; the
 * token's own user first, who then may let in the others. Empty for an admin of the organization.
 */
export function adminsAmong(carried: readonly Numbered[], { me, people }: Live): readonly Numbered[] {
  const own = me.toLowerCase();
  if ((people.get(own)?.role ?? 'admin') === 'admin') return [];
  const isOwn = ({ change }: Numbered): boolean =>
    change.kind === 'membership' && change.user.toLowerCase() === own;
  return carried
    .filter(({ change }) => change.kind === 'membership' && change.after === 'admin')
    .toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
    .slice(0, mostTried);
}

function ridesAlong(change: Change, everybody: boolean): boolean {
  if (change.kind === 'resource') return rideOf(change) !== null;
  if (change.kind !== 'setting') return false;
  return change.subject === 'description' || (change.subject === 'auto_join' && everybody);
}

/** The body of the call that makes a group. */
export function beginningOf(name: string, carried: readonly Numbered[]): Readonly<Record<string, unknown>> {
  const changes = carried.map(({ change }) => change);
  const users = changes.flatMap((change) =>
    change.kind === 'membership' ? [{ user: change.user, role: change.after }] : [],
  );
  const settings = changes.flatMap((change) => (change.kind === 'setting' ? [change] : []));
  const repos = changes.flatMap((change) => (change.kind === 'resource' ? (rideOf(change) ?? []) : []));
  return {
    name,
    ...bodyOf(settings),
    ...(users.length === 0 ? {} : { users }),
    ...(repos.length === 0 ? {} : { repos }),
  };
}
