import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { acme, files, ids } from '../cli/support/scene.ts';
import { remark } from './runner.ts';
import { byHand, type Change, nightly, type Stage, stage } from './stage.ts';

/**
 * What was shown against an earlier version, and what else an attacker would try. Each is played by somebody who may do
 * only what the title says: write to the repository, open a pull request from a fork, administer a group on the Hub,
 * start jobs again. None of them may merge without a review.
 */

/** The roles of a group on the Hub. */
function rolesOf({ hub }: Stage, id: string = ids.models): Readonly<Record<string, string>> {
  const roles: Record<string, string> = {};
  hub.mutate((directory) => {
    for (const [name, { role }] of directory.group(id)?.users ?? []) roles[name.toLowerCase()] = role;
  });
  return roles;
}

const withMembers = (...lines: readonly string[]): string =>
  files.nothing.replace('ada: admin\n', `ada: admin\n${lines.map((line) => `      ${line}\n`).join('')}`);
const removing = withMembers('zoe: absent');

/** Opens a pull request, plans it and merges it. @returns the event of the push */
async function reviewed({ propose, run, merge }: Stage, change: Change, inputs = {}) {
  const proposed = propose(change);
  const plan = await run('plan', proposed.event, { inputs });
  return { proposed, plan, push: merge(proposed) };
}

const held = { code: 4, outputs: { failure_reason: 'plan-changed' } };
const heldAtNight = { code: 0, outputs: { failure_reason: '' } };

