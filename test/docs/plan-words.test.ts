import { expect, test } from 'vitest';
import { readProjectFile } from './pages.ts';

/** Words in backquotes of one paragraph of the README, which begins so. */
function quotedIn(beginning: string): readonly string[] {
  const paragraphs = readProjectFile('README.md').split('\n\n');
  const paragraph = paragraphs.find((one) => one.startsWith(beginning)) ?? '';
  return [...paragraph.replaceAll('\n', ' ').matchAll(/`([^`]+)`/g)].map(([, words = '']) => words);
}

test('how to read a plan is told in words that a plan has', () => {
  const plans = ['plan-ordinary.txt', 'plan-resources.txt'].map((name) =>
    readProjectFile(`test/golden/render/${name}`),
  );
  const shown = plans.join('\n');
  const quoted = quotedIn('Read it from the end.');
  expect(quoted).toContain('Less access');
  expect(quoted.filter((words) => !shown.includes(words))).toEqual([]);
});
