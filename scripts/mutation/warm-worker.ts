import type { PoolRunnerInitializer, PoolWorker, TestProject } from 'vitest/node';
import { ThreadsPoolWorker } from 'vitest/node';

type Listener = (value: unknown) => void;
type Request = Parameters<PoolWorker['send']>[0];

/**
 * Keeps one thread for all mutants: starting another and loading every module in it again takes ten times as long as the
 * tests of one mutant do. Stryker ends the whole process when a mutant does not come to an end.
 */
export const warmWorker = {
  name: 'warm-worker',
  configureVitest({ project }: { readonly project: TestProject }): void {
    project.config.pool = 'warm';
    project.config.poolRunner = poolRunner();
  },
};

/** Each run adds listeners in the thread, and whatever a mutant left there. */
const loansOfAThread = 200;

function poolRunner(): PoolRunnerInitializer {
  let thread: Thread | null = null;
  let loans = 0;
  return {
    name: 'warm',
    createPoolWorker(options) {
      if (thread === null || loans === loansOfAThread) {
        void thread?.stop();
        [thread, loans] = [new Thread(options), 0];
      }
      loans += 1;
      return new Loan(thread);
    },
  };
}

class Thread extends ThreadsPoolWorker {
  #started: Promise<void> | null = null;

  override start(): Promise<void> {
    this.#started ??= super.start();
    return this.#started;
  }
}

/** The thread, as it is lent to one run, which cannot stop it. */
class Loan implements PoolWorker {
  readonly name = 'warm';
  readonly #thread: Thread;
  readonly #listeners: (readonly [event: string, listener: Listener])[] = [];

  constructor(thread: Thread) {
    this.#thread = thread;
  }

  on(event: string, listener: Listener): void {
    this.#listeners.push([event, listener]);
    this.#thread.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.#thread.off(event, listener);
  }

  send(message: Request): void {
    if (message.type !== 'stop') {
      this.#thread.send(message);
      return;
    }
    const stopped = { type: 'stopped', __vitest_worker_response__: true };
    for (const [event, listener] of this.#listeners) if (event === 'message') listener(stopped);
  }

  deserialize(data: unknown): unknown {
    return this.#thread.deserialize(data);
  }

  start(): Promise<void> {
    return this.#thread.start();
  }

  async stop(): Promise<void> {
    for (const [event, listener] of this.#listeners) this.#thread.off(event, listener);
  }
}
