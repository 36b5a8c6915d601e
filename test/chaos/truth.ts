import { membershipsIn } from '../../src/kinds/membership/only.ts';
import { isDestructive } from '../../src/kinds/membership/roles.ts';
import { targetKey } from '../../src/model/change.ts';
import type { MembershipChange } from '../../src/model/membership.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Report, ReportedChange } from '../../src/model/report.ts';
import type { LoggedRequest } from '../../src/sandbox/log.ts';
import { type Stage, tooLong } from '../apply/stage.ts';
import { declaredOf } from './declared.ts';
import { renamed } from './rename.ts';
import { type Click, ghost, type Scenario } from './scenario.ts';

/** A click that was made, after so many requests. */
export interface Clicked extends Click {
  readonly after: number;
}

/** A run as it was played; without a plan it ended before, without a report it was killed. */
export interface PlayedRun {
  readonly number: number;
  readonly plan: Plan | null;
  readonly report: Report | null;
}

/** What a run did that it should not have done, and what its report says that is not so by the Hub's own log. */
export function problemsOf(
  stage: Stage,
  scenario: Scenario,
  clicked: readonly Clicked[],
  run: PlayedRun,
): readonly string[] {
  const check = new Check(stage, scenario, clicked, run);
  check.effects();
  check.isolation();
  if (run.report !== null) check.report(run.report);
  return check.problems;
}

class Check {
  readonly problems: string[] = [];
  readonly #writes: readonly LoggedRequest[];
  readonly #looks: readonly LoggedRequest[];
  readonly #clicked: readonly Clicked[];
  readonly #scenario: Scenario;
  readonly #run: PlayedRun;
  readonly #groups: ReadonlyMap<string, string>;
  /** A request that runs out of time takes others with it, and has its effect when nobody waits for it any more. */
  readonly #late: boolean;
  /** A body that is cut leaves every status in doubt. */
  readonly #cut: boolean;

  constructor(stage: Stage, scenario: Scenario, clicked: readonly Clicked[], run: PlayedRun) {
    this.#writes = stage.writes(run.number);
    this.#looks = stage.looks().filter(({ tokenName }) => tokenName === `run-${run.number}`);
    this.#clicked = clicked;
    this.#scenario = scenario;
    this.#run = run;
    this.#groups = new Map(run.plan?.changes.map(({ group }) => [targetKey(group), group?.name ?? '']));
    this.#late = scenario.faults.some((rule) => rule.do.delay_ms === tooLong);
    this.#cut = scenario.faults.some((rule) => rule.do.cut_body !== undefined);
  }

