import type { Change, Plan } from '../../../src/model/plan.ts';
import type { Report, ReportedChange } from '../../../src/model/report.ts';
import type { FaultScript } from '../../../src/sandbox/fault-script.ts';
import type { LoggedRequest } from '../../../src/sandbox/log.ts';
import { type Stage, tooLong } from '../../apply/stage.ts';
import { claims } from './claims.ts';
import { isGone, roleOf, settingOf, thingsIn } from './declared.ts';
import { type Hand, touches } from './hands.ts';
import type { Hearing } from './hearing.ts';
import { type Effect, Journal, names, subjectOf } from './journal.ts';
import { bots } from './organization.ts';
import type { Declared } from './wishes.ts';

/** A run as it was played, and what disturbed it. */
export interface PlayedRun {
  readonly number: number;
  /** `null`: it ended before. */
  readonly plan: Plan | null;
  /** `null`: nobody reads the report of a run that was killed. */
  readonly report: Report | null;
  readonly faults: FaultScript;
  readonly hands: readonly Hand[];
  /** What it was answered. */
  readonly hearing: Hearing;
}

/** What a run did that it should not have done, and what its report says that is not so by the Hub's own log. */
export function problemsOf(stage: Stage, declared: Declared, run: PlayedRun): readonly string[] {
  const check = new Check(stage, declared, run);
  check.effects();
  if (run.report !== null) check.report(run.report);
  return check.problems.map((problem) => `run ${run.number} ${problem}`);
}

class Check {
  readonly problems: string[] = [];
  readonly #journal: Journal;
  readonly #declared: Declared;
  readonly #run: PlayedRun;
  /** A request that runs out of time has its effect when nobody waits for it any more. */
  readonly #late: boolean;
  readonly #lies: ReadonlySet<string>;

  constructor(stage: Stage, declared: Declared, run: PlayedRun) {
    this.#journal = new Journal(stage, run.number, run.hearing);
    this.#declared = declared;
    this.#run = run;
    this.#late = run.faults.some((rule) => rule.do.delay_ms === tooLong);
    this.#lies = new Set(run.faults.flatMap((rule) => rule.do.lie ?? []));
  }

