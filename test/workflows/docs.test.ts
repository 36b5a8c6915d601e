import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { failureReasons } from '../../src/action/outputs.ts';
import { placeholderAction } from '../../src/init/action-reference.ts';
import { codeownersLines } from '../../src/init/codeowners.ts';
import { leftToDo } from '../../src/init/left-to-do.ts';
import { workflowText } from '../../src/init/workflow.ts';
import { parseWorkflow } from './workflow.ts';

const page = readFileSync('docs/github.md', 'utf8').replaceAll('\r\n', '\n');
const choices = {
  organization: 'acme-ai',
  branch: 'main',
  file: 'groups.yaml',
  action: placeholderAction,
};

describe('docs/github.md', () => {
  it('has ten steps', () => {
    const steps = [...page.matchAll(/^### (\d+)\. /gm)].map(([, number]) => Number(number));
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('has every reason of a failure, and no other', () => {
    const rows = page.slice(page.indexOf('| `failure_reason` |')).split('\n\n')[0] ?? '';
    const named = [...rows.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, reason]) => reason);
    expect(named.toSorted()).toEqual(failureReasons.filter((reason) => reason !== '').toSorted());
  });

  it('has every job of the workflow', () => {
    for (const name of Object.keys(parseWorkflow(workflowText(choices)).jobs))
      expect(page).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
  });

  it('says what `init` says is to be copied', () => {
    const copied = leftToDo(choices).flatMap(({ id, copy }) =>
      id === 'action' || id === 'groups' ? [] : copy,
    );
    expect(copied).toContain('gh secret set HF_TOKEN --env hf-groups');
    expect(copied).toEqual(expect.arrayContaining([...codeownersLines(choices, '@YOUR-ORG/YOUR-TEAM')]));
    for (const line of copied) expect(page.split('\n')).toContain(line);
  });

  it('has no YAML that cannot be read', () => {
    const blocks = [...page.matchAll(/```yml\n(.*?)```/gs)].map(([, text = '']) => text);
    expect(blocks).toHaveLength(2);
    for (const text of blocks) expect(parse(text)).toEqual(expect.any(Object));
    const [condition] = blocks;
    expect(workflowText(choices)).toContain(
      condition?.trim().replace(" && github.event_name != 'schedule'", '') ?? '?',
    );
  });
});
