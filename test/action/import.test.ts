import { describe, expect, it } from 'vitest';
import { ids } from '../cli/support/scene.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import { remark } from './runner.ts';
import { byHand, type Change, nightly, type RunWords, type Stage, stage } from './stage.ts';

const branch = 'hf-groups/import';
const bot = 'access-bot[bot]';
const head = 'version: 1\norganization: acme-ai\ndefaults: { membership: exact }\n';
const people = {
  models: '      Ada: admin\n      grace: write\n      kim: read # new\n      zoe: read\n',
  evaluation: '      grace: admin\n      kim: read\n',
};
const groups = (models: string, evaluation: string): string =>
  `groups:\n  Foundation Models:\n    members:\n${models}  Evaluation:\n    members:\n${evaluation}`;
/** What the organization is. */
const matching = head + groups(people.models, people.evaluation);
/** zoe was added past the file, and lee, whom it has, is not in the group. */
const behind = head + groups(people.models.replace('zoe: read', 'lee: read'), people.evaluation);

/** A stage whose Action has an App's token. */
async function importing(main: Change) {
  const set = await stage(main);
  const { repository, appToken } = set.github;
  const adopt = (words: RunWords = {}) =>
    set.run('import', nightly, {
      ...words,
      inputs: { 'signing-key': '', 'github-token': appToken, ...words.inputs },
    });
  const pulls = () =>
    [...repository.issues.values()].flatMap(({ number, title, state, body, author, pull }) =>
      pull === null ? [] : [{ number, title, state, body, author, branch: pull.branch }],
    );
  const textAt = (commit: string, path = 'groups.yaml'): string | null => {
    const found = repository.git.filesOf(commit).get(path);
    return found === undefined ? null : Buffer.from(repository.git.blobs.get(found.sha) ?? []).toString();
  };
  const onBranch = (path?: string) => textAt(repository.branch(branch), path);
  return { ...set, repository, adopt, pulls, textAt, onBranch };
}

/** Somebody clicks on the Hub. */
function click(
  { hub }: Pick<Stage, 'hub'>,
  user: string,
  role: 'admin' | 'read' | null,
  id: string = ids.models,
) {
  hub.mutate((directory) => {
    if (role === null) directory.removeFromGroup(id, user);
    else directory.setRole(id, user, role);
  });
}

