import type { Plan } from '../../src/model/plan.ts';
import { configurationOf, group, idOf, members, planOf, snapshotOf } from '../support/planning.ts';

const pending = `groups:
  Base Models:
    id: '${idOf(1)}'
    description: Base models
    spend_limits: { total: 90 }
organization_members: { kim: contributor }
`;

const declared = `groups:
  Red Team: { create: true, description: Attacks, members: { ada: admin }, spend_limits: { jobs: 99.50 } }
  Base Models:
    id: '${idOf(1)}'
    description: Base models
    auto_join: { role: read, scope: read_plus }
    spend_limits: { total: 90, jobs: null }
    resources: { models: [acme-ai/evals] }
  Old Cohort: { id: '${idOf(2)}', state: absent }
  From the IdP: { managed_by: scim, auto_join: off }
organization_members: { ada: admin, bob: no_access, kim: contributor }
`;

const live = snapshotOf(
  [
    group(1, 'Foundation Models', { ada: 'admin', bob: 'read' }, { spendLimits: { jobs: 5000 } }),
    group(
      2,
      'Old Cohort',
      { bob: 'write', kim: 'read' },
      {
        resources: [
          { type: 'model', name: 'acme-ai/old', private: true },
          { type: 'dataset', name: 'acme-ai/older', private: false },
        ],
      },
    ),
    group(
      3,
      'From the IdP',
      { zoe: 'read' },
      {
        autoJoin: { enabled: true, role: 'read' },
        resources: [{ type: 'model', name: 'acme-ai/evals', private: true }],
      },
    ),
  ],
  [...members('ada', 'bob', 'kim', 'zoe'), { user: 'root', role: 'admin' }],
  {
    usage: {
      periods: [
        {
          period: '2026-11',
          resourceGroups: [
            { id: idOf(1), inference: { costCents: 0 }, compute: { jobs: { costCents: 9100 } } },
          ],
        },
      ],
    },
  },
);

/**
 * A plan with changes of every kind.
 *
 * @param base whether there is a base that has a part of it, so that this part is pending anyway
 */
export function kindsPlan(base: 'based' | null): Plan {
  return planOf(declared, live, base === null ? {} : { base: configurationOf(pending) });
}
