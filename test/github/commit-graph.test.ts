import { expect, it } from 'vitest';
import { CommitGraph } from '../../src/github/commit-graph.ts';

it('CommitGraph reads ten times as many commits as are looked for, and no more', async () => {
  let pages = 0;
  const history = async function* () {
    for (; pages < 50; ) {
      pages += 1;
      yield Array.from({ length: 2 }, (_, at) => ({
        sha: `${pages}.${at}`,
        tree: 't',
        parents: [],
        message: '',
        author: '',
      }));
    }
  };
  const graph = new CommitGraph({ history }, 'head', 2);
  expect(await graph.find('10.1')).toMatchObject({ sha: '10.1' });
  expect(await graph.find('11.0')).toBeNull();
  expect(pages).toBe(10);
});