describe(`import, ${comparedWith}`, () => {
  it('brings drift into the files on one branch, in one pull request, in place, until nothing is left', async () => {
    const set = await importing(behind);
    const { repository, adopt, pulls, onBranch, propose, merge, writes, run } = set;
    const first = await adopt();
    expect(first).toMatchObject({ code: 0, outputs: { changes: 'true', failure_reason: '' } });
    expect(onBranch()).toBe(matching);
    expect(pulls()).toMatchObject([
      { state: 'open', author: bot, branch, title: 'Adopt what is live in acme-ai' },
    ]);
    const [pull] = pulls();
    expect(first.outputs['comment_url']).toMatch(/\/pull\/1$/);
    expect(pull?.body).toContain('- `Foundation Models`: `zoe` is `read`, was not declared');
    expect(pull?.body).toContain('- `Foundation Models`: `lee` is not in it, was declared `read`');
    expect(first.summary).toContain('`zoe` is `read`');
    expect(first.log).toContain('+      zoe: read');

    // The next night says the same, and writes nothing.
    const written = set.github.log.length;
    expect(await adopt()).toMatchObject({ code: 0 });
    expect(set.github.log.slice(written).filter((line) => !/^GET|graphql$/.test(line))).toEqual([]);

    // More drift: the same branch and pull request, on top of what is there.
    const before = repository.branch(branch);
    click(set, 'kim', null, ids.evaluation);
    await adopt();
    expect(pulls()).toHaveLength(1);
    expect(repository.git.reaches(repository.branch(branch), before)).toBe(true);
    expect(onBranch()).toBe(
      matching.replace('      grace: admin\n      kim: read\n', '      grace: admin\n'),
    );
    expect(pulls()[0]?.body).toContain('`Evaluation`: `kim` is not in it, was declared `read`');

    // Undone on the Hub: what is left is what there was.
    click(set, 'kim', 'read', ids.evaluation);
    await adopt();
    expect(onBranch()).toBe(matching);

    // Somebody declares the same by hand: nothing is left.
    merge(propose(matching));
    expect(await adopt()).toMatchObject({ code: 0, outputs: { changes: 'false', comment_url: '' } });
    expect(pulls()[0]).toMatchObject({ state: 'closed', body: expect.stringContaining('nothing is left') });
    expect(repository.branches.has(branch)).toBe(false);

    // And anew.
    click(set, 'zoe', null);
    await adopt();
    expect(pulls().map(({ state }) => state)).toEqual(['closed', 'closed', 'open']);
    expect(writes()).toEqual([]);
    expect(await run('plan', nightly)).toMatchObject({ outputs: { to_add: '1' } });
  });

  it.each(['merge', 'squash', 'rebase'] as const)(
    'is merged by %s, and tidied up the night after',
    async (how) => {
      const { adopt, merge, pulls, repository, textAt, run, writes } = await importing(behind);
      await adopt();
      const [pull] = pulls();
      const event = { name: 'pull_request_target', payload: {}, ref: 'refs/heads/main' };
      const push = merge({ number: pull?.number ?? 0, event }, how);
      expect(textAt(repository.main)).toBe(matching);
      expect(await run('apply', push)).toMatchObject({ code: 0, outputs: { result: 'nothing_to_do' } });
      await adopt();
      expect(repository.branches.has(branch)).toBe(false);
      expect(pulls()).toHaveLength(1);
      expect(writes()).toEqual([]);
    },
  );

  it('keeps files as they are but for the lines: several of them, their modes, a byte order mark, line ends', async () => {
    const other = `\ufeff${head}`.replaceAll('\n', '\r\n');
    const set = await importing({
      'access/a.yaml': behind,
      'access/b.yaml': other.replace('defaults: { membership: exact }\r\n', 'teams: {}\r\n'),
      'README.md': 'read me',
    });
    const { adopt, repository, textAt } = set;
    repository.push('main', { 'access/a.yaml': { executable: behind } });
    expect(await adopt({ inputs: { file: 'access' } })).toMatchObject({ code: 0 });
    const [name = ''] = [...repository.branches.keys()].filter((one) => one.startsWith(branch));
    expect(name).toMatch(/^hf-groups\/import-[0-9a-f]{12}$/);
    const [before, after] = [repository.main, repository.branch(name)].map((at) =>
      repository.git.filesOf(at),
    );
    expect(after?.get('access/a.yaml')?.mode).toBe('100755');
    expect(textAt(repository.branch(name), 'access/a.yaml')).toBe(matching);
    for (const path of ['access/b.yaml', 'README.md']) expect(after?.get(path)).toEqual(before?.get(path));
  });

  it('keeps a byte order mark and CRLF of a file that it changes', async () => {
    const { adopt, onBranch } = await importing(`\ufeff${behind.replaceAll('\n', '\r\n')}`);
    expect(await adopt()).toMatchObject({ code: 0 });
    expect(onBranch()).toBe(`\ufeff${matching.replaceAll('\n', '\r\n')}`);
  });

  it('overturns no decision, and says so', async () => {
    const decided = head + groups(people.models.replace('zoe: read', 'zoe: absent'), people.evaluation);
    const { adopt, pulls, repository } = await importing(decided);
    const ran = await adopt();
    expect(ran).toMatchObject({ code: 0, outputs: { changes: 'false' } });
    expect(ran.summary).toContain(
      '- `Foundation Models`, `zoe`: the file says that this person must not be in the group',
    );
    expect(pulls()).toEqual([]);
    expect(repository.branches.has(branch)).toBe(false);
  });

  it('brings a role in the organization into the file, and tells of a group that was deleted', async () => {
    const byId = matching.replace('  Evaluation:\n', `  Evaluation:\n    id: ${ids.evaluation}\n`);
    const set = await importing(`${byId}organization_members: { zoe: read }\n`);
    set.hub.mutate((directory) => {
      directory.setOrganizationRole('zoe', 'admin');
      directory.deleteGroup(ids.evaluation);
    });
    expect(await set.adopt()).toMatchObject({ code: 0, outputs: { changes: 'true' } });
    expect(set.onBranch()).toBe(`${byId}organization_members: { zoe: admin }\n`);
    const [pull] = set.pulls();
    expect(pull?.body).toContain('**Whoever approves this approves it**');
    expect(pull?.body).toContain('- In the organization: `zoe` is `admin`, was declared `read`');
    expect(pull?.body).toContain('- `Evaluation`: the group was deleted on the Hub; ');
  });

  it('merges the default branch in where that has moved on, and conflicts with nothing', async () => {
    const { adopt, push, onBranch, repository, pulls } = await importing(behind);
    await adopt();
    push(behind.replace('kim: read # new', 'kim: write').replace('lee: read', 'Lee: read'));
    expect(repository.trialMerge(1)).toBeNull();
    await adopt();
    expect(onBranch()).toBe(matching.replace('kim: read # new', 'kim: read'));
    const { parents } = repository.git.get(repository.branch(branch));
    expect(parents).toHaveLength(2);
    expect(parents[1]).toBe(repository.main);
    expect(repository.trialMerge(1)).not.toBeNull();
    expect(pulls()).toHaveLength(1);
  });

  it('goes on where a run ended between two of its calls', async () => {
    const { adopt, github, pulls, onBranch } = await importing(behind);
    github.fail({
      match: ({ method, path }) => method === 'POST' && /pulls$/.test(path),
      faults: [{ status: 403 }],
    });
    expect(await adopt()).toMatchObject({ code: 1 });
    expect([onBranch(), pulls()]).toEqual([matching, []]);
    expect(await adopt()).toMatchObject({ code: 0 });
    expect(pulls()).toHaveLength(1);
  });

  it('opens one only, when the answer was lost', async () => {
    const { adopt, github, pulls } = await importing(behind);
    github.fail({
      match: ({ method, path }) => method === 'POST' && /pulls$/.test(path),
      faults: [{ status: 502 }],
      afterEffect: true,
    });
    expect(await adopt()).toMatchObject({ code: 0 });
    expect(pulls()).toHaveLength(1);
  });

  it('names the lines where no small edit does it, and writes nothing', async () => {
    const anchored = `${head}groups:\n  Foundation Models:\n    members: &m\n      Ada: admin\n      grace: write\n      kim: read\n  Evaluation:\n    members: *m\n`;
    const { adopt, github } = await importing(anchored);
    const ran = await adopt();
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.log).toContain('No small edit does it: groups.yaml:');
    expect(github.log.filter((line) => !/^GET|graphql$/.test(line))).toEqual([]);
  });
});

