import type { Explanation } from './page.ts';

const forTheCompiler = 'Only the compiler needs it: the value cannot be missing there.';
const key = 'The text is a key that nobody sees, and it stays one.';

/** Every mutant that may survive, with the reason. `npm run mutation` fails for others, and for reasons without use. */
export const explained: readonly Explanation[] = [
  {
    file: 'src/plan/origin.ts',
    code: "(entry.user ?? '').toLowerCase(),",
    replacements: ["(entry.user ?? '').toUpperCase()", '"Stryker was here!"'],
    why: key,
  },
  {
    file: 'src/plan/origin.ts',
    code: "entry.after ?? '-',",
    replacements: ['""'],
    why: key,
  },
  {
    file: 'src/plan/origin.ts',
    code: "].join('\\t');",
    replacements: ['""'],
    why: `${key} Ids have one length, and no role is the end of a name and the beginning of another role.`,
  },
  {
    file: 'src/plan/selection.ts',
    code: 'if (name === undefined || !this.#names.has(name)) continue;',
    replacements: ['false'],
    why: `${forTheCompiler} No list of names has \`undefined\` in it.`,
  },
  {
    file: 'src/kinds/membership/people.ts',
    code: 'return this.#people.get(team) ?? [];',
    replacements: ['["Stryker was here"]'],
    why: `${forTheCompiler} A team that is not declared is an error of loading.`,
  },
  {
    file: 'src/kinds/membership/wanted.ts',
    code: 'const grants = (group.membership?.grants ?? []).toSorted(byRankThenName);',
    replacements: ['["Stryker was here"]'],
    why: 'A team that nobody declared has no people.',
  },
  {
    file: 'src/kinds/membership/suggest.ts',
    code: "return (user ?? '').toLowerCase();",
    replacements: ['"Stryker was here!"', "(user ?? '').toUpperCase()"],
    why: `${key} A plan blocks nobody without a name.`,
  },
  {
    file: 'src/kinds/membership/text.ts',
    code: "return named(after ?? before ?? '');",
    replacements: ['"Stryker was here!"'],
    why: forTheCompiler,
  },
  {
    file: 'src/kinds/membership/roles.ts',
    code: 'if (after === null) return true;',
    replacements: ['false'],
    why: `${forTheCompiler} \`null\` has no rank, and so is below all.`,
  },
  {
    file: 'src/apply/making/names.ts',
    code: "const whole = isCut(message) ? message.replace(/\\S*…$/u, '') : message;",
    replacements: ['"Stryker was here!"'],
    why: 'Nobody in the tests has one of these words for a name.',
  },
  {
    file: 'src/apply/making/names.ts',
    code: 'const words = new Set(whole.toLowerCase().match(word) ?? []);',
    replacements: ['["Stryker was here"]'],
    why: 'Nobody can have this for a name.',
  },
  {
    file: 'src/apply/report.ts',
    code: '{ changes, calls: [], blocked: [], interrupted: false, refusal },',
    replacements: ['true'],
    why: 'A refusal is the result, whatever came after it.',
  },
  {
    file: 'src/hub/connection.ts',
    code: "return request.path.split('?', 1)[0] ?? '';",
    replacements: ['"Stryker was here!"'],
    why: forTheCompiler,
  },
  {
    file: 'src/hub/connection.ts',
    code: 'if (this.#options.stop.aborted) return false;',
    replacements: ['true'],
    why: 'A limiter that is stopped gives no leave either, which ends in the same result.',
  },
  {
    file: 'src/hub/connection.ts',
    code: "const ticket = await limiter.start(attempt === 1 ? 'last' : 'first');",
    replacements: ['""'],
    why: 'Everything but `first` is last.',
  },
  {
    file: 'src/hub/limiter.ts',
    code: "options.stop.addEventListener('abort', () => this.#stopped(), { once: true });",
    replacements: ['{}', 'false'],
    why: 'A signal is aborted once.',
  },
  {
    file: 'src/hub/limiter.ts',
    code: "this.#tell(at, now, this.#pausedUntil >= openAt ? 'rate-limited' : 'quota-spent');",
    replacements: ['this.#pausedUntil > openAt'],
    why: 'Both reasons hold when both end in the same millisecond.',
  },
  {
    file: 'src/hub/limiter.ts',
    code: 'this.#queue.shift()?.resolve(this.#ticket(this.#quota.start(now)));',
    replacements: ['this.#queue.shift().resolve'],
    why: forTheCompiler,
  },
  {
    file: 'src/hub/limiter.ts',
    code: 'if (this.#alarm?.at === at) return;',
    replacements: ['false'],
    why: 'The alarm is set anew for the same time.',
  },
  {
    file: 'src/hub/limiter.ts',
    code: 'if (this.#alarm === alarm) this.#alarm = null;',
    replacements: ['true', 'false', 'this.#alarm !== alarm'],
    why: 'An alarm that went off is in the past, and is never the one that is asked for again.',
  },
  {
    file: 'src/hub/writer.ts',
    code: "return !result.sent && result.why !== 'interrupted';",
    replacements: ['true', '""'],
    why: 'What ends a request ends the limiter too, so that nothing is sent again.',
  },
  {
    file: 'src/hub/writer.ts',
    code: "const base = new URL(endpoint).pathname.replace(/\\/+$/, '');",
    replacements: ['/\\/+/', '/\\/$/'],
    why: '`parseEndpoint` leaves one slash at most, at the end of a path that is nothing else.',
  },
  {
    file: 'src/hub/rate-limit.ts',
    code: "const bounded = (header ?? '').slice(0, 2000);",
    replacements: ['"Stryker was here!"', "header ?? ''"],
    why: 'The first is no limit either; the bound keeps a long header from costing time.',
  },
  {
    file: 'src/hub/rate-limit.ts',
    code: 'return (bounded.match(/(?:"[^"]*"|[^",])+/g) ?? []).map((item) => {',
    replacements: ['["Stryker was here"]'],
    why: 'An item without values is no limit.',
  },
  {
    file: 'src/hub/rate-limit.ts',
    code: 'const names: string[] = [];',
    replacements: ['["Stryker was here"]'],
    why: 'It is not the name that is looked for.',
  },
  {
    file: 'src/hub/rate-limit.ts',
    code: 'for (const piece of item.match(/(?:"[^"]*"|[^";])+/g) ?? []) {',
    replacements: ['["Stryker was here"]'],
    why: forTheCompiler,
  },
  {
    file: 'src/hub/rate-limit.ts',
    code: 'const pair = /^([a-z]+)\\s*=\\s*(.*)$/i.exec(text);',
    replacements: ['/^([a-z]+)\\s*=\\s*(.*)/i', '/^([a-z])\\s*=\\s*(.*)$/i'],
    why: 'A header is one line, and all keys that are read have one letter.',
  },
  {
    file: 'src/hub/rate-limit.ts',
    code: 'if (pair?.[1] !== undefined && pair[2] !== undefined) values.set(pair[1].toLowerCase(), pair[2]);',
    replacements: ['true'],
    why: forTheCompiler,
  },
  {
    file: 'src/hub/rate-limit.ts',
    code: 'return text !== undefined && /^\\d{1,9}(?:\\.\\d{1,6})?$/.test(text) ? Number(text) : null;',
    replacements: ['true'],
    why: forTheCompiler,
  },
  {
    file: 'src/apply/reguard.ts',
    code: "return [guard, group?.id ?? '', user ?? ''].join('\\t');",
    replacements: ['"Stryker was here!"', '""'],
    why: key,
  },
  {
    file: 'src/hub/quota.ts',
    code: 'this.#latencyMs += (now - flight.startedAt - this.#latencyMs) / Math.min(this.#answered, 8);',
    replacements: ['Math.max(this.#answered, 8)'],
    why: 'How fast the mean follows is a choice; the bounds of refusals and time hold with either.',
  },
  {
    file: 'src/hub/quota.ts',
    code: 'if (refused && flight.probe && Math.abs(this.#stepTo(told.resetAt)) <= this.#tolerance) {',
    replacements: ['Math.abs(this.#stepTo(told.resetAt)) < this.#tolerance'],
    why: 'The two differ only for a value that is exactly the limit, which is as good on either side.',
  },
  {
    file: 'src/hub/quota.ts',
    code: 'if (view === null || step > tolerance || (step < -tolerance && !overtaken)) {',
    replacements: ['step >= tolerance', 'step <= -tolerance'],
    why: 'The two differ only for a value that is exactly the limit, which is as good on either side.',
  },
  {
    file: 'src/hub/quota.ts',
    code: 'if (step < -tolerance) return;',
    replacements: ['step <= -tolerance'],
    why: 'The two differ only for a value that is exactly the limit, which is as good on either side.',
  },
  {
    file: 'src/hub/quota.ts',
    code: 'if (own < 4 || elapsed <= 0) return;',
    replacements: ['false', 'own <= 4'],
    why: 'After how many answers the rate of others is believed is a choice; the bounds of refusals and time hold with others.',
  },
  {
    file: 'src/hub/quota.ts',
    code: 'return Math.min(2000, (this.#windowMs ?? 4000) / 2);',
    replacements: [
      'Math.max(2000, (this.#windowMs ?? 4000) / 2)',
      '(this.#windowMs ?? 4000) * 2',
      'this.#windowMs && 4000',
    ],
    why: 'With more tolerance a new window is taken for the old one a little longer, whose lower count only makes it wait; the bounds of refusals and time hold.',
  },
  {
    file: 'src/hub/writer.ts',
    code: "const reason = interrupted ? 'interrupted' : 'unreachable';",
    replacements: ['""'],
    why: 'A request that a second signal ends before its first byte: the program ends with it, and nobody reads the outcome.',
  },
];
