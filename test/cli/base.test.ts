import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { planIn } from './support/documents.ts';
import { environment } from './support/program.ts';
import { files, type Scene, scene } from './support/scene.ts';

const before = `version: 1
organization: acme-ai
groups:
  Foundation Models:
    members:
      zoe: absent
`;

function git({ folder }: Pick<Scene, 'folder'>, ...words: readonly string[]): void {
  const who = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
  execFileSync('git', [...who, ...words], {
    cwd: folder,
    env: environment({ GIT_CONFIG_NOSYSTEM: '1' }),
    stdio: 'ignore',
  });
}

/** A repository whose only commit, tagged `base`, has `text`; the working tree has {@link files.three}. */
async function repository(text: string | null, name = 'groups.yaml'): Promise<Scene> {
  const made = await scene('');
  git(made, 'init', '-q');
  made.write('README.md', 'x');
  if (text !== null) made.write(name, text);
  git(made, 'add', 'README.md', ...(text === null ? [] : [name]));
  git(made, 'commit', '-q', '-m', 'base');
  git(made, 'tag', 'base');
  made.write('groups.yaml', files.three);
  return made;
}

async function origins(made: Scene, ...words: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await made.run(['plan', '--format', 'json', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const plan = planIn(stdout);
  const changes = Array.isArray(plan['changes']) ? plan['changes'] : [];
  const warnings = Array.isArray(plan['warnings']) ? plan['warnings'] : [];
  return {
    origins: Object.fromEntries(changes.map(({ user, origin }) => [user, origin])),
    warnings: warnings.map(({ code }) => code),
  };
}

const own = { lee: 'this_change', kim: 'this_change', zoe: 'drift' };
const allOwn = { lee: 'this_change', kim: 'this_change', zoe: 'this_change' };

describe('plan --base', () => {
  it('tells what this change asks for from drift, by another file', async () => {
    const made = await scene(files.three);
    made.write('before.yaml', before);
    expect(await origins(made, '--base', 'before.yaml')).toEqual({ origins: own, warnings: [] });
    expect(await origins(made)).toEqual({ origins: { lee: null, kim: null, zoe: null }, warnings: [] });
    const { stdout } = await made.run(['plan', '--base', 'before.yaml']);
    expect(stdout).toMatch(/pending/i);
  });

  it('reads the same files at a commit, also in a folder and with CRLF', async () => {
    const made = await repository(before.replaceAll('\n', '\r\n'));
    expect(await origins(made, '--base', 'base')).toEqual({ origins: own, warnings: [] });
    expect(await origins(made, '--base', 'HEAD', '-f', `${made.folder}/groups.yaml`)).toEqual({
      origins: own,
      warnings: [],
    });
    const folder = await repository(before, 'access/a b/ä.yaml');
    folder.write('access/a b/ä.yaml', files.three);
    expect(await origins(folder, '--base', 'base', '-f', 'access')).toEqual({ origins: own, warnings: [] });
  });

  it('reads who is who as the base has it, so that nobody slips in as drift', async () => {
    const text =
      'version: 1\norganization: acme-ai\npeople: people.csv\ngroups:\n  Evaluation: { members: { new@corp.test: read } }\n';
    const made = await scene('');
    git(made, 'init', '-q');
    made.write('access/groups.yaml', text);
    made.write('access/people.csv', 'email,username\nnew@corp.test,lee\n');
    git(made, 'add', '.');
    git(made, 'commit', '-q', '-m', 'base');
    const named = ['-f', 'access/groups.yaml', '--base', 'HEAD'];
    expect(await origins(made, ...named)).toEqual({ origins: { lee: 'drift' }, warnings: [] });
    made.write('access/people.csv', 'email,username\nnew@corp.test,zoe\n');
    expect(await origins(made, ...named)).toEqual({ origins: { zoe: 'this_change' }, warnings: [] });
    made.write('access/people.csv', 'email\n');
    const wrong = await made.run(['validate', '-f', 'access']);
    expect(wrong.stdout).toMatch(/^access\/people\.csv:1:1: error\[people-invalid\]/m);
    made.write('access/groups.yaml', text.replace('people.csv', '../no.csv'));
    const none = await made.run(['validate', '-f', 'access']);
    expect(none.stdout).toMatch(/^access\/groups\.yaml:3:9: error\[people-unreadable\].*no such file/m);
    const given = await made.run(['validate', '-f', '-'], {
      stdin: text.replace('people.csv', 'access/x.csv'),
    });
    expect(given.stdout).toMatch(/people-unreadable/);
  });

  it('reads from the folder that it is in', async () => {
    const made = await repository(before, 'deep/groups.yaml');
    made.write('deep/groups.yaml', files.three);
    const { code, stdout } = await made.run(['plan', '--base', 'base', '--format', 'json'], {
      cwd: `${made.folder}/deep`,
    });
    expect(code).toBe(0);
    expect(planIn(stdout)['changes']).toContainEqual(
      expect.objectContaining({ user: 'zoe', origin: 'drift' }),
    );
  });

  it('takes an invalid or a missing base for one that asks for nothing, and says so', async () => {
    const invalid = await repository('version: 1\norganisation: acme\n');
    expect(await origins(invalid, '--base', 'base')).toEqual({ origins: allOwn, warnings: ['base-invalid'] });
    const missing = await repository(null);
    expect(await origins(missing, '--base', 'base')).toEqual({ origins: allOwn, warnings: ['base-invalid'] });
    const path = await scene(files.three);
    path.write('before.yaml', ': {');
    expect(await origins(path, '--base', 'before.yaml')).toEqual({
      origins: allOwn,
      warnings: ['base-invalid'],
    });
    const { stdout } = await path.run(['plan', '--base', 'before.yaml']);
    expect(stdout).toMatch(/base before\.yaml has \d+ errors?/);
  });

  it.each([
    [
      'no-such-branch',
      /^Error: --base no-such-branch: neither a file nor a commit that git can read here\n.*fetch-depth: 0/,
    ],
    ['--upload-pack=x', /^Error: --base --upload-pack=x: neither a file nor a commit/],
    ['HEAD:groups.yaml', /^Error: --base HEAD:groups\.yaml: neither a file nor a commit/],
  ])('refuses %s', async (base, message) => {
    const made = await repository(before);
    const { code, stdout, stderr } = await made.run(['plan', `--base=${base}`]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(made.hub.log).toEqual([]);
  });

  it('says so where there is no repository, where a file is not in it, and where there is no git', async () => {
    const made = await scene(files.three);
    const env = { GIT_CEILING_DIRECTORIES: made.folder };
    expect((await made.run(['plan', '--base', 'main'], { env })).stderr).toMatch(
      /git says: .*not a git repository/,
    );
    const inside = await repository(before);
    const outside = await scene(files.three);
    const far = await inside.run(['plan', '--base', 'base', '-f', `${outside.folder}/groups.yaml`]);
    expect(far).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Error: --base base: [\s\S]*git says: .*outside/),
    });
    const without = await made.start(['plan', '--base', 'main'], { env: { PATH: made.folder } }).ended;
    expect(without.stderr).toMatch(/git is not installed/);
  });

  it('refuses a name that a folder and a branch have both', async () => {
    const made = await repository(before);
    git(made, 'branch', 'access');
    made.write('access/groups.yaml', before);
    const { code, stdout, stderr } = await made.run(['plan', '--base', 'access']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'Error: --base access: both a path and a commit have this name\n' +
        '  Write ./access for the path, refs/heads/access for the branch.\n',
    );
    expect(made.hub.log).toEqual([]);
    for (const base of ['./access', 'refs/heads/access'])
      expect(await origins(made, '--base', base)).toEqual({ origins: own, warnings: [] });
  });

  it('looks up the addresses that only the base has', async () => {
    const made = await scene(files.three);
    made.write('before.yaml', before.replace('zoe: absent', 'noor@elsewhere.org: read'));
    await made.run(['plan', '--base', 'before.yaml']);
    expect(made.hub.log.map(({ query }) => query['email'])).toContain('noor@elsewhere.org');
  });

  it('does not take an unset variable for this folder', async () => {
    const made = await repository(before);
    const { code, stderr } = await made.run(['plan', '--base', '']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: Option '--base <path\|git-ref>' argument '' is invalid/);
  });
});