describe('somebody who can write to the repository', () => {
  it('puts a repository of git beside the file: it is never opened', async () => {
    const set = await stage({
      'access/groups.yaml': files.nothing,
      'access/HEAD': 'ref: refs/heads/x\n',
      'access/config': '[core]\n\tbare = true\n[remote "o"]\n\turl = ext::sh -c "touch /tmp/taken"\n',
      'access/objects/keep': '',
      'access/refs/heads/x': `${'1'.repeat(40)}\n`,
    });
    const inputs = { file: 'access/groups.yaml' };
    const { plan, push } = await reviewed(set, { 'access/groups.yaml': files.three }, inputs);
    expect(plan).toMatchObject({ code: 0, outputs: { to_add: '1' } });
    expect(await set.run('apply', push, { inputs })).toMatchObject({
      code: 0,
      outputs: { result: 'applied' },
    });
  });

  it('gives a grant that no comment showed by two pull requests', async () => {
    const set = await stage({
      'access/groups.yaml': withMembers(),
      'access/teams.yaml': 'version: 1\norganization: acme-ai\nteams:\n  interns: { members: [kim] }\n',
    });
    const inputs = { file: 'access' };
    const quiet = set.propose({
      'access/teams.yaml': 'version: 1\norganization: acme-ai\nteams:\n  interns: { members: [kim, lee] }\n',
    });
    expect((await set.run('plan', quiet.event, { inputs })).outputs['changes']).toBe('false');
    const loud = set.propose({ 'access/groups.yaml': `${withMembers()}    teams:\n      interns: admin\n` });
    expect((await set.run('plan', loud.event, { inputs })).outputs).toMatchObject({
      to_add: '0',
      to_change: '1',
    });
    set.merge(quiet);
    const ran = await set.run('apply', set.merge(loud), { inputs });
    expect(ran).toMatchObject(held);
    expect(ran.outputs['held_back']).toBe('1');
    expect(rolesOf(set)).toMatchObject({ kim: 'admin' });
    expect(rolesOf(set)).not.toHaveProperty('lee');
    for (const text of [ran.summary, set.comments(loud.number)[0]]) expect(text).toMatch(/^\+ lee admin/m);
  });

  it('hides a higher role behind a date: when it passes, nobody has reviewed it', async () => {
    const set = await stage(files.nothing);
    const hidden = `${withMembers('kim: { role: read, expires: 2026-11-25 }').replace('groups:', 'teams:\n  all: { members: [kim] }\ngroups:')}    teams:\n      all: admin\n`;
    const { plan, push } = await reviewed(set, hidden);
    expect(plan.outputs['changes']).toBe('false');
    await set.run('apply', push);
    const night = await set.run('apply', nightly, { now: '2026-11-26T04:00:00Z' });
    expect(night).toMatchObject(heldAtNight);
    expect(night.outputs['held_back']).toBe('1');
    expect(rolesOf(set)).toMatchObject({ kim: 'read' });
  });

  it('pushes to the branch after the approval, and the plan of it does not come about', async () => {
    const set = await stage(files.nothing);
    const proposed = set.propose(withMembers('lee: read'));
    await set.run('plan', proposed.event);
    set.edit(proposed, withMembers('lee: read', 'zoe: absent'));
    const ran = await set.run('apply', set.merge(proposed));
    expect(ran).toMatchObject(held);
    expect(set.writes()).toEqual([]);
    expect(ran.commands).toContainEqual({
      ...remark('notice', 'No review', ''),
      message: expect.stringMatching(
        /^#1 counts as reviewed by nobody: its plan is of \w{7}, and \w{7} was merged\.$/,
      ),
    });
  });

  it('pushes without a pull request what was reviewed, made and undone long ago', async () => {
    for (const inputs of [{}, { comment: 'never' }]) {
      const set = await stage(files.nothing);
      const proposed = set.propose(removing);
      await set.run('plan', proposed.event);
      expect(await set.run('apply', set.merge(proposed), { inputs })).toMatchObject({
        outputs: { result: 'applied' },
      });
      set.hub.mutate((directory) => directory.setRole(ids.models, 'zoe', 'read'));
      expect(await set.run('apply', set.push(`${removing}# pushed\n`), { inputs })).toMatchObject(held);
      expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
    }
  });

  it('does so although the comment of the first apply was refused', async () => {
    const set = await stage(files.nothing);
    const { push } = await reviewed(set, removing);
    set.github.fail({
      match: ({ method, path }) => method !== 'GET' && path.includes('/comments'),
      faults: [{ status: 403 }],
      forEver: true,
    });
    expect(await set.run('apply', push)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    set.hub.mutate((directory) => directory.setRole(ids.models, 'zoe', 'read'));
    expect(await set.run('apply', set.push(`${removing}# pushed\n`))).toMatchObject(held);
  });

  it('pushes without a pull request after a merge that was never applied', async () => {
    const set = await stage(files.nothing);
    await reviewed(set, removing);
    const ran = await set.run('apply', set.push(withMembers('zoe: absent', 'kim: absent')));
    expect(ran).toMatchObject(held);
    expect(rolesOf(set)).toEqual({ ada: 'admin', grace: 'write', kim: 'read' });
  });

  it('sets the branch back to a merge that was applied', async () => {
    const set = await stage(files.nothing);
    const first = await reviewed(set, removing);
    const { repository } = set.github;
    const old = repository.main;
    // Another merge comes before its apply, so that one apply makes both.
    const { push } = await reviewed(set, withMembers('zoe: absent', 'lee: read'));
    await set.run('apply', push);
    const { push: back } = await reviewed(set, withMembers('zoe: read', 'lee: read'));
    await set.run('apply', back);
    expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
    repository.pushCommit('main', old);
    expect(await set.run('apply', { ...first.push, sha: old })).toMatchObject(held);
    expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
  });

  it('merges into another branch what was shown for it, and that into main', async () => {
    const set = await stage(files.nothing);
    const { repository } = set.github;
    repository.branches.set('side', repository.main);
    const side = set.propose(removing);
    Object.assign(repository.pull(side.number), { base: 'side' });
    await set.run('plan', side.event);
    repository.mergePullRequest(side.number);
    const { number } = repository.openPullRequest({ head: repository.branch('side'), branch: 'side' });
    repository.mergePullRequest(number);
    expect(await set.run('apply', nightly)).toMatchObject(heldAtNight);
    expect(set.writes()).toEqual([]);
  });

  it('pushes two pull requests to main by hand, and something more with them', async () => {
    const set = await stage(files.nothing);
    const { repository } = set.github;
    const first = set.propose({ 'a.yaml': 'x' });
    const second = set.propose(removing);
    for (const { event } of [first, second]) await set.run('plan', event);
    const heads = [first, second].map(({ number }) => repository.pull(number).head);
    const evil = repository.commit({ 'groups.yaml': withMembers('zoe: absent', 'kim: absent') }, [
      repository.main,
      ...heads,
    ]);
    repository.pushCommit('main', evil);
    const ran = await set.run('apply', { ...byHand, sha: evil });
    expect(ran).toMatchObject(held);
    expect(rolesOf(set)).toMatchObject({ kim: 'read' });
  });

  it('reverts a merge by a pull request whose plan is not there', async () => {
    const set = await stage(files.nothing);
    const { push } = await reviewed(set, withMembers('lee: read'));
    await set.run('apply', push);
    const revert = set.propose(withMembers('lee: absent'));
    expect(await set.run('apply', set.merge(revert))).toMatchObject(held);
    expect(rolesOf(set)).toMatchObject({ lee: 'read' });
  });

  it('writes the status of an apply on a commit: it can only make less count', async () => {
    const set = await stage(files.nothing);
    const { push } = await reviewed(set, removing);
    const { repository } = set.github;
    repository.status({
      commit: repository.main,
      context: 'hf-groups / apply',
      state: 'success',
      creator: 'mallory',
    });
    repository.status({
      commit: repository.main,
      context: 'hf-groups / apply',
      state: 'failure',
      creator: 'mallory',
    });
    expect(await set.run('apply', push)).toMatchObject(held);
    expect(set.writes()).toEqual([]);
  });

  it.each<[string, (set: Stage, number: number, body: string) => void]>([
    ['edits the text of the comment', (set, number, body) => editTo(set, number, body.replace('zoe', 'zzz'))],
    [
      'edits the hidden line',
      (set, number, body) => editTo(set, number, body.replace(/"destructive":"../, '"destructive":"AA')),
    ],
    [
      'takes the signature out',
      (set, number, body) => editTo(set, number, body.replace(/"signature":"[^"]+"/, '"signature":null')),
    ],
    [
      'takes the comment away',
      (set, number) => {
        for (const { id } of set.github.repository.commentsOf(number))
          set.github.repository.comments.delete(id);
      },
    ],
  ])('%s', async (_, attack) => {
    const set = await stage(files.nothing);
    const proposed = set.propose(removing);
    await set.run('plan', proposed.event);
    const [before = ''] = set.comments(proposed.number);
    attack(set, proposed.number, before);
    expect(set.comments(proposed.number)[0]).not.toBe(before);
    expect(await set.run('apply', set.merge(proposed))).toMatchObject(held);
    expect(set.writes()).toEqual([]);
  });

  it('copies the signed plan of another pull request, or of other files', async () => {
    const set = await stage({ 'groups.yaml': files.nothing, 'other.yaml': files.nothing });
    const shown = set.propose({ 'other.yaml': removing });
    await set.run('plan', shown.event, { inputs: { file: 'other.yaml' } });
    const same = set.propose(removing);
    await set.run('plan', same.event);
    const target = set.propose(`${removing}# copied to\n`);
    for (const { number } of [shown, same])
      for (const body of set.comments(number)) {
        const { head } = set.github.repository.pull(target.number);
        const text = body.replace(/"head":"\w+"/, `"head":"${head}"`);
        for (const copy of [body, text])
          for (const author of ['github-actions[bot]', 'mallory'])
            set.github.repository.comment(target.number, author, copy);
      }
    expect(await set.run('apply', set.merge(target))).toMatchObject(held);
    expect(set.writes()).toEqual([]);
  });

  it('cannot have a plan counted that is of a pull request which was closed', async () => {
    const set = await stage(files.nothing);
    const proposed = set.propose(removing);
    await set.run('plan', proposed.event);
    set.github.repository.close(proposed.number);
    expect(await set.run('apply', set.push(removing))).toMatchObject(held);
  });

  it('starts the workflow with a digest on another branch, or on a tag of the name', async () => {
    const set = await stage(files.nothing);
    const { digest = '' } = (await set.run('plan', set.push(removing))).outputs;
    for (const ref of ['refs/heads/evil', 'refs/tags/main', 'refs/heads/x/refs/heads/main']) {
      const ran = await set.run('apply', { ...byHand, ref }, { inputs: { digest } });
      expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    }
    expect(await set.run('apply', nightly, { inputs: { digest } })).toMatchObject({ code: 1 });
    expect(set.writes()).toEqual([]);
  });

  it('forges a comment of the workflow where an App plans, without a key', async () => {
    const set = await stage(files.nothing);
    const inputs = { 'signing-key': '', 'github-token': set.github.appToken };
    const proposed = set.propose(removing);
    // A workflow of a branch can write as github-actions[bot], but not as the App.
    await set.run('plan', proposed.event, { inputs: { 'signing-key': '' } });
    expect(await set.run('apply', set.merge(proposed), { inputs })).toMatchObject(held);
    const own = await reviewed(set, `${removing}# again\n`, inputs);
    const ran = await set.run('apply', own.push, { inputs });
    expect(ran).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    expect(ran.commands).toContainEqual(
      remark(
        'notice',
        'Not signed',
        'Plans count by the author of their comment, whose text others may be able to edit. With the input `signing-key` they are signed.',
      ),
    );
    // It finds its own comment again.
    expect(set.comments(own.proposed.number)).toHaveLength(1);
  });
});

describe('somebody who can only start jobs again', () => {
  it('starts the job of an older commit again: the comment shows the newest', async () => {
    const set = await stage(files.nothing);
    const proposed = set.propose(`${files.nothing}# harmless\n`);
    await set.run('plan', proposed.event);
    const head = set.edit(proposed, withMembers('lee: admin'));
    await set.run('plan', proposed.event);
    const [shown = ''] = set.comments(proposed.number);
    await set.run('plan', proposed.event, { env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(set.comments(proposed.number)).toEqual([shown]);
    expect(parseMarker(shown)?.head).toBe(head);
    expect(shown).toContain('lee');
  });

  it('has a slow job write its plan when the pull request has moved on', async () => {
    const set = await stage(files.nothing);
    const proposed = set.propose(removing);
    let pushed = false;
    set.github.fail({
      match: ({ path }) => {
        // Somebody pushes while the job is about to comment.
        if (path.endsWith('/comments') && !pushed) {
          pushed = true;
          set.edit(proposed, withMembers('zoe: absent', 'lee: admin'));
        }
        return false;
      },
      faults: [],
    });
    const ran = await set.run('plan', proposed.event);
    expect(ran.code).toBe(0);
    expect(set.comments(proposed.number)).toEqual([]);
    expect(ran.commands).toContainEqual(
      remark(
        'notice',
        'No comment',
        `#${proposed.number} has been pushed to, merged or closed since it was planned, so its comment is left as it is.`,
      ),
    );
  });

  it('starts the plan of a merged pull request again, after its apply held something back', async () => {
    const set = await stage(files.nothing);
    const proposed = set.propose(removing);
    const push = set.merge(proposed);
    expect(await set.run('apply', push)).toMatchObject(held);
    const before = set.comments(proposed.number);
    const ran = await set.run('plan', proposed.event);
    expect(ran).toMatchObject({ code: 0, outputs: { changes: '' } });
    expect(ran.commands).toEqual([
      remark(
        'notice',
        'No plan',
        `#${proposed.number} is merged or closed, so there is nothing to review: its comment and status are left as they are.`,
      ),
    ]);
    expect(set.comments(proposed.number)).toEqual(before);
    expect(await set.run('apply', push)).toMatchObject(held);
    expect(set.writes()).toEqual([]);
  });

  it('starts an old apply again: the newest commit is applied, by what was reviewed since', async () => {
    const set = await stage(files.nothing);
    const first = await reviewed(set, removing);
    await set.run('apply', first.push);
    const second = await reviewed(set, withMembers('zoe: read'));
    await set.run('apply', second.push);
    expect(await set.run('apply', first.push)).toMatchObject({ outputs: { result: 'nothing_to_do' } });
    expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
  });

  it('starts a run by hand again whose digest has been used', async () => {
    const set = await stage(files.nothing);
    const { digest = '' } = (await set.run('plan', set.push(removing))).outputs;
    expect(await set.run('apply', byHand, { inputs: { digest } })).toMatchObject({
      outputs: { result: 'applied' },
    });
    set.hub.mutate((directory) => directory.setRole(ids.models, 'zoe', 'read'));
    const again = await set.run('apply', byHand, { inputs: { digest }, env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(again).toMatchObject(held);
    expect(again.json('report_path')).toMatchObject({ run: { digest_by: null } });
    expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
  });
});

describe('an admin of a group on the Hub', () => {
  const exact = withMembers('grace: write', 'kim: read', 'zoe: read').replace(
    '    members:',
    '    membership: exact\n    members:',
  );

  it('adds a member after the approval: only that waits, also every night', async () => {
    const set = await stage(exact);
    const { push } = await reviewed(set, exact.replace('      zoe: read\n', ''));
    set.hub.mutate((directory) => directory.setRole(ids.models, 'lee', 'admin'));
    const ran = await set.run('apply', push);
    expect(ran).toMatchObject(held);
    expect(ran.json('report_path')).toMatchObject({
      result: 'partial',
      changes: [
        { user: 'lee', status: 'not_attempted', held_back: true },
        { user: 'zoe', status: 'applied' },
      ],
    });
    expect(rolesOf(set)).toMatchObject({ lee: 'admin' });
    const next = await reviewed(
      set,
      exact.replace('kim: read', 'kim: write').replace('      zoe: read\n', ''),
    );
    // The plan of the next pull request showed it, so it is made with that.
    expect(await set.run('apply', next.push)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    expect(rolesOf(set)).toEqual({ ada: 'admin', grace: 'write', kim: 'write' });
  });

  it('renames the group: it is blocked and told of, and stops no other', async () => {
    const both = `${withMembers('lee: read')}  Evaluation:\n    members:\n      kim: write\n`;
    const set = await stage(files.nothing);
    const { push } = await reviewed(set, both);
    set.hub.mutate((directory) => directory.updateGroup(ids.evaluation, { name: 'Elsewhere' }));
    const ran = await set.run('apply', push, { inputs: { 'fail-on-blocked': 'never' } });
    expect(ran).toMatchObject({ code: 0, outputs: { blocked: '1', held_back: '0' } });
    expect(rolesOf(set)).toMatchObject({ lee: 'read' });
    expect(await set.run('drift', nightly)).toMatchObject({ code: 0, outputs: { failure_reason: '' } });
    const issue = [...set.github.repository.issues.values()].find(({ pull }) => pull === null);
    expect(issue).toMatchObject({ state: 'open', body: expect.stringContaining('Evaluation') });
    const next = set.propose(`${both}# next\n`);
    expect((await set.run('plan', next.event)).outputs).toMatchObject({ failure_reason: '', blocked: '1' });
  });

  it('makes the reviewed removal one of the only admin: it waits, and the other groups do not', async () => {
    const both = `${withMembers('grace: admin')}  Evaluation:\n    members:\n      kim: read\n`;
    const set = await stage(both);
    const start = await reviewed(set, `${both}# grace\n`);
    await set.run('apply', start.push);
    const wanted = both.replace('grace: admin', 'grace: read').replace('kim: read', 'kim: write');
    const { push } = await reviewed(set, wanted);
    // Ada is to stay admin; now grace is the only one.
    set.hub.mutate((directory) => directory.setRole(ids.models, 'Ada', 'read'));
    const ran = await set.run('apply', push);
    expect(ran).toMatchObject(held);
    expect(ran.outputs['held_back']).toBe('2');
    expect(rolesOf(set)).toMatchObject({ ada: 'read', grace: 'admin' });
    expect(rolesOf(set, ids.evaluation)).toMatchObject({ kim: 'write' });
  });
});

describe('a fork', () => {
  it.each([
    // who opens it, whose fork it is, what the repository allows, whether it is planned
    ['NONE', 'mallory', 'members', false],
    ['MEMBER', 'mallory', 'members', true],
    ['COLLABORATOR', 'mallory', 'members', true],
    ['CONTRIBUTOR', 'mallory', 'members', false],
    ['MEMBER', 'stranger', 'members', false],
    ['NONE', 'mallory', 'always', true],
    ['OWNER', 'mallory', 'never', false],
  ])('of %s (%s’s, forks: %s) is planned: %s', async (association, owner, forks, planned) => {
    const { github, run, hub } = await stage(files.nothing);
    const { number } = github.repository.propose(
      { 'groups.yaml': files.three },
      { author: 'mallory', association, fork: `${owner}/access` },
    );
    const payload = {
      pull_request: { number, base: { ref: 'main' } },
      repository: { id: 30_000, default_branch: 'main' },
    };
    const event = { name: 'pull_request_target', payload, ref: 'refs/heads/main' };
    const ran = await run('plan', event, { inputs: { forks } });
    expect(ran).toMatchObject({ code: 0, outputs: { failure_reason: '', changes: planned ? 'true' : '' } });
    expect(hub.log.length > 0).toBe(planned);
    const why =
      forks === 'never'
        ? 'Pull requests from forks are not planned here (`forks: never`)'
        : 'Pull requests from forks are planned for members and collaborators only (`forks: members`)';
    const notice = `${why}, so the organization was not looked at. The file is valid; what it changes by itself is in the job summary.`;
    expect(ran.commands.filter(({ properties: { title } }) => title === 'No plan')).toEqual(
      planned ? [] : [remark('notice', 'No plan', notice)],
    );
    const status = github.repository.statuses.at(-1);
    expect(status?.description === 'Valid, and not planned').toBe(!planned);
  });

  it('of a stranger is merged without a plan: all of it waits', async () => {
    const set = await stage(files.nothing);
    const { number } = set.github.repository.propose(
      { 'groups.yaml': files.three },
      { author: 'mallory', association: 'NONE', fork: 'mallory/access' },
    );
    const payload = {
      pull_request: { number, base: { ref: 'main' } },
      repository: { id: 30_000, default_branch: 'main' },
    };
    const event = { name: 'pull_request_target', payload, ref: 'refs/heads/main' };
    await set.run('plan', event);
    const ran = await set.run('apply', set.merge({ number, event }));
    expect(ran).toMatchObject(held);
    expect(ran.outputs['held_back']).toBe('3');
    expect(set.writes()).toEqual([]);
  });
});

describe('what ends by a date', () => {
  const ending = withMembers('zoe: { role: read, expires: 2026-11-25 }');
  const after = { now: '2026-11-26T04:00:00Z' };

  it('was reviewed when its date was: it needs no other review', async () => {
    const set = await stage(files.nothing);
    const { push } = await reviewed(set, ending);
    await set.run('apply', push);
    expect(await set.run('apply', nightly, { now: '2026-11-25T23:59:00Z' })).toMatchObject({
      outputs: { result: 'nothing_to_do' },
    });
    expect(await set.run('apply', nightly, after)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    expect(rolesOf(set)).not.toHaveProperty('zoe');
  });

  it('takes away also where it lowers a role to what a team gives', async () => {
    const team = (entry: string): string =>
      `${withMembers(entry).replace('groups:', 'teams:\n  all: { members: [grace] }\ngroups:')}    teams:\n      all: read\n`;
    const set = await stage(files.nothing);
    const { push } = await reviewed(set, team('grace: { role: write, expires: 2026-11-25 }'));
    await set.run('apply', push);
    expect(await set.run('apply', nightly, after)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    expect(rolesOf(set)).toMatchObject({ grace: 'read' });
  });

  it.each<[string, (set: Stage) => Promise<unknown>]>([
    ['the date was pushed without a pull request', (set) => Promise.resolve(set.push(ending))],
    [
      'the date was put back later',
      async (set) => {
        await set.run('apply', (await reviewed(set, ending.replace('11-25', '12-31'))).push);
        set.push(ending);
      },
    ],
    [
      'it was merged when it had passed',
      async (set) => {
        set.github.repository.setTime('2026-11-26T00:00:00Z');
        await reviewed(set, { 'other.txt': 'x' });
        set.merge(set.propose(ending));
      },
    ],
  ])('needs a review where %s', async (_, prepare) => {
    const set = await stage(files.nothing, { seed: acme });
    await prepare(set);
    const ran = await set.run('apply', nightly, after);
    expect(ran).toMatchObject(heldAtNight);
    expect(ran.outputs['held_back']).toBe('1');
    expect(rolesOf(set)).toMatchObject({ zoe: 'read' });
  });
});

function editTo({ github: { repository } }: Stage, number: number, body: string): void {
  for (const comment of repository.commentsOf(number)) comment.body = body;
}
