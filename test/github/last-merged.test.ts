import { describe, expect, it } from 'vitest';
import { lastMergedOf } from '../../src/github/last-merged.ts';
import { FakeRepository } from '../support/fake-github/repository.ts';
import { Views } from '../support/fake-github/views.ts';

const repository = new FakeRepository();
const views = new Views('http://127.0.0.1', repository);

/** A merged pull request; hours of one day. */
function merged(at: number, updatedAt = at): { readonly number: number; readonly item: unknown } {
  const { number } = repository.openPullRequest({ head: 'a'.repeat(40) });
  repository.merge(number, 'b'.repeat(40));
  const item = {
    ...views.pullRequest(repository.issue(number)),
    merged_at: time(at),
    updated_at: time(updatedAt),
  };
  return { number, item };
}

function time(hour: number): string {
  return `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`;
}

/** Pages as GitHub gives them, and how many of them were read. */
function paged(...pages: readonly (readonly { readonly item: unknown }[])[]) {
  let read = 0;
  async function* all() {
    for (const page of pages) {
      read += 1;
      yield { items: page.map(({ item }) => item), request: 'GET /pulls' };
    }
  }
  return { pages: all(), read: () => read };
}

describe('those merged last', () => {
  it('are looked for until all of them were merged after everything that is still to come', async () => {
    // The page is full of one merged just now and one merged long ago, of which somebody edited the text.
    const [now, edited, late] = [merged(10), merged(1, 9), merged(8)];
    const { pages, read } = paged([now, edited], [late]);
    expect((await lastMergedOf(pages, 2)).map(({ number }) => number)).toEqual([now.number, late.number]);
    expect(read()).toBe(2);
  });

  it('are not looked for any further then', async () => {
    const [first, second, old] = [merged(10), merged(9), merged(8)];
    const { pages, read } = paged([first, second], [old]);
    expect((await lastMergedOf(pages, 2)).map(({ number }) => number)).toEqual([first.number, second.number]);
    expect(read()).toBe(1);
  });

  it('are as many as there are', async () => {
    const one = merged(10);
    const { pages, read } = paged([one], []);
    expect((await lastMergedOf(pages, 2)).map(({ number }) => number)).toEqual([one.number]);
    expect(read()).toBe(2);
  });
});
