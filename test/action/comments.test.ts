import { describe, expect, it } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { files } from '../cli/support/scene.ts';
import { marked } from '../github/markers.ts';
import { comparedWith } from '../support/fake-github/description.ts';
import type { Call } from '../support/fake-github/routes.ts';
import { remark } from './runner.ts';
import { stage } from './stage.ts';

const bot = 'github-actions[bot]';
const isWrite = ({ method, path }: Call): boolean => method !== 'GET' && path.includes('/comments');

describe(`the comment of plan, ${comparedWith}`, () => {
  it.each([
    // what comment asks for, whether there are changes, whether there is a comment already: how many there are then
    ['always', true, false, 1],
    ['always', false, false, 1],
    ['changes', true, false, 1],
    ['changes', false, false, 0],
    ['changes', false, true, 1],
    ['never', true, false, 0],
  ] as const)(
    'with comment: %s, changes: %s, a comment before: %s',
    async (comment, changes, before, count) => {
      const { propose, run, comments, github } = await stage(files.nothing);
      const { number, event } = propose(changes ? files.three : `${files.nothing}# nothing else\n`);
      if (before) github.repository.comment(number, bot, marked({}, 'old'));
      const { code, outputs } = await run('plan', event, { inputs: { comment } });
      expect(code).toBe(0);
      expect(outputs['changes']).toBe(String(changes));
      expect(comments(number)).toHaveLength(count);
      expect(comments(number)).not.toContain(marked({}, 'old'));
      expect(outputs['comment_url'] !== '').toBe(count > 0);
    },
  );

  it('tells what the pull request changes from what is pending anyway', async () => {
    const { propose, run, comments, json } = await pending();
    const { number, event } = propose(files.three);
    const ran = await run('plan', event);
    expect(comments(number)[0]).toContain(
      '**Pending anyway, without this pull request:** 1 change. Merging this makes that as well; otherwise it waits for another reviewed plan.',
    );
    expect(json(ran)).toEqual([
      ['lee', 'this_change'],
      ['kim', 'drift'],
      ['zoe', 'this_change'],
    ]);
  });

  it('is not written again when nothing changed', async () => {
    const { propose, run, github, comments } = await stage(files.nothing);
    const { number, event } = propose(files.three);
    await run('plan', event);
    const [first] = comments(number);
    const sent = github.log.length;
    await run('plan', event, { env: { GITHUB_RUN_ID: '78' } });
    expect(comments(number)).toEqual([first]);
    expect(github.log.slice(sent).filter((line) => /^(?:POST|PATCH) .*\/comments/.test(line))).toEqual([]);
  });

  it('is not somebody else’s, whose text stays', async () => {
    const { propose, run, comments, github } = await stage(files.nothing);
    const { number, event } = propose(files.three);
    for (let index = 0; index < 120; index += 1) github.repository.comment(number, 'ada', 'talk');
    github.repository.comment(number, 'mallory', marked({}, 'all is well'));
    await run('plan', event);
    expect(comments(number)).toHaveLength(122);
    expect(comments(number)).toContain(marked({}, 'all is well'));
  });

  it('is mended when somebody edited it', async () => {
    const { propose, run, comments, github } = await stage(files.nothing);
    const { number, event } = propose(files.three);
    await run('plan', event);
    const [first = ''] = comments(number);
    for (const comment of github.repository.commentsOf(number))
      comment.body = first.replace('- zoe', '+ zoe');
    await run('plan', event);
    expect(comments(number)).toEqual([first]);
  });

  it('belongs to its files: another workflow has its own', async () => {
    const { propose, run, comments } = await stage({ 'groups.yaml': files.nothing, 'b.yaml': files.nothing });
    const { number, event } = propose({ 'groups.yaml': files.three });
    await run('plan', event);
    await run('plan', event, { inputs: { file: 'b.yaml' } });
    await run('plan', event);
    expect(comments(number).map((body) => parseMarker(body)?.files)).toEqual([['groups.yaml'], ['b.yaml']]);
  });

  it('cannot be written with a token that may not: a notice, and the plan in the summary', async () => {
    const { propose, run, comments, github } = await stage(files.nothing);
    const { number, event } = propose(files.three);
    const ran = await run('plan', event, { inputs: { 'github-token': github.forkToken } });
    expect(ran).toMatchObject({ code: 0, outputs: { failure_reason: '', comment_url: '', to_remove: '1' } });
    expect(ran.summary).toContain('- zoe read');
    expect(ran.commands).toContainEqual({
      name: 'notice',
      properties: { title: 'No comment' },
      message: expect.stringMatching(
        /^The plan is in the job summary only: GitHub refused .* \(HTTP 403\).*\. A comment needs `pull-requests: write`\.$/,
      ),
    });
    expect(comments(number)).toEqual([]);
  });

  it('that cannot be written for another reason fails the run, since an older plan would stand there', async () => {
    const { propose, run, github } = await stage(files.nothing);
    const { event } = propose(files.three);
    github.fail({ match: isWrite, faults: [{ status: 502 }], forEver: true });
    const ran = await run('plan', event);
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'hub-error', to_remove: '1' } });
    expect(ran.summary).toContain('- zoe read');
    expect(ran.summary).toContain('GitHub has a fault (HTTP 502)');
    expect(ran.log).not.toMatch(/^\s+at /m);
  });

  it('is written once, though an answer was lost and reads failed before', async () => {
    const { propose, run, comments, github } = await stage(files.nothing);
    const { number, event } = propose(files.three);
    github.fail({ match: isWrite, faults: ['reset'], afterEffect: true });
    github.fail({ match: ({ method }) => method === 'GET', faults: [{ status: 500 }, 'reset'] });
    expect(await run('plan', event)).toMatchObject({ code: 0 });
    expect(comments(number)).toHaveLength(1);
  });

  it('is not written for a plan that no pull request asked for', async () => {
    const { push, run, github } = await stage(files.nothing);
    const ran = await run('plan', push(files.three));
    expect(ran).toMatchObject({ code: 0, outputs: { to_add: '1', comment_url: '' } });
    expect(github.log.filter((line) => !line.startsWith('GET '))).toEqual([]);
    expect(ran.summary).toContain('\nPlan: 1 to add, 1 to change, 1 to remove.\n');
  });

  it('needs a token for GitHub, and says so', async () => {
    const { propose, run } = await stage(files.nothing);
    const ran = await run('plan', propose(files.three).event, { inputs: { 'github-token': '' } });
    expect(ran).toMatchObject({ code: 1, outputs: { failure_reason: 'config-invalid' } });
    expect(ran.commands).toEqual([
      remark(
        'error',
        'hf-groups',
        'There is no token for GitHub\nLeave the input `github-token` out: then it is the token of the job.',
      ),
    ]);
  });
});

