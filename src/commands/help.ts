/** What the help of a command says besides its options; also a source of `docs/cli.md`. */
export interface HelpNotes {
  /** Command lines, each with what it is for. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** The exit codes that the command can end with, each with its meaning. */
  readonly exitCodes: readonly { readonly code: string; readonly meaning: string }[];
}

const ok = { code: '0', meaning: 'done' };
const error = {
  code: '1',
  meaning: 'an error: configuration, flags, token, or the Hub; nothing was written',
};
const interrupted = { code: '129, 130, 143', meaning: 'interrupted by SIGHUP, SIGINT or SIGTERM' };

/** The notes of the program itself, at an empty name, and of its commands. */
export const helpNotes: Readonly<Record<string, HelpNotes>> = {
  '': {
    examples: [
      { line: 'hf-groups plan', does: 'what would change, by groups.yaml' },
      { line: 'hf-groups apply', does: 'show it, ask, and make it so' },
      { line: 'hf-groups plan --help', does: 'all about one command' },
    ],
    exitCodes: [
      ok,
      error,
      { code: '2', meaning: 'there are changes, or blocked entries (`plan --detailed-exitcode`)' },
      {
        code: '3',
        meaning:
          'refused, nothing was written: a guard, a stale plan, another digest, an answer other than `yes`',
      },
      { code: '4', meaning: 'something was left undone: changes failed or are blocked (`apply`)' },
      interrupted,
    ],
  },
  validate: {
    examples: [
      { line: 'hf-groups validate', does: 'check groups.yaml' },
      { line: 'hf-groups validate -f access/', does: 'check all *.yaml and *.yml files below a folder' },
      { line: 'hf-groups validate --format github', does: 'print annotations in a GitHub workflow' },
    ],
    exitCodes: [
      { code: '0', meaning: 'valid, also with warnings' },
      { code: '1', meaning: 'an error: configuration or flags' },
    ],
  },
  plan: {
    examples: [
      { line: 'hf-groups plan', does: 'what groups.yaml would change' },
      { line: 'hf-groups plan -o plan.json', does: 'save the plan too, to apply exactly it' },
      { line: 'hf-groups plan --base main', does: 'tell what this branch asks for from drift' },
      { line: 'hf-groups plan --group "Foundation Models"', does: 'look at one group only' },
    ],
    exitCodes: [
      { code: '0', meaning: 'done, also when there are changes' },
      error,
      { code: '2', meaning: 'there are changes, or blocked entries, with --detailed-exitcode' },
      { code: '3', meaning: 'a guard refuses the plan, which is shown all the same' },
      interrupted,
    ],
  },
  apply: {
    examples: [
      { line: 'hf-groups apply', does: 'plan, ask, make the changes' },
      { line: 'hf-groups apply plan.json', does: 'make a saved plan, if nothing has moved since' },
      {
        line: 'hf-groups apply --auto-approve --report report.json',
        does: 'without a question, with a record',
      },
    ],
    exitCodes: [
      { code: '0', meaning: 'every change is made' },
      { code: '1', meaning: 'an error, or every call failed; nothing was written' },
      {
        code: '3',
        meaning:
          'refused, nothing was written: a guard, a stale plan, another digest, an answer other than `yes`',
      },
      { code: '4', meaning: 'something was left undone: changes failed or are blocked' },
      {
        code: '129, 130, 143',
        meaning:
          'interrupted: no call was started any more, those in flight were waited for (5 seconds at most), the report was written',
      },
    ],
  },
  show: {
    examples: [
      { line: 'hf-groups show plan.json', does: 'as text' },
      { line: 'hf-groups show plan.json --format html > plan.html', does: 'as a page' },
    ],
    exitCodes: [ok, { code: '1', meaning: 'the file cannot be read, or is not a plan' }],
  },
  import: {
    examples: [
      { line: 'hf-groups import acme-ai -o groups.yaml', does: 'declare the organization as it is' },
      { line: 'hf-groups import acme-ai --split access', does: 'as one file a group' },
      { line: 'hf-groups import --update', does: 'bring groups.yaml up to what was clicked' },
      { line: 'hf-groups import --update --check', does: 'only tell whether something was' },
    ],
    exitCodes: [
      ok,
      error,
      { code: '2', meaning: 'something would be written, with --check' },
      { code: '4', meaning: 'some differences stay, since the files have decided them' },
      interrupted,
    ],
  },
  grant: {
    examples: [
      { line: 'hf-groups grant ada write --group Evaluation', does: 'an entry in one group' },
      {
        line: 'hf-groups grant kim read --group Evaluation --until 2031-12-31 --reason OPS-7',
        does: 'with an end and a reason',
      },
      { line: 'hf-groups grant ada admin --group Evaluation --dry-run', does: 'only show the difference' },
    ],
    exitCodes: [
      ok,
      { code: '1', meaning: 'an error: configuration or flags; nothing was written' },
      { code: '2', meaning: 'something would be written, with --check' },
    ],
  },
  revoke: {
    examples: [
      { line: 'hf-groups revoke bob', does: 'out of all groups and teams' },
      { line: 'hf-groups revoke bob --group Evaluation', does: 'out of one group' },
    ],
    exitCodes: [
      ok,
      error,
      { code: '2', meaning: 'something would be written, with --check' },
      { code: '4', meaning: 'something is left that may concern the person' },
      interrupted,
    ],
  },
  access: {
    examples: [
      { line: 'hf-groups access', does: 'every way of every person to every group' },
      { line: 'hf-groups access --user ada@acme.ai', does: 'what one person has, and why' },
      { line: 'hf-groups access --repo acme-ai/base', does: 'who can read and write a repository' },
      { line: 'hf-groups access --format csv > review.csv', does: 'a table to sign' },
    ],
    exitCodes: [
      { code: '0', meaning: 'done, also when the report says that it is not complete' },
      error,
      interrupted,
    ],
  },
  doctor: {
    examples: [
      { line: 'hf-groups doctor', does: 'look at what groups.yaml needs' },
      { line: 'hf-groups doctor acme-ai', does: 'look at an organization, without files' },
    ],
    exitCodes: [
      { code: '0', meaning: 'nothing fails; there may be warnings' },
      { code: '1', meaning: 'something fails, or an error' },
      interrupted,
    ],
  },
  init: {
    examples: [
      { line: 'hf-groups init --organization acme-ai', does: 'write these files into this repository' },
      { line: 'hf-groups init --dry-run', does: 'show them, or how what is there differs' },
      {
        line: 'hf-groups init --action "OWNER/hf-groups@SHA # v1"',
        does: 'use this release, by its commit',
      },
    ],
    exitCodes: [
      { code: '0', meaning: 'the files are written, or were there already' },
      { code: '1', meaning: 'something else is there, or an error; nothing was written' },
    ],
  },
  completion: {
    examples: [
      { line: 'eval "$(hf-groups completion bash)"', does: 'in ~/.bashrc' },
      { line: 'source <(hf-groups completion zsh)', does: 'in ~/.zshrc, after compinit' },
      {
        line: 'hf-groups completion fish > ~/.config/fish/completions/hf-groups.fish',
        does: 'once',
      },
    ],
    exitCodes: [ok, { code: '1', meaning: 'another shell' }],
  },
  sandbox: {
    examples: [
      { line: 'hf-groups sandbox', does: 'a Hub that fits groups.example.yaml' },
      { line: 'hf-groups sandbox --seed live.json', does: 'a copy of what `plan --save-live` saved' },
    ],
    exitCodes: [{ code: '1', meaning: 'a wrong seed, or a port that is taken' }, interrupted],
  },
};

/** The notes as they stand below the options, in two columns; an empty text for a command without notes. */
export function helpNotesText(name: string): string {
  const notes = helpNotes[name];
  if (notes === undefined) return '';
  const examples = notes.examples.map(({ line, does }) => [line, does] as const);
  const codes = notes.exitCodes.map(({ code, meaning }) => [code, meaning] as const);
  return ['', 'Examples:', ...columns(examples), '', 'Exit codes:', ...columns(codes)].join('\n');
}

const lineWidth = 80;

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const widest = Math.max(...rows.map(([left]) => left.length));
  // Beside long command lines there is no room, so that what they are for goes below them.
  if (widest > lineWidth / 2) return rows.flatMap(([left, right]) => [`  ${left}`, `      ${right}`]);
  const indent = ' '.repeat(widest + 4);
  return rows.map(([left, right]) =>
    wrapped(right, lineWidth - indent.length)
      .map((line, at) => (at === 0 ? `  ${left.padEnd(widest)}  ${line}` : `${indent}${line}`))
      .join('\n'),
  );
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
