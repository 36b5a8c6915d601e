import { sentenceOf, tellChanges } from '../kinds/tell.ts';
import type { Plan } from '../model/plan.ts';
import { count } from '../text/count.ts';
import { message, type Phrase, phrase } from '../text/phrase.ts';
import type { GroupNames } from './group-view.ts';

/** What the plan is looked at for: a pull request, or whatever else the configuration and its base differ by. */
export type Subject = 'this pull request' | 'this change';

/** What else the verdict has to know of a plan. */
export interface VerdictFacts {
  readonly subject: Subject;
  readonly names: GroupNames;
  /** Whether `apply` would make none of it. */
  readonly refused: boolean;
  /** How many rules are weaker than in the base. */
  readonly weaker: number;
  /** What is said of a plan with nothing in it. */
  readonly summary: string;
}

/** Who loses, who gains and what stands in the way, of this change alone: one sentence. */
export function verdictOf(plan: Plan, facts: VerdictFacts): Phrase {
  const own = plan.changes.filter(({ origin }) => origin !== 'drift');
  const blocked = plan.blocked.filter(({ origin }) => origin !== 'drift').length;
  const compared = isCompared(plan);
  const nobody = compared && own.length === 0 ? [["changes nobody's access"]] : [];
  const clauses: readonly Phrase[] = [
    ...tellChanges(own, (group) => facts.names.phrase(group)).clauses,
    ...nobody,
    ...(facts.weaker === 0 ? [] : [[`${count(facts.weaker, 'rule is', 'rules are')} weaker than before`]]),
    ...(plan.released.length === 0 ? [] : [[keeping(plan)]]),
    ...(blocked === 0 ? [] : [[`${count(blocked, 'entry is', 'entries are')} blocked`]]),
    ...(facts.refused
      ? [[own.length === 0 ? 'apply would refuse what is pending' : 'apply would refuse it']]
      : []),
  ];
  if (clauses.length === 0) return [message(facts.summary)];
  const subject = compared ? [`${capital(facts.subject)}${nobody.length === 0 ? ':' : ''} `] : [];
  return [...subject, ...sentenceOf(clauses), '.'];
}

/** Whether there was a base to compare with, as far as anything in the plan shows it. */
export function isCompared({ changes, blocked, policy_changes, released, loosened }: Plan): boolean {
  if (policy_changes.length + released.length + loosened.length > 0) return true;
  return changes.some(({ origin }) => origin !== null) || blocked.some(({ origin }) => origin !== null);
}

function keeping({ released }: Plan): string {
  const people = new Set(released.map(({ user }) => user.toLowerCase())).size;
  return people === 1
    ? '1 person keeps access that nothing declares any more'
    : `${people} people keep access that nothing declares any more`;
}

/** What is pending whatever becomes of this change. */
export interface PendingWords {
  /** `Pending anyway, without this pull request` */
  readonly title: string;
  readonly sentence: Phrase;
}

/** What is pending whatever becomes of this change, in one sentence; `null` when nothing is. */
export function pendingWords(plan: Plan, { subject, names, refused }: VerdictFacts): PendingWords | null {
  const pending = plan.changes.filter(({ origin }) => origin === 'drift');
  const blocked = plan.blocked.filter(({ origin }) => origin === 'drift').length;
  if (pending.length + blocked === 0) return null;
  const told = tellChanges(pending, (group) => names.phrase(group), 'important');
  const { clauses: important, untold: others } = told;
  const other = important.length === 0 ? 'change' : 'other change';
  const rest = others === 0 ? [] : [[count(others, other)]];
  const stuck = blocked === 0 ? [] : [[`${count(blocked, 'entry is', 'entries are')} blocked`]];
  const waits = subject === 'this pull request' && pending.length > 0;
  const later = refused
    ? ' While apply refuses this plan, that waits, too.'
    : ' Merging this makes that as well; otherwise it waits for another reviewed plan.';
  return {
    title: `Pending anyway, without ${subject}`,
    sentence: phrase`${sentenceOf([...important, ...rest, ...stuck])}.${waits ? later : ''}`,
  };
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
