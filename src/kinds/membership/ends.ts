import type { MemberEntry, TeamGrant, Terms } from '../../config/declaration.ts';
import { diagnose } from '../../diagnostics/diagnose.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Afterwards, Role } from '../../model/membership.ts';
import { type Day, daysBetween } from '../../text/date.ts';
import { named } from '../../text/named.ts';
import { rankOf } from './roles.ts';

/** Entries that end within so many days are warned of. */
const soonDays = 14;

/** Whether the last day of the entry has passed. */
export function hasEnded({ expires }: Terms, today: Day): boolean {
  return expires !== null && expires.day < today;
}

/**
 * What there is to say of an entry with a date: that it ends soon, that its end will give more than it gives, or that
 * it has ended, and then what is to be done with the line.
 *
 * @param afterwards what the teams give without the entry
 * @param isIn whether the person is in the group now; `null` when nobody can say who it is
 */
export function endOf(
  entry: MemberEntry,
  today: Day,
  afterwards: Afterwards,
  isIn: boolean | null,
): readonly Diagnostic[] {
  if (entry.expires === null) return [];
  const { day, place } = entry.expires;
  const left = daysBetween(today, day);
  const who = named(entry.person.written);
  if (left < 0) {
    return [
      diagnose('expired', place, `The entry of ${who} ended on ${day}. ${restOf(who, afterwards, isIn)}`),
    ];
  }
  const found: Diagnostic[] = [];
  if (left <= soonDays) {
    const message = `The entry of ${who} ends ${inDays(left)}, on ${day}; ${thenOf(who, afterwards)}`;
    found.push(diagnose('expires-soon', place, message));
  }
  if (raises(entry.role, afterwards)) {
    const message = `The entry of ${who} gives ${entry.role} until ${day}; ${thenOf(who, afterwards)}, which is more`;
    found.push(diagnose('expires-raises', place, message));
  }
  return found;
}

/**
 * What there is to say of a team's entry with a date: that it ends soon, or that it has ended.
 *
 * @param waits whether somebody who has nothing else is still in the group
 */
export function endOfGrant(
  { team, expires }: TeamGrant,
  today: Day,
  waits: () => boolean,
): readonly Diagnostic[] {
  if (expires === null) return [];
  const { day, place } = expires;
  const left = daysBetween(today, day);
  const what = `The entry of the team ${named(team)}`;
  if (left < 0) {
    const rest = waits() ? 'Keep the line until the removals are made' : 'The line can be deleted';
    return [diagnose('expired', place, `${what} ended on ${day}. ${rest}`)];
  }
  if (left > soonDays) return [];
  const then = 'then its people have what else is declared of them, and who has nothing is removed';
  return [diagnose('expires-soon', place, `${what} ends ${inDays(left)}, on ${day}; ${then}`)];
}

function inDays(left: number): string {
  return left === 0 ? 'today' : left === 1 ? 'tomorrow' : `in ${left} days`;
}

/** Whether the end of an entry that gives this role gives a higher one. */
export function raises(role: Role | null, afterwards: Afterwards): boolean {
  return role !== null && afterwards.role !== null && rankOf(afterwards.role) > rankOf(role);
}

function thenOf(who: string, { role, via }: Afterwards): string {
  return via === null ? `then ${who} is removed` : `then the team ${named(via)} gives ${role}`;
}

/** A line that is deleted too early makes the access permanent where nobody else is removed for not being declared. */
function restOf(who: string, { role, via }: Afterwards, isIn: boolean | null): string {
  if (via !== null) return `The team ${named(via)} gives ${role}; the line can be deleted`;
  if (isIn === null) return 'Nobody can say who that is: keep the line until the person is out of the group';
  return isIn
    ? 'Keep the line until the removal is made, or write `absent`'
    : `${who} is not in the group; the line can be deleted`;
}
