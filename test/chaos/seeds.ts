/**
 * Which seeds a run of the tests plays: CHAOS_RUNS says how many there are, CHAOS_SEED where they begin; alone it plays
 * that one.
 */
export interface Seeds {
  readonly first: number;
  readonly count: number;
  /** One seed was asked for. */
  readonly alone: boolean;
  /** Where each test begins. */
  readonly starts: readonly number[];
}

/** So many seeds are played in one test. */
const inOne = 25;

/**
 * @param ordinary how many are played where nobody says
 * @param share which of the tests this file has, of how many files: so that several cores play them
 */
export function seedsFor(ordinary: number, share = { part: 0, of: 1 }): Seeds {
  const given = process.env['CHAOS_SEED'];
  const runs = process.env['CHAOS_RUNS'];
  const first = Number(given ?? 1);
  const alone = given !== undefined && runs === undefined;
  const count = alone ? 1 : Number(runs ?? ordinary);
  const starts = Array.from({ length: Math.ceil(count / inOne) }, (_, index) => first + index * inOne);
  const own = starts.filter((_, index) => index % share.of === share.part);
  // A file without a test is an error.
  return { first, count, alone, starts: own.length === 0 ? starts : own };
}

/** The seeds of the test that begins there. */
export function seedsFrom(start: number, { first, count }: Seeds): readonly number[] {
  const length = Math.min(inOne, first + count - start);
  return Array.from({ length }, (_, index) => start + index);
}

/** What went wrong with a seed, and how to play it again; an empty text when nothing did. */
export async function failureOf(
  play: (seed: number) => Promise<readonly string[]>,
  seed: number,
  file: string,
): Promise<string> {
  const problems = await play(seed).catch((error: unknown) => [
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  ]);
  const replay = `Replay: CHAOS_SEED=${seed} npx vitest run test/chaos/${file}`;
  return problems.length === 0 ? '' : [replay, ...problems].join('\n');
}
