import { unreadable } from './checked.ts';
import { GitHubError } from './error.ts';
import type { Proposals } from './github.ts';
import { headFrom, openPullRequestFrom } from './history-answers.ts';
import { madeFrom } from './object-answers.ts';
import { nameOfBlob } from './objects.ts';
import type { Calls } from './repository.ts';

/**
 * The part of the client that makes commits, branches and pull requests, after GitHub's "Git database": objects first,
 * which change nothing, then the branch that leads to them.
 *
 * @param owner of the repository
 */
export function createProposals({ call, list }: Calls, owner: string): Proposals {
  const findBranch = async (branch: string): Promise<string | null> => {
    try {
      const { data, request } = await call('GET', '/git/ref/{ref}', { ref: `heads/${branch}` });
      return headFrom(data, request);
    } catch (error) {
      if (isStatus(error, 404)) return null;
      throw error;
    }
  };
  return {
    findBranch,
    createBlob: async (bytes) => {
      const content = Buffer.from(bytes).toString('base64');
      const { data, request } = await call('POST', '/git/blobs', { content, encoding: 'base64' });
      const sha = madeFrom(data, request);
      if (nameOfBlob(bytes, sha) !== sha) throw unreadable('it is not the file that was sent', request);
      return sha;
    },
    createTree: async (base, entries) => {
      const tree = entries.map(({ path, mode, sha }) => ({ path, mode, type: 'blob', sha }));
      const { data, request } = await call('POST', '/git/trees', { base_tree: base, tree });
      return madeFrom(data, request);
    },
    createCommit: async ({ message, tree, parents }) => {
      const { data, request } = await call('POST', '/git/commits', { message, tree, parents: [...parents] });
      return madeFrom(data, request);
    },
    createBranch: async (branch, commit) => {
      await call('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: commit });
    },
    advanceBranch: async (branch, commit) => {
      await call('PATCH', '/git/refs/{ref}', { ref: `heads/${branch}`, sha: commit, force: false });
    },
    deleteBranch: async (branch) => {
      try {
        await call('DELETE', '/git/refs/{ref}', { ref: `heads/${branch}` });
      } catch (error) {
        // Somebody else has deleted it, or this did before its answer was lost.
        if (!isStatus(error, 404) && !isStatus(error, 422)) throw error;
        if ((await findBranch(branch)) !== null) throw error;
      }
    },
    openPullRequestsFrom: (branch) =>
      list('/pulls', { state: 'open', head: `${owner}:${branch}` }, (item, request) => {
        const pullRequest = openPullRequestFrom(item, request);
        // The owner may have a fork of it as well, and GitHub takes a filter that it cannot read for none.
        return pullRequest.isFork || pullRequest.headBranch !== branch ? null : pullRequest;
      }),
    createPullRequest: async ({ title, body, head, base }) => {
      const { data, request } = await call('POST', '/pulls', { title, body, head, base });
      return openPullRequestFrom(data, request);
    },
    updatePullRequest: async (number, { title, body, closed }) => {
      const { data, request } = await call('PATCH', '/pulls/{pull_number}', {
        pull_number: number,
        title,
        body,
        ...(closed === true ? { state: 'closed' } : {}),
      });
      return openPullRequestFrom(data, request);
    },
  };
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof GitHubError && error.status === status;
}
