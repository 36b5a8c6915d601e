import { describe, expect, it } from 'vitest';
import { acme, files, ids } from '../cli/support/scene.ts';
import { remark } from './runner.ts';
import { byHand, nightly, stage } from './stage.ts';

const blockedHere = files.nothing.replace('ada: admin\n', 'ada: admin\n      gracee: read\n');
const both = `${blockedHere}# more\n`;
const noToken =
  'There is no token for the Hub\nSet the input `hf-token` to a secret of this repository or of the environment of the job.';
const notOn = (event: string): string =>
  `\`apply\` does not run on ${event}\nRun it on \`push\` to the default branch, on \`workflow_dispatch\` or on \`schedule\`.`;
const notFrom = (ref: string): string =>
  `It runs from main, not from ${ref}\nLimit it to the default branch: \`on: { push: { branches: [main] } }\`.`;
const users = `/api/organizations/acme-ai/resource-groups/${ids.models}/users`;

describe('fail-on-blocked', () => {
  it.each([
    // the input, the base, the head, and how plan and the apply after it end
    ['this_change', files.nothing, blockedHere, 4, 4],
    ['this_change', blockedHere, both, 0, 0],
    ['any', blockedHere, both, 4, 4],
    ['never', files.nothing, blockedHere, 0, 0],
  ] as const)('%s', async (mode, base, head, planned, applied) => {
    const { propose, merge, run } = await stage(base);
    const proposed = propose(head);
    const inputs = { 'fail-on-blocked': mode };
    const plan = await run('plan', proposed.event, { inputs });
    expect(plan).toMatchObject({
      code: planned,
      outputs: { blocked: '1', failure_reason: planned === 0 ? '' : 'blocked' },
    });
    expect(plan.commands).toContainEqual({
      name: 'warning',
      properties: { title: 'Blocked', file: 'groups.yaml', line: '7', col: '7' },
      message: expect.stringContaining('did you mean grace?'),
    });
    const why =
      'Declared, and cannot be made now: gracee read in "Foundation Models". The input `fail-on-blocked` says what of it fails the run.';
    expect(plan.commands.filter(({ properties: { line } }) => line === undefined)).toEqual(
      planned === 0 ? [] : [remark('error', 'Blocked', why)],
    );
    const apply = await run('apply', merge(proposed), { inputs });
    expect(apply).toMatchObject({
      code: applied,
      outputs: { blocked: '1', result: 'partial', failure_reason: applied === 0 ? '' : 'blocked' },
    });
    // At night it is nobody's change any more.
    const later = await run('apply', nightly, { inputs });
    expect(later.code).toBe(mode === 'any' ? 4 : 0);
  });

  it('says by what is blocked why it fails, of every kind, and counts what is more', async () => {
    const { propose, run } = await stage(files.nothing);
    const gone = ['X1', 'X2', 'X3'].map((name) => `  ${name}: { members: { ada: read } }\n`).join('');
    const taken = `groups:\n  Evaluation:\n    id: ${ids.models}\n`;
    const ran = await run('plan', propose(files.nothing.replace(/groups:\n.*\n/, `${taken}`) + gone).event);
    const blocked = 'name of "Foundation Models"; every change in "X1"; every change in "X2"; 1 more';
    const why = `Declared, and cannot be made now: ${blocked}. The input \`fail-on-blocked\` says what of it fails the run.`;
    expect(ran.commands.filter(({ properties: { line } }) => line === undefined)).toEqual([
      remark('error', 'Blocked', why),
    ]);
  });

  it('takes a blocked entry for one of this change where there is nothing before', async () => {
    const { run } = await stage(blockedHere);
    expect(await run('apply', nightly)).toMatchObject({ code: 4, outputs: { failure_reason: 'blocked' } });
  });
});

