import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { placeholderAction } from '../../src/init/action-reference.ts';
import { workflowText } from '../../src/init/workflow.ts';
import { parseMarker } from '../../src/review/marker.ts';
import { startSandbox } from '../../src/sandbox/server.ts';
import { nightly, stage } from '../action/stage.ts';
import { acme, files, ids, token } from '../cli/support/scene.ts';
import { lint } from '../workflows/lint.ts';
import { brokenRules } from '../workflows/rules.ts';
import { parseWorkflow } from '../workflows/workflow.ts';
import { contentOf, init, put, read, repository, run, workflow } from './program.ts';

const two = ['--organization', 'acme-ai', '--organization', 'beta-labs'] as const;

describe('hf-groups init for two organizations', () => {
  it('writes one workflow, in which every job is one for each, and a valid configuration for each', async () => {
    const folder = repository();
    const { code, stdout, stderr } = await init(folder, ...two, '--adopt-drift');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const text = read(folder, workflow);
    expect(await lint(text, 'hf-groups.yml')).toEqual([]);
    expect(brokenRules(text)).toEqual([]);
    for (const [name, job] of Object.entries(parseWorkflow(text).jobs)) {
      expect(job.strategy, name).toEqual({
        'fail-fast': false,
        matrix: {
          include: [
            { organization: 'acme-ai', file: 'acme-ai/groups.yaml' },
            { organization: 'beta-labs', file: 'beta-labs/groups.yaml' },
          ],
        },
      });
      expect(job.steps.at(-1)?.with?.['file']).toMatch(/^\$\{\{ matrix\.file \}\}$/);
      // No job of the one can see a secret of the other, or wait for it.
      if (job.environment !== undefined)
        expect(job.environment).toMatch(/-\$\{\{ matrix\.organization \}\}$/);
      if (job.concurrency !== undefined)
        expect(job.concurrency.group).toMatch(/-\$\{\{ matrix\.organization \}\}\/\$\{\{ matrix\.file \}\}/);
    }
    for (const name of ['acme-ai', 'beta-labs']) {
      const valid = await run(folder, ['validate', '--file', `${name}/groups.yaml`]);
      expect(valid.stdout).toBe(`Valid: ${name}, 0 groups.\n`);
    }
    expect(stdout).toContain('for acme-ai and beta-labs and the branch main');
    expect(stdout).toContain(
      '--organization acme-ai --organization beta-labs --adopt-drift > ../hf-groups-setup.sh',
    );
    expect(stdout).toContain('/beta-labs/groups.yaml');
    // Again nothing is left to write.
    expect((await init(folder, ...two, '--adopt-drift')).stdout).not.toContain('written\n+');
  });

  it('sets up environments, secrets and required statuses for each', async () => {
    const { stdout } = await init(repository(), ...two, '--adopt-drift', '--print', 'setup');
    for (const name of ['acme-ai', 'beta-labs']) {
      expect(stdout).toContain(`hf-groups-plan-${name} hf-groups-apply-${name} hf-groups-import-${name}`);
      expect(stdout).toContain(`that can write, for ${name}:`);
      expect(stdout).toContain(`--env hf-groups-apply-${name} </dev/tty`);
      expect(stdout).toContain(`"context": "hf-groups / plan (${name}/groups.yaml)"`);
    }
  });

  it('asks for the App once, for the environments of all', async () => {
    const { stdout } = await init(repository(), ...two, '--adopt-drift', '--print', 'setup');
    expect(stdout.match(/The id of the App/g)).toHaveLength(1);
    expect(stdout).toContain('for environment in hf-groups-import-acme-ai hf-groups-import-beta-labs; do');
  });

  it('says how to begin with what is live, for each', async () => {
    const { stdout } = await init(repository(), ...two);
    expect(stdout).toContain('hf-groups import ORG -o ORG/groups.yaml');
    expect(stdout).toContain('Open a pull request that changes acme-ai/groups.yaml or beta-labs/groups.yaml');
  });

  it.each([
    [['--file', 'groups.yml'], /--file names one configuration/],
    [['--import'], /imported for one organization only/],
    [['--organization', 'Acme-AI'], /named twice/],
    [['--organization', 'a b'], /not the name of an organization/],
  ])('refuses %j, and writes nothing', async (words, message) => {
    const folder = repository();
    const { code, stderr } = await init(folder, ...two, ...words);
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
    expect(contentOf(folder)).toEqual({ '.git': '' });
  });

  it('has every name as it is, whatever YAML would read it as', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'null',
        'on',
        'No',
        '1.0',
        '1e3',
        '0x1F',
        '1_000',
        '2024-01-01',
        'a.b',
        '0',
        '.inf'.slice(1),
      ),
      fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
    );
    const names = fc.uniqueArray(name, { minLength: 2, maxLength: 4, selector: (one) => one.toLowerCase() });
    fc.assert(
      fc.property(names, (organizations) => {
        const [first, ...others] = organizations.map((organization) => ({
          organization,
          file: `${organization}/groups.yaml`,
        }));
        if (first === undefined) throw new RangeError();
        const text = workflowText({
          ...first,
          others,
          branch: 'main',
          action: placeholderAction,
          adoptDrift: true,
        });
        for (const { strategy } of Object.values(parseWorkflow(text).jobs))
          expect(strategy?.matrix.include).toEqual([first, ...others]);
      }),
    );
  });

  it('says which configuration is in the way', async () => {
    const folder = repository();
    put(folder, 'beta-labs/groups.yaml', 'version: 1\norganization: acme-ai\n');
    const { code, stderr } = await init(folder, ...two);
    expect(code).toBe(1);
    expect(stderr).toContain('Something else is there: beta-labs/groups.yaml');
  });
});

