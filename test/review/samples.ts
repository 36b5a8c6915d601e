import type { Plan } from '../../src/model/plan.ts';
import type { AppliedSeal } from '../../src/review/applied-comment.ts';
import type { SealedContext } from '../../src/review/comment.ts';
import type { Seal } from '../../src/review/signature.ts';
import { change, group, plan } from '../render/builders.ts';
import { exampleConfiguration, exampleFile, exampleSnapshot } from '../support/example.ts';
import { planOf } from '../support/planning.ts';

export const commit = '4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e4f1c2d3e';
export const runUrl = 'https://github.com/acme/access/actions/runs/42';

export const base = '9c8b7a6d9c8b7a6d9c8b7a6d9c8b7a6d9c8b7a6d';
export const seal: Seal = {
  place: { repository: 'acme/access', repositoryId: '30000', branch: 'main', number: 7 },
  key: 'a-key-for-tests-of-at-least-32-characters',
};
export const context: SealedContext = { file: [exampleFile], head: commit, base, runUrl, seal };
export const appliedContext: AppliedSeal = {
  file: [exampleFile],
  commit,
  runUrl,
  reviewed: null,
  seal,
};

/** The example against the sandbox's organization, with a base that has half of it: the rest is pending anyway. */
export function examplePlan(): Plan {
  const base = exampleConfiguration(
    [/ {4}membership: exact.*\n/, ''],
    [/ {6}bob: absent.*\n/, ''],
    [/ {6}kim: \{.*\n/, ''],
    [/\n {2}Inference:\n(.+\n)+/, '\n'],
  );
  return planOf(exampleConfiguration(), exampleSnapshot(), { base });
}

/** A change that the guards refuse, with names that are not there. */
export function refusedPlan(): Plan {
  const few = ['max_removals: 25%', 'max_removals: 15%'] as const;
  const head = exampleConfiguration(
    few,
    ['protected_members: [ci-bot]', 'protected_members: [bob]'],
    ['members: [kim, lee]', 'members: [kmi, lee]'],
    [/ {6}ada: admin.*\n/, '      ada: read\n'],
    [
      '  Evaluation:\n    members:\n',
      '  Evaluation:\n    membership: exact\n    members:\n      jo@acme.ai: read\n',
    ],
    ['      zoe: admin\n', '      zoe: read\n      noor: write\n'],
  );
  return planOf(head, exampleSnapshot(), { base: exampleConfiguration(few) });
}

/** A change that weakens rules, lets somebody go, and names people who are not there. */
export function loosenedPlan(): Plan {
  const head = exampleConfiguration(
    ['protected_members: [ci-bot]', 'protected_members: []'],
    [/ {4}membership: exact.*\n/, ''],
    [/ {6}bob: absent.*\n/, ''],
    [
      / {6}ada: admin.*\n/,
      '      ada: { role: read, expires: 2026-12-10 }\n      efil: read\n      gone: write\n',
    ],
    [
      '  Evaluation:\n    members:\n',
      '  Evaluation:\n    members:\n      gone: read\n      kim: { role: read, expires: 2026-12-31, reason: “trial” declared absent }\n',
    ],
  );
  return planOf(head, exampleSnapshot(), { base: exampleConfiguration() });
}

/** Many changes in many groups, of all sorts, in the order of a plan. */
export function hugePlan(changes: number, groups: number): Plan {
  const infos = Array.from({ length: groups }, (_, index) => group(`Group ${`${index}`.padStart(4, '0')}`));
  const perGroup = Math.ceil(changes / groups);
  return plan({
    groups: infos,
    changes: Array.from({ length: changes }, (_, index) => {
      const info = infos[Math.floor(index / perGroup)] ?? group('Rest');
      const fields = { origin: index % 5 === 0 ? 'drift' : 'this_change' } as const;
      const [before, after] = index % 3 === 0 ? ['write', null] : [null, 'read'];
      return change(info, `user-${`${index}`.padStart(5, '0')}`, before, after, fields);
    }),
  });
}
