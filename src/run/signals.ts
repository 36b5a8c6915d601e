import type { InterruptSignal, Io } from './io.ts';

const signals: readonly InterruptSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** How this process is interrupted, and how it ends at once. */
export const processSignals: Pick<Io, 'onSignal' | 'abort'> = {
  onSignal: (handle) => {
    for (const signal of signals) process.on(signal, handle);
    return () => {
      for (const signal of signals) process.off(signal, handle);
    };
  },
  abort: (code) => process.exit(code),
};
