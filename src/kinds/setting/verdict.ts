import { count } from '../../text/count.ts';
import { type NameOf, name, type Phrase, phrase, word } from '../../text/phrase.ts';
import type { Told } from '../kind.ts';
import { rankOf } from '../membership/roles.ts';
import { autoJoinIn, widens } from './auto-join.ts';
import { productOf, type SettingChange } from './change.ts';

/** So many settings are told one by one. */
const mostSingle = 3;

/** Whether it lets people into a group by themselves, now or more of them than before, or gives them a higher role. */
export function opensGroup({ subject, before, after, joins }: SettingChange): boolean {
  const then = subject === 'auto_join' ? autoJoinIn(after) : null;
  if (then === null) return false;
  const was = autoJoinIn(before);
  const brings = joins !== null && joins > 0;
  return brings || widens(was, then) || (was !== null && rankOf(then.role) > rankOf(was.role));
}

/** What settings mean for people: who comes in by themselves first. */
export function tellSettings(
  changes: readonly SettingChange[],
  nameOf: NameOf,
  choice: 'all' | 'important',
): Told {
  const opening = changes.filter(opensGroup);
  const others = changes.filter((change) => !opensGroup(change));
  return {
    clauses: [
      ...clausesOf(opening, nameOf, () => sumOfOpening(opening)),
      ...(choice === 'all' ? clausesOf(others, nameOf, () => [`${others.length} settings change`]) : []),
    ],
    untold: choice === 'all' ? 0 : others.length,
  };
}

function clausesOf(changes: readonly SettingChange[], nameOf: NameOf, sum: () => Phrase): readonly Phrase[] {
  return changes.length > mostSingle ? [sum()] : changes.map((change) => clauseOf(change, nameOf));
}

function sumOfOpening(changes: readonly SettingChange[]): Phrase {
  const known = changes.flatMap(({ joins }) => joins ?? []);
  const joins = known.length === 0 ? '' : `, ${known.reduce((sum, one) => sum + one, 0)} at once`;
  return [`auto-join of ${changes.length} groups lets people in${joins}`];
}

function clauseOf(change: SettingChange, nameOf: NameOf): Phrase {
  const { group, subject, before, after, joins, used } = change;
  const target = nameOf(group);
  const product = productOf(subject);
  if (product !== null) {
    const what = product === 'total' ? 'in all' : `for ${product}`;
    return after === null
      ? phrase`${target} may spend without limit ${what}`
      : phrase`${target} may spend $${word(after)} a month ${what}${used === null ? [] : phrase` ($${word(used)} used this month)`}`;
  }
  switch (subject) {
    case 'name':
      return phrase`${target} is renamed ${name(after ?? '')}`;
    case 'auto_join':
      if (after === 'off') return phrase`nobody comes into ${target} by themselves any more`;
      return joins === null || (joins === 0 && before !== 'off')
        ? phrase`who comes into ${target} by themselves gets ${word(after ?? '')}`
        : phrase`auto-join brings ${count(joins, 'person', 'people')} into ${target} at once (${word(after ?? '')})`;
    default:
      return phrase`the description of ${target} ${before === null ? 'is written' : 'changes'}`;
  }
}
