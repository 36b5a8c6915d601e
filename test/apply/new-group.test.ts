import { describe, expect, it } from 'vitest';
import { kindOf } from '../../src/kinds/registry.ts';
import type { Report } from '../../src/model/report.ts';
import type { Directory } from '../../src/sandbox/directory.ts';
import type { HandSeed } from '../../src/sandbox/model.ts';
import { applyPlan, planOf, Stage, seedOf, type WholeWishes } from './stage.ts';

/** A token that may make groups, of somebody who is no admin of the organization. */
const maker: Partial<HandSeed> = {
  tokens: Array.from({ length: 3 }, (_, index) => ({
    token: `hf_run_${index + 1}`,
    name: `run-${index + 1}`,
    user: 'mia',
    access: 'admin' as const,
  })),
};
const people = ['mia', 'ada', 'bob', 'kim', 'lee'];

async function run(seed: HandSeed, wishes: WholeWishes, meanwhile: (directory: Directory) => void) {
  await using stage = await Stage.open({ seed });
  stage.sandbox.mutate((directory) => directory.setOrganizationRole('mia', 'write'));
  const actor = stage.actor();
  const planned = await planOf(actor, wishes);
  stage.sandbox.mutate(meanwhile);
  const report = await applyPlan(stage, actor, planned);
  const sent = stage
    .writes()
    .map(({ method, path, status, body }) => [method, path.split('/').slice(5).join('/'), status, body]);
  return { report, sent, members: stage.members('Fresh') };
}

const results = ({ changes }: Report) =>
  Object.fromEntries(changes.map((change) => [kindOf(change).subject(change), change.status]));

type Sent = Awaited<ReturnType<typeof run>>['sent'];
const posts = (sent: Sent) => sent.filter(([method, path]) => method === 'POST' && path === '');
const usersIn = (sent: Sent) =>
  posts(sent).map(([, , , body]) => Object(body)['users']?.map(({ user }: { user: string }) => user));

const wishesWith = (...admins: readonly string[]): WholeWishes => {
  const roles = { bob: 'write', kim: 'read', ...Object.fromEntries(admins.map((name) => [name, 'admin'])) };
  return { Fresh: { create: true, description: 'New', members: roles } };
};

describe('a new group that is refused with all that it begins with', () => {
  it.each<[string, Partial<HandSeed>, readonly string[], string, readonly (readonly string[] | undefined)[]]>(
    [
      ['an admin of the organization makes it alone', {}, ['ada'], 'kim', [['ada', 'bob', 'kim'], undefined]],
      [
        'who is none makes it with themselves',
        maker,
        ['ada', 'mia'],
        'kim',
        [['ada', 'mia', 'bob', 'kim'], ['mia']],
      ],
      [
        '… also where the other admin is who is refused',
        maker,
        ['ada', 'mia'],
        'ada',
        [['ada', 'mia', 'bob', 'kim'], ['mia']],
      ],
    ],
  )('%s, and everybody else comes in', async (_, tokens, admins, leaver, asked) => {
    const { report, sent, members } = await run(
      seedOf(people, {}, tokens),
      wishesWith(...admins),
      (directory) => directory.leave(leaver),
    );
    expect(usersIn(sent).map((users) => users?.toSorted())).toEqual(asked.map((users) => users?.toSorted()));
    const all = Object.keys(results(report));
    expect(results(report)).toEqual(
      Object.fromEntries(all.map((subject) => [subject, subject === leaver ? 'failed' : 'applied'])),
    );
    expect(Object.keys(members).toSorted()).toEqual(
      [...admins, 'bob', 'kim'].filter((user) => user !== leaver).toSorted(),
    );
    expect(report.changes.find((change) => change.status === 'failed')?.error?.message).toBe(
      `Users not in the organization: ${leaver}`,
    );
  });

  it('is tried with one admin after the other, and told in the words of the last', async () => {
    const { report, sent } = await run(seedOf(people, {}, maker), wishesWith('ada', 'lee'), (directory) => {
      directory.leave('ada');
      directory.leave('lee');
    });
    expect(usersIn(sent)).toEqual([expect.any(Array), ['ada'], ['lee']]);
    expect(new Set(Object.values(results(report)))).toEqual(new Set(['failed']));
    expect(report.changes[0]?.error?.message).toBe('Users not in the organization: lee');
  });

  it('is not tried twice with the same', async () => {
    const wishes: WholeWishes = { Fresh: { create: true, members: { ada: 'admin' } } };
    const { report, sent } = await run(seedOf(people, {}, maker), wishes, (directory) =>
      directory.leave('ada'),
    );
    expect(usersIn(sent)).toEqual([['ada']]);
    expect(results(report)).toEqual({ Fresh: 'failed', ada: 'failed' });
  });

  it('is tried with a few admins and no more', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `admin-${index}`);
    const { sent } = await run(seedOf([...people, ...many], {}, maker), wishesWith(...many), (directory) => {
      for (const name of many) directory.leave(name);
    });
    expect(posts(sent)).toHaveLength(6);
  });
});
