import type { Configuration } from '../config/declaration.ts';
import type { Change } from '../model/plan.ts';
import { digestLine } from '../plan/digest.ts';
import type { Day } from '../text/date.ts';

/** The most dates that a run looks into; what ended on others waits for a review. */
const mostDays = 31;

/** The days on which entries of a configuration ended before today, the latest first. */
export function endedDays({ groups }: Configuration, today: Day): readonly Day[] {
  const days = groups.flatMap(({ membership }) =>
    [...(membership?.members ?? []), ...(membership?.grants ?? [])].flatMap(({ expires }) =>
      expires !== null && expires.day < today ? [expires.day] : [],
    ),
  );
  return [...new Set(days)].sort().reverse().slice(0, mostDays);
}

/**
 * The lines of changes that time alone has brought: what one and the same configuration asks for now, and did not ask
 * for on a day when it stood. Only what takes away: what gives more when a date passes was shown to nobody.
 *
 * @param then what it asked for on that day
 * @param now what it asks for today, of the same organization
 */
export function endedLines(then: readonly Change[], now: readonly Change[]): readonly string[] {
  const before = new Set(then.map(digestLine));
  return now
    .filter(({ destructive }) => destructive)
    .map(digestLine)
    .filter((line) => !before.has(line));
}
