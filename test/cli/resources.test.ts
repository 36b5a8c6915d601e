import { describe, expect, it } from 'vitest';
import { acme, ids, scene } from './support/scene.ts';

const head = 'version: 1\norganization: acme-ai\ngroups:\n';
const moves = `${head}  Evaluation:\n    resources:\n      models: [acme-ai/base, acme-ai/free]\n`;
const exact = `${head}  Foundation Models:\n    resources: { mode: exact }\n`;
const hub = { seed: { ...acme, repositories: [{ type: 'model', name: 'free' }] } };

describe('what is in groups, from the command line', () => {
  it('is planned, saved, shown in every format, and made', async () => {
    const made = await scene(moves, hub);
    const planned = await made.run(['plan', '-o', 'plan.json']);
    const line = '~ model:acme-ai/base from "Foundation Models"';
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining(line) });
    expect(planned.stdout).toContain('private, 3 people no longer see it');
    for (const format of ['text', 'markdown', 'html']) {
      const shown = await made.run(['show', 'plan.json', '--format', format]);
      expect([format, shown.code]).toEqual([format, 0]);
      expect(shown.stdout).toContain('3 people no longer see it');
    }
    const verbose = await made.run(['show', 'plan.json', '--verbose']);
    expect(verbose.stdout).toContain('no longer seen by Ada and zoe');
    const applied = await made.run(['apply', 'plan.json']);
    expect(applied).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 added, 1 changed, 0 removed'),
    });
    expect(made.writes()).toEqual([
      'POST /api/models/acme-ai/free/resource-group',
      'POST /api/models/acme-ai/base/resource-group',
    ]);
    const again = await made.run(['plan', '--detailed-exitcode']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes. acme-ai matches') });
  });

  it.each([
    ['is asked for where a repository is declared', moves, 1],
    ['is not asked for where none is', `${head}  Evaluation:\n    members: { kim: read }\n`, 0],
  ])('the list of all repositories %s', async (_, configuration, asked) => {
    const made = await scene(configuration, hub);
    await made.run(['plan']);
    const reads = made.hub.log.filter(({ path }) => path.endsWith('/settings/repositories'));
    expect(reads).toHaveLength(asked);
  });

  it('is planned without a network on a copy that has the list, and not on one that has not', async () => {
    const made = await scene(moves, hub);
    const first = await made.run(['plan', '--save-live', 'live.json']);
    const alone = { env: { HF_TOKEN: undefined, HF_ENDPOINT: undefined } };
    const later = await made.run(['plan', '--live', 'live.json'], alone);
    const digest = (text: string) => /^Digest .*$/m.exec(text)?.[0];
    expect(digest(later.stdout)).toBe(digest(first.stdout));
    made.write('groups.yaml', `${head}  Evaluation: { members: { kim: read } }\n`);
    await made.run(['plan', '--save-live', 'small.json']);
    made.write('groups.yaml', moves);
    expect(await made.run(['plan', '--live', 'small.json'], alone)).toMatchObject({ code: 1 });
  });

  it('is stale when something was moved meanwhile, also from no group into a third one', async () => {
    const made = await scene(moves, hub);
    await made.run(['plan', '-o', 'plan.json']);
    made.hub.mutate((directory) =>
      directory.move({ type: 'model', name: 'acme-ai/free' }, ids.models, 'root'),
    );
    const { code, stdout, stderr } = await made.run(['apply', 'plan.json']);
    expect([code, made.writes()]).toEqual([3, []]);
    expect(`${stdout}${stderr}`).toContain('model:acme-ai/free was in no group when the plan was made');
  });

  it('is refused where something private would be seen by everybody, and made when that is waived', async () => {
    const made = await scene(exact, hub);
    const refused = await made.run(['plan']);
    expect(refused).toMatchObject({ code: 3, stdout: expect.stringContaining('resource-exposure') });
    expect(refused.stdout).toContain(
      'would leave "Foundation Models" for no group, and be seen by 1 more person',
    );
    expect((await made.run(['apply', '--auto-approve'])).code).toBe(3);
    const waived = await made.run(['apply', '--auto-approve', '--waive', 'resource-exposure']);
    expect([waived.code, made.writes()]).toEqual([0, ['POST /api/models/acme-ai/base/resource-group']]);
  });

  it('says which resource there is not, with the nearest name', async () => {
    const made = await scene(`${head}  Evaluation:\n    resources: { models: [acme-ai/fere] }\n`, hub);
    const { code, stdout } = await made.run(['plan', '--detailed-exitcode']);
    expect(code).toBe(2);
    expect(stdout).toContain('model:acme-ai/fere in "Evaluation"');
    expect(stdout).toContain('the organization has no such resource; did you mean acme-ai/free?');
  });
});
