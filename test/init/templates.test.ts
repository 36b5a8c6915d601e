import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseActionReference, placeholderAction } from '../../src/init/action-reference.ts';
import type { InitChoices } from '../../src/init/choices.ts';
import { codeownersLines } from '../../src/init/codeowners.ts';
import { firstFileText } from '../../src/init/first-file.ts';
import { isBranchName, repositoryPath } from '../../src/init/names.ts';
import { yamlText } from '../../src/init/quoting.ts';
import { workflowText } from '../../src/init/workflow.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { evaluate, type Facts } from '../workflows/evaluate.ts';
import { lint } from '../workflows/lint.ts';
import { brokenRules } from '../workflows/rules.ts';
import { parseWorkflow } from '../workflows/workflow.ts';

const plain: InitChoices = {
  organization: 'acme-ai',
  branch: 'main',
  file: 'groups.yaml',
  action: placeholderAction,
  adoptDrift: false,
};

const choices: readonly (readonly [string, Partial<InitChoices>])[] = [
  ['the defaults', {}],
  ['a branch of several parts', { branch: 'release/2026.1' }],
  ['a branch that YAML would read as a number', { branch: '1.0' }],
  ['a branch that YAML 1.1 would read as true', { branch: 'on' }],
  ['a folder', { file: 'access' }],
  ['a file that YAML would read as null', { file: 'null' }],
  ['an organization of digits', { organization: '123' }],
  ['drift adopted', { adoptDrift: true }],
];

/** `action.yml`, as far as it matters here. */
function isAction(value: unknown): value is { readonly inputs: Readonly<Record<string, unknown>> } {
  return typeof value === 'object' && value !== null && 'inputs' in value && typeof value.inputs === 'object';
}

describe('the workflow', () => {
  it.each(choices)('passes the linter and the rules with %s', async (_name, other) => {
    const text = workflowText({ ...plain, ...other });
    expect(await lint(text, 'hf-groups.yml')).toEqual([]);
    expect(brokenRules(text)).toEqual([]);
  });

  it.each(choices)('says what was chosen: %s', (_name, other) => {
    const { branch, file, action } = { ...plain, ...other };
    const { on, jobs } = parseWorkflow(workflowText({ ...plain, ...other }));
    const branches = { branches: [branch] };
    expect(on).toMatchObject({ pull_request_target: branches, push: branches });
    const steps = Object.values(jobs).map((job) => job.steps.at(-1));
    expect(steps.map((step) => [step?.uses, step?.with?.['command'], step?.with?.['file']])).toEqual([
      [action.uses, 'plan', file],
      [action.uses, 'plan', file],
      [action.uses, 'apply', file],
      [action.uses, 'drift', file],
      [action.uses, 'doctor', file],
      [action.uses, 'doctor', file],
      ...('import' in jobs ? [[action.uses, 'import', file]] : []),
    ]);
  });

  const { on, jobs } = parseWorkflow(workflowText(plain));

  it('has no step but the action: nothing of a pull request can run', () => {
    expect(Object.values(jobs).map(({ steps }) => steps.length)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(Object.keys(on)).not.toContain('pull_request');
  });

  it('gives each job its environment, and each secret to the jobs that need it', () => {
    const secrets = (name: string): readonly (string | undefined)[] =>
      [...JSON.stringify(jobs[name]).matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret);
    expect(Object.keys(jobs).map((name) => [name, jobs[name]?.environment, ...secrets(name)])).toEqual([
      ['plan', 'hf-groups-plan', 'HF_TOKEN_READ', 'HF_GROUPS_SIGNING_KEY'],
      ['queue', undefined],
      ['apply', 'hf-groups-apply', 'HF_TOKEN_WRITE', 'HF_GROUPS_SIGNING_KEY'],
      ['drift', 'hf-groups-plan', 'HF_TOKEN_READ'],
      ['doctor', 'hf-groups-plan', 'HF_TOKEN_READ'],
      ['doctor-apply', 'hf-groups-apply', 'HF_TOKEN_WRITE'],
    ]);
  });

  it.each<[event: string, facts: Facts, jobs: readonly string[]]>([
    [
      'a pull request',
      { 'github.event_name': 'pull_request_target', 'github.event.action': 'opened' },
      ['plan'],
    ],
    [
      'a pull request whose text is edited',
      { 'github.event_name': 'pull_request_target', 'github.event.action': 'edited' },
      [],
    ],
    [
      'a pull request that is to be merged into another branch than before',
      {
        'github.event_name': 'pull_request_target',
        'github.event.action': 'edited',
        'github.event.changes.base': true,
      },
      ['plan'],
    ],
    [
      'a merge queue',
      { 'github.event_name': 'merge_group', 'github.ref': 'refs/heads/gh-readonly-queue/main/pr-1' },
      ['queue'],
    ],
    ['a push', { 'github.event_name': 'push' }, ['apply']],
    [
      'the hour of apply',
      { 'github.event_name': 'schedule', 'github.event.schedule': '17 4 * * *' },
      ['apply'],
    ],
    [
      'the hour of drift',
      { 'github.event_name': 'schedule', 'github.event.schedule': '47 5 * * *' },
      ['drift'],
    ],
    ['a run by hand', { 'github.event_name': 'workflow_dispatch', 'inputs.doctor': false }, ['apply']],
    [
      'a look by hand',
      { 'github.event_name': 'workflow_dispatch', 'inputs.doctor': true },
      ['doctor', 'doctor-apply'],
    ],
    [
      'a look by hand from a branch',
      { 'github.event_name': 'workflow_dispatch', 'inputs.doctor': true, 'github.ref': 'refs/heads/mine' },
      [],
    ],
    [
      'a run by hand from a branch',
      { 'github.event_name': 'workflow_dispatch', 'github.ref': 'refs/heads/mine' },
      [],
    ],
  ])('runs on %s what belongs there', (_event, facts, wanted) => {
    const all: Facts = {
      'github.event.action': '',
      'github.event.changes.base': undefined,
      'github.ref': 'refs/heads/main',
      'github.event.schedule': '',
      'inputs.doctor': undefined,
      ...facts,
    };
    const runs = Object.entries(jobs).filter(([, job]) => evaluate(job.if ?? '', all) === true);
    expect(runs.map(([name]) => name)).toEqual(wanted);
  });

  it('gives the action no input that it has not', () => {
    const action: unknown = parse(readFileSync('action.yml', 'utf8'));
    const { inputs } = isAction(action) ? action : { inputs: {} };
    const given = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap((step) => Object.keys(step.with ?? {})),
    );
    expect(given).toContain('signing-key');
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(given));
  });

  describe('where drift is adopted', () => {
    const { on: when, jobs: all } = parseWorkflow(workflowText({ ...plain, adoptDrift: true }));

    it('has one job more, at an hour of its own, whose only other step makes the token of the App', () => {
      const { import: job, ...others } = all;
      expect(others).toEqual(jobs);
      expect(when['schedule']).toEqual([
        { cron: '17 4 * * *' },
        { cron: '47 5 * * *' },
        { cron: '17 6 * * *' },
      ]);
      expect(job).toMatchObject({
        if: "github.event.schedule == '17 6 * * *'",
        environment: 'hf-groups-import',
        permissions: {},
      });
      expect(job?.steps.map(({ uses }) => uses?.split('@')[0])).toEqual([
        'actions/create-github-app-token',
        'OWNER/hf-groups',
      ]);
      expect(job?.steps[0]?.with).toMatchObject({
        'permission-contents': 'write',
        'permission-pull-requests': 'write',
      });
    });

    it('gives nothing of it to another job, and no writing token of the Hub to it', () => {
      expect(JSON.stringify(jobs)).not.toMatch(/APP_|hf-groups-import/);
      expect(JSON.stringify(all['import'])).not.toMatch(/WRITE|SIGNING/);
    });
  });

  it('lets no job wait for another: drift would wait for ever where apply waits for people', () => {
    expect(Object.values(jobs).map(({ needs }) => needs)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('names the hours that it listens to', () => {
    const { schedule } = on;
    expect(schedule).toEqual([{ cron: '17 4 * * *' }, { cron: '47 5 * * *' }]);
  });

  it('is empty of what the choices could bring in', () => {
    const name = fc.constantFrom(
      'a',
      'B',
      '9',
      '.',
      '-',
      '_',
      '/',
      ' ',
      "'",
      '"',
      '$',
      '{',
      '}',
      '\n',
      ':',
      '#',
      '*',
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const branch = isBranchName(text) ? text : 'main';
        const file = repositoryPath(text) ?? 'groups.yaml';
        const { on, jobs } = parseWorkflow(workflowText({ ...plain, branch, file }));
        expect(on).toMatchObject({ push: { branches: [branch] } });
        expect(jobs['plan']?.steps[0]?.with?.['file']).toBe(file);
        expect(Object.keys(jobs)).toEqual(['plan', 'queue', 'apply', 'drift', 'doctor', 'doctor-apply']);
      }),
    );
  });
});

