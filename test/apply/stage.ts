import { makeChanges } from '../../src/apply/make-changes.ts';
import { createReport } from '../../src/apply/report.ts';
import type { Configuration } from '../../src/config/declaration.ts';
import { type ClosableHub, createHub } from '../../src/hub/client.ts';
import { createPause } from '../../src/hub/pause.ts';
import { Token } from '../../src/hub/token.ts';
import { loadChecked } from '../../src/kinds/load.ts';
import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { neededBy } from '../../src/kinds/needs.ts';
import { fetchSnapshot } from '../../src/live/fetch.ts';
import { liveOf } from '../../src/live/live.ts';
import type { Live } from '../../src/live/organization.ts';
import { guardNames, type Plan } from '../../src/model/plan.ts';
import type { Report } from '../../src/model/report.ts';
import { createPlan } from '../../src/plan/create-plan.ts';
import type { FaultScript } from '../../src/sandbox/fault-script.ts';
import type { LoggedRequest } from '../../src/sandbox/log.ts';
import type { HandSeed } from '../../src/sandbox/model.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { SourceFile } from '../../src/text/source-file.ts';
import { SkippingClock } from '../support/clock.ts';

/** What a group of a test's configuration says of its members. */
export type Wish = Readonly<
  Record<string, string | { readonly role: string; readonly service_account: true }>
>;
/** What a group of a test's configuration says of what is in it. */
export interface ResourceWish {
  readonly mode?: 'exact';
  readonly models?: readonly string[];
  readonly datasets?: readonly string[];
  readonly spaces?: readonly string[];
  readonly buckets?: readonly string[];
  readonly collections?: readonly string[];
}
export type Wishes = Readonly<
  Record<string, { readonly membership?: 'exact'; readonly members: Wish; readonly resources?: ResourceWish }>
>;

/** What a test's configuration says of whole groups and their settings. */
export type WholeWishes = Readonly<
  Record<
    string,
    | { readonly id: string; readonly state: 'absent' }
    | {
        readonly id?: string;
        readonly create?: true;
        readonly membership?: 'exact';
        readonly managed_by?: 'scim';
        readonly description?: string;
        readonly auto_join?: 'off' | { readonly role: string; readonly scope: string };
        readonly spend_limits?: Readonly<Record<string, number | null>>;
        readonly members?: Wish;
        readonly resources?: ResourceWish;
      }
  >
>;

/** What a test's configuration says of roles in the organization. */
export type RoleWishes = Readonly<Record<string, string>>;

/** A delay in a fault script that outlasts the client's patience: the request times out, and takes its course later. */
export const tooLong = 60_000;

/** No sleep of a client is as long as this, but the one that times its requests. */
const timeoutMs = 14_987;

export interface StageOptions {
  readonly seed: HandSeed;
  readonly faults?: FaultScript;
  /** Called for each request before it has its effect, with its number from 1. */
  readonly onRequest?: (count: number) => void;
}

/** A client of the stage's Hub, and what stops it. */
export interface Actor {
  readonly hub: ClosableHub;
  /** Starts nothing more. */
  readonly stop: AbortController;
  /** Ends everything at once, as SIGKILL does. */
  readonly kill: AbortController;
}

export interface ApplyOptions {
  readonly batchSize?: number;
  readonly concurrency?: number;
  readonly already?: ReadonlySet<number>;
}

/** An embedded Hub and real clients of it, on one clock that no wait holds up. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly clock: SkippingClock;
  readonly #hubs: ClosableHub[] = [];

  private constructor(sandbox: Sandbox, clock: SkippingClock) {
    this.sandbox = sandbox;
    this.clock = clock;
  }

  static async open({ seed, faults = [], onRequest = () => undefined }: StageOptions): Promise<Stage> {
    const clock = new SkippingClock(timeoutMs);
    let count = 0;
    const delay = async (ms: number): Promise<void> => {
      if (ms < tooLong) {
        count += 1;
        onRequest(count);
      } else await clock.release();
    };
    const now = (): number => clock.now();
    const sandbox = await startSandbox({ seed: withTokens(seed), faults, now, delay, latencyMs: 1 });
    return new Stage(sandbox, clock);
  }

  /** A client with the token `run-NUMBER`, by which the log knows it. */
  actor(number = 1): Actor {
    const [stop, kill] = [new AbortController(), new AbortController()];
    const hub = createHub({
      endpoint: this.sandbox.url,
      token: new Token(tokenOf(number)),
      userAgent: 'hf-groups/0.0.0-test',
      timeoutMs,
      clock: this.clock,
      random: () => 0,
      stop: stop.signal,
      signal: kill.signal,
    });
    this.#hubs.push(hub);
    return { hub, stop, kill };
  }

  /** Every write of a run, or of all. */
  writes(number?: number): readonly LoggedRequest[] {
    const name = number === undefined ? null : `run-${number}`;
    return this.sandbox.log.filter(
      ({ method, tokenName }) => method !== 'GET' && (name === null || tokenName === name),
    );
  }

  /** The reads of single groups, which only recovery needs. */
  looks(): readonly LoggedRequest[] {
    return this.sandbox.log.filter(
      ({ method, path }) => method === 'GET' && /resource-groups\/[0-9a-f]+$/.test(path),
    );
  }

  /** Who is in the group, in lower case, with which role. */
  members(group: string): Readonly<Record<string, string>> {
    const found = this.sandbox.state().groups.find(({ name }) => name === group);
    return Object.fromEntries(
      Object.entries(found?.members ?? {}).map(([user, role]) => [user.toLowerCase(), role]),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#hubs.map((hub) => hub.close()));
    await this.sandbox.close();
  }
}

