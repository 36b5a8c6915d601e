import type { OpenPullRequest } from '../github/github.ts';
import type { DefaultBranch } from './commits.ts';
import type { Context } from './context.ts';
import { importBranch, putOnBranch, stateOfBranch } from './import-branch.ts';
import type { ProposedFile } from './import-files.ts';
import { createOnce, saysSo, type Telling } from './sticky.ts';

/** What it takes of the context. */
type PullContext = Pick<Context, 'github' | 'inputs' | 'remark'>;

/** What the pull request says. */
export interface ImportText extends Telling {
  readonly title: string;
}

/**
 * Keeps one open pull request with the files, from one branch. Pull requests of others from that branch are left as they
 * are, and those of forks are not looked at, whatever their branch is called.
 *
 * @throws KnownError `branch-foreign`; GitHubError
 */
export async function keepImport(
  context: PullContext,
  base: DefaultBranch,
  organization: string,
  files: readonly ProposedFile[],
  text: ImportText,
): Promise<OpenPullRequest> {
  const { github, inputs } = context;
  await putOnBranch(github, base, inputs.files, organization, files);
  const there = await openPull(context, base);
  if (there === null) {
    const head = importBranch(inputs.files);
    return createOnce(
      () =>
        github.createPullRequest({ title: text.title, body: text.say(text.runUrl), head, base: base.branch }),
      () => openPull(context, base),
    );
  }
  if (there.author !== (await github.self())) {
    const message = `#${there.number} is of somebody else, so its text is left as it is. The job summary has what was adopted.`;
    context.remark('notice', 'Another pull request', message);
    return there;
  }
  if (there.title === text.title && saysSo(there.body, text)) return there;
  return github.updatePullRequest(there.number, { title: text.title, body: text.say(text.runUrl) });
}

/**
 * Closes the pull request and deletes its branch, when nothing is left to adopt. With somebody else's commit on it, both
 * stay.
 *
 * @param body what the pull request says from now on
 * @throws GitHubError
 */
export async function closeImport(context: PullContext, base: DefaultBranch, body: string): Promise<void> {
  const { github, inputs } = context;
  const branch = importBranch(inputs.files);
  const state = await stateOfBranch(github, base, inputs.files);
  if (state.kind === 'none') return;
  if (state.kind === 'foreign') {
    const message = `Nothing is left to adopt. The branch ${branch} has the commit ${state.commit.slice(0, 7)}, which this job did not make, so it stays.`;
    context.remark('notice', 'A branch of somebody else', message);
    return;
  }
  const self = await github.self();
  for (const { number, author } of await github.openPullRequestsFrom(branch))
    if (author === self) await github.updatePullRequest(number, { body, closed: true });
  await github.deleteBranch(branch);
}

async function openPull(
  { github, inputs }: PullContext,
  { branch }: DefaultBranch,
): Promise<OpenPullRequest | null> {
  const open = await github.openPullRequestsFrom(importBranch(inputs.files));
  return open.find(({ base }) => base === branch) ?? null;
}
