import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isCommit, readSourcesAt } from '../../src/files/git.ts';

const { PATH } = process.env;
const env = { PATH, HOME: '/nowhere', HF_TOKEN: 'hf_secretOfTheRunSecretOfTheRun' };

class Folder {
  readonly at: string;

  constructor() {
    this.at = mkdtempSync(path.join(tmpdir(), 'hf-groups-test-'));
    onTestFinished(() => rmSync(this.at, { recursive: true, force: true }));
  }

  write(name: string, text: string): void {
    const file = path.join(this.at, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  git(...words: readonly string[]): string {
    const who = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...words], {
      cwd: this.at,
      env: { PATH, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  }

  commit(message = 'x'): string {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** What was read, by name. */
  read(ref: string, named: readonly string[] = ['groups.yaml'], where = '.'): Record<string, string> {
    const { files } = readSourcesAt(ref, named, path.join(this.at, where), env);
    return Object.fromEntries(files.map(({ path: name, text }) => [name, text]));
  }
}

function repository(): Folder {
  const folder = new Folder();
  folder.git('init', '-q', '-b', 'main');
  return folder;
}

/** A program that tells, in a file beside the folder, that it ran, and with which environment. */
function trap(): { readonly program: string; readonly ran: () => boolean } {
  const proof = new Folder();
  const file = path.join(proof.at, 'ran');
  const program = path.join(proof.at, 'trap.sh');
  writeFileSync(program, `#!/bin/sh\nenv > ${file}\nexit 1\n`);
  chmodSync(program, 0o755);
  return { program, ran: () => existsSync(file) };
}

/** The configuration of a partial clone whose missing objects come from a program. */
const promises = (program: string): string => `[core]
\trepositoryformatversion = 1
\tbare = true
\tfsmonitor = ${program}
\thooksPath = ${path.dirname(program)}
\tsshCommand = ${program}
\tpager = ${program}
[extensions]
\tpartialClone = origin
[remote "origin"]
\turl = ext::${program}
\tpromisor = true
\tuploadpack = ${program}
[protocol "ext"]
\tallow = always
[protocol]
\tallow = always
`;

describe('readSourcesAt, among files that somebody else wrote', () => {
  it('takes plain files for no repository, and runs no program that they name', () => {
    const folder = repository();
    const { program, ran } = trap();
    folder.write('deep/HEAD', 'ref: refs/heads/x\n');
    folder.write('deep/config', promises(program));
    folder.write('deep/refs/heads/x', `${'1'.repeat(40)}\n`);
    folder.write('deep/objects/keep', '');
    folder.write('deep/groups.yaml', 'version: 1\n');
    expect(() => folder.read('x', ['groups.yaml'], 'deep')).toThrow(
      /^--base x: no commit is read here: .*deep is a repository without a folder `\.git`$/,
    );
    expect(() => folder.read('x', ['groups.yaml'], 'deep/refs')).toThrow(/is a repository without/);
    expect(isCommit('x', path.join(folder.at, 'deep'), env)).toBe(false);
    expect(ran()).toBe(false);
  });

  it('fetches nothing that is missing from a repository, whatever its configuration says', () => {
    const folder = repository();
    const { program, ran } = trap();
    folder.write('groups.yaml', 'version: 1\n');
    const commit = folder.commit();
    const blob = folder.git('rev-parse', 'HEAD:groups.yaml');
    writeFileSync(
      path.join(folder.at, '.git/config'),
      promises(program).replace('bare = true', 'bare = false'),
    );
    rmSync(path.join(folder.at, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    expect(() => folder.read(commit)).toThrow(/^--base .*neither a file nor a commit/);
    expect(() => folder.read('1'.repeat(40))).toThrow(/neither a file nor a commit/);
    expect(ran()).toBe(false);
  });

  it('runs no git that lies in the folder', () => {
    const folder = repository();
    folder.write('groups.yaml', 'version: 1\n');
    folder.commit();
    const { program, ran } = trap();
    symlinkSync(program, path.join(folder.at, 'git'));
    const { files } = readSourcesAt('main', ['groups.yaml'], folder.at, { ...env, PATH: `.::${PATH}` });
    expect(files).toHaveLength(1);
    expect(ran()).toBe(false);
  });

  it('gives git no token and nothing else of its environment', () => {
    const folder = repository();
    const { program } = trap();
    const fake = path.dirname(program);
    symlinkSync(program, path.join(fake, 'git'));
    const odd = {
      GIT_DIR: '/x',
      GIT_SSH_COMMAND: 'x',
      GIT_TRACE: '1',
      SSH_ASKPASS: 'x',
      GITHUB_TOKEN: 'ghs_x',
    };
    expect(() =>
      readSourcesAt('main', ['groups.yaml'], folder.at, { ...env, ...odd, PATH: `${fake}:${PATH}` }),
    ).toThrow(/neither a file nor a commit/);
    const seen = readFileSync(path.join(fake, 'ran'), 'utf8');
    expect(seen).toContain('GIT_ALLOW_PROTOCOL=\n');
    expect(seen).not.toMatch(/HF_TOKEN|hf_secret|GITHUB_TOKEN|GIT_DIR|GIT_SSH|GIT_TRACE|ASKPASS/);
  });

  it('reads the commit itself, not what replaces it', () => {
    const folder = repository();
    folder.write('groups.yaml', 'true\n');
    const real = folder.commit();
    folder.write('groups.yaml', 'false\n');
    folder.git('replace', real, folder.commit());
    expect(folder.git('show', `${real}:groups.yaml`)).toBe('false');
    expect(folder.read(real)).toEqual({ [`${real}:groups.yaml`]: 'true\n' });
  });

  it('lets git read the folders of other owners that the user trusts, and no others', () => {
    const folder = repository();
    const own = new Folder();
    const said = path.join(own.at, 'said');
    own.write(
      'git',
      `#!/bin/sh\ncase "$1" in config) [ "$HOME" = /nowhere ] && printf '/a b\\0*\\0';; *) echo "$@" > ${said};; esac\n`,
    );
    chmodSync(path.join(own.at, 'git'), 0o755);
    isCommit('main', folder.at, { ...env, PATH: `${own.at}:${PATH}` });
    expect(readFileSync(said, 'utf8')).toContain('-c safe.directory=/a b -c safe.directory=* rev-parse');
  });
});

describe('readSourcesAt, of what is no regular file', () => {
  it.each([
    ['the file', 'groups.yaml', ['groups.yaml'], 'groups.yaml is a symbolic link'],
    ['a file of a folder', 'access/a.yaml', ['access'], 'access/a.yaml is a symbolic link'],
    ['the folder', 'access', ['access'], 'access is a symbolic link'],
    ['a folder on the way', 'access', ['access/team/groups.yaml'], 'access is a symbolic link'],
  ])('follows no link in place of %s', (_what, link, named, message) => {
    const folder = repository();
    folder.write('other/team/groups.yaml', 'version: 1\n');
    mkdirSync(path.dirname(path.join(folder.at, link)), { recursive: true });
    symlinkSync('other', path.join(folder.at, link));
    const commit = folder.commit();
    expect(() => folder.read(commit, named)).toThrow(
      `--base ${commit}: ${message} there, which is not followed`,
    );
  });

  it('enters no other repository', () => {
    const folder = repository();
    folder.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},access`);
    folder.git('commit', '-q', '-m', 'x');
    expect(() => folder.read('main', ['access/groups.yaml'])).toThrow(/access is a submodule there/);
  });

  it('gives nothing for what is not there', () => {
    const folder = repository();
    folder.write('access/README.md', 'x');
    folder.commit();
    expect(folder.read('main', ['access/groups.yaml', 'groups.yaml', 'access'])).toEqual({});
  });
});

describe('a name that may mean two things', () => {
  it('is refused for a branch and a tag', () => {
    const folder = repository();
    folder.write('groups.yaml', 'tag\n');
    folder.commit();
    folder.git('tag', 'main');
    folder.write('groups.yaml', 'branch\n');
    folder.commit();
    expect(() => folder.read('main')).toThrow('--base main: several of this name are there');
    expect(folder.read('refs/heads/main')).toEqual({ 'refs/heads/main:groups.yaml': 'branch\n' });
    expect(folder.read('refs/tags/main')).toEqual({ 'refs/tags/main:groups.yaml': 'tag\n' });
  });
});

describe('readSourcesAt, of files and folders', () => {
  it('reads the YAML files of a folder, and those that are named whatever they are called, in the order of paths', () => {
    const folder = repository();
    for (const name of ['access/b.yml', 'access/a.yaml', 'access/notes.md', 'z.txt', 'other.yaml'])
      folder.write(name, name);
    folder.commit();
    const read = folder.read('main', ['z.txt', 'access']);
    expect(Object.keys(read)).toEqual(['main:access/a.yaml', 'main:access/b.yml', 'main:z.txt']);
  });

  it('passes over folders whose names begin with a dot, as the disk does', () => {
    const folder = repository();
    const names = ['.github/workflows/plan.yml', 'access/.old/b.yaml', 'access/a.yaml'];
    for (const name of names) folder.write(name, name);
    folder.commit();
    const read = (named: string, where?: string) => Object.keys(folder.read('main', [named], where));
    expect(read('.')).toEqual(['main:access/a.yaml']);
    expect(read('access')).toEqual(['main:access/a.yaml']);
    expect(read('access/.old')).toEqual(['main:access/.old/b.yaml']);
    expect(read('..', '.github')).toEqual(['main:../access/a.yaml']);
  });

  it('takes no tree and no file for a commit', () => {
    const folder = repository();
    folder.write('groups.yaml', 'version: 1\n');
    folder.commit();
    for (const object of ['HEAD^{tree}', 'HEAD:groups.yaml', '--all']) {
      expect(() => folder.read(object)).toThrow(/neither a file nor a commit/);
      expect(isCommit(object, folder.at, env)).toBe(false);
    }
  });
});
