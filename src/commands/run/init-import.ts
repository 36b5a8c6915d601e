import { importedFrom } from '../../edit/import/from-live.ts';
import { importedText, leftOutOf, toldOf } from '../../edit/import/text.ts';
import { KnownError } from '../../errors.ts';
import { findToken, readTokenFile } from '../../hub/token.ts';
import type { InitChoices } from '../../init/choices.ts';
import type { Existing } from '../../init/survey.ts';
import { fetchSnapshot } from '../../live/fetch.ts';
import { liveOf } from '../../live/live.ts';
import type { Console } from '../../run/console.ts';
import { defaultConcurrency, defaultTimeout } from '../../run/defaults.ts';
import type { Io } from '../../run/io.ts';
import { shown, shownFile } from '../../text/shown.ts';
import { askLine } from './ask.ts';
import type { InitOptions } from './init-options.ts';
import { takeLive } from './snapshot.ts';

/** The text of a first configuration from what is live, and what there is to say of it. */
export interface ImportedFirst {
  readonly text: string;
  readonly notes: readonly string[];
}

/** As for every command that asks the Hub, where it says nothing else. */
const hubOptions = { concurrency: defaultConcurrency, timeout: defaultTimeout } as const;

/**
 * The first configuration from what is live: when `--import` asks for it, or somebody at a terminal, who has a token,
 * says so.
 *
 * @returns `null` where that is not wanted
 * @throws KnownError `usage` when a configuration is there already; `no-token`; HubError
 */
export async function importedFirst(
  io: Io,
  console: Console,
  { organization, file }: InitChoices,
  existing: Existing,
  options: Pick<InitOptions, 'import' | 'dryRun' | 'format'>,
): Promise<ImportedFirst | null> {
  if (existing.kind !== 'none') {
    if (options.import === undefined) return null;
    throw new KnownError('usage', `${shownFile(file)} is there already, so nothing is imported`, {
      hint: 'Bring it up to date: hf-groups import --update.',
    });
  }
  if (options.import === undefined && !(await isWanted(io, organization, options))) return null;
  const snapshot = await takeLive(io, console, hubOptions, (hub) =>
    fetchSnapshot(hub, organization, [], () => io.now()),
  );
  const all = { groups: null, mode: 'exact', byEmail: false, settings: false } as const;
  const { imported } = importedFrom(liveOf(snapshot), all);
  const notes = [
    `${shownFile(file)} declares what is live: ${toldOf(imported)}. Its plan is empty.`,
    ...leftOutOf(imported).map((line) => `Left out: ${shown(line)}`),
  ];
  return { text: importedText(imported), notes };
}

async function isWanted(
  io: Io,
  organization: string,
  { dryRun, format }: Pick<InitOptions, 'dryRun' | 'format'>,
): Promise<boolean> {
  if (io.stdin.isTTY !== true || dryRun === true || format === 'json' || !hasToken(io)) return false;
  const question = `There is a token. Write the groups and members of ${organization} as they are now into the first file?\n  Only \`yes\` does; it reads from the Hub and changes nothing there.`;
  return (await askLine(io, question)) === 'yes';
}

function hasToken({ env, home }: Io): boolean {
  try {
    findToken({ env, home, readFile: readTokenFile });
    return true;
  } catch (error) {
    if (error instanceof KnownError) return false;
    throw error;
  }
}