describe('the first configuration', () => {
  it('is valid, and its example is too', () => {
    const text = firstFileText(plain);
    const example = text
      .replace(/^groups: \{\}$/m, '')
      .replace(/^# {3}/gm, '  ')
      .replace(/^ {2}Foundation/m, 'groups:\n  Foundation');
    expect(example).toMatch(/^groups:\n {2}Foundation Models:/m);
    for (const one of [text, example]) {
      const loaded = loadChecked([new SourceFile('groups.yaml', one)], ['groups.yaml']);
      expect(loaded).toMatchObject({ ok: true, warnings: [] });
    }
  });
});

describe('CODEOWNERS', () => {
  it('covers the file, the workflow and itself', () => {
    expect(codeownersLines(plain, '@acme/access')).toEqual([
      '/groups.yaml  @acme/access',
      '/.github/     @acme/access',
    ]);
  });
});

describe('a text in YAML', () => {
  it.each(['on', 'no', 'y', '1_0', 'null', '1.0', 'it: s'])('is quoted: %s', (text) => {
    expect(yamlText(text)).toBe(`'${text}'`);
    expect(parse(`a: ${yamlText(text)}`, { version: '1.1' })).toEqual({ a: text });
  });

  it('is read back as it was', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w./'" :#-]{1,20}$/), (text) => {
        const read: unknown = parse(`a: ${yamlText(text)}\nb: [${yamlText(text)}]\n`);
        expect(read).toEqual({ a: text, b: [text] });
      }),
    );
  });
});

describe('the reference of an action', () => {
  it.each([
    ['o/r@v1', { uses: 'o/r@v1', repository: 'o/r', ref: 'v1', version: null, pinned: false }],
    [`o/r@${'d'.repeat(40)}#v1`, { ref: 'd'.repeat(40), version: 'v1', pinned: true }],
    [`o/r@${'D'.repeat(40)}`, { pinned: false }],
    ['o/r@abc1234', { pinned: false }],
  ])('%s', (text, wanted) => {
    expect(parseActionReference(text)).toMatchObject(wanted);
  });
});