describe('an attacker', () => {
  const nothingWritten = (log: readonly string[]) => log.filter((line) => !/^GET|graphql$/.test(line));

  it.each([
    ['pushes to the branch by hand', 'mallory', undefined],
    ['pushes in the name of the App, without the line', bot, undefined],
    ['pushes with the line, in another name', 'mallory', 'copied'],
  ])(
    '%s: it is neither overwritten nor closed, and the run ends with an error',
    async (_, author, copied) => {
      const set = await importing(behind);
      const { adopt, repository, github, pulls, push } = set;
      await adopt();
      const own = repository.git.get(repository.branch(branch)).message;
      const evil = matching.replace('zoe: read', 'zoe: read\n      lee: admin');
      const pushed = repository.push(branch, { 'groups.yaml': evil }, author, copied && own);
      click(set, 'kim', null, ids.evaluation);
      const calls = github.log.length;
      const ran = await adopt();
      expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error', comment_url: '' } });
      const whose = author === '' ? 'somebody' : author;
      expect(ran.commands).toEqual([
        remark(
          'error',
          'hf-groups',
          `The branch ${branch} has the commit ${pushed.slice(0, 7)} of ${whose}, which this job did not make\nNothing was written. Merge or close its pull request and delete the branch; the next run makes it anew.`,
        ),
      ]);
      expect(nothingWritten(github.log.slice(calls))).toEqual([]);
      // Also when nothing is left to adopt.
      click(set, 'kim', 'read', ids.evaluation);
      push(matching);
      const later = await adopt();
      expect(later.code).toBe(0);
      expect(later.commands).toEqual([
        remark(
          'notice',
          'A branch of somebody else',
          `Nothing is left to adopt. The branch ${branch} has the commit ${pushed.slice(0, 7)}, which this job did not make, so it stays.`,
        ),
      ]);
      expect(repository.branch(branch)).toBe(pushed);
      expect(pulls()[0]?.state).toBe('open');
    },
  );

  it('has a branch of that name that was never ours: it stays as it is', async () => {
    const { adopt, repository, pulls } = await importing(behind);
    const theirs = repository.push(branch, { 'notes.md': 'mine' });
    expect(await adopt()).toMatchObject({ code: 1 });
    expect(repository.branch(branch)).toBe(theirs);
    expect(pulls()).toEqual([]);
  });

  it('pushes between the look and the write: GitHub refuses what does not come after it', async () => {
    const set = await importing(behind);
    const { adopt, repository, github } = set;
    await adopt();
    click(set, 'kim', null, ids.evaluation);
    let pushed = '';
    github.fail({
      match: ({ method, path }) => {
        // The last call before the branch is moved.
        if (method === 'POST' && path.endsWith('/git/commits'))
          pushed = repository.push(branch, { 'notes.md': 'mine' }, 'mallory');
        return false;
      },
      faults: [],
    });
    const ran = await adopt();
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.commands).toEqual([
      remark(
        'error',
        'hf-groups',
        'Somebody has pushed to the branch hf-groups/import meanwhile\nNothing was written to it. The next run looks whose commits these are.',
      ),
    ]);
    expect(repository.branch(branch)).toBe(pushed);
  });

  it('opens a pull request of that branch name from a fork: it is not looked at', async () => {
    const { adopt, repository, pulls, push } = await importing(behind);
    const forks = ['mallory/access', 'acme/access-2'].map((fork) =>
      repository.propose({ 'groups.yaml': matching }, { branch, fork, author: 'mallory' }),
    );
    await adopt();
    expect(pulls().map(({ author, state }) => [author, state])).toEqual([
      ['mallory', 'open'],
      ['mallory', 'open'],
      [bot, 'open'],
    ]);
    expect(forks.map(({ body }) => body)).toEqual(['', '']);
    push(matching);
    await adopt();
    expect(pulls().map(({ state }) => state)).toEqual(['open', 'open', 'closed']);
  });

  it('opened the pull request of our branch first: its text stays theirs', async () => {
    const { adopt, repository, pulls, github } = await importing(behind);
    github.fail({
      match: ({ method, path }) => method === 'POST' && /pulls$/.test(path),
      faults: [{ status: 403 }],
    });
    await adopt();
    repository.openPullRequest({ author: 'grace', head: repository.branch(branch), branch });
    const ran = await adopt();
    expect(ran.code).toBe(0);
    expect(ran.commands).toEqual([
      remark(
        'notice',
        'Another pull request',
        '#1 is of somebody else, so its text is left as it is. The job summary has what was adopted.',
      ),
    ]);
    expect(pulls().map(({ author, body }) => [author, body])).toEqual([['grace', '']]);
  });

  it('changes the text of the pull request: it is what it was again', async () => {
    const { adopt, repository, pulls } = await importing(behind);
    await adopt();
    const [pull] = pulls();
    repository.issue(1).body = 'Nothing to see here.';
    await adopt();
    expect(pulls()[0]?.body).toBe(pull?.body);
  });

  it('smuggles a change into the merge: it is planned, and held back, as that of every pull request', async () => {
    const set = await importing(behind);
    const { adopt, repository, merge, run, writes } = set;
    await adopt();
    const event = { name: 'pull_request_target', payload: {}, ref: 'refs/heads/main' };
    repository.pushTo(1, { 'groups.yaml': matching.replace('grace: write', 'grace: admin') }, 'mallory');
    const applied = await run('apply', merge({ number: 1, event }));
    expect(applied).toMatchObject({ code: 4, outputs: { failure_reason: 'plan-changed', held_back: '1' } });
    expect(writes()).toEqual([]);
  });

  it('starts two runs at once: there is one branch and one pull request', async () => {
    const { adopt, pulls, onBranch } = await importing(behind);
    const ran = await Promise.all([adopt(), adopt()]);
    expect(ran.some(({ code }) => code === 0)).toBe(true);
    expect(pulls()).toHaveLength(1);
    expect(onBranch()).toBe(matching);
    expect(await adopt()).toMatchObject({ code: 0 });
    expect(pulls()).toHaveLength(1);
  });
});

