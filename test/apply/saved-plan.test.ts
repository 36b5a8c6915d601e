import { describe, expect, test } from 'vitest';
import { recheck } from '../../src/apply/recheck.ts';
import {
  approvalRefusal,
  guardRefusal,
  refusalOf,
  savedRefusal,
  staleRefusal,
} from '../../src/apply/refusal.ts';
import { type Guarding, ownGuarding, reguard } from '../../src/apply/reguard.ts';
import type { Live } from '../../src/live/organization.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import type { Change, GuardName, Plan, Policy, Violation } from '../../src/model/plan.ts';
import { digestOf } from '../../src/plan/digest.ts';

const lab = { id: 'a'.repeat(24), name: 'lab' };
const endpoint = 'https://huggingface.co';
const today = '2026-11-20';

function change(user: string, before: string | null, after: string | null): MembershipChange {
  return {
    kind: 'membership',
    action: before === null ? 'create' : after === null ? 'delete' : 'update',
    group: lab,
    user,
    before,
    after,
    destructive: after === null,
    origin: null,
    source: null,
    reason: null,
    via: null,
    cause: 'declared',
    expires: null,
    afterwards: null,
    first_access: false,
  };
}

function liveWith(members: Readonly<Record<string, string>>, group = lab): Live {
  const entries = Object.entries(members).map(
    ([user, role]) => [user.toLowerCase(), { user, role }] as const,
  );
  return {
    endpoint,
    organization: 'acme-ai',
    me: 'boss',
    groups: [
      {
        info: group,
        object: { resources: [] },
        members: new Map(entries),
        odd: new Map(),
        unreadable: null,
        autoJoin: null,
      },
    ],
    people: new Map(),
    repositories: null,
    serviceAccounts: null,
    usage: null,
    emails: new Map(),
    emailProblems: new Map(),
    emailsVisible: true,
    unread: { groups: 0, members: 0 },
  };
}

function planWith(changes: readonly Change[], more: Partial<Plan> = {}): Plan {
  return {
    format_version: '1.0',
    tool_version: '0.0.0-test',
    created_at: '2026-11-20T12:00:00.000Z',
    endpoint,
    organization: 'acme-ai',
    files: ['groups.yaml'],
    selection: null,
    declared: { groups: 1, managed_groups: 1, memberships: 0 },
    digest: digestOf(endpoint, 'acme-ai', changes),
    summary: {
      create: 0,
      update: 0,
      delete: 0,
      destructive: 0,
      blocked: 0,
      unmanaged: 0,
      groups: 0,
      calls: 0,
    },
    groups: [],
    changes,
    calls: [],
    blocked: [],
    violations: [],
    loosened: [],
    policy_changes: [],
    released: [],
    people: [],
    unmanaged: [],
    warnings: [],
    policy: { max_removals: null, max_joins: null, protected_members: [], managed_groups: [lab.id] },
    ...more,
  };
}

