import type { ExitCode, Io } from '../run/io.ts';

/** How a command tells the program what to do once its words are read. */
export type Run = (action: (io: Io) => Promise<ExitCode>) => Promise<void>;
