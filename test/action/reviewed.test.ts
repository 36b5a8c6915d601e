import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { files, ids } from '../cli/support/scene.ts';
import { remark } from './runner.ts';
import { byHand, nightly, stage } from './stage.ts';

/** Adds only: nothing that takes away. */
const adding = files.nothing.replace('ada: admin\n', 'ada: admin\n      lee: read\n');
const removing = files.nothing.replace('ada: admin\n', 'ada: admin\n      zoe: absent\n');

describe('what was reviewed', () => {
  it.each([
    // what must be reviewed, the file after the push, what comes of it, and how much waits
    ['all', adding, 'partial', 1],
    ['all', files.nothing, 'nothing_to_do', 0],
    ['destructive', adding, 'applied', 0],
    ['destructive', removing, 'partial', 1],
    ['destructive', files.three, 'partial', 1],
    ['off', removing, 'applied', 0],
  ] as const)('with reviewed: %s and no pull request', async (reviewed, text, result, held) => {
    const { push, run, writes } = await stage(files.nothing);
    const ran = await run('apply', push(`${text}# pushed\n`), { inputs: { reviewed } });
    expect(ran).toMatchObject({
      code: held > 0 ? 4 : 0,
      outputs: { result, held_back: String(held), failure_reason: held > 0 ? 'plan-changed' : '' },
    });
    expect(writes()).toHaveLength(
      { partial: text === files.three ? 2 : 0, applied: 1, nothing_to_do: 0 }[result],
    );
  });

  it('is everything but what has changed since: that waits, and is listed', async () => {
    const { propose, merge, run, comments, writes, hub } = await stage(files.nothing);
    const proposed = propose(files.three);
    await run('plan', proposed.event);
    // Between review and merge somebody else loses more than was seen: lee has got a role that would be lowered.
    hub.mutate((organization) => organization.setRole(ids.models, 'lee', 'admin'));
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({
      code: 4,
      outputs: { result: 'partial', held_back: '1', failure_reason: 'plan-changed' },
    });
    expect(writes()).toHaveLength(2);
    for (const text of [ran.summary, comments(proposed.number)[0]]) {
      expect(text).toMatch(/lee admin -> read/);
      expect(text).toMatch(/held back/);
    }
    expect(ran.commands).toContainEqual({
      name: 'error',
      properties: { title: 'Not everything was done' },
      message:
        '2 done, 0 failed, 0 blocked, 0 not attempted, 1 held back since nobody has reviewed them. See the job summary.',
    });
    // Every night it waits and fails nothing; a pull request that shows it mends it.
    expect(await run('apply', nightly)).toMatchObject({ code: 0, outputs: { held_back: '1' } });
    const next = propose(`${files.three}# seen\n`);
    await run('plan', next.event);
    expect(await run('apply', merge(next))).toMatchObject({ code: 0, outputs: { result: 'applied' } });
  });

  it('is nothing when there is no plan, and what came of it is said all the same', async () => {
    const { propose, merge, run, writes, comments, statuses, github } = await stage(files.nothing);
    const proposed = propose(removing);
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code: 4, outputs: { failure_reason: 'plan-changed' } });
    expect(ran.commands).toContainEqual(
      remark('notice', 'No review', '#1 counts as reviewed by nobody: it has no plan of acme-ai.'),
    );
    expect(writes()).toEqual([]);
    expect(statuses(github.repository.main, 'apply')).toEqual(['success']);
    const own = comments(proposed.number).at(-1) ?? '';
    expect(parseMarker(own)).toMatchObject({ for: 'apply', digest: null, destructive: null });
    expect(own).not.toContain('Applied from');
  });

  it('counts for a merge whose apply another one took the place of', async () => {
    const { propose, merge, run, comments, writes, statuses, github } = await stage(files.nothing);
    const first = propose(removing);
    await run('plan', first.event);
    merge(first);
    const merged = github.repository.main;
    const second = propose(removing.replace('zoe: absent\n', 'zoe: absent\n      kim: absent\n'));
    await run('plan', second.event);
    const event = merge(second);
    const ran = await run('apply', event);
    expect(ran).toMatchObject({ code: 0, outputs: { result: 'applied', to_remove: '2' } });
    expect(writes()).toHaveLength(2);
    for (const { number } of [first, second])
      expect(parseMarker(comments(number)[0] ?? '')).toMatchObject({ for: 'apply' });
    expect(ran.outputs['comment_url']).toContain(`/${second.number}#`);
    // Both are used now.
    for (const commit of [merged, github.repository.main])
      expect(statuses(commit, 'apply').at(-1)).toBe('success');
  });

  it('counts again after an apply that did not end well', async () => {
    const { propose, merge, run, statuses, github } = await stage(files.nothing, {
      faults: [{ when: { method: 'DELETE', times: 1 }, do: { status: 403 } }],
    });
    const proposed = propose(removing);
    await run('plan', proposed.event);
    expect(await run('apply', merge(proposed))).toMatchObject({ code: 1, outputs: { result: 'failed' } });
    expect(statuses(github.repository.main, 'apply')).toEqual(['pending', 'failure']);
    expect(await run('apply', nightly)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
  });

  it('is a plan of the same digest, named by whoever starts the run by hand', async () => {
    const { push, run, writes } = await stage(files.nothing);
    push(removing);
    const { digest = '' } = (await run('drift', nightly)).outputs;
    const other = digest.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const wrong = await run('apply', byHand, { inputs: { digest: other } });
    expect(wrong).toMatchObject({ code: 4, outputs: { failure_reason: 'plan-changed' } });
    expect(wrong.commands).toContainEqual(
      remark(
        'warning',
        'Another plan',
        `The plan is not the one that was named: it has the digest ${digest}.`,
      ),
    );
    const again = await run('apply', byHand, { inputs: { digest }, env: { GITHUB_RUN_ATTEMPT: '2' } });
    expect(again).toMatchObject({ code: 4, outputs: { failure_reason: 'plan-changed' } });
    expect(again.commands).toContainEqual(
      remark('warning', 'Run again', 'The digest counts in a new run only: start the workflow anew.'),
    );
    const misplaced = await run('apply', nightly, { inputs: { digest } });
    expect(misplaced.outputs['failure_reason']).toBe('config-invalid');
    expect(misplaced.commands).toContainEqual(
      remark(
        'error',
        'hf-groups',
        'The input `digest` counts on `workflow_dispatch`, not on `schedule`\nLeave it out, or give it as `inputs.digest` of the workflow, which is empty on other events.',
      ),
    );
    expect(writes()).toEqual([]);
    const ran = await run('apply', byHand, { inputs: { digest } });
    expect([ran.code, ran.commands.filter(({ name }) => name === 'warning')]).toEqual([0, []]);
    expect(writes()).toHaveLength(1);
  });

  it('lets a waiver for the reviewed plan hold for what is left of it', async () => {
    const set = await stage(files.nothing);
    const { propose, run, merge, hub, writes } = set;
    const text = files.lastAdmin.replace('ada: write', 'ada: write\n      lee: read');
    const { digest = '' } = (await run('plan', propose(text).event)).outputs;
    const waived = `${text}waivers:\n  - { guard: last-admin, digest: "${digest}", reason: wound down }\n`;
    const proposed = propose(waived);
    expect(await run('plan', proposed.event)).toMatchObject({ code: 0 });
    // Somebody else is given lee's role by hand, so that the plan is another one.
    hub.mutate((organization) => organization.setRole(ids.models, 'lee', 'admin'));
    hub.mutate((organization) => organization.setRole(ids.models, 'lee', 'write'));
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code: 4, outputs: { held_back: '1', result: 'partial' } });
    expect(writes()).toHaveLength(1);
  });

  it.each([
    ['pull requests', '/pulls'],
    ['statuses', '/statuses'],
  ])('cannot be told when %s cannot be read: nothing is made', async (_, part) => {
    const { propose, merge, run, github, writes } = await stage(files.nothing);
    const proposed = propose(adding);
    await run('plan', proposed.event);
    github.fail({
      match: ({ path, method }) => method === 'GET' && path.includes('/commits/') && path.endsWith(part),
      faults: [{ status: 500 }],
      forEver: true,
    });
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error' } });
    expect(writes()).toEqual([]);
  });
});

