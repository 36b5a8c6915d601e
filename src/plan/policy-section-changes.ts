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
    ...listChanges(
      'separate',
      was.separate.map((list) => list.map(({ name }) => name).join(', ')),
      now.separate.map((list) => list.map(({ name }) => name).join(', ')),
    ),
    ...listChanges('files', was.files.map(ruleOf), now.files.map(ruleOf)),
  ];
}

const nothing: PolicySection = { reasons: [], lifetimes: new Map(), separate: [], files: [] };

function ruleOf({ path, groups }: PolicySection['files'][number]): string {
  return `${path}: ${groups.join(', ')}`;
}

function listChanges(
  subject: string,
  before: readonly string[],
  after: readonly string[],
): readonly PolicyChange[] {
  return [
    ...before.filter((one) => !after.includes(one)).flatMap((one) => changeOf(subject, one, null, true)),
    // Another rule for files permits what the rules before it did not, or forbids it: nobody can tell by the rule.
    ...after
      .filter((one) => !before.includes(one))
      .flatMap((one) => changeOf(subject, null, one, subject === 'files' && before.length > 0)),
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
