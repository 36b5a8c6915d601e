import { describe, expect, it } from 'vitest';
import { endedSince } from '../../src/action/ended.ts';
import type { Desired } from '../../src/run/desired.ts';
import { connected } from '../github/client.ts';
import { configurationOf, group, members, planOf, snapshotOf } from '../support/planning.ts';

const night = '2026-11-26T04:00:00Z';
const ofZoe = (entry: string, organization = 'acme-ai'): string =>
  `version: 1\norganization: ${organization}\ngroups:\n  Evaluation:\n    members: { ada: admin, zoe: ${entry} }\n`;
const ending = ofZoe('{ role: read, expires: 2026-11-25 }');
const live = [group(1, 'Evaluation', { ada: 'admin', zoe: 'read' })];
const snapshot = snapshotOf(live, members('ada', 'zoe', 'lee'));

async function dates() {
  const { fake, github } = await connected();
  const { repository } = fake;
  repository.push('main', { 'groups.yaml': ofZoe('read') });
  /** Merges a pull request: the commit is a second younger than the time, and the merge a second younger than that. */
  const merge = (at: string, text: string): void => {
    const { number } = repository.propose({ 'groups.yaml': text });
    repository.setTime(at);
    repository.mergePullRequest(number, 'squash');
  };
  const pushes = (count: number): void => {
    for (let index = 0; index < count; index += 1) repository.push('main', { 'notes.txt': `${index}` });
  };
  /** What needs no review of what the newest files ask for. */
  const ended = async (newest = ending, seen = snapshot) => {
    const desired: Desired = { configuration: configurationOf(newest), warnings: [], sources: [] };
    const lines = await endedSince(
      { github, inputs: { files: ['groups.yaml'] }, io: { now: () => new Date(night) } },
      { branch: 'main', commit: repository.main },
      desired,
      seen,
      planOf(newest, snapshot, { today: '2026-11-26' }).changes,
    );
    return [...lines].map((line) => line.split('\t').slice(1, 5).join(' '));
  };
  return { fake, repository, merge, pushes, ended };
}

const removal = [`delete ${live[0]?.id} zoe read`];

describe('what ended by a date needs no review', () => {
  it.each<[string, string, readonly string[]]>([
    ['before that day', '2026-11-20T09:00:00Z', removal],
    ['in the last second of it', '2026-11-25T23:59:57Z', removal],
    ['when it was over', '2026-11-25T23:59:58Z', []],
  ])('where it was merged %s', async (_, at, expected) => {
    const { merge, ended } = await dates();
    merge(at, ending);
    expect(await ended()).toEqual(expected);
  });

  it('by GitHub’s word, and not by the date of a commit', async () => {
    const { repository, ended } = await dates();
    const { number } = repository.propose({ 'groups.yaml': ending });
    const { head } = repository.pull(number);
    const merge = repository.commit({ 'groups.yaml': ending }, [repository.main, head]);
    repository.setTime('2026-11-26T01:00:00Z');
    repository.pushCommit('main', merge);
    expect(repository.pull(number).merged).toMatchObject({ commit: merge });
    expect(await ended()).toEqual([]);
  });

  it('where it was merged before, whatever was merged since by a commit of then', async () => {
    const { merge, ended } = await dates();
    merge('2026-11-20T09:00:00Z', ending);
    merge('2026-11-25T23:59:58Z', `${ending}# seen\n`);
    expect(await ended()).toEqual(removal);
  });

  it('but not where somebody is removed otherwise, beside an entry that ended then', async () => {
    const { merge, ended } = await dates();
    merge('2026-11-20T09:00:00Z', ending);
    const newest = ofZoe('absent, lee: { role: read, expires: 2026-11-25 }');
    expect(await ended(newest)).toEqual([]);
  });

  it('whatever came after that day', async () => {
    const { repository, merge, pushes, ended } = await dates();
    merge('2026-11-20T09:00:00Z', ending);
    repository.setTime('2026-11-26T00:00:00Z');
    pushes(40);
    expect(await ended()).toEqual(removal);
  });

  it.each([
    [29, removal],
    [30, []],
  ])('with %d commits of no pull request behind it', async (count, expected) => {
    const { merge, pushes, ended } = await dates();
    merge('2026-11-20T09:00:00Z', ending);
    pushes(count);
    expect(await ended()).toEqual(expected);
  });

  it.each([
    ['were no configuration', 'version: 1\n'],
    ['were of another organization', ofZoe('{ role: read, expires: 2026-11-25 }', 'beta-labs')],
    ['name one person twice', ending.replace('ada: admin', 'ada: admin, ada@acme.ai: read')],
    ['need a list that nobody has read', `${ending}    resources: { models: [acme-ai/base-7b] }\n`],
  ])('but not where the files of then %s', async (_, then) => {
    const { merge, ended } = await dates();
    merge('2026-11-20T09:00:00Z', then);
    expect(await ended()).toEqual([]);
  });

  it('but a fault of the program is one', async () => {
    const { merge, ended } = await dates();
    merge('2026-11-20T09:00:00Z', ending);
    const fault = new TypeError('x');
    let looks = 0;
    const seen = {
      ...snapshot,
      get groups() {
        looks += 1;
        if (looks === 1) throw fault;
        return live;
      },
    };
    await expect(ended(ending, seen)).rejects.toBe(fault);
  });

  it('and nothing is asked where nothing is taken away', async () => {
    const { fake, merge, ended } = await dates();
    merge('2026-11-20T09:00:00Z', ending);
    const asked = fake.log.length;
    const stays = `${ofZoe('read')}  Other:\n    members: { lee: { role: read, expires: 2026-11-25 } }\n`;
    expect(await ended(stays.replace('ada: admin', 'ada: admin, lee: write'))).toEqual([]);
    expect(fake.log.slice(asked)).toEqual([]);
  });
});
