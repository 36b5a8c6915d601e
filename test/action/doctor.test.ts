import { describe, expect, it } from 'vitest';
import { acme, files, token } from '../cli/support/scene.ts';
import { remark } from './runner.ts';
import { byHand, nightly, stage } from './stage.ts';

describe('doctor', () => {
  it('looks at the files of the default branch, the token and the organization, and changes nothing', async () => {
    const { run, hub, github, writes } = await stage(files.three);
    const before = github.log.length;
    const ran = await run('doctor', byHand);
    expect(ran).toMatchObject({ code: 0, outputs: { failure_reason: '' }, commands: [] });
    expect(ran.summary).toMatch(/^\*\*25 checks: 23 ok, 0 warn, 0 fail, 2 unknown\.\*\*\n/);
    expect(ran.summary).toContain('| ok | `files` | groups.yaml: acme-ai, 2 groups |');
    expect(writes()).toEqual([]);
    expect(hub.log.length).toBeGreaterThan(3);
    expect(github.log.slice(before).filter((line) => !line.startsWith('GET '))).toEqual([]);
  });

  it('fails where a run would fail, and says in the summary why, first', async () => {
    const tokens = [{ token, name: 'ci', user: 'root', access: 'none' as const, pending_approval: true }];
    const { run } = await stage(files.nothing, { seed: { ...acme, tokens } });
    const ran = await run('doctor', byHand);
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error' } });
    expect(ran.summary).toMatch(/\| --- \| --- \| --- \|\n\| fail \| `token-permissions` \|/);
    expect(ran.log).toMatch(/^fail {4}security-restrictions .+not approved the token/m);
  });

  it.each([
    ['alone: it is of the configuration', token, 'config-invalid'],
    ['beside a token that the Hub does not know: it is not of the configuration alone', 'hf_x', 'hub-error'],
  ])('tells of files in error %s', async (_, hfToken, reason) => {
    const { run } = await stage('version: 1\n');
    expect(await run('doctor', nightly, { inputs: { 'hf-token': hfToken } })).toMatchObject({
      code: 1,
      outputs: { failure_reason: reason },
    });
  });

  it('names every file that it looks at', async () => {
    const { run } = await stage({ 'a.yaml': files.three, 'b.yaml': 'version: 1\norganization: acme-ai\n' });
    const { summary } = await run('doctor', byHand, { inputs: { file: 'a.yaml\nb.yaml' } });
    expect(summary).toContain('| ok | `files` | a.yaml, b.yaml: acme-ai, 2 groups |');
  });

  it('shows the text for an issue where the Hub answers something else', async () => {
    const { run } = await stage(files.nothing, { seed: { ...acme, options: { unknown_fields: true } } });
    const { summary } = await run('doctor', byHand);
    expect(summary).toMatch(/```text\nhf-groups \S+\nGET \/api\/whoami-v2\n/);
    expect(summary).toContain('\n- field “newField” (flag) is not described\n');
  });

  it('does not run for a pull request', async () => {
    const { run, propose } = await stage(files.nothing);
    const ran = await run('doctor', propose(files.three).event);
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.commands).toEqual([
      remark(
        'error',
        'hf-groups',
        '`doctor` does not run on pull_request_target\nRun it on `workflow_dispatch` or on `schedule`.',
      ),
    ]);
  });
});