it('tells comments, statuses and issues of two organizations apart', async () => {
  const other = await startSandbox({
    seed: { ...acme, organization: 'beta-labs' },
  });
  onTestFinished(() => other.close());
  const both = {
    'acme-ai/groups.yaml': files.nothing,
    'beta-labs/groups.yaml': files.nothing.replace('acme-ai', 'beta-labs'),
  };
  const set = await stage(both);
  const inputsOf = (name: string) => ({
    file: `${name}/groups.yaml`,
    ...(name === 'beta-labs' ? { 'hf-endpoint': other.url, 'hf-token': token } : {}),
  });
  const onEach = async (command: string, event: Parameters<typeof set.run>[1]) => {
    const ran = [];
    for (const name of ['acme-ai', 'beta-labs'])
      ran.push(await set.run(command, event, { inputs: inputsOf(name) }));
    return ran;
  };
  const { repository: repo } = set.github;

  const proposed = set.propose({
    'acme-ai/groups.yaml': files.three,
    'beta-labs/groups.yaml': both['beta-labs/groups.yaml'].replace(
      'ada: admin',
      'ada: admin\n      lee: read',
    ),
  });
  for (let times = 0; times < 2; times += 1) await onEach('plan', proposed.event);
  const markers = set.comments(proposed.number).map((text) => parseMarker(text));
  expect(markers.map((marker) => marker?.organization)).toEqual(['acme-ai', 'beta-labs']);
  const contexts = new Set(repo.statuses.map(({ context }) => context));
  expect(contexts).toEqual(
    new Set(['hf-groups / plan (acme-ai/groups.yaml)', 'hf-groups / plan (beta-labs/groups.yaml)']),
  );

  const applied = await onEach('apply', set.merge(proposed));
  expect(applied.map(({ outputs }) => [outputs['result'], outputs['to_add']])).toEqual([
    ['applied', '1'],
    ['applied', '1'],
  ]);
  expect(set.comments(proposed.number)).toHaveLength(2);

  for (const hub of [set.hub, other]) hub.mutate((directory) => directory.removeFromGroup(ids.models, 'lee'));
  for (let times = 0; times < 2; times += 1) await onEach('drift', nightly);
  const issues = [...repo.issues.values()].filter(({ pull, state }) => pull === null && state === 'open');
  expect(issues).toHaveLength(2);
});
