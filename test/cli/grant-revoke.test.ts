import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { files, scene } from './support/scene.ts';

const configuration = `version: 1
organization: acme-ai
teams:
  readers: { members: [kim, lee@acme.ai] }
groups:
  Foundation Models:
    membership: exact
    members:
      Ada: admin
      lee: read
  Evaluation:
    membership: exact
    teams:
      readers: read
`;

const grant = ['grant', 'grace', 'write', '--group', 'Foundation Models'];

describe('grant', () => {
  it('writes an entry, shows the difference, and asks no Hub', async () => {
    const made = await scene(configuration);
    const ended = await made.run(
      [...grant, '--group', 'Evaluation', '--until', '2099-12-31', '--reason', 'OPS-1'],
      {
        env: { HF_TOKEN: '' },
      },
    );
    expect(ended).toMatchObject({
      code: 0,
      stderr: 'Changed groups.yaml.\n',
      stdout: `--- a/groups.yaml
+++ b/groups.yaml
@@ -7,8 +7,11 @@
     membership: exact
     members:
       Ada: admin
+      grace: { role: write, expires: 2099-12-31, reason: OPS-1 }
       lee: read
   Evaluation:
     membership: exact
     teams:
       readers: read
+    members:
+      grace: { role: write, expires: 2099-12-31, reason: OPS-1 }
`,
    });
    expect(made.hub.log).toEqual([]);
    expect(await made.run(['validate'])).toMatchObject({ code: 0 });
  });

  const undecided = `version: 1
organization: acme-ai
groups:
  Directory:
    managed_by: scim
    members:
      ci-bot: { role: read, service_account: true }
      grace: absent
  Old:
    id: 66670e5163145ca562cb198d
    state: absent
`;

  it.each([
    [
      'kim',
      'Directory',
      'groups.yaml:4: “Directory” is declared `managed_by: scim`: an identity provider decides who is in it',
      'Give people access there. A service account is written by hand: `kim: { role: write, service_account: true }`.',
    ],
    [
      'Grace',
      'Directory',
      'groups.yaml:4: “Directory” is declared `managed_by: scim`: an identity provider decides who is in it',
      'Give people access there. A service account is written by hand: `Grace: { role: write, service_account: true }`.',
    ],
    [
      'kim',
      'Old',
      'groups.yaml:9: “Old” is declared `state: absent`: nobody can be in a group that must not be there',
      'Name another group, or delete `state: absent` first.',
    ],
  ])('says why %s can be given no role in %s, and writes nothing', async (user, group, why, todo) => {
    const made = await scene(undecided);
    expect(await made.run(['grant', user, 'write', '--group', group])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `Error: ${why}\n  Nothing was written. ${todo}\n`,
    });
    expect(made.read('groups.yaml')).toBe(undecided);
  });

  it('changes the role of a service account beside an identity provider', async () => {
    const made = await scene(undecided);
    expect(await made.run(['grant', 'CI-bot', 'write', '--group', 'Directory'])).toMatchObject({ code: 0 });
    expect(made.read('groups.yaml')).toContain('ci-bot: { role: write, service_account: true }');
  });

  it('declares a group that is to be made, below the others and beside an entry elsewhere', async () => {
    const made = await scene(configuration);
    const words = ['grant', 'grace', 'admin', '--group', 'Red: Team', '--group', 'Evaluation'];
    const ended = await made.run([...words, '--create-group', '--reason', 'OPS-7']);
    expect(ended).toMatchObject({
      code: 0,
      stderr: '“Red: Team” is new: the next apply makes it.\nChanged groups.yaml.\n',
    });
    expect(made.read('groups.yaml')).toBe(
      `${configuration}    members:
      grace: { role: admin, reason: OPS-7 }

  "Red: Team":
    create: true
    members:
      grace: { role: admin, reason: OPS-7 }
`,
    );
    const applied = await made.run(['apply', '--auto-approve', '--waive', 'max-removals']);
    expect(applied.stdout).toContain('Red: Team');
    const again = await made.run([...words, '--create-group', '--reason', 'OPS-7']);
    expect(again.stderr).toContain('Nothing to change');
  });

  it.each([
    ['flow', 'version: 1\norganization: acme-ai\ngroups: {}\n'],
    ['no groups', 'version: 1\norganization: acme-ai\n'],
    ['an exact default', 'version: 1\norganization: acme-ai\ndefaults: { membership: exact }\ngroups: {}\n'],
  ])('declares the first group after %s', async (_, text) => {
    const made = await scene(text);
    expect(await made.run(['grant', 'grace', 'admin', '--group', 'New', '--create-group'])).toMatchObject({
      code: 0,
    });
    expect(made.read('groups.yaml')).toMatch(
      /groups:\n {2}New:\n {4}create: true\n {4}members:\n {6}grace: admin\n$/,
    );
    const plan = await made.run(['plan']);
    expect(plan.stdout).toContain('New');
    expect(plan.stderr).toBe('');
  });

  it.each<[string, readonly string[], string, string]>([
    ['reasons: [admin]', ['--group', 'Evaluation'], 'asks for a reason', 'Give the reason'],
    ['lifetimes: { admin: 30d }', ['--group', 'Evaluation', '--reason', 'x'], 'has no end', 'Give an end'],
  ])('is told what the policy forbids: %s', async (policy, words, said, cure) => {
    const text = `version: 1\norganization: acme-ai\npolicy:\n  ${policy}\ngroups:\n  Evaluation:\n    members: {}\n`;
    const made = await scene(text);
    const { code, stderr } = await made.run(['grant', 'grace', 'admin', ...words]);
    expect(code).toBe(1);
    expect(stderr).toContain('The policy forbids it: ');
    expect(stderr).toContain(said);
    expect(stderr).toContain(`Nothing was written. ${cure}`);
    expect(made.read('groups.yaml')).toBe(text);
  });

  it('declares no group in a file that may not have it', async () => {
    const made = await scene(
      'version: 1\norganization: acme-ai\npolicy: { files: [{ path: b.yaml, groups: [B*] }] }\n',
    );
    const team = 'version: 1\norganization: acme-ai\ngroups:\n  Beta:\n    members: {}\n';
    made.write('b.yaml', team);
    const words = ['grant', 'grace', 'admin', '--create-group', '--file', 'groups.yaml', '--file', 'b.yaml'];
    expect(await made.run([...words, '--group', 'Gamma'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('The policy forbids it: This file may not declare the group `Gamma`'),
    });
    expect(made.read('b.yaml')).toBe(team);
    expect(await made.run([...words, '--group', 'Bravo'])).toMatchObject({ code: 0 });
  });

  it.each([
    [['--group', 'Evaluatoin'], 'Did you mean “Evaluation”? With --create-group it is declared.'],
    [['--group', 'a\nb', '--create-group'], 'is no name that a file can hold'],
  ])('is told what is wrong with a group: %j', async (words, said) => {
    const made = await scene(configuration);
    const { code, stderr } = await made.run(['grant', 'grace', 'read', ...words]);
    expect(code).toBe(1);
    expect(stderr).toContain(said);
    expect(made.read('groups.yaml')).toBe(configuration);
  });

  it.each<[string, readonly string[], string]>([
    ['admin', ['read'], 'this lowers lee from admin to read.'],
    [
      '{ role: read, expires: 2099-01-31 }',
      ['write'],
      'the entry still ends on 2099-01-31; --until sets another day.',
    ],
    [
      '{ role: write, expires: 2099-01-31 }',
      ['read'],
      'this lowers lee from write to read.\n“A”: the entry still ends on 2099-01-31; --until sets another day.',
    ],
    ['{ role: read, expires: 2099-01-31 }', ['read', '--until', '2099-12-31'], ''],
    ['absent', ['read'], 'the file said that lee must not be in it.'],
    ['read', ['admin'], ''],
  ])('says in a line what may not be meant: %s, then %j', async (before, [role = '', ...more], said) => {
    const made = await scene(
      `version: 1\norganization: acme-ai\ngroups:\n  A:\n    members:\n      lee: ${before}\n`,
    );
    const { code, stderr } = await made.run(['grant', 'lee', role, '--group', 'A', ...more]);
    expect(code).toBe(0);
    expect(stderr).toBe(`${said === '' ? '' : `“A”: ${said}\n`}Changed groups.yaml.\n`);
  });

  it('writes nothing with --dry-run and --check', async () => {
    const made = await scene(configuration);
    expect(await made.run([...grant, '--dry-run'])).toMatchObject({ code: 0 });
    expect(await made.run([...grant, '--check'])).toMatchObject({ code: 2 });
    expect(made.read('groups.yaml')).toBe(configuration);
    await made.run(grant);
    expect(await made.run([...grant, '--check'])).toMatchObject({ code: 0, stdout: '' });
  });

  it.each([
    [['grant', 'grace', 'wriet', '--group', 'Evaluation'], 'wriet'],
    [['grant', 'grace', 'write'], '--group'],
    [['grant', 'grace', 'write', '--group', 'Evaluaton'], 'Did you mean “Evaluation”?'],
    [['grant', 'Grace Hopper', 'write', '--group', 'Evaluation'], 'A full name is neither. The username is'],
    [[...grant, '--until', '2020-01-01'], 'is over already'],
    [[...grant, '--until', 'tomorrow'], 'is no date'],
    [[...grant, '--reason', 'a\nb'], 'more than one line'],
    [[...grant, '-f', '-'], 'standard input cannot be changed'],
  ])('%j is told what is wrong', async (words, message) => {
    const made = await scene(configuration);
    const ended = await made.run(words);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(message);
    expect(made.read('groups.yaml')).toBe(configuration);
  });

  it('changes nothing where an anchor would change others, and names the line', async () => {
    const text =
      'version: 1\norganization: acme-ai\ngroups:\n  Evaluation:\n    members: &all\n      kim: read\n  Foundation Models:\n    members: *all\n';
    const made = await scene(text);
    const ended = await made.run(['grant', 'grace', 'read', '--group', 'Evaluation']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('groups.yaml:5: others use it by the anchor &all');
    expect(made.read('groups.yaml')).toBe(text);
  });
});

describe('revoke', () => {
  it('takes somebody out under every name that the files have', async () => {
    const made = await scene(configuration);
    expect(await made.run(['revoke', 'lee'])).toMatchObject({ code: 0, stderr: 'Changed groups.yaml.\n' });
    expect(made.read('groups.yaml')).toBe(
      configuration.replace(', lee@acme.ai', '').replace('      lee: read\n', ''),
    );
  });

  it('says what it could not look at without a token, and ends with 4', async () => {
    const made = await scene(configuration);
    const ended = await made.run(['revoke', 'lee'], { env: { HF_TOKEN: '' } });
    expect(ended).toMatchObject({ code: 4 });
    expect(ended.stderr).toContain('Not looked at: 1 entry names somebody in another way');
    expect(made.read('groups.yaml')).toBe(configuration.replace('      lee: read\n', ''));
  });

  it('says absent where a team that stays would still give a role', async () => {
    const made = await scene(configuration);
    expect(await made.run(['revoke', 'kim', '--group', 'Evaluation'])).toMatchObject({ code: 0 });
    expect(made.read('groups.yaml')).toBe(`${configuration}    members:\n      kim: absent\n`);
  });

  it('tells of a protected member, and of nothing to do', async () => {
    const made = await scene(`${configuration}guards: { protected_members: [Ada] }\n`);
    const ended = await made.run(['revoke', 'ada']);
    expect(ended).toMatchObject({ code: 4, stderr: expect.stringContaining('guards.protected_members') });
    expect(await made.run(['revoke', 'nobody'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Nothing to change: no file gives access to nobody.\n',
    });
  });
});

describe('the file', () => {
  it('keeps its permissions, its byte order mark and its line ends', async () => {
    const made = await scene('');
    const text = `\ufeff${configuration.replaceAll('\n', '\r\n')}`;
    made.write('groups.yaml', text);
    chmodSync(`${made.folder}/groups.yaml`, 0o640);
    await made.run(grant);
    expect(made.read('groups.yaml')).toBe(
      text.replace('      lee: read', '      grace: write\r\n      lee: read'),
    );
    // Windows knows one permission only.
    const mode = statSync(`${made.folder}/groups.yaml`).mode & 0o777;
    expect(mode).toBe(process.platform === 'win32' ? mode : 0o640);
  });

  it('keeps a token that somebody pasted beside an entry, and nothing shows it', async () => {
    const made = await scene('');
    const pasted = `hf_${'aB3'.repeat(12)}`;
    const text = configuration.replace('      lee: read', `      lee: read # ${pasted}`);
    made.write('groups.yaml', text);
    const { stdout, stderr } = await made.run(grant);
    expect(stdout).toContain('[token]');
    expect(`${stdout}${stderr}`).not.toContain(pasted);
    expect(made.read('groups.yaml')).toContain(`lee: read # ${pasted}`);
    expect(made.read('groups.yaml')).toContain('grace: write');
  });

  it('is not written through a link that leads out of its folder', async () => {
    const made = await scene(files.nothing);
    mkdirSync(`${made.folder}/inside`);
    symlinkSync('../groups.yaml', `${made.folder}/inside/groups.yaml`);
    made.write('groups.yaml', configuration);
    const ended = await made.run([...grant, '-f', 'inside/groups.yaml']);
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('a symbolic link out of its folder'),
    });
    expect(made.read('groups.yaml')).toBe(configuration);
    writeFileSync(`${made.folder}/inside/real.yaml`, configuration);
    symlinkSync('real.yaml', `${made.folder}/inside/near.yaml`);
    expect(await made.run([...grant, '-f', 'inside/near.yaml'])).toMatchObject({ code: 0 });
    expect(made.read('inside/real.yaml')).toContain('grace: write');
  });
});
