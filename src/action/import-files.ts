import type { EditedFile } from '../edit/result.ts';
import type { NewTreeEntry, Objects } from '../github/github.ts';
import { nameOfBlob } from '../github/objects.ts';
import { findSources } from '../github/sources.ts';

/** A file as the branch of `import` is to have it. */
export interface ProposedFile extends NewTreeEntry {
  /** What is new; `null` for a file that is as it was. */
  readonly bytes: Uint8Array | null;
}

/**
 * All files of the configuration as they are to be, those that stay too.
 *
 * @param commit whose files were edited; their modes and byte order marks stay
 * @throws GitHubError
 */
export async function proposedFiles(
  github: Objects,
  commit: string,
  named: readonly string[],
  edited: readonly EditedFile[],
): Promise<readonly ProposedFile[]> {
  const texts = new Map(edited.map(({ file, text }) => [file.path, text]));
  const { found } = await findSources(github, commit, named);
  const files: ProposedFile[] = [];
  for (const one of found) {
    if (one.kind !== 'file') continue;
    const { path, mode, sha } = one;
    const text = texts.get(path);
    if (text === undefined) files.push({ path, mode, sha, bytes: null });
    else {
      const bytes = Buffer.concat([markOf(await github.blob(sha)), Buffer.from(text)]);
      files.push({ path, mode, sha: nameOfBlob(bytes, sha), bytes });
    }
  }
  return files;
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** The byte order mark that a file begins with, which is no part of its text. */
function markOf(bytes: Uint8Array): Uint8Array {
  const begin = bytes.subarray(0, byteOrderMark.length);
  return byteOrderMark.equals(begin) ? begin : new Uint8Array();
}

/** Whether a commit has the files of the configuration as they are to be, and no others. */
export async function hasFiles(
  github: Objects,
  commit: string,
  named: readonly string[],
  files: readonly ProposedFile[],
): Promise<boolean> {
  const { found } = await findSources(github, commit, named);
  const wanted = new Set(files.map(keyOf));
  return found.length === files.length && found.every((one) => one.kind === 'file' && wanted.has(keyOf(one)));
}

function keyOf({ path, mode, sha }: NewTreeEntry): string {
  return `${mode} ${sha} ${path}`;
}
