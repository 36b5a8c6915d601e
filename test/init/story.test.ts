import { describe, expect, it, onTestFinished } from 'vitest';
import type { HandSeed } from '../../src/sandbox/model.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { byHand, type EventOf, signingKey, stage } from '../action/stage.ts';
import { acme, files, ids } from '../cli/support/scene.ts';
import type { Facts } from '../workflows/evaluate.ts';
import { type Played, play } from '../workflows/play.ts';
import { parseWorkflow } from '../workflows/workflow.ts';
import { init, read, repository, workflow as workflowFile } from './program.ts';

const [one, other] = ['acme-ai', 'beta-labs'];
const action = 'OWNER/hf-groups';

/** What `init` writes and prints, and a GitHub, a Hub for each organization, and people who did what is left to do. */
async function begin(organizations: readonly string[]) {
  const several = organizations.length > 1;
  const folder = repository();
  const words = [
    ...organizations.flatMap((name) => ['--organization', name]),
    ...['--adopt-drift', '--action', `${action}@${'a'.repeat(40)}#v1`],
  ];
  expect((await init(folder, ...words)).code).toBe(0);
  const workflow = read(folder, workflowFile);
  const script = (await init(folder, ...words, '--print', 'setup')).stdout;

  const fileOf = (name: string): string => (several ? `${name}/groups.yaml` : 'groups.yaml');
  const textOf = (name: string, text: string): string =>
    text.replace('organization: acme-ai', `organization: ${name}`);
  const all = (text: string) =>
    Object.fromEntries(organizations.map((name) => [fileOf(name), textOf(name, text)]));
  // No token of the one is good for the other.
  const readToken = (name: string): string => `hf_ReadOnlyOf${name.replace('-', '')}`;
  const writeToken = (name: string): string => `hf_WriterOf${name.replace('-', '')}`;
  const seedOf = (organization: string): HandSeed => ({
    ...acme,
    organization,
    tokens: [
      { token: writeToken(organization), name: `${organization} writing`, user: 'root', access: 'admin' },
      { token: readToken(organization), name: `${organization} reading`, user: 'root', access: 'read' },
    ],
  });
  const set = await stage(all(files.nothing), { seed: seedOf(one) });
  const second = await startSandbox({ seed: seedOf(other) });
  onTestFinished(() => second.close());
  const hubs = several ? [set.hub, second] : [set.hub];

  // Those that the script makes, and no others.
  const made = /^for environment in (.*); do$/m.exec(script)?.[1]?.split(' ') ?? [];
  const kinds = (name: string): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
    'hf-groups-plan': { HF_TOKEN_READ: readToken(name), HF_GROUPS_SIGNING_KEY: signingKey },
    'hf-groups-apply': { HF_TOKEN_WRITE: writeToken(name), HF_GROUPS_SIGNING_KEY: signingKey },
    'hf-groups-import': { HF_TOKEN_READ: readToken(name), HF_GROUPS_APP_ID: '7', HF_GROUPS_APP_KEY: 'pem' },
  });
  const environments = Object.fromEntries(
    made.map((name) => {
      const whose = organizations.find((organization) => name.endsWith(`-${organization}`)) ?? one;
      return [name, kinds(whose)[several ? name.slice(0, -whose.length - 1) : name] ?? {}];
    }),
  );

  const seen = { jobs: new Set<string>(), events: new Set<string>() };
  let asked = hubs.map(() => 0);
  /** What ran and how it ended, and with which tokens the Hubs were asked. */
  const on = async (event: EventOf, inputs: Facts = {}) => {
    const surroundings = { environments, action, hubs: { [other]: second.url } };
    const played = await play(workflow, event, inputs, set, surroundings);
    const by = hubs.flatMap(({ log }, at) => log.slice(asked[at]).map(({ tokenName }) => tokenName));
    asked = hubs.map(({ log }) => log.length);
    seen.events.add([event.name, event.payload['action'] ?? event.payload['schedule'] ?? ''].join(' '));
    for (const { job } of played) seen.jobs.add(job);
    // Nothing of one event waits for, or cancels, anything else of it.
    const groups = played.flatMap(({ concurrency }) => (concurrency === null ? [] : [concurrency]));
    expect(new Set(groups.map((group) => group.toLowerCase())).size).toBe(groups.length);
    return { jobs: played.map(({ job, ran }) => `${job} ${ran.code}`), with: [...new Set(by)], played };
  };
  /** As many as there are organizations. */
  const each = (...jobs: readonly string[]) => jobs.flatMap((job) => organizations.map(() => job));
  const by = (...what: readonly string[]) =>
    what.flatMap((how) => organizations.map((name) => `${name} ${how}`)).toSorted();
  const click = () => {
    for (const hub of hubs) hub.mutate((directory) => directory.setRole(ids.models, 'lee', 'write'));
  };
  const writes = () => hubs.map(({ log }) => log.filter(({ method }) => method !== 'GET').length);
  return { ...set, workflow, on, each, by, all, click, writes, seen };
}

