import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { main } from '../../src/commands/main.ts';
import { expectForPeople } from '../cli/support/documents.ts';
import { temporaryFolder } from '../cli/support/program.ts';
import { type TerminalOptions, terminal } from '../cli/support/terminal.ts';

/** Where the workflow is written. */
export const workflow = '.github/workflows/hf-groups.yml';

/** How a run ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in a folder. Standard input is no terminal unless the options say so. */
export async function run(
  folder: string,
  words: readonly string[],
  options: Partial<TerminalOptions> = {},
): Promise<Ran> {
  const at = terminal({ folder, stdinIsTerminal: false, env: { NO_COLOR: '1' }, ...options });
  const code = await main(words, at.io);
  expectForPeople(at.stdout.text + at.stderr.text);
  return { code, stdout: at.stdout.text, stderr: at.stderr.text };
}

/** Runs `hf-groups init` in a folder. */
export const init = (folder: string, ...words: readonly string[]): Promise<Ran> =>
  run(folder, ['init', ...words]);

/** An empty repository. */
export function repository(): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, '.git'));
  return folder;
}

/** Writes a file with its folders. */
export function put(folder: string, name: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
}

/** The text of a file. */
export const read = (folder: string, name: string): string => readFileSync(path.join(folder, name), 'utf8');

/** The paths of all files of a folder and their texts. */
export function contentOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const full = path.join(entry.parentPath, entry.name);
      return [
        path.relative(folder, full).replaceAll('\\', '/'),
        entry.isFile() ? readFileSync(full, 'utf8') : '',
      ];
    }),
  );
}
