import { kindOf } from '../kinds/registry.ts';
import type { Change, Plan, Violation } from '../model/plan.ts';
import type { Source } from '../model/source.ts';
import { Concerned } from '../plan/guards/concerned.ts';
import { guards, isRefused } from '../plan/guards/run.ts';
import { enumerate } from '../text/count.ts';
import { joined, message, type Phrase, phrase, place as placeOf, word } from '../text/phrase.ts';
import { shown, shownPlace } from '../text/shown.ts';

/** A guard that the plan runs into. */
export interface RefusalLine {
  readonly guard: string;
  readonly waived: boolean;
  /** What would happen. */
  readonly message: Phrase;
  /** Whose changes it is about, with the lines that ask for them: empty when it is not known. */
  readonly who: Phrase;
  /** The line that asks for it. */
  readonly source: Source | null;
  /** How much of it is this change's and how much is pending anyway: empty when there is no base. */
  readonly share: string;
  /** What to do, short of a waiver: a sentence. */
  readonly cure: string;
}

/** What stands in the way of a plan, and the way around it. */
export interface RefusalView {
  /** What stands in the way before what is waived. */
  readonly lines: readonly RefusalLine[];
  /** Whether `apply` makes none of the plan. */
  readonly refused: boolean;
  /** What refuses it: `the guards last-admin and max-removals`; empty when nothing does. */
  readonly by: string;
  /** Lines of YAML that permit exactly this plan; empty when nothing has to be permitted. */
  readonly waiver: readonly string[];
}

/** So many people are named with a guard. */
const mostNamed = 5;

/** What there is to show of the guards of a plan or a report. */
export function refusalView(
  { changes, violations, digest }: Pick<Plan, 'changes' | 'violations' | 'digest'>,
  subject: string,
): RefusalView {
  const concerned = new Concerned(changes);
  const open = [...new Set(violations.filter(({ waived }) => !waived).map(({ guard }) => guard))];
  const lines = violations.map((violation) => refusalLine(violation, concerned.by(violation), subject));
  return {
    lines: [...lines.filter(({ waived }) => !waived), ...lines.filter(({ waived }) => waived)],
    refused: isRefused(violations),
    by: open.length === 0 ? '' : `the ${open.length === 1 ? 'guard' : 'guards'} ${enumerate(open)}`,
    waiver: open.length === 0 ? [] : ['waivers:', ...open.flatMap((guard) => waiverOf(guard, digest))],
  };
}

function refusalLine(violation: Violation, changes: readonly Change[], subject: string): RefusalLine {
  return {
    guard: shown(violation.guard),
    waived: violation.waived,
    message: [message(violation.message)],
    who: whoOf(changes),
    source: violation.source,
    share: shareOf(changes, subject),
    cure:
      changes.length > 0 && changes.every(({ origin }) => origin === 'drift')
        ? pendingCure
        : guards[violation.guard].instead(subject.replace('this ', '')),
  };
}

function whoOf(changes: readonly Change[]): Phrase {
  const people = changes.slice(0, mostNamed).map((change) => {
    const kind = kindOf(change);
    const who = word(kind.person(change) ?? kind.subject(change));
    const place = shownPlace(change.source);
    return place === '' ? [who] : phrase`${who} (${placeOf(place)})`;
  });
  const more = changes.length - people.length;
  return joined(more === 0 ? people : [...people, [`${more} more`]], ', ');
}

function shareOf(changes: readonly Change[], subject: string): string {
  if (changes.every(({ origin }) => origin === null)) return '';
  const pending = changes.filter(({ origin }) => origin === 'drift').length;
  if (pending === 0) return `all of it by ${subject}`;
  if (pending === changes.length) return `none of it by ${subject}, all pending anyway`;
  return `${changes.length - pending} of them by ${subject}, ${pending} pending anyway`;
}

const pendingCure =
  'This was pending before. If what is live is to stay, declare it as it is. If the change is meant, change the rule first, or permit it below.';

function waiverOf(guard: string, digest: string): readonly string[] {
  return [`  - guard: ${shown(guard)}`, `    digest: ${shown(digest)}`, '    reason: say here why'];
}
