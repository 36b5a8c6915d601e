import type { Plan, PolicyChange } from '../model/plan.ts';
import type { Source } from '../model/source.ts';
import { message, type Phrase, phrase, word } from '../text/phrase.ts';
import { shownPlace } from '../text/shown.ts';
import type { GroupNames } from './group-view.ts';

/** A rule that this configuration has otherwise than its base. */
export interface PolicyLine {
  /** Whether less is refused, removed or ended than before. */
  readonly weaker: boolean;
  readonly what: Phrase;
  readonly place: string;
  /** The same for a program. */
  readonly source: Source | null;
}

/** What becomes of the rules, weaker ones first, and what the old ones would have refused. */
export interface PolicyView {
  readonly lines: readonly PolicyLine[];
  readonly weaker: number;
  /** What the guards of the base refuse, and those of this configuration do not. */
  readonly loosened: readonly Phrase[];
}

/** What there is to show of the rules. */
export function policyView(
  { policy_changes, loosened }: Pick<Plan, 'policy_changes' | 'loosened'>,
  names: GroupNames,
): PolicyView {
  const lines = policy_changes.map((change): PolicyLine => policyLine(change, names));
  const weaker = lines.filter((line) => line.weaker);
  return {
    lines: [...weaker, ...lines.filter((line) => !line.weaker)],
    weaker: weaker.length,
    loosened: loosened.map((violation) => phrase`${word(violation.guard)}: ${message(violation.message)}`),
  };
}

function policyLine(change: PolicyChange, names: GroupNames): PolicyLine {
  const what = whatOf(change);
  return {
    weaker: change.loosens,
    what: change.group === null ? what : phrase`${names.phrase(change.group)}: ${what}`,
    place: shownPlace(change.source),
    source: change.source,
  };
}

function whatOf({ kind, subject, before, after }: PolicyChange): Phrase {
  const about = word(subject ?? '');
  const [old, now] = [word(before ?? ''), word(after ?? '')];
  switch (kind) {
    case 'guard':
      return phrase`guard ${about}, ${before === null ? 'default' : old} before, ${after === null ? 'default' : now} now`;
    case 'protected_member':
      return phrase`${about} is ${after === null ? 'not protected any more' : 'protected now'}`;
    case 'policy':
      return before === null
        ? phrase`policy ${about}, ${now}, is new`
        : phrase`policy ${about} was ${old}, and ${after === null ? 'is gone' : phrase`is ${now} now`}`;
    case 'waiver':
      return after === null
        ? phrase`the waiver of ${about} for the plan ${old} is gone`
        : phrase`${about} is waived for the plan ${now}`;
    case 'membership':
      return after === null
        ? phrase`not declared any more (${old} before), so nobody is added or removed there`
        : before === null
          ? phrase`declared now, ${now}`
          : phrase`${old} before, ${now} now`;
    case 'resources':
      return phrase`resources ${old} before, ${now} now`;
    case 'setting':
      return phrase`${about} was ${old}, and is not managed any more`;
    case 'resource':
      return phrase`${about} is not managed any more`;
    case 'organization_role':
      return phrase`the role of ${about} in the organization was ${old}, and is not managed any more`;
    case 'expires':
    case 'team_expires':
      return phrase`the entry of ${kind === 'expires' ? about : phrase`the team ${about}`} ends ${after === null ? 'never' : phrase`on ${now}`}, ${
        before === null ? 'and had no end' : phrase`and was to end on ${old}`
      }`;
    case 'absent':
      return after === null
        ? phrase`${about} is not declared absent any more`
        : phrase`${about} is declared absent now`;
    case 'later_role':
      return phrase`${about} gets more when the own entry ends: ${message(after ?? '')}`;
  }
}
