import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { temporaryFolder } from '../cli/support/program.ts';
import { files } from '../cli/support/scene.ts';
import { Checkout } from './checkout.ts';
import { stage } from './stage.ts';

const head = 'version: 1\norganization: acme-ai\n';
const teams = `${head}teams:\n  all: { members: [lee] }\n`;
const group = (members: string): string =>
  `${head}groups:\n  Foundation Models:\n    teams: { all: read }\n    members: { ${members} }\n`;

describe('the files', () => {
  it('lie in a working directory; annotations name them from the top', async () => {
    const { propose, run, comments } = await stage({ 'access/groups.yaml': files.nothing });
    const { event, number } = propose({ 'access/groups.yaml': files.three });
    const ran = await run('plan', event, { inputs: { 'working-directory': 'access' } });
    expect(ran).toMatchObject({ code: 0, outputs: { to_add: '1' } });
    expect(comments(number)[0]).toContain(
      '**This pull request: `zoe` loses all access to `Foundation Models`; `lee` gets ',
    );
    expect(parseMarker(comments(number)[0] ?? '')?.file).toEqual(['access/groups.yaml']);
    expect(ran.commands).toContainEqual(
      expect.objectContaining({
        properties: { title: 'Removal', file: 'access/groups.yaml', line: '9', col: '7' },
      }),
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

  it('are new: without a base everything is of this pull request', async () => {
    const { propose, run } = await stage({ 'README.md': 'Hello.\n' });
    const ran = await run('plan', propose({ 'groups.yaml': files.three }).event);
    expect(ran.json('plan_path')).toMatchObject({
      changes: [{ origin: 'this_change' }, { origin: 'this_change' }, { origin: 'this_change' }],
      warnings: [{ code: 'base-invalid' }],
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

  it('cannot be looked for in a folder that does not exist', async () => {
    const { push, run } = await stage(files.nothing);
    const ran = await run('validate', push(files.three), { inputs: { 'working-directory': 'acces' } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.log).toContain('The working directory acces does not exist');
  });
});

describe('the base', () => {
  it('is what the pull request is merged into now, not where it began', async () => {
    const { propose, push, run, checkout } = await stage(files.nothing);
    const { event, branch } = propose(files.nothing.replace('ada: admin\n', 'ada: admin\n      lee: read\n'));
    push({ 'other.txt': 'main goes on' });
    push(files.nothing.replace('groups:', 'defaults: {}\ngroups:').replace('defaults: {}\n', ''));
    checkout.tryMerge(branch);
    const ran = await run('plan', event);
    expect(ran.json('plan_path')).toMatchObject({ changes: [{ user: 'lee', origin: 'this_change' }] });
  });

  it('is what the event says where the head itself is checked out, also when that is a merge', async () => {
    const { propose, run, checkout } = await stage(files.nothing);
    const { event, branch } = propose(files.three);
    checkout.git('checkout', '-q', branch);
    expect((await run('plan', event)).json('plan_path')).toMatchObject({
      changes: [{ origin: 'this_change' }, {}, {}],
    });
    // Somebody merges main into the branch: the first parent of that is not the base.
    checkout.git('checkout', '-q', '-b', 'aside', 'main');
    const base = checkout.commit({ 'README.md': 'Hello.\n' });
    checkout.git('checkout', '-q', branch);
    checkout.git('merge', '-q', '--no-ff', '-m', 'Update', 'aside');
    const pull = {
      number: 1,
      head: { sha: checkout.head, repo: { full_name: 'acme/access' } },
      base: { sha: base, repo: { full_name: 'acme/access' } },
    };
    const updated = { ...event, payload: { ...event.payload, pull_request: pull } };
    expect((await run('plan', updated)).json('plan_path')).toMatchObject({
      changes: [{ origin: 'this_change' }, {}, {}],
    });
  });

  it('is never a folder that a pull request brings under the name of the commit', async () => {
    const { propose, run, checkout } = await stage(files.nothing);
    const { event } = propose({ 'groups.yaml': files.three, [`${checkout.head}/groups.yaml`]: files.three });
    expect((await run('plan', event)).json('plan_path')).toMatchObject({
      changes: [{ origin: 'this_change' }, {}, {}],
    });
  });

  it('is not in a shallow clone: what to do is said', async () => {
    const { propose, run, checkout } = await stage(files.nothing);
    const { event } = propose(files.three);
    const shallow = path.join(temporaryFolder(), 'shallow');
    checkout.git('branch', 'trial');
    new Checkout(shallow).git('fetch', '-q', '--depth', '1', `file://${checkout.folder}`, 'trial');
    checkout.git(
      'clone',
      '-q',
      '--depth',
      '1',
      '--branch',
      'trial',
      `file://${checkout.folder}`,
      `${shallow}-clone`,
    );
    const ran = await run('plan', event, { env: { GITHUB_WORKSPACE: `${shallow}-clone` } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.log).toMatch(/The base commit [0-9a-f]{7} cannot be read in the checkout/);
    expect(ran.log).toContain('fetch-depth: 2');
  });
});
