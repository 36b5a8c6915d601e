import { expect, it } from 'vitest';
import { withHub } from '../../src/run/with-hub.ts';

function connecting() {
  const done: string[] = [];
  const hub = {
    close: () => {
      done.push('closed');
      return Promise.resolve();
    },
  };
  return { done, hub, connect: () => hub };
}

it('the connection is closed after the work, not before', async () => {
  const { done, hub, connect } = connecting();
  const work = async (given: typeof hub) => {
    await Promise.resolve();
    done.push('worked');
    return given;
  };
  expect(await withHub(connect, work)).toBe(hub);
  expect(done).toEqual(['worked', 'closed']);
});

it('the connection is closed where the work fails', async () => {
  const { done, connect } = connecting();
  const fault = new Error('x');
  await expect(withHub(connect, () => Promise.reject(fault))).rejects.toBe(fault);
  expect(done).toEqual(['closed']);
});
