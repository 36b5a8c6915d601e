import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createActionsRun } from '../../src/action/actions-run.ts';
import { Context } from '../../src/action/context.ts';
import type { Event } from '../../src/action/event.ts';
import { type InputName, readInputs } from '../../src/action/inputs.ts';
import { Outputs } from '../../src/action/outputs.ts';
import { defaultTimeout } from '../../src/run/defaults.ts';
import type { InterruptSignal } from '../../src/run/io.ts';
import { temporaryFolder } from '../cli/support/program.ts';
import { type Connected, connected } from '../github/client.ts';
import { SkippingClock } from '../support/clock.ts';
import { type Command, commandsIn } from './runner.ts';

/** A push to the default branch. */
export const pushed: Event = {
  name: 'push',
  owner: 'acme',
  repo: 'access',
  repositoryId: '30000',
  sha: 'a'.repeat(40),
  ref: 'refs/heads/main',
  pullRequest: null,
  base: null,
  mergeGroup: null,
  actor: 'grace',
  isRerun: false,
  runUrl: null,
};

export interface Stand {
  readonly context: Context;
  /** Where the system keeps temporary files. */
  readonly temporary: string;
  log(): string;
  commands(): readonly Command[];
  summary(): string;
  /** Sends a signal to the run. */
  interrupt(signal: InterruptSignal): void;
}

/** What the commands of the action work with, for a test of a part of one. Nobody listens where it looks for GitHub. */
export function contextOf(
  inputs: Partial<Record<InputName, string>> = {},
  env: Readonly<Record<string, string | undefined>> = {},
  event: Event = pushed,
): Stand {
  const temporary = temporaryFolder();
  const summary = path.join(temporary, 'summary');
  const variables = Object.entries({ 'github-token': 'ghs_x', ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  const all = {
    ...Object.fromEntries(variables),
    GITHUB_API_URL: 'http://127.0.0.1:1',
    GITHUB_STEP_SUMMARY: summary,
    ...env,
  };
  let log = '';
  let handle = (_: InterruptSignal): void => {};
  const run = createActionsRun(all, (text) => {
    log += text;
  });
  const world = {
    env: all,
    run,
    temporary,
    clock: new SkippingClock(defaultTimeout * 1000),
    now: () => new Date('2026-11-20T12:00:00Z'),
    random: () => 0.5,
    onSignal: (given: typeof handle) => {
      handle = given;
      return () => {};
    },
    abort: () => {
      throw new Error('ended at once');
    },
  };
  return {
    context: new Context(world, readInputs(all), event, new Outputs()),
    temporary,
    log: () => log,
    commands: () => commandsIn(log),
    summary: () => readFileSync(summary, 'utf8'),
    interrupt: (signal) => handle(signal),
  };
}

/** The same with a GitHub, by the token of the App `access-bot`. */
export async function contextOn(
  inputs: Partial<Record<InputName, string>> = {},
  event: Event = pushed,
): Promise<Stand & Pick<Connected, 'fake'>> {
  const { fake } = await connected();
  const env = { GITHUB_API_URL: fake.url };
  return { ...contextOf({ 'github-token': fake.appToken, ...inputs }, env, event), fake };
}
