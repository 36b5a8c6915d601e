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
  const steps = rest.steps.filter((step) => step.uses === './' || step.uses === uses);
  return { ...rest, steps: steps.map((step) => ({ ...step, uses })) };
}

describe('plan.yml, apply.yml and drift.yml', () => {
  const action = parseActionReference(`octo/hf-groups@${'b'.repeat(40)} # v1`);
  if (action === null) throw new Error('Not a reference');
  const choices = { organization: 'acme-ai', branch: 'main', file: 'groups.yaml', action, adoptDrift: false };
  const template = parseWorkflow(workflowText(choices));
  const own = ['plan', 'apply', 'drift'] as const;

  it.each(own)('%s is the job that `init` writes, with the action built first', (name) => {
    const job = parseWorkflow(read(`${name}.yml`)).jobs[name];
    expect(asWithRelease(job, action.uses)).toEqual(asWithRelease(template.jobs[name], action.uses));
  });

  it.each(own)('%s does not reach an environment without a groups.yaml on main', (name) => {
    const { look, [name]: job } = parseWorkflow(read(`${name}.yml`)).jobs;
    expect(look?.environment).toBeUndefined();
    expect(look?.steps.at(-1)?.if).toBe("hashFiles('groups.yaml') != ''");
    expect(job?.needs).toBe('look');
    expect(job?.if).toBe("needs.look.outputs.found == 'true'");
  });

  it.each(own)('%s builds what is on main, and nothing of a pull request', (name) => {
    const jobs = Object.values(parseWorkflow(read(`${name}.yml`)).jobs);
    const checkouts = jobs.flatMap(({ steps }) =>
      steps.filter(({ uses = '' }) => uses.startsWith('actions/checkout@')),
    );
    expect(checkouts).toHaveLength(2);
    for (const { with: words } of checkouts)
      expect(words).toEqual({ ref: 'main', 'persist-credentials': false });
  });

  it('plan on pull requests only, apply and drift never on them', () => {
    const events = own.map((name) => Object.keys(parseWorkflow(read(`${name}.yml`)).on));
    expect(events).toEqual([
      ['pull_request_target'],
      ['push', 'schedule', 'workflow_dispatch'],
      ['schedule', 'workflow_dispatch'],
    ]);
  });
});

describe('release.yml', () => {
  const { jobs } = parseWorkflow(read('release.yml'));

  it('runs the gate before anything is tagged, and tags without npm, which only runs where it is wanted', () => {
    expect(jobs['build']?.steps.map(({ run }) => run)).toContain('.ci/run');
    expect(jobs['tag']?.needs).toBe('build');
    expect(jobs['tag']?.if).toBeUndefined();
    expect(jobs['publish']).toMatchObject({ needs: 'tag', if: "vars.NPM_PUBLISH == 'true'" });
    expect(JSON.stringify(jobs['tag'])).not.toMatch(/npm/);
  });

  it('compares what it built with what is built from a clone elsewhere', () => {
    const [compare = ''] = (jobs['build']?.steps ?? []).flatMap(({ run = '' }) =>
      run.includes('diff -r') ? run : [],
    );
    expect(compare).toMatch(
      /git clone[\s\S]+npm ci[\s\S]+npm run build[\s\S]+diff -r "\$GITHUB_WORKSPACE\/dist" dist/,
    );
  });

  it('moves tags in the protected environment', () => {
    expect(jobs['tag']?.environment).toBe('release');
  });

  it('gives the identity to nobody but the job that signs, and writing to nobody but the one that moves tags', () => {
    expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))).toEqual({
      build: { contents: 'read' },
      tag: { contents: 'write' },
      attest: { 'id-token': 'write', attestations: 'write' },
      publish: { 'id-token': 'write' },
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
