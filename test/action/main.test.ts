import { describe, expect, it } from 'vitest';
import type { InterruptSignal } from '../../src/run/io.ts';
import { files } from '../cli/support/scene.ts';
import { scriptedServer } from '../support/http.ts';
import { remark } from './runner.ts';
import { nightly, stage } from './stage.ts';

/** Somebody who sends signals to a run, and sees whether it listens. */
function sender() {
  let handle: ((signal: InterruptSignal) => void) | null = null;
  return {
    onSignal: (given: (signal: InterruptSignal) => void) => {
      handle = given;
      return () => {
        handle = null;
      };
    },
    send: (signal: InterruptSignal) => handle?.(signal),
    isHeard: () => handle !== null,
  };
}

describe('a run', () => {
  it.each([
    ['well', files.nothing, 0],
    ['with an error', 'version: 1\n', 1],
  ])('that ends %s gives the signals back', async (_, yaml, code) => {
    const { run } = await stage(yaml);
    const { onSignal, isHeard } = sender();
    const heard: boolean[] = [];
    const listening = (handle: (signal: InterruptSignal) => void) => {
      const giveBack = onSignal(handle);
      heard.push(isHeard());
      return giveBack;
    };
    expect(await run('validate', nightly, { onSignal: listening })).toMatchObject({ code });
    expect([heard, isHeard()]).toEqual([[true], false]);
  });

  it('that a signal ends while it reads says that nothing was written', async () => {
    const { run } = await stage(files.three);
    const { onSignal, send } = sender();
    await using hub = await scriptedServer(() => {
      send('SIGTERM');
      return { body: [] };
    });
    const ran = await run('plan', nightly, { inputs: { 'hf-endpoint': hub.endpoint }, onSignal });
    expect(ran).toMatchObject({ code: 143, outputs: { failure_reason: 'interrupted' } });
    expect(ran.commands).toEqual([
      remark('error', 'hf-groups', 'Interrupted before the first write. Nothing was written.'),
    ]);
  });
});
