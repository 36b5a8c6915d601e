import { describe, expect, it } from 'vitest';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { kindOf } from '../../src/kinds/registry.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import { digestLine } from '../../src/plan/digest.ts';
import { holdBack } from '../../src/review/hold.ts';
import { idsOf } from '../../src/review/ids.ts';
import type { ReviewedPlan } from '../../src/review/reviewed.ts';
import { configurationOf, group, members, planOf, snapshotOf } from '../support/planning.ts';

const snapshot = snapshotOf(
  [group(1, 'A', { ada: 'admin', bob: 'admin', kim: 'read' }), group(2, 'B', { lee: 'admin', zoe: 'read' })],
  members('ada', 'bob', 'kim', 'lee', 'zoe', 'new'),
);
const live = liveOf(snapshot);
const none = { digest: null, lines: new Set<string>() };
const model = { type: 'model', name: 'acme-ai/base', private: true };
const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

function reviewedOf(
  plan: Plan,
  users: readonly string[],
  digest = digestOf('1'),
  refused = true,
): ReviewedPlan {
  return {
    digest,
    refused,
    ...idsOf(membershipsIn(plan.changes).filter(({ user }) => users.includes(user ?? ''))),
  };
}

/** What is held back of a plan, and what the guards then say, when only the changes of some people were reviewed. */
function held(
  groups: string,
  plans: readonly (readonly string[])[],
  waived: readonly string[] = [],
  guard = 'last-admin',
) {
  const plan = planOf(groups, snapshot);
  const waivers = waived.map((digest) => `  - { guard: ${guard}, digest: "${digest}", reason: x }\n`);
  const configuration = configurationOf(
    `${groups}${waivers.length === 0 ? '' : `waivers:\n${waivers.join('')}`}`,
  );
  const reviewed = plans.map((users, index) => reviewedOf(plan, users, digestOf(String(index + 1))));
  const { back, violations } = holdBack(
    plan,
    live,
    { ...none, plans: reviewed },
    'all',
    configuration.waivers,
  );
  return {
    back: [...back].map((index) => membershipsIn(plan.changes)[index]?.user),
    refused: violations.filter(({ waived: passes }) => !passes).map(({ guard }) => guard),
  };
}

