import { expect, it } from 'vitest';
import { commitOf } from '../../src/action/commits.ts';

it('the commit of a run is what the runner says', () => {
  const sha = 'a'.repeat(40);
  expect(commitOf({ event: { sha } })).toBe(sha);
});

it('a run without a commit is none of GitHub Actions', () => {
  expect(() => commitOf({ event: { sha: null } })).toThrow(
    expect.objectContaining({
      code: 'usage',
      message: 'GITHUB_SHA is not set',
      hint: 'The action runs in GitHub Actions.',
    }),
  );
});
