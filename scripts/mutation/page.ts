import path from 'node:path';
import type { Mutant } from './mutants.ts';

/** Why a mutant may survive. */
export interface Explanation {
  readonly file: string;
  /** The line that was changed, without the blanks around it. */
  readonly code: string;
  /** What was put into it; of several mutants of the line. */
  readonly replacements: readonly string[];
  readonly why: string;
}

const killed: ReadonlySet<string> = new Set(['Killed', 'Timeout']);
const alive: ReadonlySet<string> = new Set(['Survived', 'NoCoverage']);

/**
 * The page about the score.
 *
 * @returns with the survivors that nobody explained, and the explanations that explain none
 */
export function mutationPage(
  mutants: readonly Mutant[],
  explained: readonly Explanation[],
): { readonly page: string; readonly problems: readonly string[] } {
  const survivors = mutants.filter(({ status }) => alive.has(status));
  const fits = (mutant: Mutant, { file, code, replacements }: Explanation): boolean =>
    mutant.file === file && mutant.code === code && replacements.includes(mutant.replacement);
  const unexplained = survivors.filter((mutant) => !explained.some((one) => fits(mutant, one)));
  const idle = explained.filter((one) => !survivors.some((mutant) => fits(mutant, one)));
  const problems = [
    ...unexplained.map(({ file, line, replacement }) => `${file}:${line} survives as: ${replacement}`),
    ...idle.map(({ file, code }) => `explained, but killed or gone: ${file}: ${code}`),
  ];
  const rows = [...new Set(mutants.map(folderOf))].map((folder) =>
    row(
      folder,
      mutants.filter((mutant) => folderOf(mutant) === folder),
    ),
  );
  const page = `# Mutation testing

Written by \`npm run mutation\`, which changes the code in one place at a time with [Stryker](https://stryker-mutator.io)
and runs the tests of that place: a change that no test notices survives. It covers planning, and all that retries,
recovers and paces. It ends with an error when a survivor is not explained below.

| code | mutants | killed | of these by time-out | survived | score |
| --- | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}
${row('**all**', mutants)}

Mutants of code that runs only once, when a module is loaded, are not counted.

## What survives, and why

${explained.length === 0 ? 'Nothing.' : explained.map(section).join('\n\n')}
`;
  return { page, problems };
}

/** Files directly in \`src/hub\` are named one by one, since only some of them are mutated. */
function folderOf({ file }: Mutant): string {
  return file.startsWith('src/hub/') ? `\`${file}\`` : `\`${path.posix.dirname(file)}\``;
}

function row(name: string, mutants: readonly Mutant[]): string {
  const count = (statuses: ReadonlySet<string>): number =>
    mutants.filter(({ status }) => statuses.has(status)).length;
  const [dead, left] = [count(killed), count(alive)];
  const score = dead + left === 0 ? '' : `${((100 * dead) / (dead + left)).toFixed(1)} %`;
  return `| ${name} | ${dead + left} | ${dead} | ${count(new Set(['Timeout']))} | ${left} | ${score} |`;
}

function section({ file, code, replacements, why }: Explanation): string {
  const changes = replacements.map(
    (replacement) => `  as \`${replacement === '' ? '(nothing)' : replacement}\``,
  );
  return `- \`${file}\`: \`\`${code}\`\`\n${changes.join('\n')}\n\n  ${why}`;
}
