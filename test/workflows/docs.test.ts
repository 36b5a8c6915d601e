import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failureReasons } from '../../src/action/failure-reason.ts';
import { placeholderAction } from '../../src/init/action-reference.ts';
import { leftToDo } from '../../src/init/left-to-do.ts';
import { environments, secretNames, workflowText } from '../../src/init/workflow.ts';
import { statusContext } from '../../src/review/status.ts';
import { parseWorkflow } from './workflow.ts';

const page = readFileSync('docs/github.md', 'utf8').replaceAll('\r\n', '\n');
const choices = {
  organization: 'acme-ai',
  branch: 'main',
  file: 'groups.yaml',
  action: placeholderAction,
  adoptDrift: true,
};

describe('docs/github.md', () => {
  it('has the steps that `init` says, after that of `init` itself', () => {
    const titles = [...page.matchAll(/^### (\d+)\. (.*)$/gm)].map(([, number, title]) => [
      Number(number),
      title,
    ]);
    const steps = leftToDo({ ...choices, adoptDrift: false }, { first: 'imported', schema: null }).filter(
      ({ id }) => id !== 'action',
    );
    expect(titles.slice(1)).toEqual(steps.map(({ title }, at) => [at + 2, title]));
    expect(titles.length).toBeLessThan(10);
  });

  it('has every reason of a failure, and no other', () => {
    const rows = page.slice(page.indexOf('| `failure_reason` |')).split('\n\n')[0] ?? '';
    const named = [...rows.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason);
    expect(named.toSorted()).toEqual(failureReasons.filter((reason) => reason !== '').toSorted());
  });

  it('has every job of the workflow', () => {
    for (const name of Object.keys(parseWorkflow(workflowText(choices)).jobs))
      expect(page).toMatch(new RegExp(`^\\| (?:\`[a-z]+\`, )?\`${name}\`(?:, \`[a-z-]+\`)* \\|`, 'm'));
  });

  it('names the environments and the secrets that the workflow has', () => {
    const { read, write, appId, appKey } = secretNames;
    const names = [...Object.values(environments), read, write, appId, appKey];
    for (const name of names) expect(page).toContain(`\`${name}\``);
  });

  it('has no YAML that cannot be read', () => {
    const blocks = [...page.matchAll(/```yml\n(.*?)```/gs)].map(([, text = '']) => text);
    expect(blocks).toHaveLength(2);
    for (const text of blocks) expect(parse(text)).toEqual(expect.any(Object));
  });

  it('requires in its ruleset the status that it names', () => {
    expect(page).toContain(`\`${statusContext('plan', [choices.file])}\``);
    expect(page).toContain(`\`${statusContext('apply', [choices.file])}\``);
  });
});
