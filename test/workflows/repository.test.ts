import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseActionReference } from '../../src/init/action-reference.ts';
import { workflowText } from '../../src/init/workflow.ts';
import { lint } from './lint.ts';
import { brokenRules } from './rules.ts';
import { type Job, parseWorkflow } from './workflow.ts';

const folder = path.resolve('.github/workflows');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const names = readdirSync(folder);

describe('the workflows of this repository', () => {
  it('are all here', () => {
    expect(names).toEqual(
      expect.arrayContaining(['apply.yml', 'ci.yml', 'drift.yml', 'plan.yml', 'release.yml']),
    );
  });

  it.each(names)('%s passes the linter and the rules', async (name) => {
    expect(await lint(read(name), name)).toEqual([]);
    expect(brokenRules(read(name))).toEqual([]);
  });
});

/** The job without what builds the action, and with the release in place of the built one. */
function asWithRelease(job: Job | undefined, uses: string): unknown {
  const { if: _if, needs: _needs, ...rest } = job ?? { steps: [] };
  const steps = rest.steps
    .filter((step) => step.run === undefined && !step.uses?.startsWith('actions/setup-node@'))
    .map(({ if: _condition, ...step }) => (step.uses === './' ? { ...step, uses } : step));
  return { ...rest, steps };
}

describe('plan.yml, apply.yml and drift.yml', () => {
  const action = parseActionReference(`octo/hf-groups@${'b'.repeat(40)} # v1`);
  if (action === null) throw new Error('Not a reference');
  const choices = { organization: 'acme-ai', branch: 'main', file: 'groups.yaml', action };
  const template = parseWorkflow(workflowText(choices));

  it.each(['plan', 'apply', 'drift'])(
    '%s is the job that `init` writes, with the action built first',
    (name) => {
      const own = parseWorkflow(read(`${name}.yml`)).jobs[name];
      expect(asWithRelease(own, action.uses)).toEqual(asWithRelease(template.jobs[name], action.uses));
    },
  );

  it.each(['plan', 'drift'])('%s skips every step after the checkout without a groups.yaml', (name) => {
    const steps = parseWorkflow(read(`${name}.yml`)).jobs[name]?.steps ?? [];
    expect(steps.length).toBeGreaterThan(2);
    expect(steps.slice(1).map((step) => step.if)).toEqual(
      steps.slice(1).map(() => "hashFiles('groups.yaml') != ''"),
    );
  });

  it('apply does not reach the environment without a groups.yaml', () => {
    const { look, apply } = parseWorkflow(read('apply.yml')).jobs;
    expect(look?.environment).toBeUndefined();
    expect(look?.steps.at(-1)?.if).toBe("hashFiles('groups.yaml') != ''");
    expect(apply?.needs).toBe('look');
    expect(apply?.if).toBe("needs.look.outputs.found == 'true'");
  });

  it('plan on pull requests only, apply and drift never on them', () => {
    const events = ['plan', 'apply', 'drift'].map((name) =>
      Object.keys(parseWorkflow(read(`${name}.yml`)).on),
    );
    expect(events).toEqual([
      ['pull_request'],
      ['push', 'schedule', 'workflow_dispatch'],
      ['schedule', 'workflow_dispatch'],
    ]);
  });
});

describe('release.yml', () => {
  const { jobs } = parseWorkflow(read('release.yml'));

  it('runs the gate before anything is published, and publishes before a tag is moved', () => {
    expect(jobs['build']?.steps.map(({ run }) => run)).toContain('.ci/run');
    expect(jobs['publish']?.needs).toBe('build');
    expect(jobs['tag']?.needs).toBe('publish');
  });

  it('gives the identity to nobody but the job that signs, and writing to nobody but the one that moves tags', () => {
    expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))).toEqual({
      build: { contents: 'read' },
      publish: { 'id-token': 'write', attestations: 'write' },
      tag: { contents: 'write' },
    });
  });

  it('has no secret', () => {
    expect(read('release.yml')).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/);
  });
});

describe('dependabot.yml', () => {
  it('looks after actions and packages', () => {
    const data: unknown = parse(readFileSync('.github/dependabot.yml', 'utf8'));
    expect(data).toMatchObject({
      version: 2,
      updates: [
        { 'package-ecosystem': 'github-actions', directory: '/', cooldown: { 'default-days': 7 } },
        { 'package-ecosystem': 'npm', directory: '/', cooldown: { 'default-days': 7 } },
      ],
    });
  });
});
