import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { files } from '../cli/support/scene.ts';
import { remark } from './runner.ts';
import { stage } from './stage.ts';

const head = 'version: 1\norganization: acme-ai\n';
const teams = `${head}teams:\n  all: { members: [lee] }\n`;
const group = (members: string): string =>
  `${head}groups:\n  Foundation Models:\n    teams: { all: read }\n    members: { ${members} }\n`;

describe('the files', () => {
  it('lie in a folder; annotations and the marker name them from the top', async () => {
    const { propose, run, comments, statuses, github } = await stage({ 'access/groups.yaml': files.nothing });
    const { event, number } = propose({ 'access/groups.yaml': files.three });
    const ran = await run('plan', event, { inputs: { file: './access/groups.yaml' } });
    expect(ran).toMatchObject({ code: 0, outputs: { to_add: '1' } });
    expect(parseMarker(comments(number)[0] ?? '')?.files).toEqual(['access/groups.yaml']);
    expect(ran.commands).toContainEqual(
      expect.objectContaining({
        properties: { title: 'Less access', file: 'access/groups.yaml', line: '9', col: '7' },
      }),
    );
    expect(statuses(github.repository.pull(number).head, 'plan')).toEqual(['pending', 'success']);
    expect(github.repository.statuses.map(({ context }) => context)).toContain(
      'hf-groups / plan (access/groups.yaml)',
    );
  });

  it.each([
    ['by name', 'a.yaml\n  b/groups.yaml  \n\n'],
    ['as a folder', '.'],
  ])('are several, %s', async (_, file) => {
    const { propose, merge, run } = await stage({ 'a.yaml': teams, 'b/groups.yaml': group('ada: admin') });
    const proposed = propose({ 'b/groups.yaml': group('ada: admin, zoe: absent') });
    const inputs = { file };
    const ran = await run('plan', proposed.event, { inputs });
    const changes = [
      { user: 'lee', origin: 'drift', via: 'all' },
      { user: 'zoe', origin: 'this_change', source: { file: 'b/groups.yaml', line: 6 } },
    ];
    expect(ran.json('plan_path')).toMatchObject({ changes });
    expect(await run('apply', merge(proposed), { inputs })).toMatchObject({
      code: 0,
      outputs: { result: 'applied' },
    });
  });

  it('name one with people, which is read at each commit', async () => {
    const yaml = `${head}people: ../people.csv\ngroups:\n  Evaluation: { members: { new@corp.test: read } }\n`;
    const { propose, run } = await stage({
      'access/groups.yaml': yaml,
      'people.csv': 'email,username\nnew@corp.test,lee\n',
    });
    const inputs = { file: 'access' };
    const proposed = propose({ 'people.csv': 'email,username\nnew@corp.test,zoe\n' });
    const ran = await run('plan', proposed.event, { inputs });
    expect(ran.json('plan_path')).toMatchObject({ changes: [{ user: 'zoe', origin: 'this_change' }] });
  });

  it.each([
    ['../../people.csv', 'it is not in the repository'],
    ['../..', 'it is not in the repository'],
    ['none.csv', 'there is no such file'],
  ])('name people in %s, which is an error of the line that says so', async (file, why) => {
    const { propose, run } = await stage({ 'access/groups.yaml': files.nothing });
    const yaml = `${head}people: ${file}\ngroups:\n  Evaluation: { members: { new@corp.test: read } }\n`;
    const { event } = propose({ 'access/groups.yaml': yaml });
    const ran = await run('validate', event, { inputs: { file: 'access' } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.commands).toEqual([
      {
        name: 'error',
        properties: { title: 'people-unreadable', file: 'access/groups.yaml', line: '3', col: '9' },
        message: `Cannot read \`${file}\`: ${why}`,
      },
    ]);
  });

  it('are new: without a base everything is of this pull request', async () => {
    const { propose, run, github } = await stage({ 'README.md': 'Hello.\n' });
    const ran = await run('plan', propose({ 'groups.yaml': files.three }).event);
    const message = `The base ${github.repository.main.slice(0, 7)} has no configuration`;
    expect(ran.json('plan_path')).toMatchObject({
      changes: [{ origin: 'this_change' }, { origin: 'this_change' }, { origin: 'this_change' }],
      warnings: [{ code: 'base-invalid', message }],
    });
  });

  it('are in error in the base: the pull request that mends them can be planned', async () => {
    const { propose, run } = await stage({ 'groups.yaml': 'version: 2\n' });
    const ran = await run('plan', propose(files.three).event);
    expect(ran).toMatchObject({ code: 0, outputs: { to_add: '1' } });
    expect(ran.commands).toContainEqual(
      expect.objectContaining({ name: 'notice', properties: { title: 'base-invalid' } }),
    );
  });

  it('are not there', async () => {
    const { push, run } = await stage({ 'README.md': 'Hello.\n' });
    const ran = await run('validate', push({ 'README.md': 'Bye.\n' }));
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.log).toContain('Cannot read groups.yaml');
  });

  it('are validated as merging the pull request would give them', async () => {
    const { propose, push, run, hub } = await stage({ 'a.yaml': teams, 'b.yaml': group('ada: admin') });
    const { event } = propose({ 'b.yaml': group('ada: admin, kim: read') });
    expect(await run('validate', event, { inputs: { file: '.', 'hf-token': '' } })).toMatchObject({
      code: 0,
    });
    push({ 'a.yaml': null });
    const ran = await run('validate', event, { inputs: { file: '.' } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(hub.log).toEqual([]);
  });
});

describe('the base', () => {
  it('is what the pull request is merged into now, not where it began', async () => {
    const { propose, push, run } = await stage({ 'a.yaml': teams, 'b.yaml': group('ada: admin') });
    const { event } = propose({ 'b.yaml': group('ada: admin, zoe: absent') });
    push({ 'a.yaml': teams.replace('lee', 'lee, kim') });
    const ran = await run('plan', event, { inputs: { file: '.' } });
    expect(ran.json('plan_path')).toMatchObject({
      changes: [
        { user: 'lee', origin: 'drift' },
        { user: 'zoe', origin: 'this_change' },
      ],
    });
  });

  it('is before everything that a pull request of two commits brings, also when it is rebased', async () => {
    const { propose, edit, merge, run } = await stage(files.nothing);
    const proposed = propose(files.nothing.replace('ada: admin\n', 'ada: admin\n      kmi: read\n'));
    edit(proposed, files.nothing.replace('ada: admin\n', 'ada: admin\n      kmi: read\n      lee: read\n'));
    const ran = await run('plan', proposed.event);
    expect(ran).toMatchObject({ code: 4, outputs: { failure_reason: 'blocked' } });
    expect(ran.json('plan_path')).toMatchObject({
      changes: [{ user: 'lee', origin: 'this_change' }],
      blocked: [{ user: 'kmi', origin: 'this_change' }],
    });
    const applied = await run('apply', merge(proposed, 'rebase'));
    expect(applied).toMatchObject({ code: 4, outputs: { failure_reason: 'blocked', held_back: '0' } });
  });
});

describe('the merge that GitHub tries', () => {
  it('has a conflict: that is said', async () => {
    const { propose, push, run, statuses, github } = await stage(files.nothing);
    const { event, number } = propose(files.three);
    push(`${files.nothing}# meanwhile\n`);
    const ran = await run('plan', event);
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.commands).toEqual([
      remark(
        'error',
        'hf-groups',
        '#1 has conflicts, so there is nothing to plan\nMerge the base branch into it, or rebase it, and push: then it is planned.',
      ),
    ]);
    expect(statuses(github.repository.pull(number).head, 'plan')).toEqual(['pending', 'error']);
  });

  it('is waited for, within bounds', async () => {
    const { propose, run, github, hub } = await stage(files.nothing);
    const { event, number } = propose(files.three);
    const pull = github.repository.pull(number);
    const asked = (): number =>
      github.log.filter((line) => line.startsWith('GET') && line.endsWith('/pulls/1')).length;
    // The merge of an older head stays for ever.
    Object.defineProperty(pull, 'trial', {
      get: () => ({ base: github.repository.main, head: pull.head, commit: github.repository.main }),
      set: () => {},
    });
    const ran = await run('plan', event);
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error' } });
    expect(ran.commands).toEqual([
      remark(
        'error',
        'hf-groups',
        'GitHub has not made the merge commit of #1\nRun the job again in a few minutes.',
      ),
    ]);
    expect(asked()).toBeGreaterThan(3);
    expect(asked()).toBeLessThan(12);
    expect(hub.log).toEqual([]);
  });

  it('is that of the queue: its files are validated, and its status is set', async () => {
    const { propose, run, github, hub, statuses } = await stage(files.nothing);
    const good = github.repository.enqueue(propose(files.three).number);
    const event = (head_sha: string) => ({
      name: 'merge_group',
      payload: {
        action: 'checks_requested',
        merge_group: { head_sha },
        repository: { default_branch: 'main' },
      },
    });
    expect(await run('plan', event(good.headSha))).toMatchObject({
      code: 0,
      outputs: { failure_reason: '' },
    });
    expect(statuses(good.headSha, 'plan')).toEqual(['pending', 'success']);
    expect(github.repository.statuses.at(-1)?.description).toBe('Valid');
    const bad = github.repository.enqueue(propose('version: 1\n').number);
    expect(await run('plan', event(bad.headSha))).toMatchObject({ code: 1 });
    expect(statuses(bad.headSha, 'plan')).toEqual(['pending', 'error']);
    expect(hub.log).toEqual([]);
  });
});