/** One role is wrong on the Hub already. */
async function pending() {
  const made = await stage(files.three.replace('      lee: read\n', '').replace('      zoe: absent\n', ''));
  const json = (ran: Awaited<ReturnType<typeof made.run>>): unknown => {
    const { changes } = ran.json('plan_path');
    return Array.isArray(changes) ? changes.map(({ user, origin }) => [user, origin]) : changes;
  };
  return { ...made, json };
}

describe(`the comment of apply, ${comparedWith}`, () => {
  it.each([
    ['always', files.three, 'plan', ['**Apply complete! 1 added, 1 changed, 1 removed.**']],
    ['always', files.nothing, null, ['**Apply complete! 0 added, 0 changed, 0 removed.**']],
    ['changes', files.three, 'plan', ['**Apply complete! 1 added, 1 changed, 1 removed.**']],
    ['changes', files.nothing, null, []],
    ['never', files.three, 'plan', ['**This pull request: `zoe` loses']],
  ] as const)('with comment: %s', async (comment, text, planned, wanted) => {
    const { propose, merge, run, comments } = await stage(files.nothing);
    const proposed = propose(`${text}# edited\n`);
    if (planned !== null) await run('plan', proposed.event);
    const { code, outputs } = await run('apply', merge(proposed), { inputs: { comment } });
    expect(code).toBe(0);
    const found = comments(proposed.number);
    expect(found).toHaveLength(wanted.length);
    for (const [index, words] of wanted.entries()) expect(found[index]).toContain(words);
    expect(outputs['comment_url'] !== '').toBe(comment !== 'never' && wanted.length > 0);
  });

  it('that cannot be written is a warning: what was done is done', async () => {
    const { propose, merge, run, github, writes } = await stage(files.nothing);
    const proposed = propose(files.three);
    await run('plan', proposed.event);
    github.fail({ match: isWrite, faults: [{ status: 500 }], forEver: true });
    const ran = await run('apply', merge(proposed));
    expect(ran).toMatchObject({ code: 0, outputs: { result: 'applied', failure_reason: '' } });
    expect(ran.commands).toContainEqual(
      remark(
        'warning',
        'No comment',
        `#${proposed.number} does not say what was done: GitHub has a fault (HTTP 500): Oops. The job summary does.`,
      ),
    );
    expect(ran.summary).toContain('**Apply complete! 1 added, 1 changed, 1 removed.**');
    expect(writes()).toHaveLength(3);
  });
});
