import { describe, expect, it } from 'vitest';
import { concurrently } from '../../src/github/concurrently.ts';

describe('concurrently', () => {
  it('works on no more than so many at the same time, and answers in order', async () => {
    let running = 0;
    let most = 0;
    const ends: (() => void)[] = [];
    const done = concurrently([1, 2, 3, 4, 5], 2, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
      return item * 10;
    });
    // The one begun last ends first.
    for (let ended = 0; ended < 5; ended += 1) {
      while (ends.length === 0) await Promise.resolve();
      ends.pop()?.();
    }
    expect(await done).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
  });

  it('begins nothing more after an error', async () => {
    const begun: number[] = [];
    const failing = concurrently([1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 2) throw new Error('two');
      await new Promise((resolve) => setImmediate(resolve));
    });
    await expect(failing).rejects.toThrow('two');
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual([1, 2]);
  });

  it('has nothing to do with nothing', async () => {
    expect(await concurrently([], 8, () => Promise.reject(new Error('never')))).toEqual([]);
  });
});
