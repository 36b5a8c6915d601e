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
 * @param leastScore percent of the mutants of a room that have to be noticed
 * @returns with the survivors that nobody explained, and what must not be: a room of which too many survive, and an
 *   explanation that fits no longer
 */
export function mutationPage(
  mutants: readonly Mutant[],
  notRun: readonly string[],
  allExplained: readonly Explanation[],
  leastScore: number,
): { readonly page: string; readonly unexplained: readonly string[]; readonly problems: readonly string[] } {
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
  const unexplained = survivors
    .filter((mutant) => !known.has(mutant))
    .map((mutant) => `${mutant.file}:${mutant.line} survives in ${nameOf(mutant)} as: ${mutant.replacement}`);
  const rooms = [...new Set(mutants.map(roomOf))].map((room) =>
    countsOf(
      mutants.filter((one) => roomOf(one) === room),
      known,
      room,
    ),
  );
  const problems = [
    ...rooms
      .filter(({ score }) => score < leastScore)
      .map(({ name, score }) => `${name}: ${score.toFixed(1)} %`),
    ...wrong,
  ];
  const page = `# Mutation testing

Written by \`npm run mutation\`, which changes the code in one place at a time with [Stryker](https://stryker-mutator.io)
and runs the tests of that place: a change that no test notices survives. It covers the rooms below, in
which is decided what is planned, reviewed, sent and believed. The others (\`render\`, \`commands\`, \`run\`, \`access\`, \`edit\`,
\`files\`, \`doctor\`, \`init\`, the embedded Hub) have only their tests. It ends with an error when a room's score is below ${leastScore} %, and when an
explanation below fits no longer. Those that are neither killed nor explained it prints.

| room | mutants | killed | of these by time-out | survived | of these explained | score |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${[...rooms, countsOf(mutants, known, '**all**')].map(row).join('\n')}

Mutants of code that runs only once, when a module is loaded, are not counted. The score counts what is explained as
survived.
${notRun.length === 0 ? '' : `\n${missing(notRun, new Set(mutants.map(roomOf)))}\n`}
## What survives, and why

${explained.length === 0 ? 'Nothing.' : explained.map((one) => section(one, explainedBy(one))).join('\n\n')}
`;
  return { page, unexplained, problems };
}

/** What the table leaves out, by room. */
function missing(files: readonly string[], counted: ReadonlySet<string>): string {
  const rooms = [...new Set(files.map((file) => roomOf({ file })))];
  const namesIn = (room: string): readonly string[] =>
    files.filter((file) => roomOf({ file }) === room).map((file) => `\`${file.slice(room.length - 1)}\``);
  const lines = rooms.map(
    (room) => `- ${room}: ${counted.has(room) ? namesIn(room).join(', ') : 'all of it'}`,
  );
  return `**Not in the table**, since they have not been run since they were changed last:\n\n${lines.join('\n')}`;
}

function roomOf({ file }: Pick<Mutant, 'file'>): string {
  return `\`${file.split('/').slice(0, 2).join('/')}\``;
}

function nameOf(of: Pick<Mutant, 'file' | 'function' | 'mutator'>): string {
  return `${of.file} ${of.function} ${of.mutator}`;
}

interface Counts {
  readonly name: string;
  readonly dead: number;
  readonly late: number;
  readonly left: number;
  readonly explained: number;
  /** Percent. */
  readonly score: number;
}

function countsOf(mutants: readonly Mutant[], known: ReadonlySet<Mutant>, name: string): Counts {
  const count = (is: (mutant: Mutant) => boolean): number => mutants.filter(is).length;
  const dead = count(({ status }) => killed.has(status));
  const left = count(({ status }) => alive.has(status));
  return {
    name,
    dead,
    late: count(({ status }) => status === 'Timeout'),
    left,
    explained: count((mutant) => known.has(mutant)),
    score: dead + left === 0 ? 100 : (100 * dead) / (dead + left),
  };
}

function row({ name, dead, late, left, explained, score }: Counts): string {
  return `| ${name} | ${dead + left} | ${dead} | ${late} | ${left} | ${explained} | ${score.toFixed(1)} % |`;
}

function section(one: Explanation, mutants: readonly Mutant[]): string {
  const changes = mutants.map(
    ({ code, replacement }) =>
      `  - \`\`${code}\`\` as \`\`${replacement === '' ? '(nothing)' : replacement}\`\``,
  );
  return `- \`${one.file}\`, \`${one.function}\`, ${one.mutator}: ${one.why}\n${changes.join('\n')}`;
}