const organization = 'acme-ai';

/** A seed with a token for each of several runs; `boss` is the organization's admin. */
function withTokens(seed: HandSeed): HandSeed {
  const tokens = Array.from({ length: 12 }, (_, index) => ({
    token: tokenOf(index + 1),
    name: `run-${index + 1}`,
    user: 'boss',
    access: 'admin' as const,
  }));
  return { ...seed, tokens: seed.tokens ?? tokens };
}

function tokenOf(number: number): string {
  return `hf_run_${number}`;
}

/** An organization of `boss` and the given members, all of role `read`. */
export function seedOf(
  members: readonly string[],
  groups: NonNullable<HandSeed['groups']>,
  more: Partial<HandSeed> = {},
): HandSeed {
  const readers = Object.fromEntries(members.map((name) => [name, 'read']));
  return { organization, members: { boss: 'admin', ...readers }, groups, ...more };
}

/** The configuration that asks for the wishes. */
export function configurationOf(groups: Wishes | WholeWishes, roles: RoleWishes = {}): Configuration {
  const text = JSON.stringify({ version: 1, organization, groups, organization_members: roles });
  const loaded = loadChecked([new SourceFile('groups.yaml', text)], ['groups.yaml']);
  if (!loaded.ok) throw new Error(loaded.diagnostics.map(({ message }) => message).join('; '));
  return loaded.configuration;
}

/** Reads the Hub and plans the wishes; every guard is waived. */
export async function planOf(
  { hub }: Pick<Actor, 'hub'>,
  wishes: Wishes | WholeWishes,
  batchSize = 50,
  roles: RoleWishes = {},
): Promise<{ readonly plan: Plan; readonly live: Live }> {
  const now = new Date(Date.UTC(2026, 10, 20));
  const configuration = configurationOf(wishes, roles);
  const needs = neededBy([configuration]);
  const live = liveOf(await fetchSnapshot(hub.reader, organization, [], () => now, needs));
  const planned = createPlan({
    configuration,
    live,
    base: null,
    selection: null,
    batchSize,
    waive: guardNames,
    today: '2026-11-20',
    createdAt: now.toISOString(),
    toolVersion: '0.0.0-test',
    warnings: [],
  });
  if (!planned.ok) throw new Error(planned.diagnostics.map(({ message }) => message).join('; '));
  return { plan: planned.plan, live };
}

/** Makes a plan and reports. */
export async function applyPlan(
  stage: Stage,
  { hub, stop }: Actor,
  { plan, live }: { readonly plan: Plan; readonly live: Live },
  { batchSize = 50, concurrency = 8, already = new Set() }: ApplyOptions = {},
): Promise<Report> {
  const ledger = await makeChanges({
    organization: plan.organization,
    changes: plan.changes,
    already,
    live,
    batchSize,
    concurrency,
    hub,
    pause: createPause(
      stage.clock,
      () => 0,
      stop.signal,
      () => undefined,
    ),
    onProgress: () => undefined,
  });
  const { calls, blocked } = ledger;
  const interrupted = stop.signal.aborted;
  const outcome = { changes: ledger.reported(), calls, blocked, interrupted, refusal: null };
  return createReport(plan, outcome, '2026-11-20T12:00:00.000Z', '2026-11-20T12:00:01.000Z');
}

/** `user: status` for each change. */
export function statuses({ changes }: Report): Readonly<Record<string, string>> {
  return Object.fromEntries(membershipsIn(changes).map(({ user, status }) => [user, status]));
}

/** `METHOD status` of each request, in order of arrival; `-` where no answer was given. */
export function lines(requests: readonly LoggedRequest[]): readonly string[] {
  return requests.map(({ method, status }) => `${method} ${status ?? '-'}`);
}
