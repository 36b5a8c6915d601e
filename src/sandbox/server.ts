import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { KnownError } from '../errors.ts';
import { AuditLog } from './audit-log.ts';
import { Directory } from './directory.ts';
import { answerRequest, type Exchange } from './exchange.ts';
import type { FaultScript } from './fault-script.ts';
import { Faults } from './faults.ts';
import { type LoggedRequest, RequestLog } from './log.ts';
import type { Seed } from './model.ts';
import { RateLimit } from './rate-limit.ts';
import { type StateCopy, stateCopy } from './seed/state.ts';
import { createWorld } from './seed/world.ts';

/** What a sandbox is started with. */
export interface SandboxOptions {
  readonly seed: Seed;
  /**
   * What the default tokens end with; by default 64 random bits. Another program of this machine, or a page in its
   * browser, may find the port.
   */
  readonly secret?: string;
  /** 0, the default, for a free one. */
  readonly port?: number;
  /** Milliseconds; `Date.now` by default. The quota and the log go by it. */
  readonly now?: () => number;
  /** How to wait for so many milliseconds. */
  readonly delay?: (ms: number) => Promise<void>;
  readonly faults?: FaultScript;
  /** Added to each answer. */
  readonly latencyMs?: number;
}

/** A running embedded Hub. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  /** The first token that may do everything; without one, the first token. */
  readonly token: string;
  /** Every request so far, in the order of arrival. */
  readonly log: readonly LoggedRequest[];
  /** The organization as it is now, as a seed that another sandbox can start from. */
  state(): StateCopy;
  /** Other faults from now on, counted from the beginning; `null` for none. Throws `KnownError('seed-invalid')`. */
  setFaults(faults: FaultScript | null): void;
  /** Changes the organization past tokens and permissions, as somebody in the web interface does. */
  mutate(change: (directory: Directory) => void): void;
  /** Ends every connection, also those that are kept alive or under way. May be called twice. */
  close(): Promise<void>;
}

/**
 * Starts an embedded Hub on 127.0.0.1 that behaves like the organization API of the Hub. Throws `KnownError`:
 * `seed-invalid`, or `usage` when the port cannot be had.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { now = Date.now, delay = waitUnattended, latencyMs = 0 } = options;
  const world = createWorld(options.seed, options.secret ?? randomBytes(8).toString('hex'));
  const directory = new Directory(world);
  const log = new RequestLog(now);
  const audit = new AuditLog(directory, now);
  const rateLimit = new RateLimit(world.settings.rateLimit, now);
  let faults = new Faults(options.faults ?? []);
  let url = '';

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const exchange: Exchange = {
      request,
      response,
      origin: url,
      world,
      directory,
      log,
      audit,
      rateLimit,
      faults,
      now,
      delay,
      latencyMs,
    };
    // A client that goes away in the middle is no fault of this program; there is nobody left to answer.
    answerRequest(exchange).catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);
  url = `http://127.0.0.1:${port}`;
  let closed: Promise<void> | null = null;

  return {
    url,
    token: adminToken(world.tokens, directory),
    log: log.entries,
    state: () => stateCopy(directory, world),
    setFaults: (script) => {
      faults = new Faults(script ?? []);
    },
    mutate: (change) => {
      change(directory);
      directory.takeEffects();
    },
    close: () => {
      closed ??= close(server);
      return closed;
    },
  };
}

function adminToken(
  tokens: readonly { token: string; user: string; access: string; pendingApproval: boolean }[],
  directory: Directory,
): string {
  const able = tokens.find(
    ({ user, access, pendingApproval }) =>
      (access === 'admin' || access === 'write') &&
      !pendingApproval &&
      directory.account(user)?.role === 'admin',
  );
  return (able ?? tokens[0])?.token ?? '';
}

/** Does not keep the program running by itself. */
async function waitUnattended(ms: number): Promise<void> {
  await wait(ms, undefined, { ref: false });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new KnownError('usage', `The port ${port} ${whyNot(cause)}`, {
          hint: 'Give another one with --port, or leave it out for a free one.',
          cause,
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function whyNot(cause: Error): string {
  return 'code' in cause && cause.code === 'EADDRINUSE'
    ? 'is taken: another program listens there, a sandbox perhaps'
    : `cannot be used: ${cause.message}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
