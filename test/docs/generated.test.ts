import { describe, expect, it } from 'vitest';
import { pagesOf } from '../../scripts/docs/pages.ts';
import { readProjectFile, root } from './pages.ts';

describe('the documentation that is generated', () => {
  it.each(pagesOf(root).map((page) => [page.path, page] as const))(
    '%s is what `npm run docs` writes',
    async (path, page) => {
      expect(readProjectFile(path)).toBe(await page.make());
    },
  );

  it('is the same a second time, with other ports', async () => {
    for (const page of pagesOf(root).filter(
      ({ path }) => path === 'docs/plan.svg' || path === 'docs/json.md',
    )) {
      expect(await page.make()).toBe(await page.make());
    }
  });
});
