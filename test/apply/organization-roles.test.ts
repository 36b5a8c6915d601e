import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

const [old, kept] = ['a', 'b'].map((letter) => letter.repeat(24)) as [string, string];
const seed = seedOf(['ada', 'kim'], {
  Old: { id: old, members: { ada: 'read', kim: 'read' } },
  Kept: { id: kept, members: { boss: 'admin', ada: 'write' } },
});

/** Plans, lets something happen, and applies. */
async function run({
  wishes = {},
  roles = { ada: 'contributor' },
  faults = [],
  between = () => undefined,
}: {
  readonly wishes?: WholeWishes;
  readonly roles?: Readonly<Record<string, string>>;
  readonly faults?: FaultScript;
  readonly between?: (stage: Stage) => void;
}) {
  await using stage = await Stage.open({ seed });
  const actor = stage.actor();
  const planned = await planOf(actor, wishes, 50, roles);
  stage.sandbox.setFaults(faults);
  between(stage);
  const report = await applyPlan(stage, actor, planned);
  const members = { Old: stage.members('Old'), Kept: stage.members('Kept') };
  return { report, members, writes: stage.writes() };
}

function of({ changes }: Report): readonly (readonly unknown[])[] {
  return changes.flatMap((change) =>
    change.kind === 'organization_role'
      ? [[change.user, change.status, change.error?.message, change.in_doubt]]
      : [],
  );
}

test('somebody whose group the same run deletes has the role after it, and keeps every other group', async () => {
  const { report, members, writes } = await run({ wishes: { Old: { id: old, state: 'absent' } } });
  expect(of(report)).toEqual([['ada', 'applied', undefined, undefined]]);
  expect(report.result).toBe('applied');
  expect(members.Kept).toEqual({ boss: 'admin', ada: 'write' });
  expect(writes.map(({ method, body }) => [method, body])).toEqual([
    ['DELETE', null],
    ['PUT', { role: 'contributor', resourceGroups: [{ id: kept, role: 'write' }] }],
  ]);
});

test('a member of the list who has no name stops nobody', async () => {
  const listed = (nth: number, role: string): FaultScript[number] => {
    const people = { boss: 'admin', kim: 'read', ada: role };
    const body = [...Object.entries(people).map(([user, own]) => ({ user, role: own })), { type: 'user' }];
    return { when: { method: 'GET', path: '**/members', nth }, do: { body } };
  };
  const { report } = await run({ faults: [listed(1, 'read'), listed(2, 'contributor')] });
  expect(of(report)).toEqual([['ada', 'applied', undefined, undefined]]);
});

test('somebody who has the role by now needs no call', async () => {
  const { report, writes } = await run({
    between: ({ sandbox }) =>
      sandbox.mutate((directory) => directory.setOrganizationRole('ada', 'contributor')),
  });
  expect(of(report)).toEqual([['ada', 'already', undefined, undefined]]);
  expect(writes).toEqual([]);
});

test('a role that the Hub refuses is told in its words', async () => {
  const { report } = await run({
    faults: [{ when: { method: 'PUT' }, do: { status: 403, body: { error: 'managed by SCIM' } } }],
  });
  expect(of(report)).toEqual([['ada', 'failed', 'managed by SCIM', undefined]]);
});

test('a group that somebody else has deleted meanwhile is named, and nothing is sent', async () => {
  const { report, writes } = await run({
    between: ({ sandbox }) => sandbox.mutate((directory) => directory.deleteGroup(old)),
  });
  const message = 'The group "Old" is not there any more, or the token may not see it.';
  expect(of(report)).toEqual([['ada', 'not_attempted', message, undefined]]);
  expect(writes).toEqual([]);
});

test.each(['**/members', '**/resource-groups'])(
  'where nobody can look after the call at %s, what became of it is not known',
  async (path) => {
    const { report, writes } = await run({
      faults: [{ when: { method: 'GET', path, nth: 2 }, do: { status: 404 } }],
    });
    expect(writes.map(({ status }) => status)).toEqual([200]);
    expect(of(report)).toMatchObject([
      ['ada', 'failed', expect.stringContaining('Whether it was done is not known.'), true],
    ]);
  },
);

test('a call that takes somebody out of another group is told with the group to look at', async () => {
  const { report, members } = await run({
    faults: [{ when: { method: 'PUT' }, do: { lie: 'half' } }],
  });
  // Of two groups by name the call was taken for the first alone.
  expect([members.Kept['ada'], members.Old['ada']]).toEqual(['write', undefined]);
  expect(of(report)).toEqual([
    [
      'ada',
      'failed',
      'ada is contributor in the organization now, but is not in "Old" as before: look at the groups of ada, and plan again.',
      true,
    ],
  ]);
});
