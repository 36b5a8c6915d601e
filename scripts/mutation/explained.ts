import type { Explanation } from './page.ts';

const forTheCompiler = 'Only the compiler needs it: the value cannot be missing there.';
const key = 'The text is a key that nobody sees, and it stays one.';

/** Every mutant that may survive, with the reason. `npm run mutation` fails for others, and for reasons without use. */
export const explained: readonly Explanation[] = [
  {
    file: 'src/plan/create-plan.ts',
    code: 'const own = matchGroups(base.groups, input.live, null).groups.filter(({ live }) => ids.has(live.info.id));',
    replacements: ['matchGroups(base.groups, input.live, null).groups'],
    why: 'What the base would change elsewhere is looked up by nobody: leaving it out saves time.',
  },
  {
    file: 'src/plan/create-plan.ts',
    code: 'return compare(base, own, input, false);',
    replacements: ['true'],
    why: 'Suggestions for the base are shown to nobody: not looking for them saves time.',
  },
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
    file: 'src/plan/match-groups.ts',
    code: 'if (name === undefined || !this.#names.has(name)) continue;',
    replacements: ['false'],
    why: `${forTheCompiler} No list of names has \`undefined\` in it.`,
  },
  {
    file: 'src/kinds/membership/calls.ts',
    code: "const groupId = batch[0]?.change.group.id ?? '';",
    replacements: ['"Stryker was here!"', 'batch[0].change'],
    why: forTheCompiler,
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
    file: 'src/kinds/membership/compare.ts',
    code: '} else if (exact && person?.email === undefined && hasUnresolved) {',
    replacements: ['person.email'],
    why: forTheCompiler,
  },
  {
    file: 'src/kinds/membership/suggest.ts',
    code: 'return close === null ? null : (live.people.get(close)?.user ?? null);',
    replacements: ['false', 'live.people.get(close).user'],
    why: forTheCompiler,
  },
  {
    file: 'src/kinds/membership/suggest.ts',
    code: "return (user ?? '').toLowerCase();",
    replacements: ['"Stryker was here!"', "(user ?? '').toUpperCase()"],
    why: `${key} A plan blocks nobody without a name.`,
  },
  {
    file: 'src/kinds/membership/text.ts',
    code: "return visible(after ?? before ?? '');",
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
    file: 'src/kinds/membership/send/group-run.ts',
    code: "this.#groupId = input.changes[0]?.change.group.id ?? '';",
    replacements: ['"Stryker was here!"', 'input.changes[0].change'],
    why: forTheCompiler,
  },
  {
    file: 'src/kinds/membership/send/group-run.ts',
    code: "const interrupted = state.kind === 'unreadable' && state.interrupted;",
    replacements: ['true'],
    why: forTheCompiler,
  },
  {
    file: 'src/kinds/membership/send/group-run.ts',
    code: "case 'users':",
    replacements: ['""'],
    why: 'Without a case nothing is returned, which counts as `false` too.',
  },
  {
    file: 'src/kinds/membership/send/group-run.ts',
    code: 'if (step === undefined) return;',
    replacements: ['false'],
    why: forTheCompiler,
  },
  {
    file: 'src/kinds/membership/send/refusal.ts',
    code: "const whole = isCut(message) ? message.replace(/\\S*…$/u, '') : message;",
    replacements: ['"Stryker was here!"'],
    why: 'Nobody in the tests has one of these words for a name.',
  },
  {
    file: 'src/kinds/membership/send/refusal.ts',
    code: 'const words = new Set(whole.toLowerCase().match(word) ?? []);',
    replacements: ['["Stryker was here"]'],
    why: 'Nobody can have this for a name.',
  },
  {
    file: 'src/kinds/membership/send/refusal.ts',
    code: "return message.replace(word, (found) => (names.has(found) ? '' : found));",
    replacements: ['"Stryker was here!"'],
    why: 'None of these words is one of those that are looked for.',
  },
  {
    file: 'src/kinds/membership/send/add-users.ts',
    code: 'if (steps.length === 0) return false;',
    replacements: ['true'],
    why: 'When nothing of one half is worth a call, nothing of the other is.',
  },
  {
    file: 'src/kinds/membership/send/add-users.ts',
    code: 'return false;',
    replacements: ['true'],
    why: 'After `not_sent` nothing is sent any more; after a doubt the other half is tried in two calls, not one.',
  },
  {
    file: 'src/kinds/membership/send/add-users.ts',
    code: 'if (clean && rest.length > 1) await this.#halve(rest);',
    replacements: ['true', 'rest.length >= 1'],
    why: 'The halves of a single one are the one and nobody.',
  },
  {
    file: 'src/kinds/membership/send/standing.ts',
    code: "return { kind: 'open', change: { ...change, action, before: now, destructive: false } };",
    replacements: ['true'],
    why: 'Calls are made of the change, and no call says it. It is there to be true.',
  },
  {
    file: 'src/apply/report.ts',
    code: '{ changes, calls: [], blocked: [], interrupted: false, refusal },',
    replacements: ['true'],
    why: 'A refusal is the result, whatever came after it.',
  },
];
