import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsIn, linksIn } from '../../scripts/docs/markdown.ts';
import { markdownFiles, readProjectFile, root } from './pages.ts';

/** What is wrong with a link of a page; `null` for nothing. */
function problemOf(page: string, link: string): string | null {
  if (/^https:\/\//.test(link)) return null;
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? page : path.posix.normalize(path.posix.join(path.posix.dirname(page), file));
  if (target.startsWith('..') || !existsSync(path.join(root, target)))
    return `${link}: there is no ${target}`;
  if (anchor === undefined) return null;
  return anchorsIn(readProjectFile(target)).includes(anchor)
    ? null
    : `${link}: ${target} has no such heading`;
}

describe('links', () => {
  it.each(markdownFiles)('of %s lead somewhere', (page) => {
    const problems = linksIn(readProjectFile(page)).map((link) => problemOf(page, link));
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });

  it('are found, and missed when they lead nowhere', () => {
    expect(linksIn(readProjectFile('README.md'))).toContain('docs/plan.svg');
    expect(problemOf('README.md', 'docs/nothing.md')).not.toBeNull();
    expect(problemOf('README.md', 'docs/cli.md#nothing')).not.toBeNull();
    expect(problemOf('docs/cli.md', '../README.md#exit-codes')).toBeNull();
  });

  it.each(markdownFiles.filter((page) => page.startsWith('docs/')))('the README leads to %s', (page) => {
    expect(linksIn(readProjectFile('README.md'))).toContain(page);
  });
});
