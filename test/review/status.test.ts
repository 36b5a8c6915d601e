import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { statusContext, statusDescription } from '../../src/review/status.ts';

describe('the name of a status', () => {
  it.each([
    [['groups.yaml'], 'hf-groups / plan'],
    [['access'], 'hf-groups / plan (access)'],
    [['groups.yaml', 'teams.yaml'], 'hf-groups / plan (groups.yaml, teams.yaml)'],
    [['a\nb.yaml'], 'hf-groups / plan (a\\u{a}b.yaml)'],
    [['x'.repeat(100)], `hf-groups / plan (${'x'.repeat(100)})`],
  ])('names the files where they are not the usual one: %j', (files, name) => {
    expect(statusContext('plan', files)).toBe(name);
    expect(statusContext('apply', files)).toBe(name.replace('plan', 'apply'));
  });

  it('has a number and a digest in the place of long paths', () => {
    const files = ['x'.repeat(60), 'y'.repeat(60)];
    const digest = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
    expect(statusContext('plan', files)).toBe(`hf-groups / plan (2 paths, ${digest})`);
  });
});

it('is described on one line, as long as GitHub takes', () => {
  expect(statusDescription('one\ntwo')).toBe('one\\u{a}two');
  expect(statusDescription('x'.repeat(141))).toHaveLength(140);
});
