import { describe, expect, it, onTestFinished } from 'vitest';
import { parseMarker } from '../../src/review/marker.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { acme, files, token } from '../cli/support/scene.ts';
import { byHand, nightly, stage } from './stage.ts';

const other = 'beta-labs';
const ofOther = (text: string): string => text.replace('organization: acme-ai', `organization: ${other}`);

/** A repository whose file is of one organization, and a second organization, which the file is of later. */
async function twoOrganizations() {
  const set = await stage(files.nothing);
  const second = await startSandbox({ seed: { ...acme, organization: other } });
  onTestFinished(() => second.close());
  const { repository } = set.github;
  const there = { inputs: { 'hf-endpoint': second.url, 'hf-token': token } };
  const issues = () =>
    [...repository.issues.values()]
      .filter(({ pull }) => pull === null)
      .map(({ state, body }) => ({ state, organization: parseMarker(body)?.organization, body }));
  const writes = () => second.log.filter(({ method }) => method !== 'GET').length;
  return { ...set, second, repository, there, issues, writes };
}

describe('a file that is of another organization than before', () => {
  it('has another comment: what was planned and made of the first stays as it is', async () => {
    const { propose, run, merge, comments, repository, there, writes } = await twoOrganizations();
    const proposed = propose(files.three);
    await run('plan', proposed.event);
    await run('apply', merge(proposed));
    const [made = ''] = comments(proposed.number);
    expect(parseMarker(made)).toMatchObject({ for: 'apply', organization: 'acme-ai' });

    repository.push('main', { 'groups.yaml': ofOther(files.nothing) });
    const next = propose(ofOther(files.three));
    // As a plan of before the change would have left it.
    repository.comment(next.number, 'github-actions[bot]', made);
    for (let times = 0; times < 2; times += 1) await run('plan', next.event, there);
    const said = comments(next.number).map((text) => parseMarker(text));
    expect(said.map((marker) => [marker?.for, marker?.organization])).toEqual([
      ['apply', 'acme-ai'],
      ['plan', other],
    ]);
    expect(comments(next.number)[0]).toBe(made);
    // The second is what counts as reviewed for the second, and what was applied to the first is no base.
    expect(await run('apply', merge(next), there)).toMatchObject({
      code: 0,
      outputs: { result: 'applied', held_back: '0' },
    });
    expect(writes()).toBeGreaterThan(0);
    expect(comments(proposed.number)).toEqual([made]);
    expect(comments(next.number)[0]).toBe(made);
  });

  it('is applied by what is reviewed of it, although the last apply was to the first', async () => {
    const { run, push, repository, there, writes } = await twoOrganizations();
    await run('apply', nightly);
    repository.push('main', { 'groups.yaml': ofOther(files.three) });
    const held = await run('apply', push({ 'notes.txt': 'x' }), there);
    expect(held).toMatchObject({ code: 4, outputs: { held_back: '3', failure_reason: 'plan-changed' } });
    expect(writes()).toBe(0);
    const digest = held.outputs['digest'] ?? '';
    expect(await run('apply', byHand, { inputs: { ...there.inputs, digest } })).toMatchObject({
      code: 0,
      outputs: { result: 'applied' },
    });
  });

  it('goes on with the pull request that adopted drift, which says nothing of the first any more', async () => {
    const { run, repository, there, github } = await twoOrganizations();
    const app = { 'signing-key': '', 'github-token': github.appToken };
    repository.push('main', { 'groups.yaml': files.three });
    await run('import', nightly, { inputs: app });
    repository.push('main', { 'groups.yaml': ofOther(files.three) });
    const adopted = await run('import', nightly, { inputs: { ...app, ...there.inputs } });
    expect(adopted).toMatchObject({ code: 0, outputs: { changes: 'true' } });
    const pulls = [...repository.issues.values()].filter(({ pull }) => pull !== null);
    expect(pulls).toMatchObject([
      {
        state: 'open',
        title: `Adopt what is live in ${other}`,
        body: expect.not.stringContaining('acme-ai'),
      },
    ]);
    const { sha = '' } =
      repository.git.filesOf(repository.branch('hf-groups/import')).get('groups.yaml') ?? {};
    const text = Buffer.from(repository.git.blobs.get(sha) ?? []).toString();
    expect(text).toContain(`organization: ${other}\n`);
    expect(text).not.toContain('lee: read');
  });

  it('has another issue about drift, and that about the first is closed with its text', async () => {
    const { run, repository, there, hub, second, issues } = await twoOrganizations();
    repository.push('main', { 'groups.yaml': files.three });
    await run('drift', nightly);
    const [first] = issues();
    expect(issues()).toMatchObject([{ state: 'open', organization: 'acme-ai' }]);

    repository.push('main', { 'groups.yaml': ofOther(files.three) });
    for (let times = 0; times < 2; times += 1) await run('drift', nightly, there);
    expect(issues()).toMatchObject([
      { state: 'closed', organization: 'acme-ai', body: first?.body },
      { state: 'open', organization: other },
    ]);
    expect([hub, second].every(({ log }) => log.every(({ method }) => method === 'GET'))).toBe(true);
  });
});