describe('a fresh look at an earlier plan', () => {
  const cases: readonly (readonly [
    string,
    Change,
    Readonly<Record<string, string>>,
    'open' | 'already' | RegExp,
  ])[] = [
    ['an add, still missing', change('Ada', null, 'read'), {}, 'open'],
    ['an add, there by now', change('Ada', null, 'read'), { ada: 'read' }, 'already'],
    [
      'an add, there with another role',
      change('Ada', null, 'read'),
      { ada: 'admin' },
      /^lab: Ada was not in the group when the plan was made, is admin now, and would become read$/,
    ],
    ['a role change, still open', change('Ada', 'read', 'write'), { ADA: 'read' }, 'open'],
    ['a role change, made by now', change('Ada', 'read', 'write'), { ada: 'write' }, 'already'],
    [
      'a role change of who is gone',
      change('Ada', 'read', 'write'),
      {},
      /is not in the group now, and would become write$/,
    ],
    ['a removal, still open', change('Ada', 'read', null), { ada: 'read' }, 'open'],
    ['a removal, made by now', change('Ada', 'read', null), {}, 'already'],
    [
      'a removal of who was promoted',
      change('Ada', 'read', null),
      { ada: 'admin' },
      /^lab: Ada was read when the plan was made, is admin now, and would become not in the group$/,
    ],
  ];
  test.each(cases)('%s', (_, one, members, expected) => {
    const { already, differences } = recheck([one], liveWith(members), today);
    expect([...already]).toEqual(expected === 'already' ? [0] : []);
    expect(differences).toEqual(expected instanceof RegExp ? [expect.stringMatching(expected)] : []);
  });

  test('a group that is not listed any more is said once', () => {
    const changes = [change('ada', null, 'read'), change('bob', null, 'read')];
    const live = liveWith({}, { id: 'b'.repeat(24), name: 'lab' });
    expect(recheck(changes, live, today).differences).toEqual(['lab: the group is not listed any more']);
  });

  test('a group that was renamed is the same group, and called as it is now', () => {
    const live = liveWith({ bob: 'admin' }, { id: lab.id, name: 'laboratory' });
    expect(recheck([change('ada', null, 'read')], live, today).differences).toEqual([]);
    expect(recheck([change('bob', null, 'read')], live, today).differences).toEqual([
      'laboratory: bob was not in the group when the plan was made, is admin now, and would become read',
    ]);
  });

  test('a group that is to be made need not be listed', () => {
    const one: Change = { ...change('ada', null, 'read'), group: { id: null, name: 'Fresh' } };
    expect(recheck([one], liveWith({}), today)).toEqual({ already: new Set(), differences: [] });
    expect(recheck([{ ...one, expires: '2026-11-19' }], liveWith({}), today).differences).toEqual([
      'Fresh: ada would become read, which ended on 2026-11-19',
    ]);
  });

  test('what is about the organization has no group', () => {
    const role = (user: string): Change => ({
      kind: 'organization_role',
      action: 'update',
      group: null,
      user,
      before: 'read',
      after: 'write',
      destructive: false,
      origin: null,
      source: null,
      keeps: [],
    });
    const people = ['read', 'admin', 'write'].map(
      (is, index) => [`u${index}`, { user: `u${index}`, role: is, email: null, fullname: null }] as const,
    );
    const live: Live = { ...liveWith({}), people: new Map(people) };
    expect(recheck(['u0', 'u1', 'u2'].map(role), live, today)).toEqual({
      already: new Set([2]),
      differences: ['u1 was read when the plan was made, is admin now, and would become write'],
    });
  });

  test('what comes from outside is made visible', () => {
    const [line] = recheck(
      [change('ada', null, 'read')],
      liveWith({ ada: 'adm\u001bin' }),
      today,
    ).differences;
    expect(line).toContain('adm\\u{1b}in');
  });

  test('stale is a refusal with every difference', () => {
    expect(staleRefusal([])).toBeNull();
    expect(staleRefusal(['one', 'two'])).toEqual({
      code: 'stale-plan',
      message: 'The plan is stale: the organization has changed since. Plan again.',
      differences: ['one', 'two'],
    });
  });
});

describe('what has ended since', () => {
  const until = (day: string | null, before: string | null, after: string | null): Change => ({
    ...change('ada', before, after),
    expires: day,
  });

  test.each([
    ['an add', until('2026-11-19', null, 'admin'), {}, true],
    ['an add on its last day', until('2026-11-20', null, 'admin'), {}, false],
    ['an add without an end', until(null, null, 'admin'), {}, false],
    ['a change of role', until('2026-11-19', 'admin', 'read'), { ada: 'admin' }, true],
    ['a removal', until('2026-11-19', 'admin', null), { ada: 'admin' }, false],
    ['what is so already', until('2026-11-19', null, 'admin'), { ada: 'admin' }, false],
  ])('%s', (_what, one, members, stale) => {
    const { differences } = recheck([one], liveWith(members), today);
    const line = /^lab: ada would become (admin|read), which ended on 2026-11-19$/;
    expect(differences).toEqual(stale ? [expect.stringMatching(line)] : []);
  });

  test('the files say it too, where the plan was edited', () => {
    const one = until('2030-01-01', null, 'admin');
    const endOf = (asked: Change): string | null => (asked === one ? '2026-11-19' : null);
    expect(recheck([one], liveWith({}), today, endOf).differences).toHaveLength(1);
    expect(recheck([one], liveWith({}), today, () => null).differences).toEqual([]);
  });
});

