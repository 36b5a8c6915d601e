import { unreadable } from './checked.ts';
import type { History, ListedCommit } from './github.ts';
import {
  comparisonFrom,
  defaultBranchFrom,
  headFrom,
  permissionFrom,
  pullRequestFrom,
  reviewFrom,
  statusFrom,
} from './history-answers.ts';
import { listedCommitFrom } from './object-answers.ts';
import type { Calls } from './repository.ts';

/** The most characters of a status's description that GitHub takes. */
const descriptionLength = 140;

/** The part of the client that reads what became of commits, and says something of them. */
export function createHistory({ call, pages, list }: Calls): History {
  return {
    branchHead: async (branch) => {
      const { data, request } = await call('GET', '/git/ref/{ref}', { ref: `heads/${branch}` });
      return headFrom(data, request);
    },
    defaultBranch: async () => {
      const { data, request } = await call('GET', '', {});
      return defaultBranchFrom(data, request);
    },
    history: async function* (head, { until } = {}) {
      for await (const { items, request } of pages('/commits', { sha: head, until }))
        yield items.map((item) => listedCommitFrom(item, request));
    },
    compare: async (base, head) => {
      const found: ListedCommit[] = [];
      let wanted = 0;
      const itemsOf = (page: unknown, request: string): unknown => {
        const { commits, total } = comparisonFrom(page, request);
        wanted = total;
        return commits;
      };
      let last = '';
      for await (const { items, request } of pages(
        '/compare/{basehead}',
        { basehead: `${base}...${head}` },
        itemsOf,
      )) {
        last = request;
        for (const item of items) found.push(listedCommitFrom(item, request));
      }
      if (found.length !== wanted) throw unreadable(`it has ${found.length} of ${wanted} commits`, last);
      return found;
    },
    pullRequest: async (number) => {
      const { data, request } = await call('GET', '/pulls/{pull_number}', { pull_number: number });
      return pullRequestFrom(data, request);
    },
    pullRequestsOf: (commit) => list('/commits/{commit_sha}/pulls', { commit_sha: commit }, pullRequestFrom),
    reviews: (pullRequest) => list('/pulls/{pull_number}/reviews', { pull_number: pullRequest }, reviewFrom),
    statuses: (commit, context) =>
      list('/commits/{ref}/statuses', { ref: commit }, (item, request) => {
        const status = statusFrom(item, request);
        return status.context === context ? status : null;
      }),
    createStatus: async (commit, { state, context, description, url }) => {
      await call('POST', '/statuses/{sha}', {
        sha: commit,
        state,
        context,
        description: shortened(description),
        ...(url === null ? {} : { target_url: url }),
      });
    },
    permission: async (login) => {
      const path = '/collaborators/{username}/permission';
      const { data, request } = await call('GET', path, { username: login });
      return permissionFrom(data, request);
    },
  };
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= descriptionLength
    ? text
    : `${characters.slice(0, descriptionLength - 1).join('')}…`;
}
