import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../model/environment.ts';
import { maxFileBytes } from './text.ts';

/** What git answered. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly stdout: Buffer;
  /** In English, without a line break at its end. */
  readonly stderr: string;
}

/** Runs git in one folder. */
export type Git = (...words: readonly string[]) => GitAnswer;

/** A git that reads and does nothing else, or why there is none. */
export type FoundGit =
  | { readonly kind: 'git'; readonly git: Git }
  | { readonly kind: 'not-installed' }
  /** The folder is within one that looks like a repository without a working tree. */
  | { readonly kind: 'bare'; readonly folder: string };

/**
 * Finds git for reading the objects of the repository that a folder is in. The files around it, the repository's own
 * configuration among them, may be somebody else's, so that git is given nothing to run and nowhere to connect:
 *
 * - No token: of this program's environment it gets nothing but where programs are.
 * - No configuration of the system or the user but `safe.directory`, which only makes git refuse less of what is read.
 * - No transport (`GIT_ALLOW_PROTOCOL` goes before what the repository's configuration allows), so that an object that
 *   is missing is missing, also where the repository calls itself a partial clone.
 * - No hook, no file system monitor, no pager, no question, no replaced object.
 * - No repository made of plain files: `HEAD`, `objects` and `refs` in a folder of a checkout are anybody's
 *   (`safe.bareRepository` says so to git from 2.38 on; older ones are not asked).
 *
 * @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository
 */
export function findGit(folder: string, env: Environment): FoundGit {
  const program = findProgram(env);
  if (program === null) return { kind: 'not-installed' };
  const bare = bareRepository(folder);
  if (bare !== null) return { kind: 'bare', folder: bare };
  const trusted = trustedFolders(program, env).flatMap((value) => ['-c', `safe.directory=${value}`]);
  const git: Git = (...words) =>
    run(program, [...options, ...trusted, ...words], folder, { ...environment(env), ...isolated });
  return { kind: 'git', git };
}

const options = [
  '--no-pager',
  ...['-c', 'safe.bareRepository=explicit'],
  ...['-c', 'core.hooksPath=/dev/null'],
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.warnAmbiguousRefs=true'],
  ...['-c', 'protocol.allow=never'],
];

/** What git reads besides the options. */
const isolated = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_ALLOW_PROTOCOL: '',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
} as const;

/** Only what every process needs; git's messages are shown, so they should be readable by everybody. */
function environment(env: Environment): Environment {
  return { ...only(env, ['PATH', 'Path', 'SystemRoot', 'GIT_CEILING_DIRECTORIES']), LC_ALL: 'C' };
}

function only(env: Environment, names: readonly string[]): Environment {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}

/**
 * The folders of other owners that the user lets git read, as the user's and the system's configuration name them. A
 * repository's own cannot.
 */
function trustedFolders(program: string, env: Environment): readonly string[] {
  // No repository is looked for: its configuration has no say in whether it is trusted.
  const alone = { ...environment(env), ...only(env, homes), GIT_DIR: '/dev/null' };
  const { ok, stdout } = run(
    program,
    ['config', '-z', '--get-all', 'safe.directory'],
    path.parse(program).root,
    alone,
  );
  return ok ? stdout.toString().split('\0').slice(0, -1) : [];
}

/** Where git looks for the user's configuration. */
const homes: readonly string[] = 'HOME USERPROFILE XDG_CONFIG_HOME GIT_CONFIG_GLOBAL'.split(' ');

function run(
  program: string,
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): GitAnswer {
  const ended = spawnSync(program, words, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 16 * maxFileBytes,
    windowsHide: true,
  });
  if (ended.error !== undefined) return { ok: false, stdout: Buffer.alloc(0), stderr: ended.error.message };
  return { ok: ended.status === 0, stdout: ended.stdout, stderr: ended.stderr.toString().trimEnd() };
}

/**
 * git where the user has it. A relative part of `PATH` is passed over, and so is the working folder, where Windows
 * looks first: a program there is anybody's.
 */
function findProgram(env: Environment): string | null {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  // Windows reads names of variables in any letter case, a copy of the environment does not.
  const [, all = ''] = Object.entries(env).find(([key]) => key.toUpperCase() === 'PATH') ?? [];
  const folders = all.split(path.delimiter).filter((one) => path.isAbsolute(one));
  return folders.map((one) => path.join(one, name)).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The folder that git would take for a bare repository, before it comes to a `.git`; `null` for none. */
function bareRepository(folder: string): string | null {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return null;
    if (['HEAD', 'objects', 'refs'].every((name) => existsSync(path.join(at, name)))) return at;
    if (path.dirname(at) === at) return null;
  }
}