describe('what it needs', () => {
  it('is an App’s token, since nothing would run for the pull request', async () => {
    const { adopt, github, hub } = await importing(behind);
    const ran = await adopt({ inputs: { 'github-token': github.token } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.commands).toEqual([
      remark(
        'error',
        'hf-groups',
        'The token is the workflow’s own, and GitHub starts no workflow for a pull request that it opens: it would have no plan\nGive the input `github-token` the token of a GitHub App with `contents: write` and `pull-requests: write`; `hf-groups init --adopt-drift` writes the job that makes one.',
      ),
    ]);
    expect(hub.log).toEqual([]);
    expect(github.log.filter((line) => !/^GET|graphql$/.test(line))).toEqual([]);
  });

  it('is a schedule, or a run by hand', async () => {
    const { adopt, run, propose, push, github } = await importing(behind);
    const inputs = { 'github-token': github.appToken };
    for (const event of [propose(matching).event, push({ 'a.md': '' })]) {
      const ran = await run('import', event, { inputs });
      expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
      expect(ran.commands).toEqual([
        remark(
          'error',
          'hf-groups',
          `\`import\` does not run on ${event.name}\nRun it on \`schedule\` or on \`workflow_dispatch\`.`,
        ),
      ]);
    }
    expect(await run('import', byHand, { inputs })).toMatchObject({ code: 0 });
    expect(await adopt({ env: { GITHUB_REF: 'refs/heads/mine' } })).toMatchObject({ code: 1 });
  });
});
