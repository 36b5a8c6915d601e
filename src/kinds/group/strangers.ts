import type { LiveGroup } from '../../live/organization.ts';
import { groupIn, type LiveView } from '../../live/view.ts';
import { count, enumerate } from '../../text/count.ts';
import { named, quoted } from '../../text/named.ts';
import { compareCodePoints } from '../../text/order.ts';
import { autoJoinOf, autoJoinText, takesIn } from '../setting/auto-join.ts';
import type { GroupChange } from './change.ts';

/** So many people are named. */
const mostNamed = 6;

/**
 * Why a group that was to be made, and is there by now, is not the one that the plan makes: somebody is in it, or comes
 * into it, whom the plan does not let in. What the plan would put there would be theirs. `null` where nobody is.
 */
export function strangersIn(
  { group: target, subject }: GroupChange,
  now: LiveView,
  planned: LiveView,
): string | null {
  const found = groupIn(now, target);
  const meant = groupIn(planned, target);
  if (found === null || meant === null) return null;
  const there = `A group ${quoted(subject)} was made meanwhile`;
  const opened = autoJoinOf(found.object['autoJoin']);
  if (opened !== null && autoJoinOf(meant.object['autoJoin']) === null) {
    const how = opened === undefined ? '' : ` (${named(autoJoinText(opened))})`;
    return `${there}, which people come into by themselves${how}. The plan did not know. Plan again.`;
  }
  const strangers = strangersAmong(found, meant, now.people);
  if (strangers.length === 0) return null;
  const more = strangers.length - mostNamed;
  const told = strangers.slice(0, mostNamed).map((user) => named(user));
  const who = enumerate(more > 0 ? [...told, count(more, 'other', 'others')] : told);
  return `${there}, and ${who} ${strangers.length === 1 ? 'is' : 'are'} in it. The plan did not know. Plan again.`;
}

/** An admin of the organization has access anyway, and whoever comes in by the plan's own auto-join is meant. */
function strangersAmong(
  { members, odd }: LiveGroup,
  meant: LiveGroup,
  people: LiveView['people'],
): readonly string[] {
  const join = autoJoinOf(meant.object['autoJoin']) ?? null;
  const isMeant = (key: string, role: string | null): boolean => {
    const person = people.get(key);
    if (meant.members.has(key) || person?.role === 'admin') return true;
    return join !== null && person !== undefined && role === join.role && takesIn(join, person.role);
  };
  return [...[...members.values()], ...[...odd.values()].map(({ user }) => ({ user, role: null }))]
    .filter(({ user, role }) => !isMeant(user.toLowerCase(), role))
    .map(({ user }) => user)
    .sort((a, b) => compareCodePoints(a.toLowerCase(), b.toLowerCase()));
}