  /** Every effect is one that was declared and planned, and there is none twice. */
  effects(): void {
    const seen = new Set<string>();
    for (const effect of this.#journal.effects) {
      const { kind, group, subject, before, after } = effect;
      const what = `${kind} ${group} ${subject}: ${before} -> ${after}`;
      if (this.#follows(effect)) continue;
      if (!this.#isDeclared(effect)) this.problems.push(`did what was not declared: ${what}`);
      const planned = this.#run.plan?.changes.some((change) => this.#journal.makes(effect, change)) ?? false;
      if (!planned) this.problems.push(`did what was not planned: ${what}`);
      const key = `${kind} ${kind === 'resource' ? '' : group} ${subject.toLowerCase()}`;
      if (seen.has(key) && !this.#isTouched(effect)) this.problems.push(`did twice: ${what}`);
      seen.add(key);
    }
  }

  /** Whether it is what another effect of the same request brings with it. */
  #follows(effect: Effect): boolean {
    const { kind, group, subject, before, after, request } = effect;
    const declared = this.#journal.declared(this.#declared.groups, group);
    if (request.method === 'DELETE' && declared !== undefined && isGone(declared))
      return kind !== 'group' && after === null;
    if (kind !== 'membership') return false;
    const join = declared === undefined ? undefined : settingOf(declared, 'auto_join')?.split('/')[0];
    const halved = this.#lies.has('half') && request.faulted;
    // Half of a call may leave out who was to come in otherwise, whom auto-join then takes in.
    const brought = before === null && after === join && (halved || !names(request.body, subject));
    if (join !== undefined && brought && setsJoin(request)) return true;
    // A role in the organization is given without a change of any group, as far as the program can know.
    if (request.method !== 'PUT') return false;
    return halved || this.#late || this.#isTouched(effect);
  }

  #isDeclared({ kind, group, subject, after, request }: Effect): boolean {
    const { groups, roles } = this.#declared;
    if (kind === 'organization_role') return roles[subject] === after;
    if (kind === 'resource') {
      const holder = this.#journal.declared(groups, after);
      if (holder !== undefined) return thingsIn(holder).includes(subject);
      return after === null && !groups.some((one) => thingsIn(one).includes(subject));
    }
    const declared = this.#journal.declared(groups, group);
    if (declared === undefined || request.method === 'PUT') return false;
    if (kind === 'group') return after === null ? isGone(declared) : 'create' in declared.wish;
    if (kind === 'setting') return (settingOf(declared, subject) ?? null) === (after || null);
    return roleOf(declared, subject, !bots.some((bot) => bot === subject)) === after;
  }

  report(report: Report): void {
    for (const change of report.changes) this.#change(change);
    this.#calls(report);
    const wrote = this.#journal.effects.length > 0;
    if (report.result === 'failed' && wrote) this.problems.push('says that nothing was written');
    const all = Object.values(report.summary).reduce((sum, count) => sum + count, 0);
    if (all !== report.changes.length + (this.#run.plan?.blocked.length ?? 0))
      this.problems.push('counts wrongly');
  }

  #change(change: ReportedChange): void {
    const requests = this.#journal.carrying(change);
    const isMade = this.#journal.effects.some(
      (effect) => !this.#follows(effect) && this.#journal.makes(effect, change),
    );
    const isTouched = this.#isTouched(change);
    // The Hub's word for this very change counts; a lie shows in the next plan.
    const isClaimed = requests.some((request) => {
      const body = this.#run.hearing.answerTo(request);
      return body !== undefined && claims(change, request, body);
    });
    const truth: Readonly<Record<ReportedChange['status'], boolean>> = {
      applied: isMade || isClaimed || (isTouched && requests.some(mayBeDone)),
      already: isTouched && !isMade,
      failed: (change.error?.message ?? '') !== '' && (!isMade || isTouched || change.in_doubt === true),
      blocked: false,
      not_attempted: requests.length === 0,
    };
    const what = `${change.kind} ${change.group?.name ?? ''} ${subjectOf(change)} -> ${change.after}`;
    const error = change.error?.message ?? 'no error';
    if (!truth[change.status]) this.problems.push(`reports ${what} as ${change.status} (${error})`);
    const isDoubtful = this.#late || requests.some(leavesOpen) || isMade;
    if (change.in_doubt === true && !isDoubtful) this.problems.push(`doubts ${what} without a reason`);
  }

  /** Every request to write is in the report. A try that met a closed connection never came to the Hub. */
  #calls(report: Report): void {
    const told = report.calls.reduce((sum, { attempts }) => sum + attempts, 0);
    const { length } = this.#journal.writes;
    if (told < length && !this.#late) this.problems.push(`reports ${told} requests, the Hub got ${length}`);
  }

  #isTouched(what: Change | Effect): boolean {
    const groups = 'request' in what ? [what.group] : [what.group?.id, ...others(what)];
    const about = {
      kind: what.kind,
      groups: groups.flatMap((id) => id ?? []),
      subject: 'request' in what ? what.subject : subjectOf(what),
    };
    return this.#run.hands.some((hand) => touches(hand, about));
  }
}

function others(change: Change): readonly (string | null)[] {
  return change.kind === 'resource' ? [change.before, change.after] : [];
}

function setsJoin({ method, path, body }: LoggedRequest): boolean {
  const isSet = typeof body === 'object' && body !== null && 'autoJoin' in body;
  return method === 'POST' && isSet && /\/(?:settings|resource-groups)$/.test(path);
}

/** Whether a look after the request may find it done, by the request or by somebody else. */
function mayBeDone({ status }: LoggedRequest): boolean {
  return status === null || status === 200 || status === 408 || status >= 500;
}

/** Whether the answer left open if the request had its effect. */
function leavesOpen(request: LoggedRequest): boolean {
  return request.faulted && mayBeDone(request);
}