const outputs = (played: readonly Played[], name: string) => played.map(({ ran }) => ran.outputs[name]);

describe.each([
  ['one organization', [one]],
  ['two organizations', [one, other]],
] as const)('what init writes for %s', (_, organizations) => {
  it('is played job by job and step by step, from the first look to drift adopted', async () => {
    const set = await begin(organizations);
    const { github, propose, edit, merge, comments, statuses, on, each, by, all, click, writes } = set;
    const repo = github.repository;
    const at = (schedule: string): EventOf => ({
      name: 'schedule',
      payload: { schedule },
      ref: 'refs/heads/main',
    });

    // By hand, before anything else: both tokens are looked at, and nothing is changed.
    const looked = await on(byHand, { doctor: true });
    expect(looked.jobs).toEqual(each('doctor 0', 'doctor-apply 0'));
    expect(looked.with.toSorted()).toEqual(by('reading', 'writing'));

    // A pull request is planned with the token that reads; its text edited is nothing; another branch chosen is.
    const { number, event } = propose(
      all(files.nothing.replace('ada: admin', 'ada: admin\n      lee: read')),
    );
    const of = (name: string, changes: object = {}): EventOf => ({
      ...event,
      payload: { ...event.payload, action: name, changes },
    });
    const planned = await on(event);
    expect([planned.jobs, planned.with]).toEqual([each('plan 0'), by('reading')]);
    edit({ number, event }, all(files.three));
    expect((await on(of('synchronize'))).jobs).toEqual(each('plan 0'));
    expect((await on(of('reopened'))).jobs).toEqual(each('plan 0'));
    expect((await on(of('edited', { title: { from: 'x' } }))).jobs).toEqual([]);
    expect((await on(of('edited', { base: { ref: { from: 'release' } } }))).jobs).toEqual(each('plan 0'));
    expect(comments(number)).toHaveLength(organizations.length);

    // The merge queue: the files are validated without a token, and the statuses are set on its commit.
    const { headSha, headRef } = repo.enqueue(number);
    const queued = await on({
      name: 'merge_group',
      payload: { action: 'checks_requested', merge_group: { head_sha: headSha } },
      ref: headRef,
    });
    expect([queued.jobs, queued.with]).toEqual([each('queue 0'), []]);
    expect(statuses(headSha, 'plan').toSorted()).toEqual(each('pending', 'success'));

    // Merged: what was reviewed is made, by the token that writes.
    repo.review(number, 'ada');
    const applied = await on(merge({ number, event }));
    expect([applied.jobs, applied.with]).toEqual([each('apply 0'), by('writing')]);
    expect(writes()).toEqual(organizations.map(() => 3));
    expect(comments(number)).toHaveLength(organizations.length);

    // At night nothing is left, until somebody clicks: then there are issues, and pull requests that adopt it.
    expect((await on(at('17 4 * * *'))).jobs).toEqual(each('apply 0'));
    click();
    const drift = await on(at('47 5 * * *'));
    expect([drift.jobs, drift.with]).toEqual([each('drift 0'), by('reading')]);
    expect(new Set(outputs(drift.played, 'comment_url')).size).toBe(organizations.length);
    expect(outputs(drift.played, 'comment_url').join(' ')).toMatch(/\/issues\/\d+$/);
    const adopted = await on(at('17 6 * * *'));
    expect([adopted.jobs, adopted.with]).toEqual([each('import 0'), by('reading')]);
    expect(new Set(outputs(adopted.played, 'comment_url')).size).toBe(organizations.length);
    expect(outputs(adopted.played, 'comment_url').join(' ')).toMatch(/\/pull\/\d+$/);

    // Or it is undone: by hand, with the digest that an issue shows. What is of another organization waits.
    const [digest = ''] = outputs(drift.played, 'digest');
    const undone = await on(byHand, { digest, doctor: false });
    expect([undone.jobs[0], undone.with]).toEqual(['apply 0', by('writing')]);
    expect(writes()).toEqual(organizations.map((name) => (name === one ? 4 : 3)));
    expect(outputs((await on(at('47 5 * * *'))).played, 'changes')).toEqual(
      organizations.map((name) => String(name !== one)),
    );
    expect(outputs((await on(at('17 6 * * *'))).played, 'changes')).toEqual(
      organizations.map((name) => String(name !== one)),
    );

    // Every job of it has run, on everything that it says it runs on.
    const { on: triggers, jobs } = parseWorkflow(set.workflow);
    expect([...set.seen.jobs].toSorted()).toEqual(Object.keys(jobs).toSorted());
    expect(set.seen.events).toEqual(new Set(eventsIn(triggers)));
  });
});

/** Everything that a workflow runs on, one by one: `pull_request_target opened`, `schedule 17 4 * * *`. */
function eventsIn(triggers: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(triggers).flatMap(([name, said]) => {
    if (Array.isArray(said)) return said.map(({ cron }) => `${name} ${cron}`);
    const types = typeof said === 'object' && said !== null && 'types' in said ? said.types : [''];
    return Array.isArray(types) ? types.map((type) => `${name} ${type}`) : [];
  });
}
