import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/hub/clock.ts';

describe('the system’s clock', () => {
  it('tells the time of day', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(10_000);
  });

  it('goes on', () => {
    const before = systemClock.now();
    let now = before;
    while (now === before) now = systemClock.now();
    expect(now).toBeGreaterThan(before);
  });

  it('sleeps at least as long as it is asked to', async () => {
    const before = performance.now();
    await systemClock.sleep(9.5);
    // A timer may go off up to a millisecond early.
    expect(performance.now() - before).toBeGreaterThanOrEqual(9);
  });

  it('does not sleep until a time that is over', async () => {
    await expect(systemClock.sleep(-60_000)).resolves.toBeUndefined();
  });

  it('rings once the time is over, and not when it was stopped before', async () => {
    const rung: string[] = [];
    const before = performance.now();
    const stop = systemClock.alarm(5, () => rung.push('stopped'));
    await new Promise<void>((resolve) => {
      systemClock.alarm(9.5, () => {
        rung.push('rung');
        resolve();
      });
      stop();
    });
    expect(performance.now() - before).toBeGreaterThanOrEqual(9);
    expect(rung).toEqual(['rung']);
  });

  it('is woken by a signal', async () => {
    await expect(systemClock.sleep(60_000, AbortSignal.abort())).rejects.toThrow('aborted');
  });
});
