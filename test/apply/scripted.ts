import { makeChanges } from '../../src/apply/make-changes.ts';
import { createReport } from '../../src/apply/report.ts';
import type { HubGroup, HubWrite, WriteOutcome } from '../../src/hub/hub.ts';
import { liveOf } from '../../src/live/live.ts';
import { guardNames } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { noLists } from '../support/hub.ts';
import { group, members, planOf, snapshotOf } from '../support/planning.ts';

const tries = { requestId: null, attempts: 1, durationMs: 1 } as const;
const undone = { comeBackAt: null, ...tries } as const;

/** What a Hub may answer to a write. */
export const answers = {
  done: { kind: 'done', status: 200, body: {}, ...tries },
  unknown: { kind: 'unknown', status: 500, message: 'HTTP 500', late: false, waits: false, ...undone },
  unreachable: { kind: 'not_sent', reason: 'unreachable', status: null, message: 'No way', ...undone },
  refused: (status: number, message = 'No'): WriteOutcome => ({
    kind: 'refused',
    status,
    message,
    ...undone,
  }),
} as const satisfies Record<string, WriteOutcome | ((...given: never[]) => WriteOutcome)>;

/** What a look at the group finds: its users, or what is thrown. */
export type Look = Readonly<Record<string, string>> | Error;

export interface Script {
  /** Who is in the one group at first. */
  readonly live: Readonly<Record<string, string>>;
  /** The lines below `members:`. */
  readonly entries: readonly string[];
  /** The answers to the writes, one after the other; then all are done. */
  readonly writes?: readonly WriteOutcome[];
  /** The answers to the looks, one after the other; then they fail the test. */
  readonly looks?: readonly Look[];
  readonly batchSize?: number;
  readonly already?: readonly number[];
}

export interface Played {
  readonly report: Report;
  /** `METHOD user,user` of each write. */
  readonly sent: readonly string[];
  /** How often a group was looked at. */
  readonly looked: number;
  /** The further tries that were waited for. */
  readonly pauses: readonly number[];
  /** What was waited for with each. */
  readonly waitedFor: readonly string[];
  /** Those of them that were waited for before their first try. */
  readonly unsent: readonly string[];
}

/** Applies one group's entries to a Hub that answers by a script, without a network. */
export async function playScript(script: Script): Promise<Played> {
  const { live, entries, writes = [], looks = [], batchSize = 50, already = [] } = script;
  const people = members('ada', 'bob', 'kim', 'lee', 'ned', 'zoe', 'boss');
  const snapshot = snapshotOf([group(1, 'One', live)], people);
  const yaml = `groups:\n  One:\n    members:\n${entries.map((entry) => `      ${entry}\n`).join('')}`;
  const plan = planOf(yaml, snapshot, { waive: guardNames, batchSize });
  const [left, unseen] = [[...writes], [...looks]];
  const sent: string[] = [];
  const pauses: number[] = [];
  const waitedFor: string[] = [];
  const unsent: string[] = [];
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already: new Set(already),
    live: liveOf(snapshot),
    batchSize,
    concurrency: 1,
    hub: {
      send: ({ method, path, body }: HubWrite) => {
        const users = /"user":"([^"]+)"/g;
        const named = [...JSON.stringify(body).matchAll(users)].map(([, user]) => user);
        sent.push(`${method} ${named.length > 0 ? named.join(',') : path.split('/').at(-1)}`);
        return Promise.resolve(left.shift() ?? answers.done);
      },
      ...noLists,
      getGroup: (): Promise<HubGroup> => {
        const look = unseen.shift() ?? new Error('looked too often');
        return look instanceof Error ? Promise.reject(look) : Promise.resolve(group(1, 'One', look));
      },
    },
    pause: ({ attempt, request, before }) => {
      pauses.push(attempt);
      waitedFor.push(request);
      if (before === 'first') unsent.push(request);
      return Promise.resolve();
    },
    onProgress: () => undefined,
  });
  const { calls, blocked } = ledger;
  const outcome = { changes: ledger.reported(), calls, blocked, interrupted: false, refusal: null };
  return {
    report: createReport(plan, outcome, 'begin', 'end'),
    sent,
    looked: looks.length - unseen.length,
    pauses,
    waitedFor,
    unsent,
  };
}
