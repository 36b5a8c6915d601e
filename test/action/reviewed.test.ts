import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { files, ids } from '../cli/support/scene.ts';
import { marked } from '../github/markers.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import { byHand, nightly, stage } from './stage.ts';

/** Adds only: nothing that takes away. */
const adding = files.nothing.replace('ada: admin\n', 'ada: admin\n      lee: read\n');
const removing = files.nothing.replace('ada: admin\n', 'ada: admin\n      zoe: absent\n');

describe(`what was reviewed, ${comparedWith}`, () => {
  it.each([
    // the file after the merge, what must be reviewed, and what is made of what nobody has seen
    ['destructive', adding, 'applied'],
    ['destructive', removing, 'refused'],
    ['all', adding, 'refused'],
    ['all', files.nothing, 'nothing_to_do'],
    ['off', removing, 'applied'],
  ] as const)('with reviewed: %s and no pull request', async (reviewed, text, result) => {
    const { push, run, writes } = await stage(files.nothing);
    const ran = await run('apply', push(`${text}# pushed\n`), { inputs: { reviewed } });
    const refused = result === 'refused';
    expect(ran).toMatchObject({
      code: refused ? 3 : 0,
      outputs: { result, failure_reason: refused ? 'plan-changed' : '' },
    });
    expect(writes()).toHaveLength(result === 'applied' ? 1 : 0);
  });

  it('lists what differs from the reviewed plan, and writes nothing', async () => {
    const { propose, merge, run, comments, writes, hub } = await stage(files.nothing);
    const proposed = propose(files.three);
    await run('plan', proposed.event);
    // Between review and merge somebody else loses more than was seen: lee has got a role that would be lowered.
    hub.mutate((organization) => organization.setRole(ids.models, 'lee', 'admin'));
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({
      code: 3,
      outputs: {
        result: 'refused',
        failure_reason: 'plan-changed',
        digest: expect.stringMatching(/^sha256:/),
      },
    });
    expect(writes()).toEqual([]);
    for (const text of [ran.summary, comments(proposed.number)[0]]) {
      expect(text).toContain('### Not in the reviewed plan: 1');
      expect(text).toMatch(/^! lee admin -> read/m);
    }
    expect(ran.json('report_path')).toMatchObject({
      result: 'refused',
      refusal: { differences: ['Foundation Models: update lee admin -> read'] },
    });
    expect(ran.commands).toContainEqual(
      expect.objectContaining({ name: 'error', properties: { title: 'Nothing was changed' } }),
    );
    // The next night it is still refused; a pull request that shows it mends it.
    expect(await run('apply', nightly)).toMatchObject({ code: 3 });
    const next = propose(`${files.three}# seen\n`);
    await run('plan', next.event);
    expect(await run('apply', merge(next))).toMatchObject({ code: 0, outputs: { result: 'applied' } });
  });

  it.each([
    ['there is no comment', null],
    ['it is somebody else’s', { author: 'mallory' }],
  ])('is nothing when %s', async (_, comment) => {
    const { propose, merge, run, github, writes, comments } = await stage(files.nothing);
    const proposed = propose(removing);
    if (comment !== null) {
      // A true comment, copied by somebody who hopes that it counts.
      await run('plan', proposed.event);
      const stored = github.repository.commentsOf(proposed.number);
      for (const { id, body } of stored) {
        github.repository.comments.delete(id);
        github.repository.comment(proposed.number, comment.author, body);
      }
    }
    expect(await run('apply', merge(proposed))).toMatchObject({
      code: 3,
      outputs: { failure_reason: 'plan-changed' },
    });
    expect(writes()).toEqual([]);
    // What came of it is said all the same.
    const own = comments(proposed.number).at(-1) ?? '';
    expect(parseMarker(own)).toMatchObject({ for: 'apply', destructive: '', applied: { result: 'refused' } });
  });

  it('counts for a run by hand and for the same commit again', async () => {
    const { propose, merge, run, hub } = await stage(files.nothing);
    const proposed = propose(removing);
    await run('plan', proposed.event);
    merge(proposed);
    expect(await run('apply', byHand)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
    // The same person comes back by a click: the same removal was reviewed.
    hub.mutate((organization) => organization.setRole(ids.models, 'zoe', 'read'));
    expect(await run('apply', byHand)).toMatchObject({ code: 0, outputs: { result: 'applied' } });
  });

  it('counts for a merge whose apply another one took the place of', async () => {
    const { propose, merge, run, comments, writes, checkout } = await stage(files.nothing);
    const first = propose(removing);
    await run('plan', first.event);
    merge(first);
    const second = propose(removing.replace('zoe: absent\n', 'zoe: absent\n      kim: absent\n'));
    await run('plan', second.event);
    const event = merge(second);
    expect(await run('apply', event)).toMatchObject({
      code: 0,
      outputs: { result: 'applied', to_remove: '2' },
    });
    expect(writes()).toHaveLength(2);
    for (const { number } of [first, second]) {
      expect(parseMarker(comments(number)[0] ?? '')?.applied).toEqual({
        commit: checkout.head,
        result: 'applied',
      });
    }
  });

  it('counts for a merge whose apply was taken over by a push without a pull request', async () => {
    const { propose, merge, push, run } = await stage(files.nothing);
    const proposed = propose(removing);
    await run('plan', proposed.event);
    merge(proposed);
    expect(await run('apply', push({ 'README.md': 'Hello.\n' }))).toMatchObject({
      code: 0,
      outputs: { result: 'applied' },
    });
  });

  it('does not count for ever: what was reviewed long ago and applied is not reviewed now', async () => {
    const { propose, merge, push, run } = await stage(files.nothing);
    const first = propose(removing);
    await run('plan', first.event);
    await run('apply', merge(first));
    const second = propose(files.nothing.replace('ada: admin\n', 'ada: admin\n      zoe: read\n'));
    await run('plan', second.event);
    await run('apply', merge(second));
    const ran = await run('apply', push(removing));
    expect(ran).toMatchObject({ code: 3, outputs: { failure_reason: 'plan-changed' } });
  });

  it.each([
    ['something must be reviewed', removing, 1],
    ['nothing must be', adding, 0],
  ])('cannot be read, and %s', async (_, text, code) => {
    const { propose, merge, run, github, writes } = await stage(files.nothing);
    const proposed = propose(text);
    await run('plan', proposed.event);
    github.fail({
      match: ({ path }) => path.includes('/commits/'),
      faults: [{ status: 500 }],
      forEver: true,
    });
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code, outputs: { failure_reason: code === 0 ? '' : 'hub-error' } });
    expect(writes()).toHaveLength(code === 0 ? 1 : 0);
  });

  it('does not count from a pull request into another branch', async () => {
    const { propose, merge, run, github } = await stage(files.nothing);
    const proposed = propose(removing);
    github.repository.comment(proposed.number, 'github-actions[bot]', marked());
    await run('plan', proposed.event);
    const { pull } = github.repository.issue(proposed.number);
    if (pull !== null) Object.assign(pull, { base: 'release' });
    expect(await run('apply', merge(proposed))).toMatchObject({ code: 3 });
  });
});