describe('the guards of an earlier plan', () => {
  const violation = (guard: GuardName, waived: boolean, user: string | null = null): Violation => {
    return { guard, message: 'then', group: user === null ? null : lab, user, source: null, waived };
  };
  const destructive = (user: string, before: string, after: string | null): Change => ({
    ...change(user, before, after),
    destructive: true,
  });
  const policy = (more: Partial<Policy> = {}): Policy => ({
    max_removals: null,
    max_joins: null,
    protected_members: [],
    managed_groups: [lab.id],
    ...more,
  });
  const refused = (
    changes: readonly Change[],
    live: Live,
    guarding: Guarding,
    already: ReadonlySet<number> = new Set(),
  ): readonly GuardName[] =>
    reguard(changes, live, already, guarding)
      .filter(({ waived }) => !waived)
      .map(({ guard }) => guard);

  test('another admin left meanwhile: last-admin', () => {
    const changes = [destructive('ada', 'admin', null)];
    const before = liveWith({ ada: 'admin', bob: 'admin', kim: 'read' });
    const now = liveWith({ ada: 'admin', kim: 'read' });
    expect(refused(changes, before, ownGuarding(policy(), []))).toEqual([]);
    expect(refused(changes, now, ownGuarding(policy(), []))).toEqual(['last-admin']);
    expect(refused(changes, now, ownGuarding(policy(), ['last-admin']))).toEqual([]);
  });

  test('what is so already cannot harm', () => {
    const changes = [destructive('ada', 'admin', null)];
    expect(refused(changes, liveWith({ bob: 'admin' }), ownGuarding(policy(), []), new Set([0]))).toEqual([]);
    const removals = ['ada', 'bob', 'kim'].map((user) => destructive(user, 'read', null));
    const live = liveWith({ root: 'admin', ada: 'read', bob: 'read', kim: 'read', zoe: 'read' });
    const guarding = { policies: [policy({ max_removals: 2 })], waived: new Set<GuardName>() };
    expect(refused(removals, live, guarding)).toEqual(['max-removals']);
    expect(refused(removals, live, guarding, new Set([1]))).toEqual([]);
  });

  test('a looser limit of the plan does not hold, a stricter one does', () => {
    const users = Array.from({ length: 8 }, (_, index) => `u${index}`);
    const live = liveWith({ root: 'admin', ...Object.fromEntries(users.map((user) => [user, 'read'])) });
    const removals = (count: number): readonly Change[] =>
      users.slice(0, count).map((user) => destructive(user, 'read', null));
    const under = (limit: number | string | null, count: number): readonly GuardName[] =>
      refused(removals(count), live, ownGuarding(policy({ max_removals: limit }), []));
    for (const limit of [100, '100%', null]) {
      expect(under(limit, 5)).toEqual([]);
      expect(under(limit, 6)).toEqual(['max-removals']);
    }
    expect(under(2, 2)).toEqual([]);
    expect(under(2, 3)).toEqual(['max-removals']);
    expect(under(2, 6)).toEqual(['max-removals']);
  });

  test('each finding is told once, by the first policy that finds it', () => {
    const live = liveWith({ ada: 'admin', bob: 'admin', kim: 'read' });
    const changes = [destructive('ada', 'admin', null), destructive('bob', 'admin', 'read')];
    const policies = [policy({ protected_members: ['ada', 'bob'] }), policy({ protected_members: ['ada'] })];
    const found = reguard(changes, live, new Set(), { policies, waived: new Set() });
    expect(found.map(({ guard, user }) => [guard, user])).toEqual([
      ['last-admin', null],
      ['protected-member', 'ada'],
      ['protected-member', 'bob'],
    ]);
  });

  test('what several policies find is told guard by guard, within one by the person, in the first one’s words', () => {
    const live = liveWith({ root: 'admin', ada: 'read', bob: 'read', kim: 'read' });
    const changes = ['ada', 'bob', 'kim'].map((user) => destructive(user, 'read', null));
    const policies = [
      policy({ protected_members: ['kim', 'bob'] }),
      policy({ max_removals: 1, protected_members: ['ada'] }),
      policy({ max_removals: 2 }),
    ];
    const found = reguard(changes, live, new Set(), { policies, waived: new Set() });
    expect(found.map(({ guard, user }) => [guard, user])).toEqual([
      ['max-removals', null],
      ['protected-member', 'ada'],
      ['protected-member', 'bob'],
      ['protected-member', 'kim'],
    ]);
    const alone = reguard(changes, live, new Set(), { policies: policies.slice(1, 2), waived: new Set() });
    expect(found[0]).toEqual(alone[0]);
  });

  test.each([
    [[], null],
    [[violation('last-admin', true)], null],
    [[violation('last-admin', false), violation('max-removals', true)], 'Refused by the guard last-admin.'],
    [
      [violation('last-admin', false), violation('last-admin', false), violation('self-lockout', false)],
      'Refused by the guards last-admin, self-lockout.',
    ],
  ])('%# refuse by name, unless they are waived', (violations, message) => {
    expect(guardRefusal(violations)?.message ?? null).toBe(message);
  });

  test('tell what was found since the plan was shown, and nothing twice', () => {
    const [seen, waived] = [violation('last-admin', false), violation('max-removals', true)];
    const since = { ...violation('self-lockout', false), message: 'found since' };
    expect(guardRefusal([seen, waived])?.differences).toEqual([]);
    expect(guardRefusal([seen, waived, since], [seen])?.differences).toEqual(['found since']);
    expect(guardRefusal([seen], [{ ...seen, waived: true }])?.differences).toEqual([seen.message]);
  });
});

