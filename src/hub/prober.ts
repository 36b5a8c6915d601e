import { comeBackText, lostMessage } from './answer-errors.ts';
import type { Connection } from './connection.ts';
import { jsonOf } from './content.ts';
import { hubText } from './hub-text.ts';
import type { Probed } from './probed.ts';
import type { Route } from './route.ts';
import type { Token } from './token.ts';

/** Asks the Hub what it answers, whatever that is. It can only read. */
export interface Prober {
  /** `GET`, retried as every read is; nothing is followed. Never rejects for what the Hub or the network does. */
  ask(path: string, query?: Readonly<Record<string, string>>): Promise<Probed>;
}

interface ProberOptions {
  readonly connection: Connection;
  readonly endpoint: string;
  readonly route: Route;
  readonly token: Token;
  readonly timeoutMs: number;
}

/** @param now real time, in milliseconds since 1970: the Hub's clock is held against it */
export function proberOver(options: ProberOptions, now: () => number): Prober {
  const { connection, endpoint, token } = options;
  return Object.freeze({
    async ask(path: string, query: Readonly<Record<string, string>> = {}): Promise<Probed> {
      const url = new URL(`${endpoint}${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const request = { method: 'GET', path: `${url.pathname}${url.search}`, body: null } as const;
      const begun = now();
      const { result, comeBackAt } = await connection.perform(request, () => true);
      if (result === null) {
        return { kind: 'lost', message: comeBackAt === null ? 'Interrupted' : comeBackText(comeBackAt) };
      }
      if (result.kind === 'lost') return { kind: 'lost', message: lostMessage(result, options) };
      const ended = now();
      const json = jsonOf(result);
      const { status, headers } = result;
      return {
        kind: 'answer',
        status,
        headers,
        json: json.kind === 'read' ? json.value : undefined,
        said: status === 200 ? null : hubText(result, token),
        at: (begun + ended) / 2,
        durationMs: ended - begun,
      };
    },
  });
}
