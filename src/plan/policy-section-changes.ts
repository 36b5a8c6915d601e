import type { Configuration, PolicySection } from '../config/declaration.ts';
import { roles } from '../model/membership.ts';
import type { PolicyChange } from '../model/plan.ts';

/** What the sections `policy` of head and base say otherwise. Whatever the base asked for and the head does not loosens. */
export function policySectionChanges(head: Configuration, base: Configuration): readonly PolicyChange[] {
  const [now, was] = [head.policy ?? nothing, base.policy ?? nothing];
  return [
    ...roles.flatMap((role) => {
      const text = ({ reasons }: PolicySection) => (reasons.includes(role) ? 'asked for' : null);
      return changeOf(`reasons.${role}`, text(was), text(now), text(now) === null);
    }),
    ...roles.flatMap((role) => {
      const days = ({ lifetimes }: PolicySection) => lifetimes.get(role) ?? Number.POSITIVE_INFINITY;
      const text = (section: PolicySection) => (section.lifetimes.has(role) ? `${days(section)}d` : null);
      return changeOf(`lifetimes.${role}`, text(was), text(now), days(now) > days(was));
    }),
    ...separateChanges(was.separate.map(namesIn), now.separate.map(namesIn)),
    ...fileChanges(was.files.map(ruleOf), now.files.map(ruleOf)),
  ];
}

const nothing: PolicySection = { reasons: [], lifetimes: new Map(), separate: [], files: [] };

function ruleOf({ path, groups }: PolicySection['files'][number]): string {
  return `${path}: ${groups.join(', ')}`;
}

type Names = readonly string[];

function namesIn(list: PolicySection['separate'][number]): Names {
  return list.map(({ name }) => name);
}

/** A list in another order says the same, and one with more in it still keeps apart what it kept. */
function separateChanges(before: readonly Names[], after: readonly Names[]): readonly PolicyChange[] {
  const isIn = (list: Names, other: Names): boolean => list.every((name) => other.includes(name));
  const without = (lists: readonly Names[], others: readonly Names[]): readonly Names[] =>
    lists.filter((list) => !others.some((other) => isIn(list, other) && isIn(other, list)));
  const isKept = (list: Names): boolean => after.some((other) => isIn(list, other));
  return [
    ...without(before, after).flatMap((list) => changeOf('separate', list.join(', '), null, !isKept(list))),
    ...without(after, before).flatMap((list) => changeOf('separate', null, list.join(', '), false)),
  ];
}

function fileChanges(before: Names, after: Names): readonly PolicyChange[] {
  return [
    ...before.filter((one) => !after.includes(one)).flatMap((one) => changeOf('files', one, null, true)),
    // Another rule for files permits what the rules before it did not, or forbids it: nobody can tell by the rule.
    ...after
      .filter((one) => !before.includes(one))
      .flatMap((one) => changeOf('files', null, one, before.length > 0)),
  ];
}

function changeOf(
  subject: string,
  before: string | null,
  after: string | null,
  loosens: boolean,
): readonly PolicyChange[] {
  return before === after
    ? []
    : [{ kind: 'policy', group: null, subject, before, after, loosens, source: null }];
}
