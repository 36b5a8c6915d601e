import type { ProbedAnswer } from '../hub/probed.ts';
import { parseRateLimit, parseRateLimitPolicy } from '../hub/rate-limit.ts';
import type { Finding } from '../model/doctor.ts';
import { count } from '../text/count.ts';
import { type Facts, probeNames } from './facts.ts';
import { check } from './finding.ts';

/** How far clocks may differ before dates in the file end on another day than is meant, for some minutes. */
const bearableClockMs = 2 * 60_000;
/** From here on a whole day may be another one. */
const wrongClockMs = 12 * 3600_000;

/** Whether the Hub answers, how its clock differs, and what is left of the quota. */
export function checkHub(facts: Facts): readonly Finding[] {
  return [checkAnswers(facts), checkClock(facts), checkQuota(facts)];
}

/** Every answer, in the order of the questions. */
function answersIn({ answers }: Pick<Facts, 'answers'>): readonly ProbedAnswer[] {
  return probeNames.flatMap((name) => {
    const answer = answers[name];
    return answer?.kind === 'answer' ? [answer] : [];
  });
}

function checkAnswers(facts: Facts): Finding {
  const { ok, warn, fail, unknown } = check('hub-answers');
  const asked = probeNames.flatMap((name) => facts.answers[name] ?? []);
  if (asked.length === 0) return unknown('Nothing was asked of the Hub, since something above is missing');
  const lost = asked.flatMap((answer) => (answer.kind === 'lost' ? [answer.message] : []));
  const answers = answersIn(facts);
  const [first = ''] = lost;
  if (answers.length === 0) return fail(first, 'Look at the network, the proxy and the endpoint above.');
  const slowest = Math.round(Math.max(...answers.map(({ durationMs }) => durationMs)));
  const said = `${count(answers.length, 'answer')}, the slowest after ${slowest} ms`;
  return lost.length === 0
    ? ok(said)
    : warn(`${said}; ${count(lost.length, 'question')} without one: ${first}`, 'Run it again: it may pass.');
}

function checkClock(facts: Facts): Finding {
  const { ok, warn, fail, unknown } = check('clock');
  const dated = answersIn(facts).flatMap(({ at, headers }) => {
    const date = Date.parse(headers.get('date') ?? '');
    // The header has whole seconds, rounded down as a rule.
    return Number.isNaN(date) ? [] : [{ at, off: at - (date + 500) }];
  });
  const [first] = dated;
  if (first === undefined) return unknown('The Hub does not say what time it is');
  const nearest = dated.reduce((best, { off }) => (Math.abs(off) < Math.abs(best) ? off : best), first.off);
  const off = Math.abs(nearest);
  if (off <= bearableClockMs) return ok('The clock of this machine goes as that of the Hub');
  const said = `The clock of this machine is ${durationText(off)} ${nearest > 0 ? 'ahead of' : 'behind'} that of the Hub`;
  const action = 'Set it: `expires` counts by the day, and certificates are judged by it.';
  return off > wrongClockMs ? fail(said, action) : warn(said, action);
}

function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

function checkQuota(facts: Facts): Finding {
  const { ok, warn, unknown } = check('quota');
  const answers = answersIn(facts);
  const limits = answers.flatMap(({ headers }) => parseRateLimit(headers.get('ratelimit') ?? null) ?? []);
  const policy = answers.flatMap(
    ({ headers }) => parseRateLimitPolicy(headers.get('ratelimit-policy') ?? null) ?? [],
  )[0];
  const needed = neededText(facts.calls);
  if (limits.length === 0) return unknown(`The Hub does not say how many calls are left${needed}`);
  const left = Math.min(...limits.map(({ remaining }) => remaining));
  const window = policy === undefined ? '' : ` of ${policy.quota} in ${policy.windowSeconds} s`;
  const wanted = facts.calls === null ? 0 : facts.calls.reads + (facts.calls.writes ?? 0);
  const said = `${count(left, 'call')} left${window}${needed}`;
  return left >= wanted
    ? ok(said)
    : warn(said, 'It will wait for the next window, once or more: begin when nothing else uses the quota.');
}

function neededText(calls: Facts['calls']): string {
  if (calls === null) return '';
  const writes =
    calls.writes === null ? '' : `, and \`apply\` ${calls.writes} more to make the changes of now`;
  return `; a run needs ${calls.reads} or more to read${writes}`;
}