describe('holdBack', () => {
  describe('where a guard finds what no reviewer was shown', () => {
    const text =
      'groups:\n  A:\n    members: { ada: read, bob: absent, kim: write }\n  B:\n    members: { zoe: absent }\n';
    const plan = planOf(text, snapshot);
    const all = ['ada', 'bob', 'kim', 'zoe'];
    const whatWaits = (
      plans: readonly ReviewedPlan[],
      over: Partial<Parameters<typeof holdBack>[2]> = {},
      mode: Parameters<typeof holdBack>[3] = 'all',
    ) => {
      const { back, violations } = holdBack(plan, live, { ...none, plans, ...over }, mode, []);
      return [
        [...back].map((index) => membershipsIn(plan.changes)[index]?.user),
        violations.map(({ guard }) => guard),
      ];
    };
    const shown = (refused: boolean): ReviewedPlan => reviewedOf(plan, all, digestOf('1'), refused);
    const lines = new Set(plan.changes.filter(({ destructive }) => destructive).map(digestLine));

    it.each<[string, () => unknown, unknown]>([
      ['holds back what takes away there', () => whatWaits([shown(false)]), [['ada', 'bob'], []]],
      ['refuses all that was refused before', () => whatWaits([shown(true)]), [[], ['last-admin']]],
      ['refuses where one of two was', () => whatWaits([shown(false), shown(true)]), [[], ['last-admin']]],
      ['refuses where nothing is reviewed', () => whatWaits([shown(false)], {}, 'off'), [[], ['last-admin']]],
      [
        'refuses what somebody named, who saw it',
        () => whatWaits([shown(false)], { digest: plan.digest }),
        [[], ['last-admin']],
      ],
      ['holds back what a date brings', () => whatWaits([], { lines }), [['ada', 'kim', 'bob'], []]],
    ])('%s', (_, find, wanted) => {
      expect(find()).toEqual(wanted);
    });
  });

  it('holds back one by one', () => {
    const text = 'groups:\n  A:\n    members: { kim: write }\n  B:\n    members: { zoe: absent }\n';
    expect(held(text, [['kim', 'zoe']])).toEqual({ back: [], refused: [] });
    expect(held(text, [['kim']])).toEqual({ back: ['zoe'], refused: [] });
    expect(held(text, [])).toEqual({ back: ['kim', 'zoe'], refused: [] });
  });

  it('lets the guards look at what is left alone', () => {
    // Both together would leave no admin; nobody has reviewed the one.
    const text = 'groups:\n  A:\n    members: { ada: read, bob: read }\n';
    expect(held(text, [['ada', 'bob']])).toEqual({ back: [], refused: ['last-admin'] });
    expect(held(text, [['ada']])).toEqual({ back: ['bob'], refused: [] });
  });

  it('holds back with an addition the removal that needs it, and stops no other group', () => {
    const text = 'groups:\n  A:\n    members: { kim: write }\n  B:\n    members: { lee: read, new: admin }\n';
    expect(held(text, [['kim', 'lee', 'new']])).toEqual({ back: [], refused: [] });
    expect(held(text, [['kim', 'lee']])).toEqual({ back: ['new', 'lee'], refused: [] });
  });

  it.each<[string, readonly (readonly string[])[], readonly string[], readonly string[]]>([
    ['one reviewed plan that the guard refuses alone', [['ada', 'bob']], ['1'], []],
    ['a plan that nobody reviewed', [['ada', 'bob']], ['9'], ['last-admin']],
    // Neither was waived for what both do together.
    ['one of two plans that do it only together', [['ada'], ['bob']], ['1', '2'], ['last-admin']],
  ])('takes a waiver for %s', (_, plans, waivers, refused) => {
    const text = 'groups:\n  A:\n    members: { ada: read, bob: read }\n';
    expect(held(text, plans, waivers.map(digestOf))).toEqual({ back: [], refused });
  });

  it('takes a waiver for the plan itself, of which something waits', () => {
    const text = 'groups:\n  A:\n    members: { ada: read, bob: read, kim: write }\n';
    const { digest } = planOf(text, snapshot);
    expect(held(text, [['ada', 'bob']], [digest])).toEqual({ back: ['kim'], refused: [] });
  });

  it('takes a waiver for exactly what is left of the plan', () => {
    const part = 'groups:\n  A:\n    members: { ada: read, bob: read }\n';
    const { digest } = planOf(part, snapshot);
    const whole = 'groups:\n  A:\n    members: { ada: read, bob: read, kim: write }\n';
    expect(held(whole, [['ada', 'bob']], [digest])).toEqual({ back: ['kim'], refused: [] });
    expect(held(whole, [['ada', 'bob', 'kim']], [digest]).refused).toEqual(['last-admin']);
  });

  it('takes a waiver for no other guard', () => {
    const text = 'guards: { max_removals: 1 }\ngroups:\n  A:\n    members: { ada: read, bob: read }\n';
    expect(held(text, [['ada', 'bob']], [digestOf('1')])).toEqual({ back: [], refused: ['max-removals'] });
  });

  it('takes a waiver for one of two plans that each do it for neither', () => {
    const text =
      'guards: { max_removals: 0 }\ngroups:\n  A:\n    members: { kim: absent }\n  B:\n    members: { zoe: absent }\n';
    const refusedFor = (waivers: readonly string[]) =>
      held(text, [['kim'], ['zoe']], waivers.map(digestOf), 'max-removals').refused;
    expect(refusedFor(['1'])).toEqual(['max-removals']);
    expect(held(text, [['kim']], [digestOf('1')], 'max-removals')).toEqual({ back: ['zoe'], refused: [] });
  });

  describe('what is no membership', () => {
    const filled = {
      ...snapshotOf(
        [
          group(1, 'A', { ada: 'admin', bob: 'read' }, { resources: [model] }),
          group(2, 'B', { lee: 'admin', zoe: 'read' }),
        ],
        [...members('ada', 'bob', 'kim', 'lee', 'zoe'), { user: 'root', role: 'admin' }],
      ),
      repositories: [{ id: 'acme-ai/base', type: 'model', visibility: 'private' }],
    };
    const whatWaits = (text: string, isShown: (change: Change) => boolean) => {
      const plan = planOf(text, filled);
      const shown: ReviewedPlan = {
        digest: digestOf('1'),
        refused: false,
        ...idsOf(plan.changes.filter(isShown)),
      };
      const { back, violations } = holdBack(plan, liveOf(filled), { ...none, plans: [shown] }, 'all', []);
      return {
        back: [...back].map((index) => subjectOf(plan.changes[index])),
        refused: violations.map(({ guard }) => guard),
      };
    };

    it('holds back with a new group all that is to be in it, and nothing else', () => {
      const text = `groups:
  New: { create: true, members: { ada: admin }, resources: { models: [acme-ai/base] } }
  B: { members: { kim: read } }
`;
      expect(whatWaits(text, () => true)).toEqual({ back: [], refused: [] });
      expect(whatWaits(text, ({ kind }) => kind !== 'group')).toEqual({
        back: ['group New', 'membership ada', 'resource model:acme-ai/base'],
        refused: [],
      });
      // What is in it does not hold the group back.
      expect(whatWaits(text, ({ kind }) => kind !== 'resource').back).toEqual([
        'resource model:acme-ai/base',
      ]);
    });

    it('holds back lower roles in the organization where a guard speaks of one of them', () => {
      const text = `guards: { protected_members: [zoe] }
organization_members: { zoe: read, bob: read }
groups:
  B: { members: { kim: read } }
`;
      expect(whatWaits(text, () => true)).toEqual({
        back: ['organization_role bob', 'organization_role zoe'],
        refused: [],
      });
    });

    it('refuses, and holds nothing back, where a guard speaks of all together', () => {
      const text = `guards: { max_removals: 0 }
organization_members: { bob: read }
groups:
  B: { members: { zoe: absent } }
`;
      expect(whatWaits(text, () => true)).toEqual({ back: [], refused: ['max-removals'] });
    });
  });
});

function subjectOf(change: Change | undefined): string {
  return change === undefined ? '' : `${change.kind} ${kindOf(change).subject(change)}`;
}