describe('what stands in the way', () => {
  it.each(['plan', 'apply', 'drift', 'validate'])('errors in the configuration, with %s', async (command) => {
    const { push, run, hub, github } = await stage(files.nothing);
    const ran = await run(
      command,
      push('version: 1\norganization: acme-ai\ngroups:\n  G:\n    membres: {}\n    teams: 7\n'),
    );
    expect(ran).toMatchObject({
      code: 1,
      outputs: { failure_reason: 'config-invalid', changes: '', result: '' },
    });
    expect(ran.commands).toEqual([
      {
        name: 'error',
        properties: { title: 'unknown-key', file: 'groups.yaml', line: '5', col: '5' },
        message: expect.stringContaining('members'),
      },
      expect.objectContaining({ name: 'error', properties: expect.objectContaining({ line: '6' }) }),
    ]);
    expect(ran.summary).toContain('**2 errors in the configuration.**');
    expect(ran.summary).toContain('groups.yaml:5:5: error[unknown-key]');
    expect(hub.log).toEqual([]);
    expect(github.log.filter((line) => !line.startsWith('GET '))).toEqual([]);
  });

  it('a group that the organization does not have', async () => {
    const { propose, run, comments } = await stage(files.nothing);
    const { event, number } = propose(files.nothing.replace('Foundation Models', 'Foundation Model'));
    const ran = await run('plan', event);
    expect(ran).toMatchObject({ code: 4, outputs: { failure_reason: 'blocked', blocked: '1' } });
    expect(ran.commands).toContainEqual({
      name: 'warning',
      properties: { title: 'Blocked', file: 'groups.yaml', line: '4', col: '3' },
      message: expect.stringContaining('Foundation Models'),
    });
    expect(comments(number)).toHaveLength(1);
  });

  it.each([
    ['plan', '', 'config-invalid', noToken],
    ['apply', '', 'config-invalid', noToken],
    ['plan', 'hf_wrong', 'hub-error', expect.stringMatching(/^The Hub does not accept the token/)],
    ['drift', 'hf_wrong', 'hub-error', expect.stringMatching(/^The Hub does not accept the token/)],
  ])('%s with the token “%s”', async (command, secret, reason, message) => {
    const { propose, push, run } = await stage(files.nothing);
    const event = command === 'plan' ? propose(files.three).event : push(files.three);
    const ran = await run(command, event, { inputs: { 'hf-token': secret } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: reason } });
    expect(ran.commands).toEqual([remark('error', 'hf-groups', message)]);
    expect(ran.log + ran.stderr).not.toMatch(/^\s+at /m);
  });

  it('a Hub that is not well', async () => {
    const { push, run } = await stage(files.nothing, {
      faults: [{ when: { path: '**/members' }, do: { status: 503 } }],
    });
    const ran = await run('apply', push(files.three));
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error', digest: '' } });
  });

  it.each(['plan', 'apply'] as const)('a guard, with %s', async (command) => {
    const { propose, merge, run, writes, comments, statuses, github } = await stage(files.nothing);
    const proposed = propose(files.lastAdmin);
    const planned = await run('plan', proposed.event);
    const ran = command === 'plan' ? planned : await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code: 3, outputs: { failure_reason: 'refused' } });
    expect(ran.outputs['result']).toBe(command === 'plan' ? '' : 'refused');
    expect(ran.commands).toContainEqual(
      expect.objectContaining({
        name: 'error',
        properties: expect.objectContaining({ title: 'Guard last-admin' }),
      }),
    );
    expect(comments(proposed.number)[0]).toContain(ran.outputs['digest']);
    // Nobody can answer a job, and nothing was applied.
    expect(ran.log).not.toMatch(/\byes\b/);
    expect(comments(proposed.number)[0]).not.toContain('Applied from');
    expect(writes()).toEqual([]);
    // Nothing is about to be sent.
    expect(statuses(github.repository.main, 'apply')).toEqual(command === 'plan' ? [] : ['failure']);
  });
});