describe('what the file and the run tell without asking the Hub', () => {
  const plan = planWith([change('ada', null, 'read')]);
  const required = { digest: null, endpoint, organization: null };
  const edited = 'The digest of the saved plan does not fit its changes: the file was edited.';

  test('a plan that fits is not refused', () => {
    expect(savedRefusal(plan, required)).toBeNull();
    expect(savedRefusal(plan, { ...required, digest: plan.digest, organization: 'ACME-ai' })).toBeNull();
    expect(savedRefusal({ ...plan, organization: 'Acme-AI' }, required)).toBeNull();
  });

  test.each<readonly [string, Plan, Partial<Parameters<typeof savedRefusal>[1]>, string, string]>([
    ['a change was edited', { ...plan, changes: [change('ada', null, 'admin')] }, {}, 'other-digest', edited],
    ['a change was taken out', { ...plan, changes: [] }, {}, 'other-digest', edited],
    ['the organization was edited', { ...plan, organization: 'other' }, {}, 'other-digest', edited],
    ['the endpoint was edited', { ...plan, endpoint: 'https://hub.example' }, {}, 'other-digest', edited],
    [
      'another endpoint',
      plan,
      { endpoint: 'https://hub.example' },
      'other-run',
      'The saved plan is for https://huggingface.co, this run for https://hub.example.',
    ],
    [
      'another organization',
      plan,
      { organization: 'other' },
      'other-run',
      'The saved plan is for acme-ai, this run for other.',
    ],
    [
      'another digest',
      plan,
      { digest: 'sha256:00' },
      'other-digest',
      `The plan has the digest ${plan.digest}, not sha256:00 as asked.`,
    ],
  ])('%s', (_, saved, more, code, message) => {
    expect(savedRefusal(saved, { ...required, ...more })).toEqual({
      code,
      message,
      differences: [],
    });
  });

  test('a fresh plan is refused by a guard first, then by another digest', () => {
    const guarded = {
      ...plan,
      violations: [{ guard: 'last-admin', message: '', group: lab, user: null, source: null, waived: false }],
    } as const;
    expect(refusalOf(guarded, { digest: 'sha256:00' })?.code).toBe('guard');
    expect(refusalOf(plan, { digest: 'sha256:00' })?.code).toBe('other-digest');
    expect(refusalOf(plan, { digest: plan.digest })).toBeNull();
    expect(refusalOf(plan, { digest: null })).toBeNull();
  });

  test('without a yes nothing goes on', () => {
    const refused = (message: string) => ({ code: 'not-approved', message, differences: [] });
    expect(approvalRefusal('no')).toEqual(refused('Not approved: only the answer `yes` goes on.'));
    expect(approvalRefusal('cannot-ask')).toEqual(
      refused(
        'Not approved: nobody can be asked without a terminal, and a `yes` from a pipe does not count. Without one, use `apply --auto-approve`, or save the plan with `plan --out FILE`, look at it, and make it with `apply FILE`.',
      ),
    );
  });
});
