import { describe, expect, it } from 'vitest';
import { errorIn, reportIn } from './support/documents.ts';
import { files, type Scene, scene } from './support/scene.ts';

/** A Hub whose answers wait for the test from some moment on. */
async function slowHub(): Promise<{
  readonly made: Scene;
  /** From now on answers to requests with this method wait. */
  hold(method: string): void;
  /** Resolves once a request waits. */
  readonly held: Promise<void>;
  release(): void;
}> {
  let method: string | null = null;
  let tell = (): void => {};
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const made = await scene(files.three, {
    latencyMs: 1,
    delay: async () => {
      if (method === null || !made.hub.log.some((entry) => entry.method === method && entry.status === null))
        return;
      tell();
      await released;
    },
  });
  return {
    made,
    hold: (which) => {
      method = which;
    },
    held,
    release,
  };
}

describe.skipIf(process.platform === 'win32')('an interrupted apply', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'by %s finishes what is in flight, starts nothing more and reports',
    async (signal, expected) => {
      const { made, hold, held, release } = await slowHub();
      hold('POST');
      const words = ['apply', '--auto-approve', '--format', 'json', '-q', '--report', 'report.json'];
      const running = made.start(words);
      await held;
      running.kill(signal);
      await running.said('Stopping: calls in flight are finished');
      release();
      const { code, signal: endedBy, stdout } = await running.ended;
      expect({ code, endedBy }).toEqual({ code: expected, endedBy: null });
      expect(reportIn(stdout)).toMatchObject({
        result: 'interrupted',
        changes: [{ status: 'applied' }, { status: 'not_attempted' }, { status: 'not_attempted' }],
        calls: [{ method: 'POST', status: 200 }],
      });
      expect(made.read('report.json')).toBe(stdout);
      expect(made.writes()).toHaveLength(1);
    },
  );

  it.each([
    ['after five seconds', false],
    ['at once with a second signal', true],
  ])('waits for no answer any more %s: it is in doubt, and reported', async (_, again) => {
    const { made, hold, held, release } = await slowHub();
    hold('POST');
    const running = made.start(['apply', '--auto-approve', '-q', '--report', 'report.json']);
    await held;
    expect(JSON.parse(made.read('report.json'))).toMatchObject({ error: { code: 'unfinished' } });
    running.kill('SIGINT');
    await running.said('Once more ends at once');
    if (again) running.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 130, signal: null });
    expect(reportIn(made.read('report.json'))).toMatchObject({
      result: 'interrupted',
      changes: [
        { status: 'failed', in_doubt: true },
        { status: 'not_attempted' },
        { status: 'not_attempted' },
      ],
      calls: [{ method: 'POST', status: null, attempts: 1 }],
    });
    release();
  });

  it('leaves no earlier report behind, whatever ends it', async () => {
    const { made, hold, held, release } = await slowHub();
    await made.run(['apply', '--auto-approve', '--report', 'report.json']);
    hold('GET');
    const running = made.start(['apply', '--auto-approve', '--report', 'report.json']);
    await held;
    running.kill('SIGKILL');
    await running.ended;
    expect(JSON.parse(made.read('report.json'))).toMatchObject({ error: { code: 'unfinished' } });
    release();
  });

  it('ends reading at once: nothing was written', async () => {
    const { made, hold, held, release } = await slowHub();
    hold('GET');
    const running = made.start(['apply', '--auto-approve', '--format', 'json', '--report', 'report.json']);
    await held;
    running.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(reportIn(stdout)).toMatchObject({ result: 'interrupted', digest: null, changes: [], calls: [] });
    expect(made.read('report.json')).toBe(stdout);
    release();
    expect(made.writes()).toEqual([]);
  });

  it('reports the whole of a saved plan as not attempted', async () => {
    const { made, hold, held, release } = await slowHub();
    await made.run(['plan', '-o', 'plan.json']);
    hold('GET');
    const running = made.start(['apply', 'plan.json', '--format', 'json', '-q']);
    await held;
    running.kill('SIGTERM');
    const { code, stdout } = await running.ended;
    expect(code).toBe(143);
    expect(reportIn(stdout)).toMatchObject({
      result: 'interrupted',
      summary: { not_attempted: 3 },
      calls: [],
    });
    release();
  });
});

describe.skipIf(process.platform === 'win32')('an interrupted', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('plan (%s) ends with %i and one document', async (signal, expected) => {
    const { made, hold, held, release } = await slowHub();
    hold('GET');
    const running = made.start(['plan', '--format', 'json']);
    await held;
    running.kill(signal);
    const { code, stdout } = await running.ended;
    expect(code).toBe(expected);
    expect(errorIn(stdout)).toMatchObject({ code: 'interrupted', details: { signal } });
    release();
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('sandbox (%s) ends with %i', async (signal, expected) => {
    const made = await scene(files.nothing);
    const running = made.start(['sandbox', '--seed', 'seed.yaml']);
    expect((await running.ended).code).toBe(1);
    const started = made.start(['sandbox']);
    await started.said('runs until Ctrl-C');
    started.kill(signal);
    const { code, stdout } = await started.ended;
    expect(code).toBe(expected);
    expect(stdout).toMatch(/^HF_ENDPOINT=http:\/\/127\.0\.0\.1:\d+\nHF_TOKEN=\S+\n$/);
  });
});
