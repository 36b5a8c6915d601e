import { expect, it } from 'vitest';
import { parseActionReference } from '../../src/init/action-reference.ts';
import { workflowText } from '../../src/init/workflow.ts';
import { byHand, type EventOf, signingKey, stage } from '../action/stage.ts';
import { acme, files, ids, token } from '../cli/support/scene.ts';
import type { Facts } from '../workflows/evaluate.ts';
import { play } from '../workflows/play.ts';

const action = parseActionReference(`OWNER/hf-groups@${'a'.repeat(40)} # v1`);
if (action === null) throw new Error('no action');
const workflow = workflowText({
  organization: 'acme-ai',
  branch: 'main',
  file: 'groups.yaml',
  action,
  adoptDrift: true,
});

const readToken = 'hf_ReadOnlyOfTheStory';
const tokens = [
  { token, name: 'writing', user: 'root', access: 'admin' as const },
  { token: readToken, name: 'reading', user: 'root', access: 'read' as const },
];

it('plays every job that init writes, step by step, from the first look to drift adopted', async () => {
  const set = await stage(files.nothing, { seed: { ...acme, tokens } });
  const { github, hub, propose, merge, comments, statuses, writes } = set;
  const { repository } = github;
  const environments = {
    'hf-groups-plan': { HF_TOKEN_READ: readToken, HF_GROUPS_SIGNING_KEY: signingKey },
    'hf-groups-apply': { HF_TOKEN_WRITE: token, HF_GROUPS_SIGNING_KEY: signingKey },
    'hf-groups-import': { HF_TOKEN_READ: readToken, HF_GROUPS_APP_ID: '7', HF_GROUPS_APP_KEY: 'pem' },
  };
  const surroundings = { environments, appToken: github.appToken, action: 'OWNER/hf-groups' };
  let asked = 0;
  /** What ran, how it ended, and with which tokens the Hub was asked. */
  const on = async (event: EventOf, inputs: Facts = {}) => {
    const played = await play(workflow, event, inputs, set, surroundings);
    const with_ = [...new Set(hub.log.slice(asked).map(({ tokenName }) => tokenName))];
    asked = hub.log.length;
    return { jobs: played.map(({ job, ran }) => `${job} ${ran.code}`), with: with_, played };
  };
  const at = (schedule: string): EventOf => ({
    name: 'schedule',
    payload: { schedule },
    ref: 'refs/heads/main',
  });

  // By hand, before anything else: both tokens are looked at, and nothing is changed.
  expect(await on(byHand, { doctor: true })).toMatchObject({
    jobs: ['doctor 0', 'doctor-apply 0'],
    with: ['reading', 'writing'],
  });

  // A pull request is planned with the token that reads; its text edited is nothing; another branch chosen is.
  const { number, event } = propose(files.three);
  expect(await on(event)).toMatchObject({ jobs: ['plan 0'], with: ['reading'] });
  expect(comments(number)).toHaveLength(1);
  const edited = (changes: object): EventOf => ({
    ...event,
    payload: { ...event.payload, action: 'edited', changes },
  });
  expect((await on(edited({ title: { from: 'x' } }))).jobs).toEqual([]);
  expect((await on(edited({ base: { ref: { from: 'release' } } }))).jobs).toEqual(['plan 0']);

  // The merge queue: the files are validated without a token, and the status is set on its commit.
  const { headSha, headRef } = repository.enqueue(number);
  const queued = {
    name: 'merge_group',
    payload: { action: 'checks_requested', merge_group: { head_sha: headSha } },
    ref: headRef,
  };
  expect(await on(queued)).toMatchObject({ jobs: ['queue 0'], with: [] });
  expect(statuses(headSha, 'plan')).toEqual(['pending', 'success']);

  // Merged: what was reviewed is made, by the token that writes.
  repository.review(number, 'ada');
  const applied = await on(merge({ number, event }));
  expect(applied).toMatchObject({ jobs: ['apply 0'], with: ['writing'] });
  expect(writes()).toHaveLength(3);

  // At night nothing is left, until somebody clicks: then there is an issue, and a pull request that adopts it.
  expect((await on(at('17 4 * * *'))).jobs).toEqual(['apply 0']);
  hub.mutate((organization) => organization.setRole(ids.models, 'lee', 'write'));
  const drift = await on(at('47 5 * * *'));
  expect(drift).toMatchObject({ jobs: ['drift 0'], with: ['reading'] });
  expect(drift.played[0]?.ran.outputs['comment_url']).toMatch(/\/issues\/\d+$/);
  const adopted = await on(at('17 6 * * *'));
  expect(adopted).toMatchObject({ jobs: ['import 0'], with: ['reading'] });
  expect(adopted.played[0]?.ran.outputs['comment_url']).toMatch(/\/pull\/\d+$/);

  // Or it is undone: by hand, with the digest that the issue shows.
  const digest = drift.played[0]?.ran.outputs['digest'] ?? '';
  expect(await on(byHand, { digest, doctor: false })).toMatchObject({ jobs: ['apply 0'], with: ['writing'] });
  expect(writes()).toHaveLength(4);
  expect((await on(at('47 5 * * *'))).played[0]?.ran.outputs['changes']).toBe('false');
});
