import { describe, expect, it } from 'vitest';
import { showFork, whyUnplanned } from '../../src/action/fork.ts';
import { ConfigError } from '../../src/errors.ts';
import { GitHubError } from '../../src/github/error.ts';
import type { PullRequest } from '../../src/github/github.ts';
import { type Base, type Desired, desiredOf } from '../../src/run/desired.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { files } from '../cli/support/scene.ts';
import { contextOf } from './context-of.ts';
import { stage } from './stage.ts';

describe('a pull request without a token', () => {
  it.each([
    ['a fork', 'fork'],
    ['Dependabot', 'dependabot'],
  ] as const)(
    'of %s passes with a notice, and the summary has the configuration’s own difference',
    async (who, from) => {
      const { propose, run, hub, github, statuses } = await stage(files.nothing);
      const { event, number } = propose(files.three, { from });
      const ran = await run(
        'plan',
        { ...event, name: 'pull_request' },
        {
          inputs: { 'hf-token': '', 'github-token': github.forkToken, 'signing-key': '' },
        },
      );
      expect(ran).toMatchObject({ code: 0, stderr: '', outputs: { failure_reason: '', changes: '' } });
      expect(ran.commands).toEqual([
        {
          name: 'notice',
          properties: { title: 'No plan' },
          message: `A pull request from ${who} has no token, so the organization was not looked at. The file is valid; what it changes by itself is in the job summary.`,
        },
        {
          name: 'notice',
          properties: { title: 'No status' },
          message: expect.stringMatching(/^GitHub refused .*\. The job needs `statuses: write`\.$/),
        },
      ]);
      expect(ran.summary).toContain('+ lee read');
      expect(ran.summary).toContain('+ kim write');
      expect(ran.summary).not.toContain('ada');
      expect(hub.log).toEqual([]);
      expect(statuses(github.repository.pull(number).head, 'plan')).toEqual([]);
    },
  );

  it('is still checked: errors fail it', async () => {
    const { propose, run } = await stage(files.nothing);
    const { event } = propose('version: 1\n', { from: 'fork' });
    const ran = await run('plan', event);
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
  });

  it('is an error where the repository itself has no secret', async () => {
    const { propose, run } = await stage(files.nothing);
    const ran = await run('plan', propose(files.three).event, { inputs: { 'hf-token': '' } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.log).toContain('hf-token');
  });
});

const fromFork: PullRequest = {
  number: 7,
  state: 'open',
  head: 'a'.repeat(40),
  headRepository: 'mallory/access',
  isFork: true,
  base: 'main',
  baseSha: 'b'.repeat(40),
  mergedAt: null,
  mergeCommit: null,
  trialMerge: null,
  mergeable: null,
  author: 'mallory',
  association: 'NONE',
  url: '',
};
const refused = new GitHubError('github-refused', 'No', { request: 'GET /x', status: 403 });
const away = new GitHubError('github-unavailable', 'Away', { request: 'GET /x' });

/** Whether it is planned with a token of the Hub, where GitHub says of everybody what they may do, or rejects. */
async function isPlanned(fields: Partial<PullRequest>, permission: string | Error): Promise<boolean> {
  const asked: string[] = [];
  const github = {
    permission: (login: string) => {
      asked.push(login);
      return permission instanceof Error ? Promise.reject(permission) : Promise.resolve(permission);
    },
  };
  const { inputs, github: rest } = contextOf({ 'hf-token': 'hf_x', forks: 'members' }).context;
  const why = await whyUnplanned({ inputs, github: { ...rest, ...github } }, { ...fromFork, ...fields });
  for (const login of asked) expect(login).toBe(fields.author ?? fromFork.author);
  if (why === null) return true;
  expect(why).toBe(
    'Pull requests from forks are planned for members and collaborators only (`forks: members`)',
  );
  return false;
}

describe('who opened a pull request from a fork', () => {
  const member = { association: 'MEMBER' };

  it.each<[string, Partial<PullRequest>, string | Error, boolean]>([
    ['somebody who may write', {}, 'write', true],
    ['somebody who may do everything', {}, 'admin', true],
    ['somebody who may read, as everybody may in a public repository', {}, 'read', false],
    ['somebody who may nothing', {}, 'none', false],
    ['somebody of whom the token may not ask', {}, refused, false],
    ['a member, whatever the token may ask', member, refused, true],
    ['a member, by a name that is written otherwise', { ...member, author: 'Mallory' }, 'none', true],
    [
      'a member, of a fork that is written otherwise',
      { ...member, headRepository: 'Mallory/access' },
      'none',
      true,
    ],
    ['a member, of a fork of somebody else', { ...member, headRepository: 'grace/access' }, 'admin', false],
    [
      'a member, of a fork of somebody with a longer name',
      { ...member, headRepository: 'mallory2/access' },
      'admin',
      false,
    ],
    ['a member, of a fork that is deleted', { ...member, headRepository: null }, 'admin', false],
    ['an account that is deleted', { ...member, author: '' }, 'admin', false],
    [
      'an account that is deleted, of a fork that is too',
      { ...member, author: '', headRepository: null },
      'admin',
      false,
    ],
  ])('is %s', async (_, fields, permission, planned) => {
    expect(await isPlanned(fields, permission)).toBe(planned);
  });

  it.each([
    ['always', null],
    ['never', 'Pull requests from forks are not planned here (`forks: never`)'],
  ])('does not count with `forks: %s`', async (forks, why) => {
    const { context } = contextOf({ 'hf-token': 'hf_x', forks });
    expect(await whyUnplanned(context, fromFork)).toBe(why);
    expect(await whyUnplanned(context, { ...fromFork, ...member })).toBe(why);
    expect(await whyUnplanned(context, { ...fromFork, isFork: false })).toBeNull();
  });

  it('is not known where GitHub does not answer, which is an error', async () => {
    await expect(isPlanned({}, away)).rejects.toBe(away);
    const fault = new TypeError('x');
    await expect(isPlanned({}, fault)).rejects.toBe(fault);
  });
});

describe('what a pull request that is not planned says', () => {
  const desired = (yaml: string): Desired =>
    desiredOf(
      { files: [new SourceFile('groups.yaml', yaml)], unreadable: [], people: null },
      ['groups.yaml'],
      '2026-11-20',
    );

  it('is on its lines what is odd, of the base too', async () => {
    const { context, commands, summary } = contextOf();
    const odd = desired(`${files.nothing}teams:\n  nobody: { members: [lee] }\n`);
    const base: Base = {
      configuration: null,
      warnings: odd.warnings.map((one) => ({ ...one, code: 'base-invalid' })),
    };
    expect(await showFork(context, 'It is from a fork', odd, base)).toEqual({ exit: 0, reason: '' });
    expect(commands().map(({ name, properties: { title } }) => [name, title])).toEqual([
      ['notice', 'unused-team'],
      ['notice', 'base-invalid'],
      ['notice', 'No plan'],
    ]);
    expect(summary()).toContain('**By its files alone, this pull request:');
  });

  it('is an error where it breaks what the base demands', async () => {
    const base = {
      configuration: desired(
        `${files.nothing.replace('admin', '{ role: admin, reason: x }')}policy: { reasons: [admin] }\n`,
      ).configuration,
      warnings: [],
    };
    const { context, commands } = contextOf();
    await expect(showFork(context, 'x', desired(files.nothing), base)).rejects.toBeInstanceOf(ConfigError);
    expect(commands()).toEqual([]);
  });
});