  /** Every effect is one that was declared and planned, and there is none twice. */
  effects(): void {
    const planned = new Map(
      membershipsIn(this.#run.plan?.changes ?? []).map((change) => [
        keyOf(targetKey(change.group), change.user),
        change,
      ]),
    );
    const seen = new Set<string>();
    const effects = this.#writes.flatMap(({ sequence, effect }) =>
      effect.map((one) => ({ ...one, sequence })),
    );
    for (const { group, user, before, after, sequence } of effects) {
      const key = keyOf(group, user);
      const what = `${this.#groups.get(group)} ${user}: ${before} -> ${after}`;
      if (planned.get(key)?.after !== after) this.#problem(`did what was not planned: ${what}`);
      const declared = declaredOf(
        this.#scenario,
        this.#groups.get(group) ?? '',
        user,
        !user.endsWith('-bot'),
      );
      if (declared !== after) this.#problem(`did what was not declared: ${what}`);
      if (seen.has(key) && !this.#isTouched(group, user)) this.#problem(`did twice: ${what}`);
      seen.add(key);
      const agreed = before === planned.get(key)?.before || !isDestructive(before, after);
      if (!agreed && this.#couldKnow(group, user, sequence))
        this.#problem(`took away what it had seen: ${what}`);
    }
  }

  /** A refusal of the token ends the run; each of the other groups may have had a call on its way. */
  isolation(): void {
    if (this.#late || this.#cut) return;
    for (const { path, sequence } of this.#writes.filter(
      ({ faulted, status }) => faulted && status === 401,
    )) {
      const later = this.#writes
        .filter((write) => write.sequence > sequence)
        .map((write) => groupOf(write.path));
      if (later.includes(groupOf(path)) || later.length > 5 * this.#scenario.concurrency) {
        this.#problem('went on with a token that is refused');
      }
    }
  }

  report(report: Report): void {
    const blocked = report.blocked
      .filter((entry) => entry.kind === 'membership')
      .filter(({ reason }) => reason === 'scim_managed')
      .map(({ group }) => targetKey(group));
    if (new Set(blocked).size < blocked.length) this.#problem('reports a group as blocked twice');
    for (const change of membershipsIn(report.changes)) {
      this.#change(change, blocked);
      this.#order(change, report);
    }
    this.#calls(report);
    if (report.result === 'failed' && this.#writes.some(({ effect }) => effect.length > 0)) {
      this.#problem('says that nothing was written');
    }
    const { faults, clicks, two, end } = this.#scenario;
    const { summary } = report;
    if (faults.length === 0 && end === null) this.#onlyTheirOwn(report);
    if (faults.length + clicks.length === 0 && end === null && !two) this.#minimum(report);
    const all = Object.values(summary).reduce((sum, count) => sum + count, 0);
    if (all !== report.changes.length + (this.#run.plan?.blocked.length ?? 0))
      this.#problem('counts wrongly');
  }

  #change(change: ReportedChange & MembershipChange, blockedGroups: readonly string[]): void {
    const { group, user, status, after, error, in_doubt: inDoubt } = change;
    const requests = this.#writes.filter((request) => isAbout(request, targetKey(group), user));
    const effects = requests.flatMap(({ effect }) => effect).filter((effect) => isFor(effect.user, user));
    const made = effects.some((effect) => effect.after === after);
    const touched = this.#isTouched(targetKey(group), user);
    const doubt =
      this.#late || requests.some((request) => isDoubtful(request) || (this.#cut && request.faulted));
    const truth: Readonly<Record<ReportedChange['status'], boolean>> = {
      applied: made || (touched && (doubt || requests.some((request) => request.status === 200))),
      already: touched && !made,
      // What had its effect after all was in doubt.
      failed: (error?.message ?? '') !== '' && (!made || touched || inDoubt === true),
      blocked: effects.length === 0 && blockedGroups.includes(targetKey(group)),
      not_attempted: requests.length === 0,
    };
    if (inDoubt === true && !(status === 'failed' && (doubt || this.#scenario.end !== null))) {
      this.#problem(`doubts ${group.name} ${user} -> ${after} without a reason`);
    }
    if (!truth[status]) {
      this.#problem(
        `reports ${group.name} ${user} -> ${after} as ${status} (${error?.message ?? 'no error'})`,
      );
    }
  }

  /** What takes away is never made where an add or a higher role was not. */
  #order({ destructive, status, group, user }: ReportedChange & MembershipChange, report: Report): void {
    const held = report.changes.some(
      (other) =>
        targetKey(other.group) === targetKey(group) &&
        !other.destructive &&
        (other.status === 'failed' || other.status === 'not_attempted'),
    );
    if (destructive && held && status !== 'not_attempted' && status !== 'blocked') {
      this.#problem(`did not hold ${user} of ${group.name} back: ${status}`);
    }
  }

  /** Every request to write is in the report, and no other. */
  #calls(report: Report): void {
    const told = report.calls.reduce((sum, { attempts }) => sum + attempts, 0);
    if (told !== this.#writes.length && !this.#late) {
      this.#problem(`reports ${told} requests, the Hub got ${this.#writes.length}`);
    }
    for (const { method, path, status } of report.calls) {
      const same = this.#writes.filter((write) => write.method === method && write.path === path);
      const answered = same.length > 0 && same.every((write) => write.status !== null);
      if (status === null && answered && !this.#late && !this.#cut) {
        this.#problem(`tells no status of ${method} ${path}`);
      }
    }
  }

  /** Where nothing fails but users, no change fails for another one's sake. */
  #onlyTheirOwn(report: Report): void {
    for (const { group, user, destructive, status } of membershipsIn(report.changes)) {
      const own = this.#isTouched(targetKey(group), user) || user.endsWith(ghost);
      const undone = status === 'failed' || (status === 'not_attempted' && !destructive);
      if (undone && (!own || this.#scenario.two)) {
        const excused = user.endsWith(ghost) || this.#clicked.some((click) => isFor(click.user, user));
        if (!excused) this.#problem(`reports ${group.name} ${user} as ${status}, with nothing in the way`);
      }
    }
    this.#fewCalls(report);
  }

  /** Whatever the Hub says: each one who is refused costs so many calls at most. */
  #fewCalls(report: Report): void {
    const calls = this.#run.plan?.calls.length ?? 0;
    const refused = report.changes.filter(
      ({ status, error }) => status === 'blocked' || (status === 'failed' && error?.http_status !== null),
    ).length;
    const touched = membershipsIn(report.changes).filter(({ group, user }) =>
      this.#isTouched(targetKey(group), user),
    ).length;
    const extra = Math.ceil(2 * Math.log2(Math.max(2, this.#scenario.batchSize)) * (refused + touched));
    if (this.#writes.length > calls + extra) {
      this.#problem(`sent ${this.#writes.length} calls, where ${calls} and ${extra} are enough`);
    }
  }

  #minimum(report: Report): void {
    const managed = report.blocked.some(({ reason }) => reason === 'scim_managed');
    const calls = this.#run.plan?.calls ?? [];
    if (
      !managed &&
      !membershipsIn(report.changes).some(({ user }) => user.endsWith(ghost)) &&
      calls.length !== this.#writes.length
    ) {
      this.#problem(`sent ${this.#writes.length} calls, where ${calls.length} are enough`);
    }
  }

  /** Whether the run looked at the group after the last click there and before it sent this. */
  #couldKnow(group: string, user: string, sequence: number): boolean {
    const clicks = this.#clicked.filter(
      (click) => isFor(click.user, user) && click.group === this.#groups.get(group),
    );
    const last = Math.max(0, ...clicks.map(({ after }) => after));
    return (
      last < sequence &&
      this.#looks.some(
        (look) => groupOf(look.path) === group && look.sequence > last && look.sequence < sequence,
      )
    );
  }

  #isTouched(groupId: string, user: string): boolean {
    const { clicks, two } = this.#scenario;
    const group = this.#groups.get(groupId);
    return (
      two ||
      clicks.some((click) =>
        click.to === 'rename_user'
          ? [click.user, renamed(click.user)].some((name) => isFor(name, user))
          : isFor(click.user, user) && (click.to === 'leave' || click.group === group),
      )
    );
  }

  #problem(text: string): void {
    this.problems.push(`run ${this.#run.number} ${text}`);
  }
}

function groupOf(path: string): string | null {
  return /\/resource-groups\/([0-9a-f]+)/.exec(path)?.[1] ?? null;
}

function keyOf(group: string, user: string): string {
  return `${group} ${user.toLowerCase()}`;
}

function isFor(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isAbout({ path, body }: LoggedRequest, group: string, user: string): boolean {
  const [, id, name] = /\/resource-groups\/([0-9a-f]+)\/users(?:\/(.+))?$/.exec(path) ?? [];
  if (id !== group) return false;
  if (name !== undefined) return isFor(decodeURIComponent(name), user);
  return namesIn(body).some((one) => isFor(one, user));
}

function namesIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('users' in body) || !Array.isArray(body.users))
    return [];
  return body.users.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'user' in entry ? String(entry.user) : '',
  );
}

/** Whether the answer left open if the request had its effect. */
function isDoubtful({ faulted, status }: LoggedRequest): boolean {
  return faulted && (status === null || status === 200 || status === 408 || status >= 500);
}
