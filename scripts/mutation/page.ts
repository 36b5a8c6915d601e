import path from 'node:path';
import { alive, type Mutant } from './mutants.ts';

/** Why mutants may survive: those of one sort in one function. */
export interface Explanation {
  readonly file: string;
  /** As `functionAt` finds it. */
  readonly function: string;
  /** Stryker's word for the sort of change, such as `StringLiteral`. */
  readonly mutator: string;
  /** How many of them survive; 1 when not given. Another number is a problem: one more is one that nobody looked at. */
  readonly count?: number;
  readonly why: string;
}

const killed: ReadonlySet<string> = new Set(['Killed', 'Timeout']);

/**
 * The page about the score.
 *
 * @param notRun files of which nothing is known; what explains their survivors is left out
 * @returns with the survivors that nobody explained, and the explanations that explain none
 */
export function mutationPage(
  mutants: readonly Mutant[],
  notRun: readonly string[],
  allExplained: readonly Explanation[],
): { readonly page: string; readonly problems: readonly string[] } {
  const explained = allExplained.filter(({ file }) => !notRun.includes(file));
  const survivors = mutants.filter(({ status }) => alive.has(status));
  const explainedBy = (one: Explanation): readonly Mutant[] =>
    survivors.filter(
      (mutant) =>
        mutant.file === one.file && mutant.function === one.function && mutant.mutator === one.mutator,
    );
  const known = new Set(explained.flatMap(explainedBy));
  const wrong = explained.flatMap((one) => {
    const [count, said] = [explainedBy(one).length, one.count ?? 1];
    return count === said ? [] : [`explained ${said}, survive ${count}: ${nameOf(one)}`];
  });
  const problems = [
    ...survivors
      .filter((mutant) => !known.has(mutant))
      .map(
        (mutant) => `${mutant.file}:${mutant.line} survives in ${nameOf(mutant)} as: ${mutant.replacement}`,
      ),
    ...wrong,
  ];
  const rows = [...new Set(mutants.map(folderOf))].map((folder) =>
    row(
      folder,
      mutants.filter((mutant) => folderOf(mutant) === folder),
    ),
  );
  const page = `# Mutation testing

Written by \`npm run mutation\`, which changes the code in one place at a time with [Stryker](https://stryker-mutator.io)
and runs the tests of that place: a change that no test notices survives. It covers everything but what renders, the
command line, the embedded Hub, and \`init\`. It ends with an error when a survivor is not explained below.

| code | mutants | killed | of these by time-out | survived | score |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
${row('**all**', mutants)}

Mutants of code that runs only once, when a module is loaded, are not counted.
${notRun.length === 0 ? '' : `\n${missing(notRun, new Set(mutants.map(folderOf)))}\n`}
## What survives, and why

${explained.length === 0 ? 'Nothing.' : explained.map((one) => section(one, explainedBy(one))).join('\n\n')}
`;
  return { page, problems };
}

/** What the table leaves out, by folder. */
function missing(files: readonly string[], counted: ReadonlySet<string>): string {
  const folders = [...new Set(files.map((file) => folderOf({ file })))];
  const namesIn = (folder: string): readonly string[] =>
    files.filter((file) => folderOf({ file }) === folder).map((file) => `\`${path.posix.basename(file)}\``);
  const lines = folders.map(
    (folder) => `- ${folder}: ${counted.has(folder) ? namesIn(folder).join(', ') : 'all of it'}`,
  );
  return `**Not in the table**, since they have not been run since they were changed last:\n\n${lines.join('\n')}`;
}

function folderOf({ file }: Pick<Mutant, 'file'>): string {
  return `\`${path.posix.dirname(file)}\``;
}

function nameOf(of: Pick<Mutant, 'file' | 'function' | 'mutator'>): string {
  return `${of.file} ${of.function} ${of.mutator}`;
}

function row(name: string, mutants: readonly Mutant[]): string {
  const count = (statuses: ReadonlySet<string>): number =>
    mutants.filter(({ status }) => statuses.has(status)).length;
  const [dead, left] = [count(killed), count(alive)];
  const score = dead + left === 0 ? '' : `${((100 * dead) / (dead + left)).toFixed(1)} %`;
  return `| ${name} | ${dead + left} | ${dead} | ${count(new Set(['Timeout']))} | ${left} | ${score} |`;
}

function section(one: Explanation, mutants: readonly Mutant[]): string {
  const changes = mutants.map(
    ({ code, replacement }) =>
      `  - \`\`${code}\`\` as \`\`${replacement === '' ? '(nothing)' : replacement}\`\``,
  );
  return `- \`${one.file}\`, \`${one.function}\`, ${one.mutator}: ${one.why}\n${changes.join('\n')}`;
}
