import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { acme, files, ids, scene } from './support/scene.ts';

const imported = `# yaml-language-server: $schema=./schemas/groups.schema.json
version: 1
organization: acme-ai

groups:
  # no repositories; 2 members
  Evaluation:
    id: ${ids.evaluation}
    membership: exact
    members:
      grace: admin
      kim: read

  # 1 repository, 1 private; 4 members
  Foundation Models:
    id: ${ids.models}
    membership: exact
    members:
      Ada: admin
      grace: write
      kim: read
      zoe: read
`;

describe('import ORG', () => {
  it('writes the organization to standard output, in three reads and no write', async () => {
    const made = await scene(files.nothing);
    const { code, stdout, stderr } = await made.run(['import', 'acme-ai']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: imported, stderr: '' });
    expect(made.hub.log.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET']);
  });

  it('writes a new file whose plan is empty, and never over one that is there', async () => {
    const made = await scene(files.nothing);
    expect(await made.run(['import', 'acme-ai', '-o', 'new.yaml'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Wrote new.yaml: 2 groups, 6 memberships.\n',
    });
    expect(made.read('new.yaml')).toBe(imported);
    expect(await made.run(['plan', '-f', 'new.yaml', '--detailed-exitcode'])).toMatchObject({ code: 0 });
    const again = await made.run(['import', 'acme-ai', '-o', 'groups.yaml']);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('groups.yaml is there already') });
    expect(made.read('groups.yaml')).toBe(files.nothing);
  });

  it('splits into one file a group, which together are one configuration', async () => {
    const made = await scene(files.nothing);
    expect(await made.run(['import', 'acme-ai', '--split', 'access'])).toMatchObject({ code: 0 });
    expect(readdirSync(`${made.folder}/access`).toSorted()).toEqual([
      'evaluation.yaml',
      'foundation-models.yaml',
      'organization.yaml',
      'schemas',
    ]);
    expect(await made.run(['plan', '-f', 'access', '--detailed-exitcode'])).toMatchObject({ code: 0 });
  });

  it('reads a snapshot without a token', async () => {
    const made = await scene(files.nothing);
    await made.run(['plan', '--save-live', 'live.json']);
    const { code, stdout } = await made.run(['import', '--live', 'live.json'], { env: { HF_TOKEN: '' } });
    expect({ code, stdout }).toEqual({ code: 0, stdout: imported });
  });

  it.each([
    [['import'], '`import` needs the organization'],
    [['import', 'acme-ai', '--group', 'Evaluatoin'], 'Did you mean “Evaluation”?'],
    [['import', 'acme-ai', '--check'], '--check goes with --update'],
    [['import', 'acme-ai', '-o', 'x.yaml', '--split', 'x'], '--out and --split exclude each other'],
    [['import', 'other', '--live', 'live.json'], 'The snapshot is of acme-ai'],
    [['import', '--update', 'other'], 'The files are of acme-ai, not of other'],
    [['import', '--update', '-o', 'x.yaml'], '--out and --split do not go with --update'],
    [['import', '--update', '-f', '-'], 'standard input cannot be changed'],
  ])('%j is told what is wrong', async (words, message) => {
    const made = await scene(files.nothing);
    await made.run(['plan', '--save-live', 'live.json']);
    const ended = await made.run(words);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});

describe('import --update', () => {
  it('leaves what the policy of the file does not permit, and adopts the rest', async () => {
    const policy = 'policy:\n  reasons: [admin]\n  separate: [[Foundation Models, Evaluation]]\n';
    const made = await scene(
      `version: 1\norganization: acme-ai\ndefaults: { membership: exact }\n${policy}groups:
  Foundation Models:
    members:
      Ada: { role: admin, reason: lead }
      zoe: read
  Evaluation:
    members: {}
`,
    );
    const ended = await made.run(['import', '--update']);
    expect(ended.code).toBe(4);
    const why = 'the policy of the file does not permit it as it is live.';
    expect(
      ended.stderr
        .split('\n')
        .filter((line) => line.startsWith('Not adopted'))
        .toSorted(),
    ).toEqual([`Not adopted: Evaluation, grace: ${why}`, `Not adopted: Evaluation, kim: ${why}`]);
    expect(made.read('groups.yaml')).toContain('      grace: write\n      kim: read\n      zoe: read\n');
    expect(made.read('groups.yaml')).toContain('members: {}');
  });

  it('adopts settings and names, of the groups that are asked for', async () => {
    const made = await scene(files.nothing);
    await made.run(['import', 'acme-ai', '--all', '-o', 'all.yaml']);
    const text = made.read('all.yaml').replace('# description: ""', 'description: Old');
    made.write('all.yaml', text);
    made.hub.mutate((directory) => {
      directory.updateGroup(ids.evaluation, { name: 'Benchmarks', description: 'New: one' });
      directory.setRole(ids.evaluation, 'kim', 'write');
    });
    const ended = await made.run(['import', '--update', '-f', 'all.yaml', '--group', 'Evaluation']);
    expect(ended).toMatchObject({ code: 0, stderr: 'Changed all.yaml.\n' });
    expect(made.read('all.yaml')).toBe(
      text
        .replace('  Evaluation:', '  Benchmarks:')
        .replace('description: Old', 'description: "New: one"')
        .replace('kim: read', 'kim: write'),
    );
    expect(await made.run(['plan', '-f', 'all.yaml', '--detailed-exitcode'])).toMatchObject({ code: 0 });
  });

  it('changes of a folder of files those that have to change, with their names, and no others', async () => {
    const made = await scene(files.nothing);
    await made.run(['import', 'acme-ai', '--split', 'access']);
    const others = ['access/organization.yaml', 'access/evaluation.yaml'];
    const before = others.map((file) => made.read(file));
    made.hub.mutate((directory) => directory.setRole(ids.models, 'zoe', 'write'));
    const ended = await made.run(['import', '--update', '-f', 'access']);
    expect(ended).toMatchObject({
      code: 0,
      stderr: 'Changed access/foundation-models.yaml.\n',
      stdout: expect.stringMatching(/^--- a\/access\/foundation-models\.yaml\n/),
    });
    expect(others.map((file) => made.read(file))).toEqual(before);
    expect(await made.run(['plan', '-f', 'access', '--detailed-exitcode'])).toMatchObject({ code: 0 });
    const granted = ['grant', 'lee', 'read', '-f', 'access', '--group', 'Evaluation'];
    expect(await made.run(granted)).toMatchObject({ stderr: 'Changed access/evaluation.yaml.\n' });
    const revoked = await made.run(['revoke', 'kim', '-f', 'access']);
    expect(revoked.stderr).toBe('Changed access/evaluation.yaml.\nChanged access/foundation-models.yaml.\n');
    expect(made.read('access/organization.yaml')).toBe(before[0]);
  });

  const drifted = `version: 1
organization: acme-ai
groups:
  # who builds them
  Foundation Models:
    membership: exact
    members:
      ada: write # lead
      kim: read
      lee: read
      zoe: absent
`;

  it('adopts drift, keeps decisions, and ends with 4 while some differ', async () => {
    const made = await scene(drifted);
    const { code, stdout, stderr } = await made.run(['import', '--update']);
    expect(stdout).toBe(`--- a/groups.yaml
+++ b/groups.yaml
@@ -5,7 +5,7 @@
   Foundation Models:
     membership: exact
     members:
-      ada: write # lead
+      ada: admin # lead
+      grace: write
       kim: read
-      lee: read
       zoe: absent
`);
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr:
        'Changed groups.yaml.\nNot adopted: Foundation Models, zoe: the file says that this person must not be in the group.\n',
    });
    const { stdout: plan } = await made.run(['plan']);
    expect(plan).toContain('Plan: 0 to add, 0 to change, 1 to remove.');
    expect(await made.run(['import', '--update'])).toMatchObject({ code: 4, stdout: '' });
  });

  it('adopts groups that nothing declares with --all only, with all that is set of them', async () => {
    const made = await scene(files.nothing);
    made.hub.mutate((directory) =>
      directory.updateGroup(ids.evaluation, { description: 'By hand', spendLimits: { jobs: 950 } }),
    );
    expect(await made.run(['import', '--update'])).toMatchObject({ code: 0, stdout: '' });
    expect(await made.run(['import', '--update', '--all'])).toMatchObject({ code: 0 });
    expect(made.read('groups.yaml')).toBe(`${files.nothing}      grace: write
      kim: read
      zoe: read

  # no repositories; 2 members
  Evaluation:
    id: ${ids.evaluation}
    description: By hand
    # auto_join: off # the Hub's default
    spend_limits:
      # total: null # the Hub's default
      # inference_providers: null # the Hub's default
      # spaces: null # the Hub's default
      jobs: 9.50
      # endpoints: null # the Hub's default
    # resources: {} # the Hub's default
    membership: exact
    members:
      grace: admin
      kim: read
`);
    expect(await made.run(['plan', '--detailed-exitcode'])).toMatchObject({ code: 0 });
  });

  it('adopts a role in the organization, and with --all a group that was deleted', async () => {
    const made = await scene(files.nothing);
    await made.run(['import', 'acme-ai', '-o', 'all.yaml']);
    const whole = made.read('all.yaml');
    const section = 'organization_members: # who is who\n  kim: read\n  zoe: read # for now\n';
    made.write('all.yaml', `${whole}${section}`);
    made.hub.mutate((directory) => {
      directory.setOrganizationRole('zoe', 'contributor');
      directory.deleteGroup(ids.evaluation);
    });
    const raised = section.replace('zoe: read', 'zoe: contributor');
    expect(await made.run(['import', '--update', '-f', 'all.yaml'])).toMatchObject({
      code: 4,
      stderr:
        'Changed all.yaml.\nNot adopted: Evaluation: the group was deleted on the Hub; `import --update --all` takes it out of the file.\n',
    });
    expect(made.read('all.yaml')).toBe(`${whole}${raised}`);
    expect(await made.run(['import', '--update', '--all', '-f', 'all.yaml'])).toMatchObject({ code: 0 });
    const block = / {2}# no repositories; 2 members\n {2}Evaluation:\n[\s\S]*?\n\n/;
    expect(made.read('all.yaml')).toBe(`${whole}${raised}`.replace(block, ''));
    expect(await made.run(['plan', '-f', 'all.yaml', '--detailed-exitcode'])).toMatchObject({ code: 0 });
  });

  it('names who keeps another role in the organization than the live one', async () => {
    const made = await scene(`${files.nothing}organization_members: { kim: no_access }\n`);
    expect(await made.run(['import', '--update'])).toMatchObject({
      code: 4,
      stdout: '',
      stderr: 'Not adopted: kim: the file says that this person has no access in the organization.\n',
    });
  });

  it('writes nothing with --dry-run and --check, and tells by the exit code whether it would', async () => {
    const made = await scene(drifted);
    expect(await made.run(['import', '--update', '--dry-run'])).toMatchObject({ code: 4 });
    expect(await made.run(['import', '--update', '--check'])).toMatchObject({ code: 2 });
    expect(made.read('groups.yaml')).toBe(drifted);
    const clean = await scene(files.nothing, { seed: acme });
    expect(await clean.run(['import', '--update', '--check'])).toMatchObject({ code: 0 });
  });
});