describe('the status of an apply', () => {
  it('is written once more where an answer was lost', async () => {
    const { propose, merge, run, github, statuses } = await stage(files.nothing);
    const proposed = propose(adding);
    await run('plan', proposed.event);
    github.fail({
      match: ({ path, body }) =>
        path.includes('/statuses/') && JSON.stringify(body ?? '').includes('"success"'),
      faults: [{ status: 502 }],
    });
    expect(await run('apply', merge(proposed))).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    expect(statuses(github.repository.main, 'apply')).toEqual(['pending', 'success']);
  });

  it('is written before anything is sent: without it nothing is', async () => {
    const { propose, merge, run, github, writes } = await stage(files.nothing);
    const proposed = propose(adding);
    await run('plan', proposed.event);
    github.fail({
      match: ({ path, method }) => method === 'POST' && path.includes('/statuses/'),
      faults: [{ status: 403 }],
      forEver: true,
    });
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error' } });
    expect(writes()).toEqual([]);
  });

  it('that cannot be written afterwards fails the run, since the reviews would count again', async () => {
    const { propose, merge, run, github, writes } = await stage(files.nothing);
    const proposed = propose(adding);
    await run('plan', proposed.event);
    github.fail({
      match: ({ path, body }) =>
        path.includes('/statuses/') && JSON.stringify(body ?? '').includes('"success"'),
      faults: [{ status: 403 }],
      forEver: true,
    });
    const event = merge(proposed);
    const ran = await run('apply', event);
    expect(ran).toMatchObject({ code: 4, outputs: { result: 'applied', failure_reason: 'partial' } });
    expect(ran.commands).toContainEqual({
      ...remark('error', 'No status', ''),
      message: expect.stringMatching(
        /^The status hf-groups \/ apply cannot be written, so the same reviews would count again: GitHub refused .*\. Run the job again\.$/,
      ),
    });
    expect(writes()).toHaveLength(1);
  });
});