describe('apply', () => {
  it('goes on when a call fails, and says what is left', async () => {
    const { propose, merge, run, comments, writes } = await stage(files.nothing, {
      faults: [{ when: { method: 'PATCH' }, do: { status: 403, body: { error: 'Not you' } } }],
    });
    const proposed = propose(files.three);
    await run('plan', proposed.event);
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code: 4, outputs: { result: 'partial', failure_reason: 'partial' } });
    expect(writes()).toEqual([`POST ${users}`, `PATCH ${users}/kim`]);
    expect(comments(proposed.number)[0]).toContain('Not you');
    expect(ran.commands).toContainEqual({
      name: 'error',
      properties: { title: 'Not everything was done' },
      message: '1 done, 1 failed, 0 blocked, 1 not attempted. See the job summary.',
    });
    // A later run does the rest, and the comment says so.
    const again = await run('apply', byHand);
    expect(again.outputs['result']).toBe('failed');
  });

  it('takes everything for new where the files of before cannot be read', async () => {
    const { push, run } = await stage('version: 1\n');
    const ran = await run('apply', push(files.three), { inputs: { reviewed: 'off' } });
    expect(ran).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    expect(ran.json('plan_path')).toMatchObject({
      changes: Array(3).fill({ origin: 'this_change' }),
      warnings: [{ code: 'base-invalid' }],
    });
  });

  it('of which every call failed is an error', async () => {
    const { push, run, statuses, github } = await stage(files.nothing, {
      faults: [{ when: { method: 'POST' }, do: { status: 403 } }],
    });
    const text = files.nothing.replace('ada: admin\n', 'ada: admin\n      lee: read\n');
    const ran = await run('apply', push(text), { inputs: { reviewed: 'off' } });
    expect(statuses(github.repository.main, 'apply')).toEqual(['pending', 'failure']);
    expect(ran).toMatchObject({ code: 1, outputs: { result: 'failed', failure_reason: 'hub-error' } });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'interrupted by %s finishes what is in flight and tells',
    async (signal) => {
      const arrived = gateway();
      const gate = gateway();
      const { propose, merge, run, start, writes, comments } = await stage(files.nothing, {
        faults: [{ when: { method: 'POST' }, do: { delay_ms: 1 } }],
        delay: () => {
          arrived.resolve();
          return gate.promise;
        },
      });
      const proposed = propose(files.three);
      await run('plan', proposed.event);
      const { running, ran } = start('apply', merge(proposed), { realWaits: true });
      await arrived.promise;
      running.kill(signal);
      await running.said('Stopping');
      // A job that is cancelled gets a second one soon after; the report is still written.
      running.kill('SIGTERM');
      gate.resolve();
      const ended = await ran;
      expect(ended).toMatchObject({
        code: signal === 'SIGINT' ? 130 : 143,
        outputs: { result: 'interrupted', failure_reason: 'interrupted' },
      });
      expect(writes()).toEqual([`POST ${users}`]);
      expect(ended.json('report_path')).toMatchObject({ summary: { applied: 1, not_attempted: 2 } });
      expect(comments(proposed.number)[0]).toContain('2 not made');
    },
  );

  it('interrupted while it reads ends at once', async () => {
    const arrived = gateway();
    const never = gateway();
    const { push, start, writes } = await stage(files.nothing, {
      latencyMs: 1,
      delay: () => {
        arrived.resolve();
        return never.promise;
      },
    });
    const { running, ran } = start('apply', push(files.three));
    await arrived.promise;
    running.kill('SIGTERM');
    expect(await ran).toMatchObject({ code: 143, outputs: { result: '', failure_reason: 'interrupted' } });
    expect(writes()).toEqual([]);
    never.resolve();
  });

  it.each([
    ['another branch', { name: 'push', ref: 'refs/heads/feature' }, notFrom('refs/heads/feature')],
    [
      'a branch whose name ends so',
      { name: 'push', ref: 'refs/heads/x/refs/heads/main' },
      notFrom('refs/heads/x/refs/heads/main'),
    ],
    ['a tag of the name', { name: 'workflow_dispatch', ref: 'refs/tags/main' }, notFrom('refs/tags/main')],
    ['nothing that is said', { name: 'push', ref: '' }, 'The event does not say what it runs on'],
    ['a pull request', null, notOn('pull_request_target')],
    ['a pull request of old', { name: 'pull_request' }, notOn('pull_request')],
    ['a merge queue', { name: 'merge_group' }, notOn('merge_group')],
  ])('does not run on %s', async (_, event, message) => {
    const { propose, push, run, hub } = await stage(files.nothing);
    const ran = await run(
      'apply',
      event === null
        ? propose(files.three).event
        : {
            ...push(files.three),
            ...event,
            payload: {
              merge_group: { head_sha: 'a'.repeat(40) },
              pull_request: { number: 1, base: { ref: 'main' } },
              repository: { default_branch: 'main' },
            },
          },
    );
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.commands).toEqual([remark('error', 'hf-groups', message)]);
    expect(hub.log).toEqual([]);
  });

  it('makes calls of the size that is asked for', async () => {
    const { push, run, writes } = await stage(files.nothing, {
      seed: { ...acme, members: { ...acme.members, a1: null, a2: null, a3: null } },
    });
    const inputs = { 'batch-size': '2', concurrency: '1', reviewed: 'off' };
    const text = files.nothing.replace(
      'ada: admin\n',
      'ada: admin\n      a1: read\n      a2: read\n      a3: read\n',
    );
    const event = push(text);
    expect((await run('plan', event, { inputs })).json('plan_path')).toMatchObject({ summary: { calls: 2 } });
    const ran = await run('apply', event, { inputs });
    expect(ran.code).toBe(0);
    expect(writes()).toEqual([`POST ${users}`, `POST ${users}`]);
    expect(ran.json('plan_path')).toMatchObject({ summary: { calls: 2 } });
  });
});

describe('drift', () => {
  it('needs the right to write issues, and says so', async () => {
    const { push, run, github } = await stage(files.nothing);
    push(files.three);
    const ran = await run('drift', nightly, { inputs: { 'github-token': github.forkToken } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error', changes: 'true' } });
    expect(ran.log).toContain('issues: write');
  });

  it('tells of what is blocked alone, too', async () => {
    const { push, run, github } = await stage(files.nothing);
    push(blockedHere);
    expect(await run('drift', nightly)).toMatchObject({
      code: 0,
      outputs: { changes: 'false', blocked: '1', comment_url: expect.stringMatching(/issues\/\d+$/) },
    });
    expect([...github.repository.issues.values()]).toEqual([expect.objectContaining({ state: 'open' })]);
  });

  it('writes nothing to the Hub, and tells of a guard without failing', async () => {
    const { push, run, writes, github } = await stage(files.nothing);
    push(files.lastAdmin);
    expect(await run('drift', nightly)).toMatchObject({
      code: 0,
      outputs: { changes: 'true', failure_reason: '' },
    });
    expect(writes()).toEqual([]);
    expect([...github.repository.issues.values()]).toHaveLength(1);
  });
});

/** A promise that a test resolves. */
function gateway(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}
