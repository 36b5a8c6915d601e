import { createHash } from 'node:crypto';
import { KnownError } from '../errors.ts';
import { GitHubError } from '../github/error.ts';
import type { GitHub } from '../github/github.ts';
import { defaultFile } from '../run/defaults.ts';
import { shownName } from '../text/shown.ts';
import type { DefaultBranch } from './commits.ts';
import { hasFiles, type ProposedFile } from './import-files.ts';

/** What is at the branch of `import`. */
export type BranchState =
  | { readonly kind: 'none' }
  /** Nothing but commits that this program made, beside those of the default branch. */
  | { readonly kind: 'own'; readonly head: string; readonly isMerged: boolean }
  /** Somebody else's commit, which is never overwritten. */
  | { readonly kind: 'foreign'; readonly commit: string; readonly author: string };

/**
 * The branch for a configuration: one for each, so that those of one repository do not overwrite each other. Files are of
 * one organization at a time; when they become those of another, what was proposed for the former is of no use any more,
 * and the same pull request goes on with the new one.
 */
export function importBranch(files: readonly string[]): string {
  const isUsual = files.length === 1 && files[0] === defaultFile;
  return isUsual ? 'hf-groups/import' : `hf-groups/import-${digestOf(files).slice(0, 12)}`;
}

/**
 * Looks whose the branch is. A commit is this program's by its author, the token's own account, and by the last line of
 * its message. Both can be forged by whoever may push; who does so has their own commits built upon, and loses none.
 *
 * @throws GitHubError
 */
export async function stateOfBranch(
  github: GitHub,
  base: DefaultBranch,
  files: readonly string[],
): Promise<BranchState> {
  const head = await github.findBranch(importBranch(files));
  if (head === null) return { kind: 'none' };
  const [self, commits] = await Promise.all([github.self(), github.compare(base.commit, head)]);
  const foreign = commits.find(
    ({ author, message }) => author !== self || message.trimEnd().split('\n').at(-1) !== markerOf(files),
  );
  return foreign === undefined
    ? { kind: 'own', head, isMerged: commits.length === 0 }
    : { kind: 'foreign', commit: foreign.sha, author: foreign.author };
}

/**
 * Makes the branch have the files, by a commit on top of what it has. Nothing is ever overwritten: a branch is only
 * moved forward, which GitHub refuses when somebody has pushed meanwhile.
 *
 * @throws KnownError `branch-foreign`; GitHubError
 */
export async function putOnBranch(
  github: GitHub,
  base: DefaultBranch,
  named: readonly string[],
  organization: string,
  files: readonly ProposedFile[],
): Promise<void> {
  const branch = importBranch(named);
  const state = await stateOfBranch(github, base, named);
  if (state.kind === 'foreign') throw foreignBranch(branch, state);
  if (state.kind === 'own' && (await hasFiles(github, state.head, named, files))) return;
  for (const { bytes } of files) if (bytes !== null) await github.createBlob(bytes);
  const { tree: baseTree } = await github.commit(base.commit);
  const fresh = files.filter(({ bytes }) => bytes !== null);
  const tree = await github.createTree(
    baseTree,
    fresh.map(({ path, mode, sha }) => ({ path, mode, sha })),
  );
  const parents = await parentsOn(github, state, base.commit);
  const message = `Adopt what is live in ${organization}\n\n${markerOf(named)}`;
  const commit = await github.createCommit({ message, tree, parents });
  try {
    if (state.kind === 'none') await github.createBranch(branch, commit);
    else await github.advanceBranch(branch, commit);
  } catch (error) {
    if (!(error instanceof GitHubError) || error.status !== 422) throw error;
    throw new KnownError('branch-foreign', `Somebody has pushed to the branch ${branch} meanwhile`, {
      hint: 'Nothing was written to it. The next run looks whose commits these are.',
      cause: error,
    });
  }
}

/** The error for a branch with somebody else's commit. */
function foreignBranch(
  branch: string,
  { commit, author }: Extract<BranchState, { readonly kind: 'foreign' }>,
): KnownError {
  const whose = author === '' ? 'somebody' : shownName(author);
  return new KnownError(
    'branch-foreign',
    `The branch ${branch} has the commit ${commit.slice(0, 7)} of ${whose}, which this job did not make`,
    {
      hint: 'Nothing was written. Merge or close its pull request and delete the branch; the next run makes it anew.',
      details: { branch, commit },
    },
  );
}

/** Where the default branch has moved on it is merged in, so that the pull request shows nothing of it. */
async function parentsOn(
  github: GitHub,
  state: Exclude<BranchState, { readonly kind: 'foreign' }>,
  base: string,
): Promise<readonly string[]> {
  if (state.kind === 'none' || state.isMerged) return [base];
  const missing = await github.compare(state.head, base);
  return missing.length === 0 ? [state.head] : [state.head, base];
}

/** The last line of the message of this program's commits. */
function markerOf(files: readonly string[]): string {
  return `Hf-groups-import: ${digestOf(files).slice(0, 32)}`;
}

function digestOf(files: readonly string[]): string {
  return createHash('sha256').update(files.join('\n')).digest('hex');
}
