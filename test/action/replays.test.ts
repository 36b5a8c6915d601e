import { describe, expect, it } from 'vitest';
import { files, ids } from '../cli/support/scene.ts';
import { remark } from './runner.ts';
import { type Change, nightly, type Stage, stage } from './stage.ts';

/** What was shown once, or elsewhere, and is brought back: none of it may count for what is merged now. */

function rolesOf({ hub }: Stage, id: string = ids.models): Readonly<Record<string, string>> {
  const roles: Record<string, string> = {};
  hub.mutate((directory) => {
    for (const [name, { role }] of directory.group(id)?.users ?? []) roles[name.toLowerCase()] = role;
  });
  return roles;
}

const withMembers = (...lines: readonly string[]): string =>
  files.nothing.replace('ada: admin\n', `ada: admin\n${lines.map((line) => `      ${line}\n`).join('')}`);

async function reviewed({ propose, run, merge }: Stage, changed: Change) {
  const proposed = propose(changed);
  await run('plan', proposed.event);
  return { proposed, push: merge(proposed) };
}

const held = { code: 4, outputs: { failure_reason: 'plan-changed' } };
const heldAtNight = { code: 0, outputs: { failure_reason: '', held_back: '1' } };

describe('a pull request that is pointed elsewhere', () => {
  it('is not planned for another branch than that of the event, also when its job is run again', async () => {
    const set = await stage({
      'access/groups.yaml': withMembers(),
      'access/teams.yaml': 'version: 1\norganization: acme-ai\nteams:\n  interns: { members: [kim] }\n',
    });
    const inputs = { file: 'access' };
    const { repository } = set.github;
    const quiet = set.propose({
      'access/teams.yaml': 'version: 1\norganization: acme-ai\nteams:\n  interns: { members: [kim, lee] }\n',
    });
    await set.run('plan', quiet.event, { inputs });
    const loud = set.propose({ 'access/groups.yaml': `${withMembers()}    teams:\n      interns: admin\n` });
    await set.run('plan', loud.event, { inputs });
    const [shown = ''] = set.comments(loud.number);
    // Against the branch of the other one its plan has what only both together bring.
    repository.branches.set('evil', repository.pull(quiet.number).head);
    Object.assign(repository.pull(loud.number), { base: 'evil' });
    const again = await set.run('plan', loud.event, { inputs, env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(again).toMatchObject({ code: 0, outputs: { changes: '' } });
    expect(again.commands).toEqual([
      remark(
        'notice',
        'No plan',
        `#${loud.number} is to be merged into another branch than when this run was first started, so its comment and status are left as they are.`,
      ),
    ]);
    expect(set.comments(loud.number)).toEqual([shown]);
    Object.assign(repository.pull(loud.number), { base: 'main' });
    set.merge(quiet);
    expect(await set.run('apply', set.merge(loud), { inputs })).toMatchObject(held);
    expect(rolesOf(set)).not.toHaveProperty('lee');
  });
});

describe('a run of long ago', () => {
  it('applies nothing of a branch that is the default branch no more', async () => {
    const set = await stage(files.nothing);
    const { push } = await reviewed(set, withMembers('zoe: absent'));
    set.github.repository.defaultBranch = 'trunk';
    set.github.repository.branches.set('trunk', set.github.repository.main);
    const ran = await set.run('apply', push, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(set.writes()).toEqual([]);
  });
});

describe('a merge that was reverted', () => {
  it('is not made again by reverting that without a plan', async () => {
    const set = await stage(files.nothing);
    await set.run('apply', (await reviewed(set, withMembers('lee: admin'))).push);
    await set.run('apply', (await reviewed(set, withMembers('lee: absent'))).push);
    const again = set.propose(withMembers('lee: admin'));
    expect(await set.run('apply', set.merge(again))).toMatchObject(held);
    expect(rolesOf(set)).not.toHaveProperty('lee');
  });
});

describe('a date', () => {
  const after = { now: '2026-12-05T04:00:00Z' };
  const ending = withMembers('zoe: { role: read, expires: 2026-11-25 }');

  it('that was put off vouches for no other removal', async () => {
    const set = await stage(files.nothing);
    await set.run('apply', (await reviewed(set, ending)).push);
    // Prolonged for ever, in a pull request; what the group says on the old date is still in the past.
    set.github.repository.setTime('2026-11-26T09:00:00Z');
    const stays = withMembers('zoe: read');
    await set.run('apply', (await reviewed(set, stays)).push, { now: '2026-11-26T09:00:00Z' });
    // Somebody removes zoe beside an entry that ended on the same day.
    set.push(withMembers('zoe: absent', 'lee: { role: read, expires: 2026-11-25 }'));
    expect(await set.run('apply', nightly, after)).toMatchObject(heldAtNight);
    expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
  });

  it('of a pull request that somebody pushed and nobody merged vouches for nothing', async () => {
    const set = await stage(files.nothing);
    const { repository } = set.github;
    const { number } = set.propose(ending);
    repository.pushCommit('main', repository.pull(number).head);
    expect(repository.pull(number).merged).not.toBeNull();
    expect(await set.run('apply', nightly, after)).toMatchObject(heldAtNight);
    expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
  });
});

describe('the text of a plan', () => {
  it('counts no more when somebody lets its link lead to another run', async () => {
    const set = await stage(files.nothing);
    const inputs = { 'fail-on-blocked': 'never' };
    const many = Array.from({ length: 900 }, (_, index) => `  Group ${index}: { members: { ada: read } }\n`);
    const proposed = set.propose(`${withMembers('zoe: absent')}${many.join('')}`);
    await set.run('plan', proposed.event);
    const [body = ''] = set.comments(proposed.number);
    expect(body).toContain('/actions/runs/77)');
    for (const comment of set.github.repository.commentsOf(proposed.number))
      comment.body = body.replace('/actions/runs/77)', '/actions/runs/66)');
    const ran = await set.run('apply', set.merge(proposed), { inputs });
    expect(ran).toMatchObject(held);
    expect(ran.commands).toContainEqual(
      remark(
        'notice',
        'No review',
        '#1 counts as reviewed by nobody: the text of its plan was edited by hand.',
      ),
    );
    expect(set.writes()).toEqual([]);
  });
});

describe('the plan of another organization', () => {
  it('counts for nothing, also where plans are not signed', async () => {
    const inputs = { 'signing-key': '' };
    const set = await stage(files.nothing);
    const proposed = set.propose(withMembers('zoe: absent'));
    await set.run('plan', proposed.event, { inputs });
    for (const comment of set.github.repository.commentsOf(proposed.number))
      comment.body = comment.body.replace('"organization":"acme-ai"', '"organization":"acme"');
    const ran = await set.run('apply', set.merge(proposed), { inputs });
    expect(ran).toMatchObject(held);
    expect(ran.commands).toContainEqual(
      remark('notice', 'No review', '#1 counts as reviewed by nobody: it has no plan of acme-ai.'),
    );
    expect(set.writes()).toEqual([]);
  });
});

describe('two pull requests in a merge queue', () => {
  it('are applied by what each of them showed, and nothing more', async () => {
    const set = await stage(files.nothing);
    const { repository } = set.github;
    const first = set.propose({ 'groups.yaml': withMembers('lee: read') });
    await set.run('plan', first.event);
    const second = set.propose({ 'notes.txt': 'x' });
    await set.run('plan', second.event);
    for (const { number } of [first, second])
      repository.mergeQueued(number, repository.enqueue(number).headSha);
    // What came with them, and no pull request had.
    repository.push('main', { 'groups.yaml': withMembers('lee: read', 'zoe: absent') });
    const ran = await set.run('apply', { ...nightly, sha: repository.main });
    expect(ran).toMatchObject(heldAtNight);
    expect(rolesOf(set)).toMatchObject({ lee: 'read', zoe: 'read' });
  });
});

describe('an admin of a group', () => {
  it('takes away the other admin, whom nothing declares: the last one stays, and the other groups are changed', async () => {
    const both = `${withMembers('grace: admin')}  Evaluation:\n    members:\n      kim: read\n`;
    const set = await stage(both);
    set.hub.mutate((directory) => directory.setRole(ids.models, 'kim', 'admin'));
    await set.run('apply', (await reviewed(set, `${both}# grace\n`)).push);
    const wanted = both
      .replace('      ada: admin\n', '      ada: absent\n')
      .replace('grace: admin', 'grace: absent')
      .replace('kim: read', 'kim: write');
    const { push } = await reviewed(set, wanted);
    // Kim, who would be left, is gone.
    set.hub.mutate((directory) => directory.setRole(ids.models, 'kim', 'read'));
    const ran = await set.run('apply', push);
    expect(ran).toMatchObject(held);
    expect(rolesOf(set)).toMatchObject({ ada: 'admin', grace: 'admin' });
    expect(rolesOf(set, ids.evaluation)).toMatchObject({ kim: 'write' });
  });
});
